import { describe, expect, test } from 'vitest';
import { activeFilters, apiFilters, apiQuery, NO_FILTERS, readFilters, writeFilters } from './audit-filters';

const read = (search: string) => readFilters((name) => new URLSearchParams(search).get(name));

test.each(['', '?action=key.created&actor=opr_1&target=key_2&from=2026-11-20&to=2026-11-21&cursor=abc'])(
  'the address "%s" says the same when it is written again',
  (address) => expect(writeFilters(read(address))).toBe(address),
);

describe('what an address cannot mean is dropped', () => {
  test.each(['?action=key.stolen', '?actor=a b', '?target=%27', '?from=2026-02-30', '?to=yesterday', '?nonsense=1'])(
    '%s',
    (address) => expect(read(address)).toEqual(NO_FILTERS),
  );
});

test('days reach the backend as the instants of the viewer’s zone, the last day whole', () => {
  const query = apiQuery(read('?from=2026-11-20&to=2026-11-20&cursor=abc'), 'Europe/Berlin');
  expect(Object.fromEntries(query)).toEqual({
    from: '2026-11-19T23:00:00.000Z',
    to: '2026-11-20T22:59:59.999Z',
    limit: '50',
    cursor: 'abc',
  });
});

test('an export is of all that is filtered, wherever the reader is in the list', () => {
  expect(apiFilters(read('?actor=opr_1&cursor=abc'), 'UTC').toString()).toBe('actor=opr_1');
});

test('a place in the list is no filter', () => {
  expect(activeFilters(read('?cursor=abc&target=key_2'))).toEqual(['target']);
});
