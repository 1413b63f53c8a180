import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundOf, percentileOf } from './time-steps.js';

/** As the statement does. */
const stepOf = (ms: number) => Math.ceil(4 * Math.log2(Math.max(ms / 50, 1)));

function countsOf(times: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const ms of times) counts.set(stepOf(ms), (counts.get(stepOf(ms)) ?? 0) + 1);
  return counts;
}

test('without cases there is no percentile', () => {
  expect(percentileOf(new Map(), 0.5)).toBeNull();
});

test('a percentile is true to within a fifth, whatever the times are', () => {
  const times = fc.array(fc.integer({ min: 51, max: 100_000_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, fc.constantFrom(0.5, 0.95), (all, share) => {
      const sorted = all.toSorted((a, b) => a - b);
      const truth = sorted[Math.ceil(share * sorted.length) - 1]!;
      const told = percentileOf(countsOf(all), share)!;
      expect(told / truth).toBeGreaterThan(1 / 1.2);
      expect(told / truth).toBeLessThan(1.2);
    }),
  );
});

test('counts of two times add up to those of both', () => {
  const [first, second] = [
    [120, 340, 900],
    [90, 5_000, 61_000, 70_000],
  ];
  const sums = countsOf(first!);
  for (const [step, cases] of countsOf(second!)) sums.set(step, (sums.get(step) ?? 0) + cases);
  expect(percentileOf(sums, 0.5)).toBe(percentileOf(countsOf([...first!, ...second!]), 0.5));
});

test('a bound doubles every four steps', () => {
  expect([0, 4, 8, 12].map(boundOf)).toEqual([50, 100, 200, 400]);
});
