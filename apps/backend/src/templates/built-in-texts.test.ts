import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUILT_IN_LANGUAGES, BUILT_IN_TEXTS } from './built-in-texts.js';
import { WRITTEN_LOCALES } from './locales/built-in-locales.js';

test('every file of texts is brought in, and every language that is said to have texts has its file', () => {
  const files = readdirSync(new URL('builtin/', import.meta.url)).map((file) => file.replace(/\.json$/, ''));
  expect(Object.keys(BUILT_IN_LANGUAGES).sort()).toEqual(files.sort());
  expect(files).toEqual([...WRITTEN_LOCALES].sort());
});

test('every language has each purpose in both forms', () => {
  expect(BUILT_IN_TEXTS).toHaveLength(WRITTEN_LOCALES.length * 3);
  expect(
    BUILT_IN_TEXTS.filter(({ body, shortBody }) => !body.includes('{code}') || !shortBody.includes('{code}')),
  ).toEqual([]);
});
