import { expect, test } from 'vitest';
import { absolute, isFixed, presetOf, readRange, readTime } from './time-range';

const NOW = Date.parse('2026-11-25T12:00:00.000Z');

test.each(['-15m', '-1h', '-24h', '-7d', '-30d', '-90d'])('%s stays relative in the address', (time) => {
  expect(readTime(time)).toBe(time);
});

test('an instant is the same one, whatever zone it was written in', () => {
  expect(readTime('2026-11-25T13:30+01:00')).toBe('2026-11-25T12:30:00.000Z');
  expect(readTime('2026-11-25T12:30:00Z')).toBe('2026-11-25T12:30:00.000Z');
});

test.each(['24h', '-24', '-24w', '-1000d', 'yesterday', '2026-11-25', '2026-13-25T00:00Z', '', null])(
  'what is no time is none: %s',
  (text) => expect(readTime(text)).toBe(''),
);

test('an end before the beginning is none', () => {
  expect(readRange('-1h', '-24h')).toEqual({ from: '-1h', to: '' });
  expect(readRange('-24h', '-1h')).toEqual({ from: '-24h', to: '-1h' });
  expect(readRange('2026-11-25T12:00Z', '2026-11-24T12:00Z').to).toBe('');
});

test('the API is asked for instants, counted from now', () => {
  expect(absolute({ from: '-24h', to: '' }, NOW)).toEqual({ from: '2026-11-24T12:00:00.000Z' });
  expect(absolute({ from: '-7d', to: '-15m' }, NOW)).toEqual({
    from: '2026-11-18T12:00:00.000Z',
    to: '2026-11-25T11:45:00.000Z',
  });
  expect(absolute({ from: '', to: '' }, NOW)).toEqual({});
});

test('a preset is known again, and a range that stands still, too', () => {
  expect(presetOf({ from: '-24h', to: '' })).toBe('-24h');
  expect(presetOf({ from: '-24h', to: '-1h' })).toBeUndefined();
  expect(isFixed(readRange('2026-11-24T12:00Z', '2026-11-25T12:00Z'))).toBe(true);
  expect(isFixed(readRange('-24h', ''))).toBe(false);
});
