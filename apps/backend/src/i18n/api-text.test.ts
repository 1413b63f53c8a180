import { ERRORS, FINDING_CODES } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { FIELD_REASONS } from '../platform/app-error.js';
import { LANGUAGES, type Language } from '../platform/languages.js';
import { API_TEXTS } from './api-text.loader.js';

type Tree = { readonly [name: string]: string | Tree };

/** Every text with its dotted key. */
function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string' ? [[prefix + name, value] as const] : [...flatten(value, `${prefix}${name}.`)],
    ),
  );
}

const marksOf = (text: string | undefined) => [...(text ?? '').matchAll(/\{(\w*)\}/g)].map(([, name]) => name).sort();

const english = flatten(API_TEXTS.en);

interface Form {
  /** What a sentence may begin with. */
  readonly begins: string;
  readonly stop: string;
  /** Of these, every text has one at least. */
  readonly letter: string;
}

const LATIN: Form = { begins: '\\p{Lu}', stop: '.', letter: '\\p{Script=Latin}' };
const withoutCapitals = (letter: string, stop: string): Form => ({ begins: `\\p{Lu}|\\p{Nd}|${letter}`, stop, letter });

const FORMS: Readonly<Record<Language, Form>> = {
  en: LATIN,
  de: LATIN,
  es: LATIN,
  fr: LATIN,
  'pt-BR': LATIN,
  ar: withoutCapitals('\\p{Script=Arabic}', '.'),
  he: withoutCapitals('\\p{Script=Hebrew}', '.'),
  ja: withoutCapitals('[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}]', '。'),
  'zh-CN': withoutCapitals('\\p{Script=Han}', '。'),
};

/** What is wrong with a part of a text may begin with that part, in quotation marks or without. */
const VALUE = '["„«“「]?\\u00a0?\\{';

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const texts = flatten(API_TEXTS[language]);

  test('have a title, a detail and a remedy for every code, and for no other', () => {
    const expected = Object.keys(ERRORS).flatMap((code) =>
      ['title', 'detail', 'remedy'].map((part) => `problems.${code}.${part}`),
    );
    expect([...texts.keys()].filter((key) => key.startsWith('problems.')).sort()).toEqual(expected.sort());
  });

  test('have words for everything that can be wrong with a field', () => {
    const expected = FIELD_REASONS.map((reason) => `fields.${reason}`);
    expect([...texts.keys()].filter((key) => key.startsWith('fields.')).sort()).toEqual(expected.sort());
  });

  test('have words for everything that can be wrong with a text', () => {
    const expected = FINDING_CODES.map((code) => `findings.${code}`);
    expect([...texts.keys()].filter((key) => key.startsWith('findings.')).sort()).toEqual(expected.sort());
  });

  test('take the same arguments as in English', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) expect(marksOf(text), key).toEqual(marksOf(english.get(key)));
  });

  test('are sentences where a person reads them alone', () => {
    const { begins, stop } = FORMS[language];
    for (const [key, text] of texts) {
      const isFinding = key.startsWith('findings.');
      if (isFinding || /\.(detail|remedy)$/.test(key)) {
        expect(text, key).toMatch(new RegExp(`^(?:${begins}${isFinding ? `|${VALUE}` : ''})`, 'u'));
        expect(text.slice(-1), key).toBe(stop);
      }
      if (key.endsWith('.title')) expect(text, key).toMatch(new RegExp(`^(?:${begins}).*[^.。؟?!]$`, 'u'));
    }
  });

  test('are written in its own letters', () => {
    const { letter } = FORMS[language];
    for (const [key, text] of texts) expect(text, key).toMatch(new RegExp(letter, 'u'));
  });
});

test.each(LANGUAGES.filter((language) => language !== 'en'))('nothing in %s was left in English', (language) => {
  const same = [...flatten(API_TEXTS[language])].filter(([key, text]) => text === english.get(key));
  expect(same).toEqual([]);
});

test('no line of fr begins with a colon, a semicolon or the end of a quotation', () => {
  for (const [key, text] of flatten(API_TEXTS.fr)) expect(text, key).not.toMatch(/« | [:;?!»]/);
});

test.each(['ja', 'zh-CN'] as const)('the signs between the words of %s are as wide as its letters', (language) => {
  const narrow = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}][,.:;?!()]/u;
  for (const [key, text] of flatten(API_TEXTS[language])) expect(text, key).not.toMatch(narrow);
});

test('the signs between the words of ar are its own', () => {
  for (const [key, text] of flatten(API_TEXTS.ar)) expect(text, key).not.toMatch(/\p{Script=Arabic}[,;?]/u);
});
