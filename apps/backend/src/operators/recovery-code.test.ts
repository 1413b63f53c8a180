import { expect, test } from 'vitest';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-code.js';

test('ten codes of sixteen characters that no eye mixes up, no two alike', () => {
  const codes = Array.from({ length: 100 }, newRecoveryCodes).flat();
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(codes).toHaveLength(1_000);
  expect(new Set(codes).size).toBe(1_000);
  // Every character comes at every place: no bit is lost.
  for (const place of [0, 1, 8, 17, 18]) expect(new Set(codes.map((code) => code[place])).size).toBe(32);
});

test('however it is typed, it is the same code', () => {
  const hash = hashRecoveryCode('01AB-CDEF-GHJK-MNPQ');
  for (const typed of ['01abcdefghjkmnpq', ' OIab cdef ghjk mnpq ', 'olAB-CDEF-GHJK-MNPQ']) {
    expect(hashRecoveryCode(typed)).toEqual(hash);
  }
  expect(hashRecoveryCode('11AB-CDEF-GHJK-MNPQ')).not.toEqual(hash);
});
