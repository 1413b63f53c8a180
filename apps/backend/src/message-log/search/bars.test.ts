import { MOST_BARS } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { barsOver } from './bars.js';

const NOON = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;

test.each([
  10_000,
  90_000,
  HOUR,
  3 * HOUR,
  24 * HOUR,
  7 * 24 * HOUR,
  31 * 24 * HOUR,
  400 * 24 * HOUR,
  2_000 * 24 * HOUR,
])('over %d ms there are at most 120 bars, and at least half as many unless they were shorter than a second', (ms) => {
  for (const from of [NOON, NOON + 1, NOON + 1_234_567]) {
    const { seconds, startsMs } = barsOver(from, from + ms);
    expect(startsMs.length).toBeLessThanOrEqual(MOST_BARS);
    if (seconds > 1) expect(startsMs.length).toBeGreaterThanOrEqual(MOST_BARS / 2 - 1);
    expect(startsMs[0]).toBeLessThanOrEqual(from);
    expect(startsMs.at(-1)! + seconds * 1_000).toBeGreaterThanOrEqual(from + ms);
    expect(startsMs.every((at) => at % (seconds * 1_000) === 0)).toBe(true);
  }
});

test('no time has no bars', () => {
  expect(barsOver(NOON, NOON)).toEqual({ seconds: 1, startsMs: [] });
});
