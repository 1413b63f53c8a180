import { expect, test } from 'vitest';
import { movedTo, neighbourBelow, placeAt, placedBefore } from './reorder';

const ids = ['a', 'b', 'c', 'd'];

test.each<[string, number, string]>([
  ['a', 0, 'abcd'],
  ['a', 2, 'bcad'],
  ['d', 0, 'dabc'],
  ['b', 3, 'acdb'],
])('%s moved to place %i makes %s, and nothing is lost', (id, place, order) => {
  expect(movedTo(ids, id, place).join('')).toBe(order);
});

test('a move is repeated over another order by the neighbour that it was made for', () => {
  const wanted = movedTo(ids, 'd', 1);
  expect(neighbourBelow(wanted, 'd')).toBe('b');
  expect(placedBefore(['c', 'b', 'x', 'a', 'd'], 'd', 'b')).toEqual(['c', 'd', 'b', 'x', 'a']);
  expect(placedBefore(['d', 'c', 'a'], 'd', 'b')).toEqual(['c', 'a', 'd']);
  expect(placedBefore(['a', 'd', 'b'], 'a', neighbourBelow(['d', 'a'], 'a'))).toEqual(['d', 'b', 'a']);
});

test.each<[number, number, number]>([
  [5, 0, 0],
  [31, 0, 1],
  [95, 0, 3],
  [5, 3, 0],
  [31, 3, 2],
  [90, 3, 3],
])('at height %i what was dragged from place %i would stand at place %i', (y, from, place) => {
  expect(placeAt(y, [10, 30, 50, 70], from)).toBe(place);
});
