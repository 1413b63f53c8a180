import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smscIdForms, smscIdKey, smscIdKeyAs, trimSmscId } from './smsc-id.js';

/** Whether a receipt with the one id finds the submit that was answered with the other. */
const finds = (receiptId: string, submitId: string) =>
  smscIdForms(receiptId).some(({ key }) => key === smscIdKey(submitId));

describe('a receipt finds its submit', () => {
  test.each([
    ['the same', 'abc-123', 'abc-123'],
    ['answered in hex, reported in decimal', '972660181', '39f99dd5'],
    ['answered in decimal, reported in hex', '39f99dd5', '972660181'],
    ['reported in hex of upper case', '39F99DD5', '972660181'],
    ['leading zeros reported and not answered', '00B8BE19', 'B8BE19'],
    ['leading zeros answered and not reported', 'B8BE19', '00B8BE19'],
    ['decimal with leading zeros', '0000000123', '123'],
    ['hex answered with zeros, decimal reported', '12107289', '00B8BE19'],
    ['lower case reported', '00b8be19', '00B8BE19'],
    ['a UUID in another case', '0F8FAD5B-D9CB-469F-A165-70867728950E', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['padded with blanks', '123   ', '123'],
    ['padded with NULs', '123\0\0', '123'],
    ['padded in the answer', '123', ' 123 \0'],
    ['twenty digits, beyond 64 bits', '18446744073709551617', '10000000000000001'],
    ['twenty hex digits, beyond 64 bits', 'ffffffffffffffffffff', '1208925819614629174706175'],
    ['65 characters', 'z'.repeat(65), 'Z'.repeat(65)],
  ])('%s', (_name, receiptId, submitId) => {
    expect(finds(receiptId, submitId)).toBe(true);
  });
});

describe('a receipt does not find another’s submit', () => {
  test.each([
    ['the next number', '124', '123'],
    ['trailing zeros', '1230', '123'],
    ['a part of it', '12', '123'],
    ['letters that are no hex', '12g', '12'],
    ['nothing', '', '0'],
  ])('%s', (_name, receiptId, submitId) => {
    expect(finds(receiptId, submitId)).toBe(false);
  });
});

test.each([
  ['0123', '123'],
  ['ABC', 'abc'],
  ['0', '0'],
  ['000', '0'],
  ['', ''],
  [' \0 ', ''],
  ['0-1', '-1'],
])('the key of %j is %j', (id, key) => {
  expect(smscIdKey(id)).toBe(key);
});

test.each([
  ['10', ['same 10', 'hex_to_decimal a', 'decimal_to_hex 16']],
  ['ff', ['same ff', 'decimal_to_hex 255']],
  ['xyz', ['same xyz']],
  ['0', ['same 0']],
  ['', ['same ']],
  ['007', ['same 7']],
])('what %j may mean, each key once, as it is first', (id, forms) => {
  expect(smscIdForms(id).map(({ form, key }) => `${form} ${key}`)).toEqual(forms);
});

test.each([
  ['972660181', 'hex_to_decimal', '39f99dd5'],
  ['39F99DD5', 'decimal_to_hex', '972660181'],
  ['0039F99DD5', 'same', '39f99dd5'],
  ['39f99dd5', 'hex_to_decimal', undefined],
  ['not-hex', 'decimal_to_hex', undefined],
  ['', 'decimal_to_hex', undefined],
] as const)('%j of a carrier whose ids go %s means the answer %j', (id, form, key) => {
  expect(smscIdKeyAs(id, form)).toBe(key);
});

test('an id too long to be a number is not converted', () => {
  expect(smscIdForms('1'.repeat(65)).map(({ key }) => key)).toEqual(['1'.repeat(65)]);
  expect(smscIdForms('1'.repeat(64))).toHaveLength(3);
});

test.each([
  ['blanks and NULs around it go, blanks inside stay', ' \0\t1 2 3\r\n\0', '1 2 3'],
  ['a NUL inside is its end', '12\x0034', '12'],
  ['what follows 255 characters is not kept', '1'.repeat(5_000), '1'.repeat(255)],
  ['a blank at the cut goes too', `${'1'.repeat(254)} 2`, '1'.repeat(254)],
])('an id is kept as a database can hold it and find it: %s', (_name, id, kept) => {
  expect(trimSmscId(id)).toBe(kept);
  expect(smscIdKey(id)).toBe(smscIdKey(kept));
});

test('whatever number a carrier counts with, hex and decimal of it find each other', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n }), fc.nat({ max: 8 }), (number, zeros) => {
      const hex = '0'.repeat(zeros) + number.toString(16).toUpperCase();
      expect(finds(hex, number.toString())).toBe(true);
      expect(finds(number.toString(), hex)).toBe(true);
    }),
  );
});
