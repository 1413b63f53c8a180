import { expect, test } from 'vitest';
import { apiQuery, readFilters, writeFilters } from './overview-filters';

const read = (address: string) => {
  const params = new URLSearchParams(address);
  return readFilters((name) => params.get(name));
};

test.each(['', '?from=-1h', '?from=-30d&application=app_one'])('the address %j says what is shown', (address) => {
  expect(writeFilters(read(address))).toBe(address);
});

test.each(['?from=-24h', '?from=-2y', '?from=2026-11-24T12:00Z', '?application=../x', '?from=&application='])(
  'what cannot be meant is a day of all applications: %j',
  (address) => expect(writeFilters(read(address))).toBe(''),
);

test('the API is asked for instants', () => {
  const now = Date.parse('2026-11-25T12:00:00.000Z');
  expect(apiQuery(read('?from=-7d&application=app_one'), now).toString()).toBe(
    'from=2026-11-18T12%3A00%3A00.000Z&application=app_one',
  );
});
