import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from './system-clock.js';

afterEach(() => void vi.restoreAllMocks());

test('a wall clock that is put forward or back does not move the clock of links', () => {
  const before = systemClock.now();
  vi.spyOn(Date, 'now').mockReturnValue(before + 3_600_000);
  const forward = systemClock.now();
  vi.spyOn(Date, 'now').mockReturnValue(before - 3_600_000);
  const back = systemClock.now();
  expect(forward - before).toBeLessThan(60_000);
  expect(back).toBeGreaterThanOrEqual(forward);
});

test('it tells milliseconds since the epoch, to be shown as a time', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000);
});
