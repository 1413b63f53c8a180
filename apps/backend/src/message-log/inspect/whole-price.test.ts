import { expect, test } from 'vitest';
import { wholePrice } from './whole-price.js';

test.each([
  ['0.1', 3, '0.3'],
  ['0.0075', 4, '0.03'],
  ['0.012300', 1, '0.0123'],
  ['1.5', 2, '3'],
  ['7', 10, '70'],
  ['0.000001', 1, '0.000001'],
  ['9007199254740993.01', 1, '9007199254740993.01'],
  ['0', 3, '0'],
])('%s for each of %i is %s, to the last place', (price, times, whole) => {
  expect(wholePrice(price, times)).toBe(whole);
});
