import type { FindingCode } from '@codewire/contracts';
import { named, type Check, type Remark } from './check.types.js';
import type { Glyph } from './elements.js';
import type { WrittenForm } from './written-form.js';

/** UAX 9: marks, embeddings, overrides, isolates. */
const BIDI_CONTROL = /^[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]$/u;
/** Takes no room: joiners, fillers, soft hyphen, byte order mark, variation selectors, tags (UAX 44). */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
/** Nothing that a phone shows: controls, ends of lines, private use, what is no character, what was lost before. */
const NO_TEXT = /^[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Noncharacter_Code_Point}\ufffc\ufffd]$/u;
const HALF = /^\p{Cs}$/u;

const JOINERS = new Set(['\u200c', '\u200d']);
const EMOJI_STYLES = new Set(['\ufe0e', '\ufe0f']);
/** UAX 31, A1: scripts whose letters join. */
const JOINING = /^[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}]$/u;
/** UAX 31, A2 and B: scripts that stack or link letters with a virama. */
const STACKING =
  /^[\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Mymr}\p{scx=Khmr}]$/u;
const LETTER_OR_MARK = /^[\p{L}\p{M}]$/u;
const VIRAMA = /^[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u1039\u103a\u17d2]$/u;
/** Digits are emoji too, with a circle or a key around them: a style between them would hide a run. */
const PICTURE = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;

/** As it is written, braces and all: what cannot be seen misleads whoever reviews a text wherever it stands. */
export function checkCharacters(written: string): Remark[] {
  const characters = [...written];
  let at = 0;
  return characters.flatMap((character, index): Remark[] => {
    const start = at;
    at += character.length;
    const code = faultOf(character, characters[index - 1] ?? '', characters[index + 1] ?? '');
    return code === null ? [] : [{ code, at: { start, end: at }, values: valuesOf(code, character) }];
  });
}

function faultOf(character: string, before: string, after: string): FindingCode | null {
  if (character === '\n') return null;
  if (HALF.test(character)) return 'lone_surrogate';
  if (BIDI_CONTROL.test(character)) return 'bidi_control';
  if (INVISIBLE.test(character)) return isNeeded(character, before, after) ? null : 'zero_width';
  return NO_TEXT.test(character) ? 'control_character' : null;
}

/** A joiner that its script cannot be written without, in a simple form of UAX 31 2.3; the style of a picture. */
function isNeeded(character: string, before: string, after: string): boolean {
  if (EMOJI_STYLES.has(character)) return PICTURE.test(before);
  if (!JOINERS.has(character)) return false;
  if (VIRAMA.test(before)) return true;
  if (character === '\u200d' && PICTURE.test(after)) return PICTURE.test(before) || EMOJI_STYLES.has(before);
  return [JOINING, STACKING].some((script) =>
    [before, after].every((side) => script.test(side) && LETTER_OR_MARK.test(side)),
  );
}

/** A half of a pair has a number and no look: JSON and databases could not carry it. */
function valuesOf(code: FindingCode, character: string): Record<string, string> {
  const { code_point: codePoint } = named(character);
  return code === 'lone_surrogate' ? { code_point: codePoint } : named(character);
}

/** Lines end inside of a text alone, at most twice in a row: a line for autofill has to be the last, in its own line. */
export const checkLines: Check = ({ paths }) => paths.flatMap(strayLines);

function strayLines(path: WrittenForm['paths'][number]): Remark[] {
  const stray: Glyph[] = [];
  let breaks = 0;
  path.forEach((glyph, index) => {
    if (glyph.character !== '\n') {
      breaks = 0;
      return;
    }
    breaks += 1;
    if (breaks === index + 1 || breaks > 2) stray.push(glyph);
  });
  if (breaks > 0) stray.push(...path.slice(path.length - breaks));
  return stray.map(({ start, end }) => ({ code: 'control_character', at: { start, end }, values: named('\n') }));
}
