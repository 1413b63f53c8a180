import { expect, test } from 'vitest';
import { stepIn } from './grid-keys';

const SIZE = { rows: 30, columns: 3 };
const step = (key: string, place: [number, number], { isFar = false, isTurned = false } = {}) => {
  const next = stepIn({ key, isFar, isTurned }, { row: place[0], column: place[1] }, SIZE);
  return next && [next.row, next.column];
};

test('arrows lead to the neighbour as it is seen, and stop at the edge', () => {
  expect(step('ArrowDown', [0, 1])).toEqual([1, 1]);
  expect(step('ArrowRight', [0, 0])).toEqual([0, 1]);
  expect(step('ArrowRight', [0, 1], { isTurned: true })).toEqual([0, 0]);
  expect(step('ArrowUp', [0, 0])).toEqual([0, 0]);
  expect(step('ArrowRight', [0, 2])).toEqual([0, 2]);
});

test('pages and ends are a key away', () => {
  expect(step('PageDown', [25, 1])).toEqual([29, 1]);
  expect(step('End', [4, 0])).toEqual([4, 2]);
  expect(step('Home', [4, 2], { isFar: true })).toEqual([0, 0]);
  expect(step('End', [4, 0], { isFar: true })).toEqual([29, 2]);
});

test('other keys are left to the browser', () => {
  expect(step('Enter', [0, 0])).toBeUndefined();
  expect(step('a', [0, 0])).toBeUndefined();
});
