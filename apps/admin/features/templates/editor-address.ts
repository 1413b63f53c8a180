import type { CoverageCell } from '@codewire/contracts';

/** Which languages are shown. */
export const SHOWS = ['all', 'missing', 'inherited', 'unreviewed', 'drafts', 'updates', 'faulty'] as const;
export type Show = (typeof SHOWS)[number];

/** The address of the editor: which language is open, and which are listed beside it. */
export interface EditorAddress {
  /** Empty: the one that fits the reader. */
  readonly locale: string;
  readonly show: Show;
  readonly q: string;
}

export function readFilters(get: (name: string) => string | null | undefined): EditorAddress {
  const show = SHOWS.find((one) => one === get('show')) ?? 'all';
  return { locale: get('locale') ?? '', show, q: get('q') ?? '' };
}

/** With its question mark; empty when nothing is to be said. */
export function writeFilters({ locale, show, q }: EditorAddress): string {
  const search = new URLSearchParams();
  if (locale !== '') search.set('locale', locale);
  if (show !== 'all') search.set('show', show);
  if (q !== '') search.set('q', q);
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** The language that is opened: the one asked for, else the reader's, else the first that has a text. */
export function openLocale(coverage: readonly CoverageCell[], asked: string, readers: string): string | undefined {
  const wanted = asked.toLowerCase();
  const found =
    coverage.find(({ locale }) => locale.toLowerCase() === wanted) ??
    coverage.find(({ locale }) => locale === readers) ??
    coverage.find(({ state }) => state === 'own') ??
    coverage[0];
  return found?.locale;
}

/** Whether a language belongs to what is shown. */
export function isShown(cell: CoverageCell, show: Show): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'missing':
      return cell.state === 'missing';
    case 'inherited':
      return cell.state === 'inherited';
    case 'unreviewed':
      return isUnreviewed(cell);
    case 'drafts':
      return cell.has_draft;
    case 'updates':
      return cell.has_update;
    case 'faulty':
      return cell.errors > 0;
  }
}

/** Of its own text: one that it inherits is marked where it is written. */
export const isUnreviewed = ({ state, is_reviewed: isReviewed }: CoverageCell) => state === 'own' && !isReviewed;

/** A language is found by its tag and by its name, in the reader's words and in its own. */
export function isFound(names: readonly string[], wanted: string): boolean {
  const sought = wanted.trim().toLowerCase();
  return names.some((name) => name.toLowerCase().includes(sought));
}
