import { createSecretKey } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { deriveCode } from './code.js';

const CODES = 1_000_000;
// The key is fixed, so that these numbers are the same in every run. With k cells a fair source gives a chi-square of
// about k - 1, more than four standard deviations (2k - 2 each squared) away in one of 16,000 cases.
const KEY = createSecretKey(Buffer.from('a key for counting digits only..'));
const SALT = Buffer.from('sixteen octets..');

const seen = new Uint8Array(CODES);
const byPosition = Array.from({ length: 6 }, () => new Uint32Array(10));
const firstThree = new Uint32Array(1_000);
const lastThree = new Uint32Array(1_000);

function chiSquare(counts: Uint32Array): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function derive(verificationId: string, length: number): string {
  return deriveCode({ key: KEY, applicationId: 'app_1', salt: SALT, verificationId, generation: 0, length });
}

beforeAll(() => {
  // Sixty digits are cut into ten codes: the same octets sampled in the same way, for a fifth of the time.
  for (let index = 0; index < CODES / 10; index++) {
    const digits = derive(`ver_${index}`, 60);
    for (let start = 0; start < 60; start += 6) count(digits.slice(start, start + 6));
  }
}, 60_000);

function count(code: string): void {
  seen[Number(code)] = 1;
  firstThree[Number(code.slice(0, 3))]! += 1;
  lastThree[Number(code.slice(3))]! += 1;
  for (let position = 0; position < 6; position++) byPosition[position]![code.charCodeAt(position) - 48]! += 1;
}

describe('over a million codes', () => {
  test.each([0, 1, 2, 3, 4, 5])('all ten digits stand as often at position %i', (position) => {
    const counts = byPosition[position]!;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_000_000);
    // 9 degrees of freedom, p = 0.0001.
    expect(chiSquare(counts)).toBeLessThan(33.72);
  });

  test.each([
    ['first', firstThree],
    ['last', lastThree],
  ])(
    'all thousand triples stand as often at the %s three positions, and not more evenly than chance',
    (_name, counts) => {
      expect(chiSquare(counts)).toBeGreaterThan(999 - 4 * 44.7);
      expect(chiSquare(counts)).toBeLessThan(999 + 4 * 44.7);
    },
  );

  test('as many of the million possible codes come up as chance has it', () => {
    // A million throws into a million cells leave 1/e of them empty: 632,121 hit, standard deviation 310.
    const distinct = seen.reduce((sum, hit) => sum + hit, 0);
    expect(distinct).toBeGreaterThan(632_121 - 4 * 310);
    expect(distinct).toBeLessThan(632_121 + 4 * 310);
  });
});

test.each([4, 6, 10])(
  'codes of %i digits, each derived by itself, have all ten digits as often at each position',
  (length) => {
    const positions = Array.from({ length }, () => new Uint32Array(10));
    for (let index = 0; index < 20_000; index++) {
      const code = derive(`ver_${index}`, length);
      for (let position = 0; position < length; position++) positions[position]![code.charCodeAt(position) - 48]! += 1;
    }
    expect(Math.max(...positions.map(chiSquare))).toBeLessThan(33.72);
  },
);

test.each([3, 7, 10, 16, 26, 32, 36, 62, 200])('of %i characters none is likelier than another', (size) => {
  // U+0100 onwards: as many different characters as needed, each one UTF-16 unit.
  const alphabet = String.fromCharCode(...Array.from({ length: size }, (_, index) => 0x100 + index));
  const counts = new Uint32Array(size);
  const code = deriveCode({
    key: KEY,
    applicationId: 'app_1',
    salt: SALT,
    verificationId: 'ver_1',
    generation: 0,
    length: 200_000,
    alphabet,
  });
  for (let index = 0; index < code.length; index++) counts[code.charCodeAt(index) - 0x100]! += 1;
  const freedom = size - 1;
  // Taking the octet modulo the size instead would give over a hundred for 10 characters and 30,000 for 200.
  expect(chiSquare(counts)).toBeLessThan(freedom + 4.5 * Math.sqrt(2 * freedom) + 10);
});

test('the measure sees a bias: octets taken modulo ten without rejection fail it', () => {
  const counts = new Uint32Array(10);
  for (let octet = 0; octet < 256; octet++) counts[octet % 10]! += 3_906;
  expect(chiSquare(counts)).toBeGreaterThan(33.72);
});
