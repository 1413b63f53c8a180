import { expect, test } from 'vitest';
import { nextRows } from './step-rows.js';

test('a quick search looks at twice as many next, up to the most', () => {
  expect(nextRows(1_000, 8, 5_000)).toBe(2_000);
  expect(nextRows(4_000, 200, 5_000)).toBe(5_000);
});

test('a slow one looks at as many as it has time for, and never at fewer than some', () => {
  expect(nextRows(4_000, 800, 5_000)).toBe(1_000);
  expect(nextRows(1_000, 1_900, 5_000)).toBe(300);
});

test('what is bounded to few stays so', () => {
  expect(nextRows(100, 1, 250)).toBe(250);
  expect(nextRows(50, 1_000, 50)).toBe(50);
});
