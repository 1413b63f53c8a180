import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverOf, type Progress } from './cover.js';
import { DAY_MS, HOUR_MS, LENGTH_MS, MINUTE_MS, SIX_HOURS_MS } from './grains.js';
import { rangeOf } from './overview-range.js';

const NOW = Date.parse('2026-11-24T12:34:56Z');
const floor = (lengthMs: number, ms = NOW) => Math.floor(ms / lengthMs) * lengthMs;
const DONE: Progress = {
  minute: floor(MINUTE_MS),
  hour: floor(HOUR_MS),
  six_hours: floor(SIX_HOURS_MS),
  day: floor(DAY_MS),
};
const at = (ms: number) => new Date(ms).toISOString().slice(5, 16);
const told = (fromMs: number, progress = DONE, largest?: 'hour' | 'six_hours') =>
  coverOf({ fromMs, toMs: NOW }, progress, NOW, largest).spans.map(
    (span) => `${span.grain} ${at(span.fromMs)} ${at(span.toMs)}`,
  );

test('a month is days, the hours around them by six where they can be, and the minutes of this hour', () => {
  expect(told(floor(HOUR_MS, NOW - 30 * DAY_MS))).toEqual([
    'six_hours 10-25T12:00 10-26T00:00',
    'day 10-26T00:00 11-24T00:00',
    'six_hours 11-24T00:00 11-24T12:00',
    'minute 11-24T12:00 11-24T12:34',
  ]);
});

test('where a finer picture is wanted, hours stay hours', () => {
  expect(told(floor(MINUTE_MS, NOW - DAY_MS), DONE, 'hour')).toEqual([
    'minute 11-23T12:34 11-23T13:00',
    'hour 11-23T13:00 11-24T12:00',
    'minute 11-24T12:00 11-24T12:34',
  ]);
});

test('a week in bars of six hours is read by them, and by less than six hours at each end', () => {
  expect(told(floor(HOUR_MS, NOW - 7 * DAY_MS) + HOUR_MS, DONE, 'six_hours')).toEqual([
    'hour 11-17T13:00 11-17T18:00',
    'six_hours 11-17T18:00 11-24T12:00',
    'minute 11-24T12:00 11-24T12:34',
  ]);
});

test.each([7, 30])('%i days and those before are read as some ninety buckets at most, but for minutes', (days) => {
  const range = rangeOf({ fromMs: NOW - days * DAY_MS, toMs: undefined }, NOW);
  const spans = [...coverOf(range.now, DONE, NOW, range.largest).spans, ...coverOf(range.before, DONE, NOW).spans];
  const counted = spans.filter(({ grain }) => grain !== 'minute');
  const buckets = counted.reduce((sum, { grain, fromMs, toMs }) => sum + (toMs - fromMs) / LENGTH_MS[grain], 0);
  expect(buckets).toBeLessThan(90);
});

test('hours that are not counted yet are told by their minutes, and what is left by the messages', () => {
  const late = { minute: floor(MINUTE_MS) - 3 * MINUTE_MS, hour: 0, six_hours: 0, day: 0 };
  const { spans, fresh, hasGap } = coverOf({ fromMs: floor(HOUR_MS) - HOUR_MS, toMs: NOW }, late, NOW);
  expect(spans.map(({ grain }) => grain)).toEqual(['minute']);
  expect(fresh).toEqual({ fromMs: late.minute, toMs: NOW });
  expect(hasGap).toBe(false);
});

test('a past that nothing has counted is a gap, and is not read from the messages', () => {
  const reached = floor(DAY_MS) - 20 * DAY_MS;
  const filling = { ...DONE, hour: reached, six_hours: reached, day: reached };
  const { fresh, hasGap } = coverOf({ fromMs: floor(HOUR_MS, NOW - 30 * DAY_MS), toMs: NOW }, filling, NOW);
  expect(hasGap).toBe(true);
  expect(fresh).toEqual({ fromMs: DONE.minute, toMs: NOW });
});

test('nothing is told twice, left out, or by a bucket that is not within it', () => {
  const hour = fc.integer({ min: 0, max: 24 * 40 });
  fc.assert(
    fc.property(hour, hour, (back, length) => {
      const fromMs = floor(HOUR_MS) - back * HOUR_MS;
      const toMs = Math.min(NOW, fromMs + length * HOUR_MS);
      const { spans, fresh, hasGap } = coverOf({ fromMs, toMs }, DONE, NOW);
      const ends = [...spans, ...(fresh === null ? [] : [fresh])];
      expect(hasGap).toBe(false);
      expect([fromMs, ...ends.map((span) => span.toMs)]).toEqual([...ends.map((span) => span.fromMs), toMs]);
      for (const { grain, ...span } of spans) {
        expect(span.fromMs % LENGTH_MS[grain]).toBe(0);
        expect(span.toMs % LENGTH_MS[grain]).toBe(0);
      }
    }),
  );
});
