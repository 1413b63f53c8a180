import { describe, expect, test } from 'vitest';
import { endOfDay, readDay, startOfDay } from './zoned-day';

describe('what is a day', () => {
  test.each(['2026-11-20', '2028-02-29'])('%s', (text) => expect(readDay(text)).toBe(text));
  test.each(['2026-02-30', '2026-13-01', '20.11.2026', '2026-11-20T00:00', ''])('%s is none', (text) =>
    expect(readDay(text)).toBeUndefined(),
  );
});

test.each([
  ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z', '2026-11-20T23:59:59.999Z'],
  ['2026-11-20', 'Asia/Kolkata', '2026-11-19T18:30:00.000Z', '2026-11-20T18:29:59.999Z'],
  ['2026-11-20', 'America/Los_Angeles', '2026-11-20T08:00:00.000Z', '2026-11-21T07:59:59.999Z'],
  // A day of 25 hours, and one of 23.
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
])('%s in %s begins and ends where its clocks say', (day, zone, start, end) => {
  expect(startOfDay(day, zone).toISOString()).toBe(start);
  expect(endOfDay(day, zone).toISOString()).toBe(end);
});
