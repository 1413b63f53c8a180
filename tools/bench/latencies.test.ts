import { expect, test } from 'vitest';
import { summarize } from './latencies.mjs';

test('quantiles are latencies that were really had, whatever order they came in', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => ((n * 37) % 100) + 1);
  expect(summarize(hundred)).toEqual({ count: 100, p50: 50, p99: 99, max: 100 });
  expect(summarize([5])).toEqual({ count: 1, p50: 5, p99: 5, max: 5 });
});

test('of nothing there is no quantile', () => {
  expect(summarize([]).p99).toBeNaN();
});
