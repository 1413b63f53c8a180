import { Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { newTotpSeed, stepOfTotpCode, totpUri } from './totp.js';

/** The seed of RFC 6238 appendix B. */
const SEED = Secret.fromLatin1('12345678901234567890').base32;
const at = (seconds: number) => new Date(seconds * 1_000);

// The RFC prints eight digits; a code of six is their tail.
test.each([
  [59, '94287082', 0x1],
  [1111111109, '07081804', 0x23523ec],
  [1111111111, '14050471', 0x23523ed],
  [1234567890, '89005924', 0x273ef07],
  [2000000000, '69279037', 0x3f940aa],
  [20000000000, '65353130', 0x27bc86aa],
])('at second %i the code of RFC 6238 is taken, with its step', (seconds, code, step) => {
  expect(stepOfTotpCode(SEED, code.slice(2), at(seconds))).toBe(step);
});

test('the code of the step before or after is taken as that step, of further ones none', () => {
  const step = 0x273ef07;
  const code = '005924';
  const around = [-2, -1, 0, 1, 2].map((steps) => stepOfTotpCode(SEED, code, at((step + steps) * 30)));
  expect(around).toEqual([undefined, step, step, step, undefined]);
});

test.each(['005 924', ' 005924 ', '005-924', '００５９２４'])('"%s" is taken as it was meant', (typed) => {
  expect(stepOfTotpCode(SEED, typed, at(1234567890))).toBe(0x273ef07);
});

test.each(['', '005925', '05924', '0059240', '00592x', '-05924', '89005924'])('"%s" is not taken', (typed) => {
  expect(stepOfTotpCode(SEED, typed, at(1234567890))).toBeUndefined();
});

test('seeds have 160 bits, and each is another', () => {
  const seeds = Array.from({ length: 50 }, newTotpSeed);
  for (const seed of seeds) expect(Secret.fromBase32(seed).bytes).toHaveLength(20);
  expect(new Set(seeds).size).toBe(50);
});

test('the URI names whose code it is and leaves nothing to the defaults of an app', () => {
  expect(totpUri(SEED, { email: 'lena@example.com', issuer: 'Codewire' })).toBe(
    `otpauth://totp/Codewire:lena%40example.com?issuer=Codewire&secret=${SEED}&algorithm=SHA1&digits=6&period=30`,
  );
});
