import { describe, expect, test } from 'vitest';
import { CompiledText, UnusableTextError } from './compiled-text.js';

const compile = (body: string, locale = 'en', transliterates = false) =>
  new CompiledText({ versionId: 7, locale, body, transliterates });
const TEXT = 'Your {brand} code is {code}, {minutes, plural, one {# minute} other {# minutes}}.';
const bodyWith = (brand: string) => compile(TEXT).render({ brand, minutes: 5, codeLength: 6 }).body;

test('a brand is never read again: neither as the code, nor as a value, nor as a mark of another library', () => {
  expect(bodyWith('{code}')).toBe('Your (code) code is {code}, 5 minutes.');
  expect(bodyWith('{minutes}')).toBe('Your (minutes) code is {code}, 5 minutes.');
  expect(bodyWith("{a, plural, other {'#'}}")).toBe("Your (a, plural, other ('#')) code is {code}, 5 minutes.");
  expect(bodyWith('$t(x)')).toBe('Your $t(x) code is {code}, 5 minutes.');
  expect(bodyWith('<b>$& %s')).toBe('Your <b>$& %s code is {code}, 5 minutes.');
});

test('a brand can neither break the line nor turn the text around', () => {
  expect(bodyWith('A\r\nB\u0000\u202eC\u2066D')).toBe('Your ABCD code is {code}, 5 minutes.');
});

test('units and segments are those of the text with its digits, not with the mark', () => {
  const sized = (brand: string, codeLength: number) => {
    const { encoding, units, segments } = compile('{brand} {code}').render({ brand, minutes: 10, codeLength });
    return { encoding, units, segments };
  };
  expect(sized('Codewire', 4)).toEqual({ encoding: 'GSM-7', units: 13, segments: 1 });
  expect(sized('Codewire', 10)).toEqual({ encoding: 'GSM-7', units: 19, segments: 1 });
  expect(sized('a'.repeat(150), 10)).toEqual({ encoding: 'GSM-7', units: 161, segments: 2 });
  expect(sized('Кодовод', 6)).toEqual({ encoding: 'UCS-2', units: 14, segments: 1 });
});

test('digits of a duration are Latin where the language has its own', () => {
  const arabic = compile('{code} {minutes, plural, other {#}}', 'ar-EG');
  expect(arabic.render({ brand: 'B', minutes: 10, codeLength: 6 }).body).toBe('{code} 10');
});

test('two values never share what is remembered', () => {
  const text = compile(TEXT);
  const bodies = [
    text.render({ brand: 'A', minutes: 1, codeLength: 6 }),
    text.render({ brand: 'A', minutes: 2, codeLength: 6 }),
    text.render({ brand: 'B', minutes: 1, codeLength: 6 }),
    text.render({ brand: 'A', minutes: 1, codeLength: 6 }),
  ].map(({ body }) => body);
  expect(bodies).toEqual([
    'Your A code is {code}, 1 minute.',
    'Your A code is {code}, 2 minutes.',
    'Your B code is {code}, 1 minute.',
    'Your A code is {code}, 1 minute.',
  ]);
});

test('a text is refused, without being quoted, when it cannot be sent', () => {
  const reasonOf = (body: string, locale?: string) => {
    try {
      compile(body, locale);
      return undefined;
    } catch (error) {
      return error instanceof UnusableTextError ? error.message : error;
    }
  };
  expect(reasonOf('Your code')).toBe('does not hold {code} exactly once');
  expect(reasonOf('{code} and {code}')).toBe('does not hold {code} exactly once');
  expect(reasonOf('{minutes, plural, one {{code}} other {soon}}')).toBe('does not hold {code} exactly once');
  expect(reasonOf('{code} for {number}')).toBe('asks for a value that no text is given');
  expect(reasonOf('{code} {minutes, plural, one {x}')).toBe('is no ICU MessageFormat');
  expect(reasonOf('{code}', 'not a tag')).toBe('is no ICU MessageFormat');
});

describe('a text that is to be transliterated', () => {
  const turkish = (filler: string) => `{brand} doğrulama şifreniz: {code}. ${filler}`;
  const LONG = 'Bu şifreyi kimseyle paylaşmayınız, çalışanlarımız da sormaz.';
  const rendered = (body: string, { brand = 'Codewire', transliterates = true } = {}) => {
    const text = compile(body, 'tr', transliterates).render({ brand, minutes: 5, codeLength: 6 });
    return { body: text.body, encoding: text.encoding, units: text.units, segments: text.segments };
  };

  test('goes out in GSM letters where that spares a segment, measured as it goes out', () => {
    expect(rendered(turkish(LONG))).toEqual({
      body: 'Codewire dogrulama sifreniz: {code}. Bu sifreyi kimseyle paylasmayiniz, calisanlarimiz da sormaz.',
      encoding: 'GSM-7',
      units: 97,
      segments: 1,
    });
    expect(rendered(turkish(LONG), { transliterates: false })).toMatchObject({ encoding: 'UCS-2', segments: 2 });
  });

  test('stays as it is written where it costs one segment either way', () => {
    expect(rendered(turkish(''))).toMatchObject({
      body: turkish('').replace('{brand}', 'Codewire'),
      encoding: 'UCS-2',
    });
  });

  test('stays as it is written where one letter has no stand-in: no text is half replaced', () => {
    expect(rendered(turkish(LONG), { brand: 'Код' })).toMatchObject({
      body: turkish(LONG).replace('{brand}', 'Код'),
      encoding: 'UCS-2',
      segments: 2,
    });
  });

  test('cannot be given a second place for the code by a brand in wide letters', () => {
    const { body } = rendered(turkish(LONG), { brand: '｛code｝' });
    expect(body).toMatch(/^\(code\) dogrulama sifreniz: \{code\}\. /);
  });
});
