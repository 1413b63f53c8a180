import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from './csv.js';

describe('what a spreadsheet would calculate is a text to it', () => {
  test.each([
    ['=HYPERLINK("http://example.com";"x")', `"'=HYPERLINK(""http://example.com"";""x"")"`],
    ['+1 ********17', `'+1 ********17`],
    ['-2+3+cmd|x', `'-2+3+cmd|x`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1+1', `'＝1+1`],
    ['\0=1', `'\0=1`],
  ])('%j', (cell, line) => {
    expect(csvLine([cell])).toBe(`${line}\r\n`);
  });
});

test('separators, quotes and line ends stay within their cell', () => {
  expect(csvLine(['a,b', 'say "so"', 'two\r\nlines', 'x;=1', ' padded', 'plain'])).toBe(
    `"a,b","say ""so""","two\r\nlines","x;=1"," padded",plain\r\n`,
  );
});

test('nothing is an empty cell, and a number is a number', () => {
  expect(csvLine([null, 0, -1, true, ''])).toBe(',0,-1,true,\r\n');
});

/** A reader of RFC 4180 that knows nothing of how lines are written. */
function parse(line: string): string[] {
  const cells: string[] = [];
  const form = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = form.exec(line); found !== null; found = form.exec(line)) {
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') break;
  }
  return cells;
}

test('whatever is in them, cells are read as they were written, but for the apostrophe', () => {
  const cells = fc.array(fc.string({ unit: 'binary' }), { minLength: 1 });
  fc.assert(
    fc.property(cells, (written) => {
      const read = parse(csvLine(written));
      expect(read.map((cell, index) => (cell === written[index] ? cell : cell.replace(/^'/, '')))).toEqual(written);
      for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});
