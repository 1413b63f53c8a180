import { parsePhone } from '@codewire/otp';
import { expect, test } from 'vitest';
import { numberAt, NUMBERS } from './numbers.mjs';

test('every number is a real one that takes codes: limits are counted and no carrier is skipped for it', () => {
  const step = 7_919;
  for (let n = 0; n < NUMBERS; n += step) {
    const outcome = parsePhone(numberAt(n), {});
    expect([numberAt(n), outcome.kind, outcome.kind === 'ok' && outcome.isFictional]).toEqual([
      numberAt(n),
      'ok',
      false,
    ]);
  }
});

test('no number comes twice before all have come', () => {
  const some = Array.from({ length: 200_000 }, (_, n) => numberAt(n));
  expect(new Set(some).size).toBe(some.length);
  expect(numberAt(NUMBERS)).toBe(numberAt(0));
});
