import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApplicationCreate, KeyName } from './applications.js';
import { PersonName } from './operators.js';
import { StartRequest } from './otp.js';
import { DraftChange, ImportRequest, LONGEST_BODY, Words } from './texts.js';

const words20 = Words(20);
const takes = (words: string) => words20.safeParse(words).success;

describe('words of a caller', () => {
  test.each([
    'Acme',
    'Мой Банк',
    '日本銀行',
    'हिन्दी',
    'L’Oréal & Co.',
    'J. R. Smith (UK)',
    'S.A.',
    'А.Б. Ли',
    'Shop 123',
    '5. 10.',
  ])('may be %s', (words) => expect(takes(words)).toBe(true));

  test.each([
    ['a link', 'evil.com'],
    ['a link between marks', 'हिन्दी.com'],
    ['a link whose end has a mark', 'x.भारत'],
    ['a Thai link', 'ไทยดี.com'],
    ['a link behind a mark', 'evil.\u0301com'],
    ['an address', '1.2.3.4'],
    ['a code', '123456'],
    ['a code in other digits', '١٢٣٤'],
    ['a code with marks between', '12\u033034'],
    ['a number with a full stop in it', 'evil⒈com'],
    ['circled digits', '①②③④⑤⑥'],
    ['superscripts', '¹²³⁴'],
    ['a slash', 'a/b'],
    ['a brace', '{code}'],
  ])('cannot be %s', (_name, words) => expect(takes(words)).toBe(false));

  test('have no letter that becomes a digit, or a sign that links are made of, in any form of it', () => {
    // Behind it are no letters; what is decomposed fully shows all forms.
    for (let code = 0; code < 0x40000; code++) {
      const character = String.fromCodePoint(code);
      if (character === '.' || !/[./:@\p{N}]/u.test(character.normalize('NFKD'))) continue;
      if (!/\p{Nd}/u.test(character) && takes(`a${character}a`)) expect.fail(`U+${code.toString(16)}`);
    }
  });
});

describe('the name of an application', () => {
  const isName = (name: string) => ApplicationCreate.shape.name.safeParse(name).success;

  test.each(['Acme', 'Booking.com', 'Yahoo!', 'Мой Банк', '日本銀行', 'AT&T', 'Shop 123', '7-11', '🍕 Pizza', '€uro+'])(
    'may be %s',
    (name) => expect(isName(name)).toBe(true),
  );

  test.each(['Shop 1234', '١٢٣٤', '12\u033034', 'evil.com/x', 'http:x', 'me@evil', 'a\\b', 'evil／x', 'a：b', 'a＠b'])(
    'cannot be %s',
    (name) => expect(isName(name)).toBe(false),
  );

  test('has no sign of an address in any form of it', () => {
    for (let code = 0; code < 0x40000; code++) {
      const character = String.fromCodePoint(code);
      if (!/[/:@\\]/.test(character.normalize('NFKD'))) continue;
      if (isName(`a${character}a`)) expect.fail(`U+${code.toString(16)}`);
    }
  });
});

describe('nothing is composed before its length is bounded', () => {
  afterEach(() => void vi.restoreAllMocks());

  /** What takes longest: marks out of order. */
  const worst = (length: number) => `a${'\u0301'.repeat(length / 2)}${'\u0323'.repeat(length / 2)}`;

  function composedBy(parse: () => { success: boolean; error?: { issues: { code: string }[] } | undefined }) {
    const lengths: number[] = [];
    const original = String.prototype.normalize;
    vi.spyOn(String.prototype, 'normalize').mockImplementation(function (this: string, form?: string) {
      lengths.push(this.length);
      return original.call(this, form);
    });
    const { success, error } = parse();
    vi.restoreAllMocks();
    return { success, codes: error?.issues.map(({ code }) => code) ?? [], longest: Math.max(0, ...lengths) };
  }

  test.each([
    ['a brand', 80, (text: string) => StartRequest.safeParse({ number: '1', brand: text })],
    ['a name', 80, (name: string) => ApplicationCreate.shape.name.safeParse(name)],
    ['a key', 240, (name: string) => KeyName.safeParse(name)],
    ['a person', 320, (name: string) => PersonName.safeParse(name)],
    ['a text', 4 * LONGEST_BODY, (text: string) => DraftChange.safeParse({ body: text })],
  ])('of %s', (_name, bound, parse) => {
    expect(composedBy(() => parse('a'.repeat(bound - 1)))).toMatchObject({ longest: bound - 1 });
    expect(composedBy(() => parse(worst(200_000)))).toEqual({ success: false, codes: ['too_big'], longest: 0 });
  });

  test('of an import as large as may be, in one text or in many', () => {
    const importOf = (texts: Record<string, { body: string }>) => () =>
      ImportRequest.safeParse({
        document: {
          format: 'codewire.texts.v1',
          templates: [{ purpose: 'login', application: null, max_segments: 1, variables: [], texts }],
        },
      });
    const one = importOf({ en: { body: worst(2 ** 20) } });
    expect(composedBy(one)).toEqual({ success: false, codes: ['too_big'], longest: 0 });
    // Each within its bound; so many marks in a row take as many steps squared.
    const tags = Array.from(
      { length: 260 },
      (_, index) => `q${String.fromCharCode(97 + (index % 26))}${'abcdefghij'[Math.floor(index / 26)]}`,
    );
    const many = composedBy(importOf(Object.fromEntries(tags.map((tag) => [tag, { body: worst(3_998) }]))));
    expect(many).toMatchObject({ success: false, longest: 0 });
  });

  test('a text is told how long it may be, whichever bound it is over', () => {
    for (const length of [LONGEST_BODY + 1, 4 * LONGEST_BODY + 1]) {
      expect(DraftChange.safeParse({ body: 'a'.repeat(length) }).error?.issues).toMatchObject([
        { code: 'too_big', maximum: LONGEST_BODY, path: ['body'] },
      ]);
    }
    expect(DraftChange.parse({ body: 'e\u0301'.repeat(LONGEST_BODY) }).body).toBe('é'.repeat(LONGEST_BODY));
  });
});
