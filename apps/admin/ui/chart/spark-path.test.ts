import { expect, test } from 'vitest';
import { sparkPath } from './spark-path';

test('the highest value is at the top, nothing at the bottom, and time runs to the end', () => {
  expect(sparkPath([0, 5, 10]).line).toBe('M0 100L50 53L100 6');
});

test('a gap is not bridged, and what stands alone is seen', () => {
  expect(sparkPath([2, 2, null, 2, null]).line).toBe('M0 6L25 6M75 6L76 6');
});

test('of nothing there is no line, and of zeros one at the bottom', () => {
  expect(sparkPath([]).line).toBe('');
  expect(sparkPath([null, null]).area).toBe('');
  expect(sparkPath([0, 0]).line).toBe('M0 100L100 100');
});

test('the area below ends where its line does', () => {
  expect(sparkPath([1, null, 1, 1]).area).toBe('M0 100L0 6L1 6L1 100ZM66.67 100L66.67 6L100 6L100 100Z');
});
