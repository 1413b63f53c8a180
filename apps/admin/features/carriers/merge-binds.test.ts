import type { CarrierList, CarrierView, LiveBinds } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { isOtherList, listWithBinds } from './merge-binds';

const bind = { slot: 1, state: 'bound' } as CarrierView['bind_states'][number];
const shown = (id: string) =>
  ({ id, name: id, status: 'enabled', bind_states: [], queue: { waiting: 0, oldest_seconds: null } }) as unknown;
const list = (...ids: string[]) => ({ data: ids.map(shown) }) as CarrierList;
const told = (...ids: string[]): LiveBinds['carriers'] =>
  ids.map((id) => ({ id, status: 'paused', bind_states: [bind], queue: { waiting: 3, oldest_seconds: 2 } }));

test('what the stream tells replaces what was known, and the rest stays', () => {
  const { data } = listWithBinds(list('a', 'b'), told('b'));
  expect(data[0]).toEqual(shown('a'));
  expect(data[1]).toMatchObject({ name: 'b', status: 'paused', bind_states: [bind], queue: { waiting: 3 } });
});

test('a carrier that came or went makes it another list; one that stands otherwise does not', () => {
  expect(isOtherList(list('a', 'b'), told('b', 'a'))).toBe(false);
  expect(isOtherList(list('a', 'b'), told('a'))).toBe(true);
  expect(isOtherList(list('a'), told('a', 'b'))).toBe(true);
  expect(isOtherList(list('a'), told('b'))).toBe(true);
});
