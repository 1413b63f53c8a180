import { remember } from '../remember.js';

/** ISO 15924, each a value of Unicode's property Script_Extensions. Letters of any other script are of one more. */
const SCRIPTS = (
  'Latn Cyrl Grek Arab Hebr Deva Hani Hira Kana Hang Thai Armn Geor Ethi Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh ' +
  'Laoo Khmr Mymr Bopo Mong Tibt Cher Thaa Syrc Copt Cans Tfng Nkoo Adlm'
).split(' ');
const PATTERNS = SCRIPTS.map((script) => [script, new RegExp(`^\\p{scx=${script}}$`, 'u')] as const);
const SHARED = /^[\p{scx=Zyyy}\p{scx=Zinh}]$/u;

/** UTS 39 5.1: languages that are written in several scripts at once. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  Hani: ['Jpan', 'Kore', 'Hanb'],
  Hira: ['Jpan'],
  Kana: ['Jpan'],
  Hang: ['Kore'],
  Bopo: ['Hanb'],
};

/** What Intl.Locale calls the script of a language, by the scripts of its letters. */
const WRITTEN_IN: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani', 'Bopo'],
  Hant: ['Hani', 'Bopo'],
};

/** Set without blanks, or with endings right behind a foreign word: Latin words stand directly beside them. */
const NO_BLANKS = new Set([
  'Hani',
  'Hira',
  'Kana',
  'Hang',
  'Bopo',
  'Jpan',
  'Kore',
  'Hanb',
  'Thai',
  'Laoo',
  'Khmr',
  'Mymr',
]);
/** Endings and prefixes join a whole Latin word ("OTPটি"). None of these letters could be taken for a Latin one. */
const JOIN_WORDS = new Set(['Beng', 'Deva', 'Guru', 'Gujr', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Ethi']);

/** By letter. */
const KNOWN = new Map<string, readonly string[] | null>();
/** By language. */
const OF_LANGUAGES = new Map<string, readonly string[]>();

/** The scripts that a letter belongs to; null for what belongs to all. */
export function scriptsOf(character: string): readonly string[] | null {
  const known = KNOWN.get(character);
  if (known !== undefined) return known;
  return remember(KNOWN, character, SHARED.test(character) ? null : readScripts(character));
}

/** Whether the letters can be one word: of a single script, or of Latin and a script that takes Latin words in. */
export function isOneWord(letters: readonly string[]): boolean {
  const all = letters.map((letter) => scriptsOf(letter)).filter((scripts) => scripts !== null);
  if (commonTo(all).length > 0) return true;
  const isLatin = all.map((scripts) => scripts.includes('Latn'));
  const others = commonTo(all.filter((_, index) => !isLatin[index]));
  if (others.some((script) => NO_BLANKS.has(script))) return true;
  return others.some((script) => JOIN_WORDS.has(script)) && isOneBlock(isLatin);
}

/** The scripts that a language is written in. */
export function scriptsOfLanguage(locale: string): readonly string[] {
  const known = OF_LANGUAGES.get(locale);
  if (known !== undefined) return known;
  const { script = 'Latn' } = new Intl.Locale(locale).maximize();
  return remember(OF_LANGUAGES, locale, WRITTEN_IN[script] ?? [script]);
}

function readScripts(character: string): string[] {
  const scripts = PATTERNS.flatMap(([script, pattern]) => (pattern.test(character) ? [script] : []));
  if (scripts.length === 0) return ['Zzzz'];
  return [...scripts, ...scripts.flatMap((script) => TOGETHER[script] ?? [])];
}

function commonTo(all: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = all;
  return others.reduce<string[]>((common, scripts) => common.filter((script) => scripts.includes(script)), [...first]);
}

/** Two Latin letters or more in a row, at the beginning or the end. */
function isOneBlock(isLatin: readonly boolean[]): boolean {
  const letters = isLatin.filter(Boolean).length;
  if (letters < 2) return false;
  return isLatin.slice(0, letters).every(Boolean) || isLatin.slice(-letters).every(Boolean);
}
