import { expect, test } from 'vitest';
import { readLocalTime, writeLocalTime } from './zoned-time';

test.each([
  ['2026-11-20T09:30', 'UTC', '2026-11-20T09:30:00.000Z'],
  ['2026-11-20T09:30:15', 'Asia/Kolkata', '2026-11-20T04:00:15.000Z'],
  ['2026-07-01T00:00', 'America/Los_Angeles', '2026-07-01T07:00:00.000Z'],
  // Minutes before and after the clocks go back.
  ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
  ['2026-10-25T03:01', 'Europe/Berlin', '2026-10-25T02:01:00.000Z'],
])('%s in %s is %s, and is shown so again', (typed, zone, instant) => {
  expect(readLocalTime(typed, zone)?.toISOString()).toBe(instant);
  expect(writeLocalTime(Date.parse(instant), zone)).toBe(typed.length === 16 ? `${typed}:00` : typed);
});

test.each(['', '2026-11-20', '2026-13-20T09:30', 'now', '2026-11-20T09:30Z'])('"%s" is no time', (text) => {
  expect(readLocalTime(text, 'UTC')).toBeUndefined();
});
