import type { LiveMessages, MessageSearchRow } from '@codewire/contracts';

/** Rows that are drawn at most: each that comes in lays out all of them anew. Older ones are a page away. */
export const MOST_SHOWN = 50;
/** Rows that wait at most while someone reads. */
export const MOST_WAITING = 5_000;

/** Rows that come in at once: more would hold up whoever types or points. */
export const AT_ONCE = 12;

export interface LiveRows {
  /** Newest first. */
  readonly shown: readonly MessageSearchRow[];
  /** Not on the page yet; newest first. */
  readonly waiting: readonly MessageSearchRow[];
  /** New ones that nobody will see here: the backend or this page had too many. */
  readonly skipped: number;
}

/** What was told waits for its turn, or for whoever is reading. */
export function takeIn(before: LiveRows, { rows, skipped }: Pick<LiveMessages, 'rows' | 'skipped'>): LiveRows {
  const waiting = merge(before.waiting, rows);
  const lost = Math.max(0, waiting.length - MOST_WAITING);
  return { ...before, waiting: waiting.slice(0, MOST_WAITING), skipped: before.skipped + skipped + lost };
}

/** The oldest of those that wait come in, as many as are drawn at once; of many only the newest would stay. */
export function goOn(before: LiveRows): LiveRows {
  const waiting = before.waiting.slice(0, MOST_SHOWN);
  const shown = merge(before.shown, waiting.slice(-AT_ONCE)).slice(0, MOST_SHOWN);
  return { ...before, shown, waiting: waiting.slice(0, -AT_ONCE) };
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
