import { expect, test } from 'vitest';
import { Places } from './places.js';

const places = (rooms: Record<string, number>) => new Places((carrierId) => rooms[carrierId] ?? 0);

test('no place is promised twice within a batch', () => {
  const of = places({ a: 2, b: 1 });
  of.take('a');
  expect([of.left('a'), of.leftOf(['a', 'b'])]).toEqual([1, 2]);
  of.takeOf(['a', 'b'], 2);
  expect([of.left('a'), of.left('b'), of.left('unknown')]).toEqual([0, 0, 0]);
});

test('a room that shrinks meanwhile leaves no place, and never less than none', () => {
  const rooms = { a: 3 };
  const of = places(rooms);
  of.take('a', 2);
  rooms.a = 1;
  expect(of.left('a')).toBe(0);
});
