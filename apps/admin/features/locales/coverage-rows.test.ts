import type { CoverageCell, CoverageMatrix } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { countProblem, hasProblem, markOf, rowsOf } from './coverage-rows';

const OWN: CoverageCell = {
  locale: 'de',
  state: 'own',
  from: 'de',
  is_shared: true,
  version: 1,
  has_draft: false,
  has_update: false,
  is_reviewed: true,
  encoding: 'GSM-7',
  segments: 1,
  errors: 0,
  warnings: 0,
};
const cell = (locale: string, part: Partial<CoverageCell> = {}): CoverageCell => ({
  ...OWN,
  locale,
  from: locale,
  ...part,
});

test('a cell has one mark, the worst', () => {
  expect(markOf(cell('de'))).toBe('own');
  expect(markOf(cell('de', { is_reviewed: false }))).toBe('unreviewed');
  expect(markOf(cell('de', { is_reviewed: false, errors: 1 }))).toBe('errors');
  expect(markOf(cell('de', { state: 'inherited', is_reviewed: false }))).toBe('inherited');
  expect(markOf(cell('de', { state: 'missing', from: null }))).toBe('missing');
});

test('a text that nobody has signed off is a problem where it is written, not wherever it is read', () => {
  expect(hasProblem(cell('de', { is_reviewed: false }), 'unreviewed')).toBe(true);
  expect(hasProblem(cell('de-AT', { state: 'inherited', is_reviewed: false }), 'unreviewed')).toBe(false);
});

test('a filter leaves the languages that have the problem anywhere', () => {
  const coverage = [cell('de'), cell('fr', { state: 'inherited' }), cell('it', { state: 'missing' })];
  const rows = [{ coverage }, { coverage: [cell('de'), cell('fr'), cell('it', { errors: 2 })] }];
  const matrix = { locales: ['de', 'fr', 'it'], rows } as unknown as CoverageMatrix;
  const shown = (problem: Parameters<typeof rowsOf>[1]) => rowsOf(matrix, problem).map(({ tag }) => tag);
  expect(shown('')).toEqual(['de', 'fr', 'it']);
  expect(shown('inherited')).toEqual(['fr']);
  expect(shown('missing')).toEqual(['it']);
  expect(shown('errors')).toEqual(['it']);
  expect(shown('unreviewed')).toEqual([]);
  expect(countProblem(matrix, 'errors')).toBe(1);
});
