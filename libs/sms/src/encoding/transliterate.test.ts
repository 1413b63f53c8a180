import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGsm } from './segments.js';
import { measureText } from './text.js';
import { gsmReplacement, transliterate } from './transliterate.js';

test.each([
  ['Turkish', 'ğışĞİŞ çÇ üÜ öÖ', 'gisGIS cÇ üÜ öÖ'],
  ['Polish', 'Zażółć gęślą jaźń, Łódź', 'Zazolc gesla jazn, Lodz'],
  ['Czech', 'Příliš žluťoučký kůň', 'Prilis zlutoucky kun'],
  ['Vietnamese', 'Mã xác minh của bạn là, Đà Nẵng', 'Ma xac minh cua ban là, Dà Nang'],
  ['Icelandic', 'Þú ert með', 'Thu ert med'],
  ['French', 'Œuvre, cœur, reçu, ê', 'OEuvre, coeur, recu, e'],
  ['Spanish, where é stays', 'código válido, México', 'codigo valido, México'],
  ['a letter with its mark behind it, which the alphabet has as one', 'cafe\u0301', 'café'],
  ['Greek capitals', 'Ο ΚΩΔΙΚΟΣ ΣΑΣ ΕΊΝΑΙ', 'O KΩΔIKOΣ ΣAΣ EINAI'],
  ['the ohm sign, which is Omega', '5\u2126', '5Ω'],
  ['quotation marks', '‘a’ “b” „c“ «d» ‹e› don’t `f´', `'a' "b" "c" "d" 'e' don't 'f'`],
  ['dashes and minus', 'a–b—c−d‑e', 'a-b-c-d-e'],
  ['dots', 'wait… a·b • c', 'wait... a-b * c'],
  ['blanks', 'a\u00a0b\u202fc\u2009d\te\u3000f', 'a b c d e f'],
  ['what is invisible', 'a\u200bb\ufeffc\u00add\u200ee', 'abcde'],
  ['ends of lines', 'a\u2028b', 'a\nb'],
  ['wide letters', 'ＡＢ１２', 'AB12'],
  ['braces of another width, which must not name a place', '｛code｝ ﹛code﹜ ︷code︸', '(code) (code) (code)'],
  ['signs', '× ™ © ® 20µ', 'x TM (c) (r) 20u'],
  ['currencies', '₺5 ₹6 5¢', 'TL5 Rs6 5c'],
])('letters become those they resemble: %s', (_name, text, replaced) => {
  expect(transliterate(text)).toBe(replaced);
  expect(measureText(replaced).encoding).toBe('GSM-7');
});

test.each([
  ['Cyrillic', 'Код: ş'],
  ['Arabic', 'رمز “ş”'],
  ['Chinese', '验证码 – ş'],
  ['Greek small letters', 'Ο κωδικός'],
  ['an emoji', '“ş” 😀'],
  ['a lone surrogate', 'ş \ud83d'],
])('a text that needs UCS-2 all the same stays as it was written: %s', (_name, text) => {
  expect(transliterate(text)).toBe(text);
});

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const latinText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'abcXYZ019 {}@€é', ...'şğıİçœłđ“”’–…™½', '\u0301', '\u200d', '\ufe0f', '｛', '｝'),
    fc.integer({ min: 0x80, max: 0x24f }).map((code) => String.fromCodePoint(code)),
  ),
  maxLength: 60,
});

describe('any text', () => {
  test('is GSM afterwards, or as it was', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, latinText), (text) => {
        const replaced = transliterate(text);
        return replaced === text || isGsm(replaced);
      }),
    );
  });

  test('changes no more the second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, latinText), (text) => {
        const once = transliterate(text);
        return transliterate(once) === once;
      }),
    );
  });

  test('keeps the one place of its code, and gets no other', () => {
    fc.assert(
      fc.property(latinText, latinText, (before, after) => {
        const count = (text: string) => text.split('{code}').length - 1;
        const text = `${before}{code}${after}`;
        return count(transliterate(text)) === count(text);
      }),
    );
  });
});

test('of all characters none is replaced by a brace, a control, or a character outside the alphabet', () => {
  for (let code = 0; code < 0x30000; code++) {
    const character = String.fromCodePoint(code);
    if (isGsm(character)) continue;
    const replacement = gsmReplacement(character);
    if (replacement === undefined) continue;
    if (!isGsm(replacement) || /[{}\r\f]/.test(replacement)) expect.fail(`U+${code.toString(16)}`);
  }
});

test('of all characters none becomes a digit or a sign that links are made of, unless it is a digit', () => {
  for (let code = 0; code < 0x40000; code++) {
    const character = String.fromCodePoint(code);
    if (isGsm(character) || character === '…' || /\p{Nd}/u.test(character)) continue;
    if (/[./:@\d]/.test(gsmReplacement(character) ?? '')) expect.fail(`U+${code.toString(16)}`);
  }
  expect(transliterate('evil·com÷x ⒈ ①②③④⑤⑥')).toBe('evil·com÷x ⒈ ①②③④⑤⑥');
  expect(transliterate('evil·com ŀ')).toBe('evil-com l-');
});

describe('measuring', () => {
  test('names each character that makes a text UCS-2, where it stands, and what could stand there', () => {
    expect(measureText('Şifre 😀: don’t ж\u200b').foreign).toEqual([
      { character: 'Ş', index: 0, replacement: 'S' },
      { character: '😀', index: 6, replacement: null },
      { character: '’', index: 13, replacement: "'" },
      { character: 'ж', index: 16, replacement: null },
      { character: '\u200b', index: 17, replacement: '' },
    ]);
  });

  test('names none in a GSM text, and a lone surrogate as what it is', () => {
    expect(measureText('Your {code} costs 5€ [ok]').foreign).toEqual([]);
    expect(measureText('a\ud83db').foreign).toEqual([{ character: '\ud83d', index: 1, replacement: null }]);
  });
});
