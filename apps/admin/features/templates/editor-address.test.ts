import type { CoverageCell, TemplateDetail } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { isFound, isShown, openLocale, readFilters, SHOWS, writeFilters } from './editor-address';
import { inOrder } from './in-order';

const cell = (locale: string, change: Partial<CoverageCell> = {}): CoverageCell => ({
  locale,
  state: 'own',
  from: locale,
  is_shared: false,
  version: 1,
  has_draft: false,
  has_update: false,
  is_reviewed: true,
  encoding: 'GSM-7',
  segments: 1,
  errors: 0,
  warnings: 0,
  ...change,
});
const missing = cell('xx', { state: 'missing', from: null, version: null });

test('the address is read as it is written', () => {
  const address = { locale: 'ar', show: 'drafts', q: 'ab' } as const;
  expect(writeFilters(address)).toBe('?locale=ar&show=drafts&q=ab');
  const params = new URLSearchParams(writeFilters(address));
  expect(readFilters((name) => params.get(name))).toEqual(address);
  expect(writeFilters(readFilters(() => null))).toBe('');
  expect(readFilters((name) => (name === 'show' ? 'nonsense' : null)).show).toBe('all');
});

describe('the language that is opened', () => {
  const coverage = [missing, cell('de'), cell('pt-BR'), cell('es')];

  test.each([
    ['is the one asked for, in any spelling', 'PT-br', 'es', 'pt-BR'],
    ['is the reader’s where none is asked for', '', 'es', 'es'],
    ['is the reader’s where the one asked for is none', 'qq', 'es', 'es'],
    ['is the first with words where the reader’s is none either', '', 'ar', 'de'],
  ])('%s', (_name, asked, readers, expected) => {
    expect(openLocale(coverage, asked, readers)).toBe(expected);
  });

  test('is none where there are none', () => expect(openLocale([], 'de', 'en')).toBeUndefined());
});

test('each choice shows what it names, and what is unreviewed is so where it is written', () => {
  const shown = (one: CoverageCell) => SHOWS.filter((show) => isShown(one, show));
  expect(shown(cell('de'))).toEqual(['all']);
  expect(shown(missing)).toEqual(['all', 'missing']);
  expect(shown(cell('de-AT', { state: 'inherited', from: 'de', is_reviewed: false }))).toEqual(['all', 'inherited']);
  const busy = cell('de', { is_reviewed: false, has_draft: true, has_update: true, errors: 1 });
  expect(shown(busy)).toEqual(['all', 'unreviewed', 'drafts', 'updates', 'faulty']);
});

test('a language is found by any of its names', () => {
  const names = ['ar', 'Arabic', 'العربية'];
  expect(['AR', ' arab', 'عرب'].every((wanted) => isFound(names, wanted))).toBe(true);
  expect(isFound(names, 'de')).toBe(false);
  expect(isFound(names, '')).toBe(true);
});

test('languages stand in the order of their names, variants below what they vary', () => {
  const coverage = ['es', 'de-AT', 'en', 'de'].map((tag) => cell(tag));
  const sorted = (reader: string) => inOrder({ coverage } as TemplateDetail, reader).coverage;
  expect(sorted('en').map(({ locale }) => locale)).toEqual(['en', 'de', 'de-AT', 'es']);
  expect(sorted('de').map(({ locale }) => locale)).toEqual(['de', 'de-AT', 'en', 'es']);
});
