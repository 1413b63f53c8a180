import { expect, test } from 'vitest';
import { readFilters, writeFilters, type RoutingFilters } from './routing-filters';

const readFrom = (address: string) => {
  const params = new URLSearchParams(address);
  return readFilters((name) => params.get(name));
};

test.each<Partial<RoutingFilters>>([
  {},
  { view: 'senders' },
  { do: 'probe' },
  { view: 'prices', carrier: 'car_01JD8ZK3V6Q4T5W7X9Y2AB', cursor: 'NDk' },
])('what is shown is the same when its address is read again: %j', (part) => {
  const filters: RoutingFilters = { view: 'rules', carrier: '', cursor: '', do: '', ...part };
  expect(readFrom(writeFilters(filters))).toEqual(filters);
});

test('the list of rules has the room’s own address, and what an address cannot mean is dropped', () => {
  expect(writeFilters(readFrom(''))).toBe('');
  expect(readFrom('view=else&carrier=a/b&cursor=a%20b&do=delete')).toEqual({
    view: 'rules',
    carrier: '',
    cursor: '',
    do: '',
  });
});

test('a number finds no way into the address', () => {
  expect(writeFilters(readFrom('number=%2B4915112345678&view=prices'))).toBe('?view=prices');
});
