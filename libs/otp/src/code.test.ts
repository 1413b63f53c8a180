import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveCode, matchesAny, type CodeInput } from './code.js';

function octetsFrom(first: number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => first + index));
}

const INPUT: CodeInput = {
  key: createSecretKey(octetsFrom(0, 32)),
  applicationId: 'app_1',
  salt: octetsFrom(0, 16),
  verificationId: 'ver_1',
  generation: 0,
  length: 6,
};

// Made with Python's hmac and hashlib from the words of the specification, not with this code.
describe('the codes another implementation derives', () => {
  test.each([
    [4, '2958'],
    [5, '71613'],
    [6, '249908'],
    [7, '0848752'],
    [8, '21626443'],
    [9, '272716085'],
    [10, '0523331542'],
  ])('%i digits', (length, code) => {
    expect(deriveCode({ ...INPUT, length })).toBe(code);
  });

  test.each<[string, Partial<CodeInput>, string]>([
    ['the next generation', { generation: 1 }, '199501'],
    ['another key', { key: createSecretKey(octetsFrom(1, 32)) }, '386464'],
    ['another application', { applicationId: 'app_2' }, '844013'],
    ['another salt', { salt: octetsFrom(1, 16) }, '917346'],
    ['another verification', { verificationId: 'ver_2' }, '909709'],
    ['letters beyond ASCII in an id, as UTF-8', { applicationId: 'app_ä' }, '888718'],
    ['an alphabet of 16', { alphabet: '0123456789abcdef' }, '010d8e'],
    ['an alphabet of 32', { length: 8, alphabet: 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789' }, 'LYK46UPF'],
  ])('%s', (_name, changed, code) => {
    expect(deriveCode({ ...INPUT, ...changed })).toBe(code);
  });

  test('a code longer than one block of octets goes on in the next block', () => {
    expect(deriveCode({ ...INPUT, length: 64 })).toBe(
      '4570900549724445215532052247864124422245494651754232560426186802',
    );
  });

  test('zeros in front are kept', () => {
    expect(deriveCode({ ...INPUT, verificationId: 'ver_26' })).toBe('009133');
    expect(deriveCode({ ...INPUT, verificationId: 'ver_1105' })).toBe('000907');
  });
});

test('the same input derives the same code', () => {
  expect(deriveCode(INPUT)).toBe('249908');
  expect(deriveCode({ ...INPUT, key: createSecretKey(octetsFrom(0, 32)), salt: octetsFrom(0, 16) })).toBe('249908');
});

test('a length is part of the input: a shorter code is not the start of a longer one', () => {
  expect(deriveCode({ ...INPUT, length: 10 }).startsWith(deriveCode({ ...INPUT, length: 4 }))).toBe(false);
});

test('the framing is unambiguous: octets moved from one field to its neighbour derive another code', () => {
  const code = (applicationId: string, salt: string, verificationId: string) =>
    deriveCode({ ...INPUT, length: 32, applicationId, salt: Buffer.from(salt), verificationId });
  const codes = [
    code('ab', 'c', 'd'),
    code('a', 'bc', 'd'),
    code('ab', '', 'cd'),
    code('abc', '', 'd'),
    code('', 'abcd', ''),
  ];
  expect(new Set(codes).size).toBe(5);
});

test('every code has the length asked for and characters of the alphabet only', () => {
  const inputs = fc.record({
    verificationId: fc.string(),
    generation: fc.integer({ min: 0, max: 0xffffffff }),
    length: fc.integer({ min: 1, max: 40 }),
    alphabet: fc.constantFrom('0123456789', 'ab', 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 'x'),
  });
  fc.assert(
    fc.property(inputs, (input) => {
      const code = deriveCode({ ...INPUT, ...input });
      expect(code).toHaveLength(input.length);
      expect([...code].filter((character) => !input.alphabet.includes(character))).toEqual([]);
    }),
  );
});

describe('a candidate', () => {
  test.each([
    ['equal to the only code', '249908', ['249908'], true],
    ['equal to the first of two', '249908', ['249908', '199501'], true],
    ['equal to the last of two', '199501', ['249908', '199501'], true],
    ['equal to two of two', '249908', ['249908', '249908'], true],
    ['with one digit off', '249909', ['249908'], false],
    ['that is the start of the code', '24990', ['249908'], false],
    ['that goes on behind the code', '2499080', ['249908'], false],
    ['of NULs in the length of the code', '\0\0\0\0\0\0', ['249908'], false],
    ['that is shorter than a code of NULs', '\0', ['\0\0'], false],
    ['that is empty', '', ['249908'], false],
    ['where no code is accepted', '249908', [], false],
    ['of the same characters but more octets', '24990８', ['249908'], false],
  ])('%s', (_name, candidate, codes, matches) => {
    expect(matchesAny(candidate, codes)).toBe(matches);
  });
});
