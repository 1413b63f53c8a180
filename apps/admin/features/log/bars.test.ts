import { expect, test } from 'vitest';
import { barsOf, totalsOf, type Histogram } from './bars';

const histogram = (part: Partial<Histogram<'sent' | 'lost'>>): Histogram<'sent' | 'lost'> => ({
  from: '2026-11-25T12:00:00.000Z',
  to: '2026-11-25T12:05:00.000Z',
  bar_seconds: 60,
  bars: [],
  is_partial: false,
  searched_to: null,
  ...part,
});

test('there is a bar for every minute, the silent ones too', () => {
  const bars = barsOf(histogram({ bars: [{ at: '2026-11-25T12:03:00.000Z', counts: { lost: 2, sent: 5 } }] }), [
    'sent',
    'lost',
  ]);
  expect(bars.map(({ parts }) => parts)).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [5, 2],
    [0, 0],
  ]);
  expect(bars.map(({ start }) => new Date(start).getUTCMinutes())).toEqual([0, 1, 2, 3, 4]);
  expect(totalsOf(bars, 2)).toEqual([5, 2]);
});

test('bars that begin before what was asked for are cut off at its ends', () => {
  const bars = barsOf(
    histogram({
      from: '2026-11-25T12:00:30.000Z',
      to: '2026-11-25T12:02:10.000Z',
      bars: [{ at: '2026-11-25T12:00:00.000Z', counts: { sent: 1 } }],
    }),
    ['sent', 'lost'],
  );
  const iso = (time: number) => new Date(time).toISOString().slice(14, 19);
  expect(bars.map(({ start, end }) => `${iso(start)}-${iso(end)}`)).toEqual([
    '00:30-01:00',
    '01:00-02:00',
    '02:00-02:10',
  ]);
  expect(bars[0]?.parts).toEqual([1, 0]);
});

test('a moment is one bar', () => {
  expect(barsOf(histogram({ to: '2026-11-25T12:00:00.000Z' }), ['sent'])).toHaveLength(1);
});
