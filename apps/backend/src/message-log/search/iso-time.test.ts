import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoOf } from './iso-time.js';

test.each([
  ['2026-11-26 16:30:30+00', '2026-11-26T16:30:30.000Z'],
  ['2026-11-26 16:30:30.1+00', '2026-11-26T16:30:30.100Z'],
  ['2026-11-26 16:30:30.120+00', '2026-11-26T16:30:30.120Z'],
  ['2026-11-26 16:30:30.123456+00', '2026-11-26T16:30:30.123Z'],
  ['2026-11-26 18:00:30.5+05:30', '2026-11-26T12:30:30.500Z'],
  ['2026-11-26 11:30:30.007-05', '2026-11-26T16:30:30.007Z'],
])('%s is %s', (written, told) => {
  expect(isoOf(written)).toBe(told);
});

test('every millisecond is told as JavaScript tells it, whatever zeros are left out at its end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
      const told = new Date(ms).toISOString();
      const fraction = told.slice(19, 23).replace(/\.?0+$/, '');
      expect(isoOf(`${told.slice(0, 10)} ${told.slice(11, 19)}${fraction}+00`)).toBe(told);
    }),
  );
});
