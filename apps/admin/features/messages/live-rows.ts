import type { LiveMessages, MessageSearchRow } from '@codewire/contracts';

/** Rows that are drawn at most; older ones are a page away. */
export const MOST_SHOWN = 500;
/** Rows that wait at most while someone reads. */
export const MOST_WAITING = 5_000;

export interface LiveRows {
  /** Newest first. */
  readonly shown: readonly MessageSearchRow[];
  /** Came in while someone was reading; newest first. */
  readonly waiting: readonly MessageSearchRow[];
  /** New ones that nobody will see here: the backend or this page had too many. */
  readonly skipped: number;
}

/** What was told goes where it can be seen, or waits. */
export function takeIn(
  before: LiveRows,
  { rows, skipped }: Pick<LiveMessages, 'rows' | 'skipped'>,
  isPaused: boolean,
): LiveRows {
  const all = before.skipped + skipped;
  if (!isPaused) return { ...before, shown: merge(before.shown, rows).slice(0, MOST_SHOWN), skipped: all };
  const waiting = merge(before.waiting, rows);
  return {
    ...before,
    waiting: waiting.slice(0, MOST_WAITING),
    skipped: all + Math.max(0, waiting.length - MOST_WAITING),
  };
}

/** Those that have waited are shown. */
export function goOn(before: LiveRows): LiveRows {
  return { ...before, shown: merge(before.shown, before.waiting).slice(0, MOST_SHOWN), waiting: [] };
}

/** Of those that wait the ones that are not on the page yet; the others have only changed. */
export function newOnes({ shown, waiting }: LiveRows): number {
  const known = new Set(shown.map(({ id }) => id));
  return waiting.filter(({ id }) => !known.has(id)).length;
}

/** Newest first, each once, as it was told last. A row that has not changed stays the very same one. */
function merge(known: readonly MessageSearchRow[], told: readonly MessageSearchRow[]): MessageSearchRow[] {
  if (told.length === 0) return [...known];
  const news = new Map(told.map((row) => [row.id, row]));
  const changed = known.map((row) => {
    const now = news.get(row.id);
    news.delete(row.id);
    return now ?? row;
  });
  // Ids sort by time.
  return [...news.values(), ...changed].sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
}
