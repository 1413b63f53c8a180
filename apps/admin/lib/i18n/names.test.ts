import { expect, test } from 'vitest';
import { countryName, languageInItsWords, languageName } from './names';

test('a language is named in the reader’s words and in its own', () => {
  expect(languageInItsWords('ar', 'en')).toBe('Arabic · العربية');
  expect(languageInItsWords('en', 'en')).toBe('English');
});

test('names follow the reader', () => {
  expect(languageName('de', 'es')).toBe('alemán');
  expect(countryName('DE', 'de')).toBe('Deutschland');
});

test('what the platform does not know is shown as it is', () => {
  expect(languageName('not a tag', 'en')).toBe('not a tag');
  expect(countryName('??', 'en')).toBe('??');
});
