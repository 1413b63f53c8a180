import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import ar from '../../messages/ar.json';
import de from '../../messages/de.json';
import en from '../../messages/en.json';
import es from '../../messages/es.json';
import fr from '../../messages/fr.json';
import he from '../../messages/he.json';
import ptBr from '../../messages/pt-BR.json';
import zhCn from '../../messages/zh-CN.json';
import { LOCALES } from './locales';
import { inPseudoWords, PSEUDO_LOCALES, type Words } from './pseudo';

const LANGUAGES = { de, es, fr, 'pt-BR': ptBr, ar, he, 'zh-CN': zhCn } as const;
const PSEUDO_LANGUAGES = {
  'en-XA': inPseudoWords(en, 'en-XA'),
  'ar-XB': inPseudoWords(en, 'ar-XB'),
} as const;
/** A value for every argument there is: numbers where a plural or a number is meant, text elsewhere. */
const VALUES = {
  all: 100,
  codes: 1000,
  counted: 10_000,
  days: 31,
  guesses: 20,
  hours: 24,
  limit: 3,
  more: 4,
  most: 1_000_000,
  odds: 500,
  count: 3,
  left: 3,
  errors: 2,
  warnings: 3,
  seconds: 5,
  minutes: 9,
  version: 2,
  attempts: 3,
};
const LOAN_WORDS =
  /^(Carrier|carrier|Code|Editor|Filter|curl|Name|no|JSON|[A-Z]|Node|Host|Passkeys?|Person|PHP|Pin|Plan|Port|Route|Server|Routing|Status|Team|Test|Text|Version \{.*|Error \{id\}|\+\{duration\})$/;
/** What a language has from where English has it. */
const SPELLED_ALIKE: Readonly<Record<string, RegExp>> = {
  fr: /^(Actions?|Applications?|Invitations?|Messages?|Sessions?)( \{id\})?$|^(Date|Destination|Note|Pages?|Pause|Place|Routes|Secondes|Source|Total|Trace|Type)$/,
  'pt-BR': /^(Hosts|Id|Total)$/,
};
const ADMIN = path.join(import.meta.dirname, '../..');

function flat(words: Words, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'string' ? [[prefix + name, value] as const] : [...flat(value, `${prefix}${name}.`)],
    ),
  );
}

/** A branch of a plural that is a single word looks like an argument, but for what stands before it. */
const ARGUMENT = /(?<!\b(?:zero|one|two|few|many|other) |=\d+ )\{(\w+)\s*[,}]/g;
const argumentsOf = (text: string) => [...new Set([...text.matchAll(ARGUMENT)].map(([, name]) => name))].sort();
/** `{used}/{of}` is the same everywhere; a branch of a plural is not an argument. */
const withoutArguments = (text: string) => text.replace(/\{\w+(?:, number)?\}/g, '');
const tagsOf = (text: string) => [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name);

/** The names of the branches of all plurals in a text: `one`, `other`, `=0`. */
function branchesOf(text: string): string[] {
  return [...text.matchAll(/\{\w+, plural,/g)].flatMap(({ 0: head, index }) => {
    const branches: string[] = [];
    let [at, depth, name] = [index + head.length, 0, ''];
    for (; depth >= 0; at++) {
      const letter = text[at] ?? '}';
      if (letter === '{' && depth++ === 0) branches.push(name.trim());
      else if (letter === '}') depth--;
      name = depth === 0 && letter !== '}' ? name + letter : '';
    }
    return branches;
  });
}

const english = flat(en);

describe.each(Object.entries({ ...LANGUAGES, ...PSEUDO_LANGUAGES }))('%s', (language, messages: Words) => {
  const words = flat(messages);

  test('has every text, and no other', () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('asks for the same values', () => {
    for (const [key, text] of words) {
      expect(argumentsOf(text), key).toEqual(argumentsOf(english.get(key) ?? ''));
      expect(tagsOf(text), key).toEqual(tagsOf(english.get(key) ?? ''));
    }
  });

  test('has no text left untranslated but names and loan words', () => {
    const same = [...words].filter(([key, text]) => text === english.get(key)).map(([, text]) => text);
    const left = same.filter((text) => !LOAN_WORDS.test(text) && !SPELLED_ALIKE[language]?.test(text));
    expect(left.filter((text) => /\p{L}/u.test(withoutArguments(text)))).toEqual([]);
  });
});

test.each(LOCALES)('no plural of %s has a form that the language does not know', (locale) => {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  for (const [key, text] of flat({ en, ...LANGUAGES }[locale])) {
    const used = branchesOf(text).filter((branch) => !branch.startsWith('='));
    expect(forms, key).toEqual(expect.arrayContaining(used));
  }
});

test.each([...LOCALES, ...PSEUDO_LOCALES])('every text of %s can be shown', (locale) => {
  const messages: Words = { en, ...LANGUAGES, ...PSEUDO_LANGUAGES }[locale];
  const t = createTranslator({
    locale,
    messages: messages as typeof en,
    onError: (error) => {
      throw error;
    },
  });
  for (const [key, text] of flat(messages)) {
    const texts = Object.fromEntries(argumentsOf(text).map((name) => [name ?? '', 'x']));
    const tags = Object.fromEntries(tagsOf(text).map((name) => [name ?? '', () => '12:00']));
    const shown = t.markup(key as 'rooms.try', { ...texts, ...VALUES, ...tags } as never);
    expect(shown, key).not.toMatch(/[{}#<>]/);
  }
});

test('no line of fr begins with a sign, and its apostrophes are curved', () => {
  for (const [key, text] of flat(fr)) expect(text, key).not.toMatch(/« | [;:?!»%]|'/);
});

test('the signs between the words of zh-CN are as wide as its letters', () => {
  for (const [key, text] of flat(zhCn)) expect(text, key).not.toMatch(/\p{Script=Han}[,.:;?!()]/u);
});

test('no source asks for a text that is not there', () => {
  const missing: string[] = [];
  for (const file of sources()) {
    const source = readFileSync(file, 'utf8');
    for (const [, name, namespace] of source.matchAll(
      /const (\w+) = (?:await )?(?:use|get)Translations\('([\w.]+)'\)/g,
    )) {
      for (const [, key = ''] of source.matchAll(new RegExp(`\\b${name}(?:\\.rich|\\.has)?\\('([\\w.]+)'`, 'g'))) {
        if (!english.has(`${namespace}.${key}`) && !namespacesIn(source, name!, key))
          missing.push(`${namespace}.${key}`);
      }
    }
  }
  expect(missing).toEqual([]);
});

/** Two functions of one file may use the same name for two namespaces. */
function namespacesIn(source: string, name: string, key: string): boolean {
  const namespaces = source.matchAll(
    new RegExp(`const ${name} = (?:await )?(?:use|get)Translations\\('([\\w.]+)'\\)`, 'g'),
  );
  return [...namespaces].some(([, namespace]) => english.has(`${namespace}.${key}`));
}

function sources(): string[] {
  return ['app', 'features', 'ui'].flatMap((folder) =>
    readdirSync(path.join(ADMIN, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => path.join(ADMIN, folder, file)),
  );
}
