import { gsmReplacement, isGsm } from '@codewire/sms/encoding';
import type { VariableType } from '../variable-types.js';
import { abbreviationsIn, LONGEST_ABBREVIATION } from './abbreviations.js';
import { Remarks, type Check, type Remark } from './check.types.js';
import type { Glyph } from './elements.js';

/** Stands for a value: words of somebody else, of which any may be a letter of whatever touches it. */
const VALUE = '\ufffc';
/** Ends a stretch: a blank, or what Chinese and Japanese set instead of one. */
const BLANK = /^[\s\p{Z}\u3001\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1b\uff1f]$/u;
const OF_A_LABEL = /^[\p{L}\p{M}\p{N}_\ufffc-]$/u;
const LETTER = /^[\p{L}\p{M}\ufffc]$/u;
const DIGIT = /^\p{Nd}$/u;
/** IDNA takes U+3002 for a dot too; in running text it ends a sentence, unless both sides are Latin. */
const DOTS = new Set(['.', '。']);
const ASCII = /^[a-z0-9]$/;

const SCHEMES = ['http', 'https', 'hxxp', 'hxxps', 'ftp', 'mailto'];
/** What stands for a dot so that no filter sees it. */
const HIDDEN_DOTS = ['[.]', '(.)', '[dot]', '(dot)', '%2e'];
const HIDES = new Set(['[', '(', '%']);
/** DNS: a label has at most 63. */
const LONGEST_LABEL = 63;

/**
 * Nothing that a phone makes a link of, or a person reads as one: carriers hold such texts back, and thieves write them.
 * Addresses with a scheme, hosts, e-mail, addresses of IPv4, dots in disguise, also where a value completes them.
 */
export const checkLinks: Check = ({ stretches, types, transliterates, locale }) => {
  const remarks = new Remarks();
  const abbreviations = abbreviationsIn(locale);
  const asRead = ({ value, character }: Glyph) => (value === null ? fold(character) : valueOf(types.get(value)));
  const asReplaced = (glyph: Glyph) => (glyph.value === null ? fold(replaced(glyph.character)) : asRead(glyph));
  for (const stretch of stretches) {
    if (remarks.isFull('link')) break;
    remarks.add(...linksIn({ abbreviations, ...readerOf(stretch, asRead) }));
    if (!transliterates || stretch.every(({ character }) => isGsm(character))) continue;
    remarks.add(...linksIn({ abbreviations, ...readerOf(stretch, asReplaced) }));
  }
  return remarks.list;
};

/** Characters as they are read, and where each comes from. */
interface Reader {
  readonly folded: readonly string[];
  readonly path: readonly Glyph[];
  readonly abbreviations: ReadonlySet<string>;
}

function readerOf(stretch: readonly Glyph[], lettersOf: (glyph: Glyph) => string) {
  const read = stretch.flatMap((glyph) => [...lettersOf(glyph)].map((letter) => [letter, glyph] as const));
  return { folded: read.map(([letter]) => letter), path: read.map(([, glyph]) => glyph) };
}

/** Codes and numbers are digits and no letters. */
const valueOf = (type: VariableType | undefined) => (type === 'number' || type === 'code' ? '0' : VALUE);

/** As it goes out in letters of the GSM alphabet. */
const replaced = (character: string) => (isGsm(character) ? character : (gsmReplacement(character) ?? character));

function linksIn(reader: Reader): Remark[] {
  const { path } = reader;
  const remarks: Remark[] = [];
  let since = 0;
  let isLink = false;
  // One remark for each stretch without a blank.
  for (let index = 0; index <= path.length; index++) {
    // As it is written: folded, a full-width comma is a comma.
    if (!BLANK.test(index === path.length ? ' ' : (path[index]?.character ?? ''))) {
      isLink ||= isLinkAt(reader, index);
      continue;
    }
    const [first, last] = [path[since], path[index - 1]];
    if (isLink && first !== undefined && last !== undefined) {
      remarks.push({ code: 'link', at: { start: first.start, end: last.end } });
    }
    since = index + 1;
    isLink = false;
  }
  return remarks;
}

/** Full-width and styled forms as what they are read as. */
const fold = (characters: string) => characters.normalize('NFKC').toLowerCase();

function isLinkAt({ folded, abbreviations }: Reader, index: number): boolean {
  const character = folded[index] ?? ' ';
  const before = folded[index - 1] ?? ' ';
  const after = folded[index + 1] ?? ' ';
  if (DOTS.has(character)) return isHost({ folded, abbreviations }, index) || isAddress(folded, index);
  if (character === ':') return isScheme(folded, index);
  if (!OF_A_LABEL.test(before)) return false;
  if (character === '@') return OF_A_LABEL.test(after);
  return HIDES.has(character) && isHiddenDot(folded, index);
}

/**
 * The dot before what may be a top-level domain: two letters or more, since a new one comes up every month, but for the
 * abbreviations that a language has. With a path behind it, any letter.
 */
function isHost({ folded, abbreviations }: Omit<Reader, 'path'>, dot: number): boolean {
  const before = folded[dot - 1] ?? ' ';
  if (!OF_A_LABEL.test(before)) return false;
  if (isPreceded(folded, dot, 'www')) return OF_A_LABEL.test(folded[dot + 1] ?? ' ');
  const tail = folded.slice(dot + 1, dot + 3 + LONGEST_LABEL);
  const length = lengthWhile(tail, (character) => OF_A_LABEL.test(character));
  const label = tail.slice(0, length).join('');
  if (folded[dot] === '。' && !(ASCII.test(before) && ASCII.test(label.at(0) ?? ' '))) return false;
  if (label.startsWith('xn--')) return true;
  if (tail[length] === '/' && LETTER.test(label.at(0) ?? ' ') && OF_A_LABEL.test(tail[length + 1] ?? ' ')) return true;
  const letters = lengthWhile(tail, (character) => LETTER.test(character));
  return (letters >= 2 || label.startsWith(VALUE)) && !abbreviations.has(wordAround(folded, dot));
}

/** With all its dots, as an abbreviation is listed. */
function wordAround(folded: readonly string[], dot: number): string {
  const isOfIt = (character = ' ') => character === '.' || LETTER.test(character);
  let [from, to] = [dot, dot];
  while (dot - from <= LONGEST_ABBREVIATION && isOfIt(folded[from - 1])) from -= 1;
  while (to - dot <= LONGEST_ABBREVIATION && isOfIt(folded[to + 1])) to += 1;
  return folded.slice(from, to + 1).join('');
}

/** The third dot of four numbers. */
function isAddress(folded: readonly string[], dot: number): boolean {
  let at = dot;
  for (let numbers = 0; numbers < 3; numbers++) {
    if (folded[at] !== '.') return false;
    let digits = 0;
    while (digits < 4 && DIGIT.test(folded[at - 1 - digits] ?? ' ')) digits += 1;
    if (digits === 0 || digits > 3) return false;
    at -= digits + 1;
  }
  return DIGIT.test(folded[dot + 1] ?? ' ');
}

function isScheme(folded: readonly string[], colon: number): boolean {
  if (folded[colon + 1] === '/' && folded[colon + 2] === '/') return true;
  if (BLANK.test(folded[colon + 1] ?? ' ')) return false;
  return SCHEMES.some((scheme) => isPreceded(folded, colon, scheme));
}

/** Whether a word stands right before a place, and nothing of a word before it. */
function isPreceded(folded: readonly string[], at: number, word: string): boolean {
  const from = at - word.length;
  return folded.slice(Math.max(0, from), at).join('') === word && !OF_A_LABEL.test(folded[from - 1] ?? ' ');
}

function isHiddenDot(folded: readonly string[], at: number): boolean {
  return HIDDEN_DOTS.some(
    (dot) => folded.slice(at, at + dot.length).join('') === dot && OF_A_LABEL.test(folded[at + dot.length] ?? ' '),
  );
}

function lengthWhile(characters: readonly string[], holds: (character: string) => boolean): number {
  const end = characters.findIndex((character) => !holds(character));
  return end === -1 ? characters.length : end;
}
