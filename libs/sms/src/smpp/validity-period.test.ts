import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validityPeriod } from './validity-period.js';

test.each([
  [600, '000000001000000R'],
  [60, '000000000100000R'],
  [1, '000000000001000R'],
  [59.999, '000000000059000R'],
  [95, '000000000135000R'],
  [3_599, '000000005959000R'],
  [3_600, '000000010000000R'],
  [86_399, '000000235959000R'],
  [86_400, '000001000000000R'],
  [1_000_000, '000011134640000R'],
  [30 * 86_400, '000030000000000R'],
])('%d seconds are said as %s', (seconds, period) => {
  expect(validityPeriod(seconds)).toBe(period);
});

test('no time left is one second: zero would mean the carrier’s own default', () => {
  expect([0, -5, 0.4].map(validityPeriod)).toEqual(['000000000001000R', '000000000001000R', '000000000001000R']);
});

test('more than thirty days are thirty days', () => {
  expect([30 * 86_400 + 1, Infinity].map(validityPeriod)).toEqual(['000030000000000R', '000030000000000R']);
});

test('a time that is none is refused', () => {
  expect(() => validityPeriod(Number.NaN)).toThrow('validity.invalid');
});

test('it always has 16 characters and says whole seconds exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 * 86_400 }), (seconds) => {
      const period = validityPeriod(seconds);
      const [, days, hours, minutes, rest] = /^0000(\d\d)(\d\d)(\d\d)(\d\d)000R$/.exec(period) ?? [];
      expect(period).toHaveLength(16);
      expect(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(rest)).toBe(seconds);
    }),
  );
});
