import { getCountries } from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { callingCodeOf, judgePrefix } from './calling-codes.js';
import { samplePrefixOf } from './sample-prefix.js';

test('a usual mobile number of a country begins like this, as far as a prefix may tell', () => {
  expect(['DE', 'US', 'CA', 'GB', 'KZ', 'AR'].map(samplePrefixOf)).toEqual([
    '491512',
    '12015',
    '15062',
    '447400',
    '77710',
    '549112',
  ]);
});

test('every country has one, of its own calling code', () => {
  const odd = getCountries().filter((country) => {
    const prefix = samplePrefixOf(country) ?? '';
    return !prefix.startsWith(callingCodeOf(country)!) || judgePrefix(prefix).kind !== 'fits';
  });
  expect(odd).toEqual([]);
});

test('what is no country has none', () => {
  expect(['XX', 'de', '', 'toString', 'AQ'].map(samplePrefixOf)).toEqual(Array(5).fill(undefined));
});
