import { expect, test } from 'vitest';
import { PLACE, placesFor, pluralOf } from './places';

test('a payment has its amount and payee beside what every text has, and what is declared', () => {
  const names = (places: readonly { name: string }[]) => places.map(({ name }) => name);
  const variables = [{ name: 'shop', type: 'text', max_length: 5 }] as const;
  expect(names(placesFor('login', []))).toEqual(['code', 'brand', 'minutes']);
  expect(names(placesFor('payment', variables))).toEqual(['code', 'brand', 'minutes', 'amount', 'payee', 'shop']);
});

test.each([
  ['en', '{minutes, plural, one {# …} other {# …}}'],
  ['ja', '{minutes, plural, other {# …}}'],
  ['hr', '{minutes, plural, one {# …} few {# …} other {# …}}'],
  ['ar', '{minutes, plural, zero {# …} one {# …} two {# …} few {# …} many {# …} other {# …}}'],
])('a plural of %s has a wording for each of its forms', (locale, expected) => {
  expect(pluralOf('minutes', locale)).toBe(expected);
});

test('places are found as they are written, plurals by their head', () => {
  const text = '{code} { brand }: {minutes, plural, one {# minute} other {# minutes}} {Oops} {9}';
  expect([...text.matchAll(PLACE)].map(([whole]) => whole)).toEqual(['{code}', '{ brand }', '{minutes, plural,']);
});
