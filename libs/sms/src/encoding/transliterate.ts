import { isGsm } from './segments.js';

/**
 * What stands for characters that the GSM alphabet lacks, where Unicode's own decompositions (NFKD: letters without
 * their marks, ligatures, wide and small forms) do not say it. One line for one reason; in each the characters, then
 * what all of them become.
 */
const REPLACEMENTS: readonly (readonly [characters: string, replacement: string])[] = [
  // Quotation marks that word processors set; the alphabet has the straight ones only.
  ['‘’‚‛′ʼʹ`´‹›', "'"],
  ['“”„‟″«»¨', '"'],
  // Dashes and the minus sign, all to the one hyphen.
  ['‐‑‒–—―−', '-'],
  // Marks in running text. U+2026 would decompose by itself; it stands here to be seen.
  ['…', '...'],
  ['•‣', '*'],
  // Never a full stop: of "evil·com" it would make a host.
  ['·', '-'],
  ['×', 'x'],
  ['¦', '|'],
  ['©', '(c)'],
  ['®', '(r)'],
  // Blanks that do not break, or of another width, that NFKD leaves alone, and ends of lines.
  ['\t\u1680', ' '],
  ['\u000b\u0085\u2028\u2029', '\n'],
  // Invisible: soft hyphen, joiners, direction marks. Where all the rest is GSM they turn and join nothing.
  ['\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff', ''],
  // Latin letters that are no base letter with a mark: Turkish, the Balkans, Poland, Iceland, French, Maltese, Sami,
  // Azerbaijani. Lower case "ı" is the letter for which Turkish texts need UCS-2 most often.
  ['ı', 'i'],
  ['đð', 'd'],
  ['ĐÐ', 'D'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['þ', 'th'],
  ['Þ', 'Th'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ħ', 'h'],
  ['Ħ', 'H'],
  ['ŧ', 't'],
  ['Ŧ', 'T'],
  ['ŋ', 'n'],
  ['Ŋ', 'N'],
  ['ĸ', 'k'],
  ['ə', 'e'],
  ['Ə', 'E'],
  ['ẞ', 'ß'],
  // The micro sign and the Greek letter that it is decomposed to.
  ['µμ', 'u'],
  // Greek capitals that look like Latin ones; the alphabet has the other ten. Phones have written Greek so for long.
  ['Α', 'A'],
  ['Β', 'B'],
  ['Ε', 'E'],
  ['Ζ', 'Z'],
  ['Η', 'H'],
  ['Ι', 'I'],
  ['Κ', 'K'],
  ['Μ', 'M'],
  ['Ν', 'N'],
  ['Ο', 'O'],
  ['Ρ', 'P'],
  ['Τ', 'T'],
  ['Υ', 'Y'],
  ['Χ', 'X'],
  // Currencies by what people write instead.
  ['¢', 'c'],
  ['₺', 'TL'],
  ['₹', 'Rs'],
];

const BY_CHARACTER = new Map(REPLACEMENTS.flatMap(([characters, to]) => [...characters].map((from) => [from, to])));

const MARK = /^\p{M}$/u;
const DIGIT = /^\p{Nd}$/u;
const DIGITS = /[0-9]/;
/** What links are made of. */
const OF_A_LINK = /[./:@]/;

/**
 * What may stand for one character outside the GSM alphabet, in it; undefined where nothing resembles it. It brings in no
 * link and no code: what is no digit becomes none (`①`), and nothing becomes a sign that links are made of (`⒈`, `½`).
 */
export function gsmReplacement(character: string): string | undefined {
  const known = BY_CHARACTER.get(character);
  if (known !== undefined) return known;
  let replacement = '';
  for (const piece of character.normalize('NFKD')) {
    const standIn = isGsm(piece) ? piece : MARK.test(piece) ? '' : BY_CHARACTER.get(piece);
    if (standIn === undefined) return undefined;
    replacement += standIn;
  }
  if (OF_A_LINK.test(replacement)) return undefined;
  if (DIGITS.test(replacement) && !DIGIT.test(character)) return undefined;
  // Wide and small braces: braces name a place in a text, and no replacement may make such a place.
  return replacement.replaceAll('{', '(').replaceAll('}', ')');
}

/**
 * The text in the GSM alphabet, with letters that resemble those it lacks (ş: s, ’: '); the text itself where a single
 * character has none, since it goes out as UCS-2 then and is better read as it was written. What is GSM already, such as
 * a place "{code}", is never changed, and a second time changes nothing.
 */
export function transliterate(text: string): string {
  if (isGsm(text)) return text;
  let replaced = '';
  // Composed first: the alphabet holds é, not e with an accent behind it.
  for (const character of text.normalize('NFC')) {
    const replacement = isGsm(character) ? character : gsmReplacement(character);
    if (replacement === undefined) return text;
    replaced += replacement;
  }
  return replaced;
}
