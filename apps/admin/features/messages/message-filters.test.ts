import { expect, test } from 'vitest';
import { activeFilters, apiQuery, NO_FILTERS, readFilters, writeFilters, type MessageFilters } from './message-filters';

const read = (address: string) => {
  const params = new URLSearchParams(address);
  return readFilters((name) => params.get(name));
};

const SOME: MessageFilters = { ...NO_FILTERS, status: 'failed', country: 'DE', since: '24h', cursor: 'abc' };

test('an address says what is filtered, and nothing else', () => {
  expect(writeFilters(NO_FILTERS)).toBe('');
  expect(writeFilters(SOME)).toBe('?status=failed&country=DE&since=24h&cursor=abc');
  expect(read(writeFilters(SOME))).toEqual(SOME);
});

test.each([
  'status=lost',
  'country=de',
  'country=DEU',
  'language=<script>',
  'carrier=a%20b',
  'since=2h',
  'cursor=',
  `cursor=${'x'.repeat(201)}`,
  'number=%2B12125550142',
])('what an address cannot mean is dropped: %s', (address) => {
  expect(read(address)).toEqual(NO_FILTERS);
});

test('the window becomes an instant, counted from now', () => {
  const now = Date.parse('2026-11-25T12:00:00.000Z');
  expect(Object.fromEntries(apiQuery(SOME, now))).toEqual({
    limit: '50',
    status: 'failed',
    country: 'DE',
    cursor: 'abc',
    from: '2026-11-24T12:00:00.000Z',
  });
  expect(apiQuery(NO_FILTERS, now).toString()).toBe('limit=50');
});

test('a place in the list is not a filter', () => {
  expect(activeFilters(SOME)).toEqual(['status', 'country', 'since']);
  expect(activeFilters({ ...NO_FILTERS, cursor: 'abc' })).toEqual([]);
});
