import type { Overview } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { wholeBars } from './whole-bars';

const series = (from: string, to: string, hours: readonly string[]) =>
  wholeBars({
    from: `2026-11-24T${from}:00Z`,
    to: `2026-11-24T${to}:00Z`,
    bar_seconds: 3_600,
    series: hours.map((hour) => ({ at: `2026-11-24T${hour}:00Z` })),
  } as Overview).map(({ at }) => at.slice(11, 16));

test('a line is drawn through whole bars alone', () => {
  expect(series('08:30', '11:15', ['08:00', '09:00', '10:00', '11:00'])).toEqual(['09:00', '10:00']);
  expect(series('08:00', '11:00', ['08:00', '09:00', '10:00'])).toEqual(['08:00', '09:00', '10:00']);
});

test('where there are hardly any, through all there are', () => {
  expect(series('08:30', '09:15', ['08:00', '09:00'])).toEqual(['08:00', '09:00']);
});
