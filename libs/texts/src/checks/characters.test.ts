import { describe, expect, test } from 'vitest';
import { checkText } from '../check-text.js';

const CODES = ['bidi_control', 'zero_width', 'control_character', 'lone_surrogate'];

function told(body: string): string[] {
  return checkText({
    locale: 'en',
    purpose: 'verification',
    body,
    shortBody: null,
    transliterates: false,
    variables: [],
    maxSegments: 9,
  })
    .filter(({ code }) => CODES.includes(code))
    .map(({ code, values, start }) => `${code} ${values['code_point']} at ${start}`);
}

const numbered = (code: string, from: number, to = from) =>
  Array.from({ length: to - from + 1 }, (_, index) => [code, from + index] as const);

describe('nothing that cannot be seen is in a text', () => {
  test.each([
    ...numbered('bidi_control', 0x061c),
    ...numbered('bidi_control', 0x200e, 0x200f),
    ...numbered('bidi_control', 0x202a, 0x202e),
    ...numbered('bidi_control', 0x2066, 0x2069),
    ...[
      0x00ad, 0x034f, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2064, 0x3164, 0xfe0f, 0xfeff, 0xe0041, 0xe0100,
    ].map((number) => ['zero_width', number] as const),
    ...[0x00, 0x07, 0x09, 0x0b, 0x0d, 0x1b, 0x7f, 0x85, 0x2028, 0x2029, 0xe000, 0xfdd0, 0xfffd, 0xffff, 0x10ffff].map(
      (number) => ['control_character', number] as const,
    ),
    ...[0xd800, 0xdbff, 0xdc00, 0xdfff].map((number) => ['lone_surrogate', number] as const),
  ])('%s U+%i', (code, number) => {
    const name = `U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
    expect(told(`Code${String.fromCodePoint(number)} {code}`)).toEqual([`${code} ${name} at 4`]);
  });

  test('neither between the words of a plural, where it turns what a reviewer sees', () => {
    const body = '{code} {minutes, plural, \u202eone {a} other {b}}';
    expect(told(body)).toEqual(['bidi_control U+202E at 25']);
  });
});

describe('joiners stand where a script cannot do without', () => {
  test.each([
    ['Persian', 'می\u200cشود'],
    ['a conjunct of Sinhala', 'ක්\u200dර'],
    ['a chillu of Malayalam', 'അവന്\u200d'],
    ['a half form of Hindi', 'क्\u200dष'],
    ['no conjunct in Kannada', 'ಸರ್\u200cಪ್ರೈಸ್'],
    ['a yaphala of Bengali', 'র\u200d্যাব'],
    ['a picture of several', '👨\u200d👩'],
    ['a picture in colour', '❤\ufe0f'],
  ])('in %s', (_name, word) => {
    expect(told(`${word} {code}`)).toEqual([]);
  });

  test.each([
    ['Latin letters', 'co\u200dde'],
    ['the end of a Persian word', 'می\u200c شود'],
    ['Cyrillic letters', 'ко\u200cд'],
    ['Persian and Latin', 'می\u200cx'],
    ['digits', '12\ufe0f34'],
  ])('not between %s', (_name, word) => {
    expect(told(`${word} {code}`)).toHaveLength(1);
  });
});

describe('lines', () => {
  test.each([
    ['inside', 'a\nb {code}', 0],
    ['with one empty between them', 'a\n\nb {code}', 0],
    ['with two', 'a\n\n\nb {code}', 1],
    ['before the text', '\n{code}', 1],
    ['behind the text', '{code}\n\n', 2],
    ['behind it in a branch', '{code} {minutes, plural, one {a\n} other {b}}', 1],
    ['in the syntax', '{code} {minutes, plural,\n one {a}\n other {b}}', 0],
  ])('%s: %j', (_name, body, faults) => {
    expect(told(body)).toHaveLength(faults);
  });
});
