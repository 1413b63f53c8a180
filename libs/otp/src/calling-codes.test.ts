import { describe, expect, test } from 'vitest';
import { callingCodeOf, judgePrefix } from './calling-codes.js';

describe('a prefix', () => {
  test.each(['1', '12125', '4', '49', '491512', '9', '97', '971', '9715012', '7', '77012'])('%s fits', (digits) => {
    expect(judgePrefix(digits)).toEqual({ kind: 'fits' });
  });

  test.each([
    ['121255', 5],
    ['4915123', 6],
    ['97150123', 7],
  ])('%s says more of a number than may stand in clear', (digits, most) => {
    expect(judgePrefix(digits)).toEqual({ kind: 'too_long', most });
  });

  test.each(['0', '00', '999', '2100', '8005'])('%s begins no number of any country', (digits) => {
    expect(judgePrefix(digits)).toEqual({ kind: 'unknown' });
  });
});

test('a country has its calling code; what is none has none', () => {
  expect(['DE', 'US', 'KZ', 'AE'].map(callingCodeOf)).toEqual(['49', '1', '7', '971']);
  expect(['XX', 'de', '', 'toString'].map(callingCodeOf)).toEqual([undefined, undefined, undefined, undefined]);
});
