import { expect, test } from 'vitest';
import { renderTable } from './table.js';

test('columns are as wide as their longest cell', () => {
  expect(
    renderTable(
      ['NAME', 'ROLE'],
      [
        ['Lena', 'owner'],
        ['Bo', 'ops'],
      ],
    ),
  ).toBe('NAME  ROLE\nLena  owner\nBo    ops');
});

test('what a terminal would obey is shown, not done', () => {
  const rows = [['\u001b[2K\rnobody', 'a\u202eb']];
  const shown = renderTable(['NAME', 'ROLE'], rows);
  for (const obeyed of ['\u001b', '\r', '\u202e']) expect(shown).not.toContain(obeyed);
});
