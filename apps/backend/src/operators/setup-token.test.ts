import { describe, expect, test } from 'vitest';
import { hashSetupToken, newSetupToken } from './setup-token.js';

describe('a setup token', () => {
  test('is five groups of four that cannot be misread', () => {
    const { token, hash } = newSetupToken();
    expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
    expect(hash).toEqual(hashSetupToken(token));
  });

  test('is another one each time, of all 32 letters', () => {
    const tokens = Array.from({ length: 500 }, () => newSetupToken().token);
    expect(new Set(tokens).size).toBe(500);
    expect(new Set(tokens.join('').replaceAll('-', '')).size).toBe(32);
  });

  test.each([
    ['small letters', '0k3m-29qt-1234-5678-90ab'],
    ['no dashes', '0K3M29QT1234567890AB'],
    ['blanks around and between', ' 0K3M 29QT 1234 5678 90AB\n'],
    ['letters for digits', 'OK3M-29QT-I234-5678-9oAB'],
    ['a small l for a one', 'OK3M-29QT-l234-5678-9oAB'],
  ])('is known with %s', (_, typed) => {
    expect(hashSetupToken(typed)).toEqual(hashSetupToken('0K3M-29QT-1234-5678-90AB'));
  });
});
