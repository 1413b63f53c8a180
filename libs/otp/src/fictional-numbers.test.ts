import { expect, test } from 'vitest';
import { FICTIONAL_COUNTRIES, fictionalCountry, pickFictional } from './fictional-numbers.js';
import { parsePhone } from './phone.js';

/** Every number of a country that chance can lead to. */
function allOf(country: string): Set<string> {
  const numbers = new Set<string>();
  for (let first = 0; first < 40; first += 1) {
    for (let rest = 0; rest < 10_000; rest += 97) {
      const draws = [first, rest];
      numbers.add(pickFictional(country, (limit) => draws.shift()! % limit)!);
    }
  }
  return numbers;
}

test.each(FICTIONAL_COUNTRIES)(
  'whatever chance says, a number of %s is fictional, of that country, and taken',
  (country) => {
    const numbers = allOf(country);
    expect(numbers.size).toBeGreaterThan(20);
    for (const number of numbers) {
      expect(parsePhone(number, {})).toMatchObject({ kind: 'ok', number, country, isFictional: true });
      expect(fictionalCountry(number)).toBe(country);
    }
  },
);

test('where no numbers are kept free there are none to pick', () => {
  expect(pickFictional('DE', () => 0)).toBeUndefined();
});
