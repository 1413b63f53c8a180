import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../messages/en.json';
import { wordsOf } from './words-of';

const APP = path.join(import.meta.dirname, '../../app');
const PARTS = /useTranslations\('([^']+)'\)/g;
const IMPORTS = /(?:from|import\()\s*'(\.[^']+)'/g;
/** Where words are given: to what is below, as a list there or as one by name. */
const GIVEN = /(?:\sof=\{|_WORDS = |EVERYWHERE = )\[([^\]]*)\]/g;

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

function importsOf(file: string): string[] {
  return [...read(file).matchAll(IMPORTS)].flatMap(([, to]) =>
    ['.ts', '.tsx']
      .map((ending) => path.resolve(path.dirname(file), to!) + ending)
      .filter((found) => statSync(found, { throwIfNoEntry: false })),
  );
}

function reachedFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of importsOf(file)) reachedFrom(next, seen);
  return seen;
}

/** What is said by all that a file draws. */
function saidBy(file: string): string[] {
  return [...reachedFrom(file)].flatMap((reached) => [...read(reached).matchAll(PARTS)].map(([, part]) => part!));
}

function listed(file: string): string[] {
  return [...read(file).matchAll(GIVEN)].flatMap(([, list]) =>
    [...list!.matchAll(/'([^']+)'/g)].map(([, part]) => part!),
  );
}

/** What a file gives to what is below it, the lists that it takes from elsewhere with it. */
function givenBy(file: string): string[] {
  return [file, ...importsOf(file).filter((next) => next.endsWith('-words.ts'))].flatMap(listed);
}

/** The layouts a page stands in, the outermost first. */
function layoutsOf(page: string): string[] {
  const folder = path.relative(APP, path.dirname(page)).split(path.sep);
  return ['', ...folder.map((_, depth) => folder.slice(0, depth + 1).join('/'))]
    .map((place) => path.join(APP, place, 'layout.tsx'))
    .filter((layout, index, all) => all.indexOf(layout) === index && statSync(layout, { throwIfNoEntry: false }));
}

function covers(part: string, said: string): boolean {
  return said === part || said.startsWith(`${part}.`);
}

const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).map((name) => path.join(APP, name));
const pages = files.filter((file) => /\/(page|error|not-found)\.tsx$/.test(file));

describe('every page is given all words that it says', () => {
  test.each(pages.map((page) => [path.relative(APP, page), page]))('%s', (_, page) => {
    const chain = [...layoutsOf(page), page];
    const given = chain.flatMap(givenBy);
    const missing = chain.flatMap(saidBy).filter((said) => !given.some((part) => covers(part, said)));
    expect([...new Set(missing)]).toEqual([]);
  });
});

describe('no room is given words that nothing in it says', () => {
  const givers = files.filter((file) => file.endsWith('.tsx') && givenBy(file).length > 0);
  test.each(givers.map((giver) => [path.relative(APP, giver), giver]))('%s', (_, giver) => {
    const below = pages.filter((page) => page === giver || layoutsOf(page).includes(giver));
    const said = [giver, ...below].flatMap(saidBy);
    expect(givenBy(giver).filter((part) => !said.some((word) => covers(part, word)))).toEqual([]);
  });

  test('and none that it has from above', () => {
    const twice = pages.flatMap((page) => {
      const given = [...layoutsOf(page), page].flatMap(givenBy);
      return given.filter((part, index) => given.findIndex((other) => covers(other, part)) !== index);
    });
    expect(twice).toEqual([]);
  });
});

test('a part is given where it was, alone or as a whole', () => {
  const { templates, roles } = en;
  expect(wordsOf(en, ['templates.purposes', 'roles'])).toEqual({ templates: { purposes: templates.purposes }, roles });
  expect(wordsOf(en, ['templates.purposes', 'templates'])).toEqual({ templates });
});
