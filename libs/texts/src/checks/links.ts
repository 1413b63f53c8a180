import type { Check, Remark } from './check.types.js';
import { isTopLevel, isWellKnown } from './top-level-domains.js';
import type { Glyph } from './elements.js';

/** Stands for a value: part of whatever touches it. */
const VALUE = '\ufffc';
/** Ends a stretch: a blank, or what Chinese and Japanese set instead of one. */
const BLANK = /^[\s\p{Z}\u3001\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1b\uff1f]$/u;
const OF_A_LABEL = /^[\p{L}\p{M}\p{N}_\ufffc-]$/u;
const LETTER = /^[\p{L}\p{M}]$/u;
const DIGIT = /^\p{Nd}$/u;
/** IDNA takes U+3002 for a dot too; in running text it ends a sentence, unless both sides are Latin. */
const DOTS = new Set(['.', '。']);
const ASCII = /^[a-z0-9]$/;

const SCHEMES = ['http', 'https', 'hxxp', 'hxxps', 'ftp', 'mailto'];
/** What stands for a dot so that no filter sees it. */
const HIDDEN_DOTS = ['[.]', '(.)', '[dot]', '(dot)'];
/** DNS: a label has at most 63. */
const LONGEST_LABEL = 63;

/**
 * Nothing that a phone makes a link of, or a person reads as one: carriers hold such texts back, and thieves write them.
 * Addresses with a scheme, hosts, e-mail, addresses of IPv4, dots in disguise, also where a value completes them.
 */
export const checkLinks: Check = ({ paths }) => paths.flatMap(linksIn);

/** A place in the folded characters of a path. */
interface Reader {
  readonly folded: readonly string[];
  readonly path: readonly Glyph[];
}

function linksIn(path: readonly Glyph[]): Remark[] {
  const reader: Reader = {
    path,
    folded: path.map(({ character, value }) => (value === null ? fold(character) : VALUE)),
  };
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
function fold(character: string): string {
  const folded = character.normalize('NFKC').toLowerCase();
  return folded.length === character.length ? folded : character.toLowerCase();
}

function isLinkAt({ folded, path }: Reader, index: number): boolean {
  const character = folded[index] ?? ' ';
  const before = folded[index - 1] ?? ' ';
  const after = folded[index + 1] ?? ' ';
  if (DOTS.has(character)) return isHost({ folded, path }, index) || isAddress(folded, index);
  if (character === ':') return isScheme(folded, index);
  if (!OF_A_LABEL.test(before)) return false;
  if (character === '@') return OF_A_LABEL.test(after);
  return (character === '[' || character === '(') && isHiddenDot(folded, index);
}

/** The dot before a top-level domain. */
function isHost({ folded, path }: Reader, dot: number): boolean {
  const before = folded[dot - 1] ?? ' ';
  if (!OF_A_LABEL.test(before)) return false;
  if (isPreceded(folded, dot, 'www')) return OF_A_LABEL.test(folded[dot + 1] ?? ' ');
  const tail = folded.slice(dot + 1, dot + 2 + LONGEST_LABEL);
  const length = lengthWhile(tail, (character) => OF_A_LABEL.test(character));
  const label = tail.slice(0, length).join('');
  if (folded[dot] === '。' && !(ASCII.test(before) && ASCII.test(label.at(0) ?? ' '))) return false;
  if (label.startsWith('xn--')) return true;
  if (length < 2 || !tail.slice(0, length).every((character) => LETTER.test(character))) return false;
  const isAbbreviation = !OF_A_LABEL.test(folded[dot - 2] ?? ' ') && length <= 3 && tail[length] === '.';
  if (isAbbreviation && LETTER.test(before) && !isWellKnown(label)) return false;
  // A new domain comes up every month. One that no list has is written small: a capital begins the next sentence.
  const isSmall = /^[a-z]+$/.test(
    path
      .slice(dot + 1, dot + 1 + length)
      .map(({ character }) => character)
      .join(''),
  );
  return isTopLevel(label) || isSmall;
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
