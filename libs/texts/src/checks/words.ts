import { named, Remarks, type Check, type Remark } from './check.types.js';
import { alikeIn, latinFor, plainFor } from './look-alikes.js';
import { isOneWord, scriptsOf, scriptsOfLanguage } from './scripts.js';
import type { Glyph, Span } from './elements.js';

type Word = readonly [Glyph, ...Glyph[]];

const LETTER = /^[\p{L}\p{M}]$/u;
const JOINS = /^[\u200c\u200d]$/;
const LOWER_CASE = /^\p{Ll}$/u;

/** No word looks like another by letters of another script (UTS 39). Values are words of their own. */
export const checkWords: Check = ({ stretches, literals, locale }) => {
  const own = scriptsOfLanguage(locale);
  const remarks = new Remarks();
  for (const glyph of literals) remarks.add(...confusable(glyph, plainFor(glyph.character)));
  for (const word of stretches.flatMap(wordsOf)) {
    if (remarks.isFull('mixed_script') && remarks.isFull('confusable')) break;
    remarks.add(...remarksOn(word, own));
  }
  return remarks.list;
};

/** Runs of letters and their marks. */
function wordsOf(path: readonly Glyph[]): Word[] {
  const words: [Glyph, ...Glyph[]][] = [];
  let word: [Glyph, ...Glyph[]] | undefined;
  for (const glyph of path) {
    if (LETTER.test(glyph.character)) {
      if (word === undefined) words.push((word = [glyph]));
      else word.push(glyph);
    } else if (!JOINS.test(glyph.character)) word = undefined;
  }
  return words;
}

function remarksOn(word: Word, own: readonly string[]): Remark[] {
  if (!isOneWord(word.map(({ character }) => character))) {
    return [{ code: 'mixed_script', at: spanOf(word) }, ...intruders(word, own)];
  }
  const scripts = scriptsOf(word[0].character) ?? [];
  if (scripts.some((script) => own.includes(script))) return [];
  // A Cyrillic or Greek word that is read as a Latin one, in a language of another script.
  const latin = word.map(({ character }) => latinFor(character));
  if (latin.every((letter) => letter !== undefined)) {
    return [{ code: 'confusable', at: spanOf(word), values: { character: textOf(word), replacement: latin.join('') } }];
  }
  // Latin words are at home everywhere; a single small letter is a preposition typed on the wrong keyboard.
  const [{ character }, ...others] = word;
  if (others.length > 0 || !LOWER_CASE.test(character) || !scripts.includes('Latn')) return [];
  return own.flatMap((script) => confusable(word[0], alikeIn(script, character)));
}

/** In a word of several scripts: the letters that look like one of the script that most of it is written in. */
function intruders(word: Word, own: readonly string[]): Remark[] {
  const isOf = (script: string, { character }: Glyph) => scriptsOf(character)?.includes(script) ?? true;
  const mine = (script: string) =>
    word.filter((glyph) => isOf(script, glyph)).length + (own.includes(script) ? 0.5 : 0);
  const [main] = ['Latn', 'Cyrl', 'Grek'].toSorted((one, other) => mine(other) - mine(one));
  return word.flatMap((glyph): Remark[] => {
    if (main === undefined || isOf(main, glyph)) return [];
    const { character } = glyph;
    return confusable(glyph, main === 'Latn' ? latinFor(character) : alikeIn(main, character));
  });
}

function confusable({ character, start, end }: Glyph, replacement: string | undefined): Remark[] {
  if (replacement === undefined) return [];
  return [{ code: 'confusable', at: { start, end }, values: { ...named(character), replacement } }];
}

const textOf = (word: Word) => word.map(({ character }) => character).join('');

const spanOf = (word: Word): Span => ({ start: word[0].start, end: (word.at(-1) ?? word[0]).end });
