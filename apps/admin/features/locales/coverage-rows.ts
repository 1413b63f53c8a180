import type { CoverageCell, CoverageMatrix, TemplateDetail } from '@codewire/contracts';
import type { Problem } from './locale-filters';

/** How a cell stands, worst first: what is not sent as it should be, then what nobody has looked at. */
export type Mark = 'errors' | 'missing' | 'unreviewed' | 'inherited' | 'own';

/** A language in every template, in the order of the templates. */
export interface CoverageRow {
  readonly tag: string;
  readonly cells: readonly (CoverageCell | undefined)[];
}

/** The worst that is to be said of it. */
export function markOf({ state, errors, is_reviewed: isReviewed }: CoverageCell): Mark {
  if (state === 'missing') return 'missing';
  if (errors > 0) return 'errors';
  if (state === 'inherited') return 'inherited';
  return isReviewed ? 'own' : 'unreviewed';
}

/** Errors of a text are those of whoever inherits it, too; what is unreviewed is so only where it is written. */
export function hasProblem(cell: CoverageCell, problem: Problem): boolean {
  if (problem === 'missing' || problem === 'inherited') return cell.state === problem;
  if (problem === 'errors') return cell.errors > 0;
  return cell.state === 'own' && !cell.is_reviewed;
}

/** Languages with a cell that has the problem; all of them without one. */
export function rowsOf({ locales, rows }: CoverageMatrix, problem: Problem | ''): CoverageRow[] {
  const byTag = rows.map(({ coverage }) => new Map(coverage.map((cell) => [cell.locale, cell])));
  return locales
    .map((tag) => ({ tag, cells: byTag.map((cells) => cells.get(tag)) }))
    .filter(({ cells }) => problem === '' || cells.some((cell) => cell !== undefined && hasProblem(cell, problem)));
}

export function countProblem({ rows }: CoverageMatrix, problem: Problem): number {
  return rows.reduce((sum, { coverage }) => sum + coverage.filter((cell) => hasProblem(cell, problem)).length, 0);
}

export function editorOf({ id }: Pick<TemplateDetail, 'id'>, tag: string): string {
  return `/templates/${encodeURIComponent(id)}?locale=${encodeURIComponent(tag)}`;
}
