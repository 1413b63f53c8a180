import { getCountries } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { COUNTRY_LOCALES } from './country-locales.js';
import { canonicalTag } from './locale-tag.js';

test('every country whose numbers can be parsed has a language', () => {
  expect(getCountries().length).toBeGreaterThanOrEqual(245);
  expect(getCountries().filter((country) => !Object.hasOwn(COUNTRY_LOCALES, country))).toEqual([]);
});

test('every key is a country code and no country stands twice', () => {
  const countries = Object.keys(COUNTRY_LOCALES);
  expect(countries.filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
  // Of each that stood twice one entry would be lost.
  expect(countries).toHaveLength(249);
});

test('every tag is canonical', () => {
  const tags = [...new Set(Object.values(COUNTRY_LOCALES))];
  expect(tags.filter((tag) => canonicalTag(tag) !== tag)).toEqual([]);
});

test.each([
  ['US', 'en'],
  ['GB', 'en'],
  ['IN', 'hi'],
  ['BR', 'pt-BR'],
  ['PT', 'pt-PT'],
  ['AO', 'pt-PT'],
  ['MX', 'es'],
  ['AD', 'ca'],
  ['CN', 'zh-CN'],
  ['TW', 'zh-TW'],
  ['HK', 'zh-HK'],
  ['MO', 'zh-HK'],
  ['NO', 'nb'],
  ['AX', 'sv'],
  ['RS', 'sr'],
  ['ME', 'sr-Latn'],
  ['IL', 'he'],
  ['PH', 'fil'],
  ['BE', 'nl'],
  ['CH', 'de'],
  ['LU', 'fr'],
  ['CM', 'fr'],
  ['BY', 'ru'],
  ['UA', 'uk'],
  ['EG', 'ar'],
  ['IR', 'fa'],
  ['SO', 'so'],
])('the language of %s is %s', (country, tag) => {
  expect(COUNTRY_LOCALES[country]).toBe(tag);
});
