import { describe, expect, test } from 'vitest';
import { maskNumber, parsePhone, type PhoneNumber } from './phone.js';

function numberOf(typed: unknown, country?: string): string {
  const outcome = parsePhone(typed, country === undefined ? {} : { country });
  return outcome.kind === 'ok' ? outcome.number : outcome.reason;
}

test('the outcome tells number, country and range, and whether the number is fictional', () => {
  expect(parsePhone('12125551212', {})).toEqual({
    kind: 'ok',
    number: '+12125551212',
    country: 'US',
    operatorRange: '2125',
    prefix: '12125',
    isFictional: false,
  });
});

test.each([
  '+12025550123',
  '12025550123',
  '+1 (202) 555-0123',
  '+1-202-555-0123',
  '+1.202.555.0123',
  '+1/202/555/0123',
  '1 202 555 0123',
  '+ 1 202 555 0123',
  ' +12025550123',
  '+12025550123  ',
  '+1\u00a0202\u00a0555\u00a00123',
  '+1\u3000202\u2009555 0123',
  '+١٢٠٢٥٥٥٠١٢٣',
  '+۱۲۰۲۵۵۵۰۱۲۳',
  '+१२०२५५५०१२३',
  '１２０２５５５０１２３',
  '＋１（２０２）５５５－０１２３',
])('every spelling of a number is one number: %j', (typed) => {
  expect(numberOf(typed)).toBe('+12025550123');
});

test.each([
  '+447400123456',
  '447400123456',
  '+44 (0) 7400 123456',
  '+44 (0)7400 123456',
  '+4407400123456',
  '4407400123456',
])('a trunk zero behind the calling code makes no other number: %j', (typed) => {
  expect(numberOf(typed)).toBe('+447400123456');
});

describe('what is no number is refused', () => {
  test.each([undefined, null, 12125551212, true, ['+12125551212'], { number: '+12125551212' }])(
    'what is no string: %j',
    (typed) => {
      expect(numberOf(typed)).toBe('not_a_string');
    },
  );

  test.each([
    ['300 digits', '1'.repeat(300)],
    ['a megabyte of blanks', ' '.repeat(1_048_576)],
    ['33 characters', `+12025550123${' '.repeat(21)}`],
    ['20 characters that are 60 after folding', '㈠'.repeat(20)],
  ])('what is too long: %s', (_name, typed) => {
    expect(numberOf(typed)).toBe('too_long');
  });

  test.each([
    ['a URI', 'tel:+12025550123'],
    ['a line feed behind', '+12025550123\n'],
    ['a NUL behind', '+12025550123\0'],
    ['a tab in front', '\t+12025550123'],
    ['a zero width space inside', '+1202555012\u200b3'],
    ['a right-to-left override in front', '\u202e+12025550123'],
    ['a right-to-left override inside', '+1202\u202e5550123'],
    ['an isolate around', '\u2066+12025550123\u2069'],
    ['words around', 'abc +12025550123 def'],
    ['letters for digits', '+1202555CALL'],
    ['a word', 'none'],
    ['nothing', ''],
    ['markup', '<b>+12025550123</b>'],
    ['a lone surrogate', '+12025550123\ud800'],
  ])('characters that no number has: %s', (_name, typed) => {
    expect(numberOf(typed)).toBe('bad_characters');
  });

  test.each([
    '+12025550123 ext. 5',
    '+12025550123 ext 5',
    '+12025550123x5',
    '+12025550123;ext=7',
    '+12025550123;phone-context=+1',
    '+12025550123,,,123',
    '+12025550123#9',
    ' 12025550123 x5',
  ])('an extension: %j', (typed) => {
    expect(numberOf(typed)).toBe('extension');
  });

  test.each([
    ['signs only', '+++'],
    ['a plus sign', '+'],
    ['blanks', '   '],
    ['parentheses', '()'],
    ['two plus signs', '++12025550123'],
    ['a plus sign inside', '+1+2025550123'],
    ['two numbers', '+12025550123/+12025550124'],
    ['two numbers, one plus sign', '+12025550123/12025550124'],
    ['three digits', '123'],
    ['a digit too few', '+1202555012'],
    ['a digit too many', '+120255501234'],
    ['a calling code nobody has', '+999123456789'],
    ['an area code nobody has', '+11234567890'],
    ['a call prefix behind the plus sign', '+0012025550123'],
    ['national format alone', '2025550123'],
    ['Mexico with the old 1', '+5215512345678'],
    ['Brazil without the ninth digit', '+551187654321'],
  ])('digits that are no number: %s', (_name, typed) => {
    expect(numberOf(typed)).toBe('not_a_number');
  });
});

describe('national format', () => {
  test.each([
    '07400 123456',
    '07400123456',
    '(07400) 123-456',
    '7400123456',
    '447400123456',
    '+447400123456',
    '00447400123456',
  ])('with its country it is the same number: %j', (typed) => {
    expect(numberOf(typed, 'GB')).toBe('+447400123456');
  });

  test.each(['2125551212', '12125551212', '1-212-555-1212', '+12125551212', '011 1 212 555 1212'])(
    'digits that are national and international at once are one number: %j',
    (typed) => {
      expect(numberOf(typed, 'US')).toBe('+12125551212');
    },
  );

  test.each(['07400123456', '0012025550123', '00447400123456'])('without a country it is refused: %j', (typed) => {
    expect(numberOf(typed)).toBe('national_without_country');
  });

  test.each([
    ['another calling code', '+447400123456', 'US'],
    ['another country of the same calling code', '+14165551234', 'US'],
    ['the same without its plus sign', '14165551234', 'US'],
    ['Kazakhstan is not Russia', '+77012345678', 'RU'],
    ['Jersey is not the United Kingdom', '07797123456', 'GB'],
    ['Saint Martin shares the range of Guadeloupe, whose it is said to be', '0690 00 12 34', 'MF'],
    ['a country nobody has', '07400123456', 'XX'],
    ['a country in lower case', '07400123456', 'gb'],
    ['a property of every object', '07400123456', '__proto__'],
    ['a method of every object', '07400123456', 'constructor'],
  ])('a country that is not the number’s is refused: %s', (_name, typed, country) => {
    expect(numberOf(typed, country)).toBe('country_mismatch');
  });
});

test.each([
  ['+12125551212', 'US'],
  ['+14165551234', 'CA'],
  ['+18762101234', 'JM'],
  ['+18092345678', 'DO'],
  ['+14734031234', 'GD'],
  ['+79123456789', 'RU'],
  ['+77012345678', 'KZ'],
  ['+447797123456', 'JE'],
  ['+8613812345678', 'CN'],
])('the country is that of the range, not of the calling code: %s', (typed, country) => {
  expect(parsePhone(typed, {})).toMatchObject({ kind: 'ok', number: typed, country });
});

test.each([
  '+5491123456789',
  '+541123456789',
  '5491123456789',
  '541123456789',
  '+54 11 15 2345-6789',
  '+54 9 11 2345-6789',
])('an Argentine mobile with and without its 9 is one number of one range: %j', (typed) => {
  expect(parsePhone(typed, {})).toMatchObject({
    number: '+5491123456789',
    country: 'AR',
    operatorRange: '9112',
    prefix: '549112',
  });
});

test.each([
  ['+12125551212', '2125', '12125'],
  ['+4791234567', '9123', '479123'],
  ['+3546111234', '611', '354611'],
  ['+29051234', '5', '2905'],
  ['+6834002', '', '683'],
])('the range and the prefix leave four digits of every number untold: %s', (typed, operatorRange, prefix) => {
  expect(parsePhone(typed, {})).toMatchObject({ kind: 'ok', operatorRange, prefix });
});

test.each([
  ['+12125551212', '+1 ********12'],
  ['+447400123456', '+44 ********56'],
  ['+35312345678', '+353 ******78'],
  ['+8613812345678', '+86 *********78'],
  ['+881612345678', '+881 *******78'],
  ['+6834002', '+683 **02'],
  ['+99912', '+9 **12'],
])('the mask of %s shows calling code and two digits', (number, mask) => {
  expect(maskNumber(number as PhoneNumber)).toBe(mask);
});
