import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validityPeriod, validityUntil } from './validity-period.js';

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

describe('as a time', () => {
  const wall = Date.UTC(2026, 10, 23, 18, 5, 0);

  test.each([
    [600, wall, '261123181500000+'],
    [600, Date.UTC(2026, 11, 31, 23, 59, 59), '270101000959000+'],
    [600, Date.UTC(2028, 1, 28, 23, 55), '280229000500000+'],
    [1.9, wall + 200, '261123180502000+'],
    [30 * 86_400 + 1, wall, '261223180500000+'],
    [Infinity, wall, '261223180500000+'],
  ])('%d seconds from %d on are said as %s', (seconds, from, period) => {
    expect(validityUntil(seconds, from)).toBe(period);
  });

  test('no time left is the next second: one that is over would be refused', () => {
    expect([0, -5, 0.4].map((left) => validityUntil(left, wall + 999))).toEqual(Array(3).fill('261123180501000+'));
  });

  test('a time that is none is refused', () => {
    expect(() => validityUntil(Number.NaN, wall)).toThrow('validity.invalid');
    expect(() => validityUntil(1, Number.NaN)).toThrow('validity.invalid');
  });

  test('it always has 16 characters, lies ahead, and never outlives the code by more than the second it needs', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30 * 86_400, noNaN: true }), fc.nat(2 ** 41), (left, from) => {
        const said = validityUntil(left, from);
        const [, year, ...rest] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)000\+$/.exec(said) ?? [];
        const [month = '', day, hour, minute, second] = rest;
        const century = Math.floor(new Date(from + left * 1_000).getUTCFullYear() / 100) * 100;
        const at = Date.UTC(
          century + Number(year),
          +month - 1,
          Number(day),
          Number(hour),
          Number(minute),
          Number(second),
        );
        expect(said).toHaveLength(16);
        expect(at).toBeGreaterThan(from);
        expect(at).toBeLessThanOrEqual(Math.max(from + left * 1_000, from + 1_000));
      }),
    );
  });
});
