import type { ToldFinding } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { replaceFinding } from './replace-finding';
import type { WordsHandle } from './words-field';

function replaced(text: string, change: Partial<ToldFinding>, replacement: string): string {
  let now = text;
  const field: WordsHandle = {
    insert: () => undefined,
    select: () => undefined,
    replace: (start, end, put) => void (now = now.slice(0, start) + put + now.slice(end)),
  };
  const finding = { code: 'forces_ucs2', severity: 'warning', form: 'full', start: 4, end: 5, values: {}, message: '' };
  replaceFinding(field, text, { ...finding, ...change } as ToldFinding, replacement);
  return now;
}

test('a character that makes the text dear goes wherever it is', () => {
  expect(replaced('Don’t, won’t', { start: 3, end: 4 }, "'")).toBe("Don't, won't");
  expect(replaced('a… b…', { start: 1, end: 2 }, '...')).toBe('a... b...');
});

test('a look-alike goes where it was found, and nowhere else', () => {
  expect(replaced('cоde cоde', { code: 'confusable', start: 6, end: 7 }, 'o')).toBe('cоde code');
});

test('what has no place is left as it is', () => {
  expect(replaced('abc', { start: null, end: null }, 'x')).toBe('abc');
});
