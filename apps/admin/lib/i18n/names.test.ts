import { expect, test } from 'vitest';
import { countryName, languageInItsWords, languageName } from './names';

test('a language is named in its own words and in the reader’s', () => {
  expect(languageInItsWords('ar', 'en')).toBe('العربية · Arabic');
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
