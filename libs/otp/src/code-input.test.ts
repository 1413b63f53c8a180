import { expect, test } from 'vitest';
import { parseCodeInput } from './code-input.js';

test.each([
  ['as sent', '123456', '123456'],
  ['with zeros in front', '000042', '000042'],
  ['a digit more than usual', '0123456', '0123456'],
  ['the shortest', '1234', '1234'],
  ['the longest', '1234567890', '1234567890'],
  ['blanks between', '123 456', '123456'],
  ['blanks around and between', '  1 2 3 4 5 6  ', '123456'],
  ['no-break space', '123\u00a0456', '123456'],
  ['Arabic-Indic digits', '١٢٣٤٥٦', '123456'],
  ['Persian digits', '۱۲۳۴۵۶', '123456'],
  ['Devanagari digits', '१२३४५६', '123456'],
  ['Bengali digits', '১২৩৪৫৬', '123456'],
  ['Thai digits', '๑๒๓๔๕๖', '123456'],
  ['full-width digits', '１２３４５６', '123456'],
  ['digits of two scripts', '12３٤५6', '123456'],
  ['digits beyond the basic plane', '\u{1e951}\u{1e952}\u{1e953}\u{1e954}', '1234'],
])('a code is read: %s', (_name, typed, code) => {
  expect(parseCodeInput(typed)).toEqual({ kind: 'ok', code });
});

test.each<[string, unknown]>([
  ['a number', 123456],
  ['a number with an exponent', 1e5],
  ['null', null],
  ['nothing', undefined],
  ['true', true],
  ['an array', ['123456']],
  ['an object', { code: '123456' }],
  ['an object that says it is a string', { toString: () => '123456', length: 6 }],
  ['a String object', new String('123456')],
  ['a bigint', 123456n],
])('a code is a string, or it is refused: %s', (_name, typed) => {
  expect(parseCodeInput(typed)).toEqual({ kind: 'invalid', reason: 'not_a_string' });
});

test.each([
  ['with a sign', '+12345'],
  ['negative', '-12345'],
  ['with a decimal point', '1234.5'],
  ['with an exponent', '1e5'],
  ['hex', '0x1234'],
  ['letters', 'abcdef'],
  ['a hyphen between', '123-456'],
  ['a line feed behind', '123456\n'],
  ['a tab between', '123\t456'],
  ['a NUL behind', '123456\0'],
  ['a zero width space between', '123\u200b456'],
  ['a bidirectional control in front', '\u202e123456'],
  ['a comma', '123,456'],
  ['Roman numerals', 'ⅠⅡⅢⅣ'],
  ['a fraction', '123½'],
  ['Chinese numerals', '一二三四五六'],
  ['a lone surrogate', '12345\ud800'],
  ['SQL', "1' or '1'='1"],
  ['empty', ''],
  ['blanks only', '    '],
])('anything but digits and blanks is refused: %s', (_name, typed) => {
  expect(parseCodeInput(typed)).toEqual({ kind: 'invalid', reason: 'not_digits' });
});

test.each([
  ['three digits', '123'],
  ['eleven digits', '12345678901'],
  ['forty digits', '1'.repeat(40)],
])('a length no code has is refused: %s', (_name, typed) => {
  expect(parseCodeInput(typed)).toEqual({ kind: 'invalid', reason: 'wrong_length' });
});

test('a megabyte is refused by its length, before anything is done with it', () => {
  expect(parseCodeInput('1'.repeat(1_048_576))).toEqual({ kind: 'invalid', reason: 'too_long' });
  expect(parseCodeInput(' '.repeat(41))).toEqual({ kind: 'invalid', reason: 'too_long' });
});
