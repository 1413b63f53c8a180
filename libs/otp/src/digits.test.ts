import { expect, test } from 'vitest';
import { foldDigits } from './digits.js';

test.each([
  ['ASCII', '0123456789'],
  ['Arabic-Indic', '٠١٢٣٤٥٦٧٨٩'],
  ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
  ['Devanagari', '०१२३४५६७८९'],
  ['Bengali', '০১২৩৪৫৬৭৮৯'],
  ['Gurmukhi', '੦੧੨੩੪੫੬੭੮੯'],
  ['Tamil', '௦௧௨௩௪௫௬௭௮௯'],
  ['Thai', '๐๑๒๓๔๕๖๗๘๙'],
  ['Lao', '໐໑໒໓໔໕໖໗໘໙'],
  ['Tibetan', '༠༡༢༣༤༥༦༧༨༩'],
  ['Myanmar', '၀၁၂၃၄၅၆၇၈၉'],
  ['Khmer', '០១២៣៤៥៦៧៨៩'],
  ['Mongolian', '᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙'],
  ['Tai Tham Hora', '᪀᪁᪂᪃᪄᪅᪆᪇᪈᪉'],
  ['Tai Tham Tham', '᪐᪑᪒᪓᪔᪕᪖᪗᪘᪙'],
  ['full-width', '０１２３４５６７８９'],
  ['mathematical bold', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
  ['mathematical double-struck', '𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡'],
  // Two sets without a gap between them.
  ['Myanmar Pao Karen', '\u{116d0}\u{116d1}\u{116d2}\u{116d3}\u{116d4}\u{116d5}\u{116d6}\u{116d7}\u{116d8}\u{116d9}'],
  [
    'Myanmar Eastern Pwo Karen',
    '\u{116da}\u{116db}\u{116dc}\u{116dd}\u{116de}\u{116df}\u{116e0}\u{116e1}\u{116e2}\u{116e3}',
  ],
  ['Adlam', '𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙'],
])('digits of any script become ASCII digits: %s', (_script, digits) => {
  expect(foldDigits(digits)).toBe('0123456789');
});

test('every decimal digit Unicode knows folds to one ASCII digit, in rows of ten', () => {
  const digits: string[] = [];
  for (let codePoint = 0; codePoint <= 0x1ffff; codePoint++) {
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
    const character = String.fromCodePoint(codePoint);
    if (/\p{Nd}/u.test(character)) digits.push(foldDigits(character));
  }
  expect(digits.length).toBeGreaterThanOrEqual(680);
  expect(digits.join('')).toBe('0123456789'.repeat(digits.length / 10));
});

test.each([
  ['numerals that are no decimal digits stay', 'Ⅳ 一 ½', 'IV 一 1⁄2'],
  ['letters, signs and blanks stay', '+44 (0) 7400-x', '+44 (0) 7400-x'],
  ['compatible forms are folded with them', '＋４４\u00a0７', '+44 7'],
])('%s', (_name, text, folded) => {
  expect(foldDigits(text)).toBe(folded);
});
