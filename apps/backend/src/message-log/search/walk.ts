import { messageTimeOf } from '../../platform/ids.js';
import { LEAST_ROWS, nextRows } from '../step-rows.js';
import {
  DRIVERS,
  isServed,
  type Direction,
  type Driver,
  type Reached,
  type SearchStore,
  type Step,
} from './search.store.js';
import type { Span, Wanted } from './wanted.js';

/** Rows that one statement looks at: the fewest at first, then as many as it has time for. */
const MOST_ROWS = 5_000;
/** A search that takes longer is told as far as it came. */
const SEARCH_MS = 1_500;

export interface WalkTools {
  readonly store: SearchStore;
  /** By a monotonic clock. */
  readonly nowMs: () => number;
}

/** Where a walk ended. `reachedId` null: there is nothing more. */
export interface Walked {
  readonly isPartial: boolean;
  readonly reachedId: string | null;
}

export const searchedTo = ({ isPartial, reachedId }: Walked) => ({
  is_partial: isPartial,
  searched_to: isPartial && reachedId !== null ? new Date(messageTimeOf(reachedId)).toISOString() : null,
});

/**
 * Goes through a span in bounded statements until `visit` has enough, the span ends, or the time is over. `visit` is told
 * where to look and says how far it came.
 */
export async function walk(
  { store, nowMs }: WalkTools,
  {
    wanted,
    span,
    direction,
    first = LEAST_ROWS,
    most: mostRows = MOST_ROWS,
  }: { wanted: Wanted; span: Span; direction: Direction; first?: number; most?: number },
  visit: (step: Step) => Promise<Reached & { isEnough: boolean }>,
): Promise<Walked> {
  const until = nowMs() + SEARCH_MS;
  const driver = await chooseDriver(store, wanted, span, direction);
  // However many values a filter has, the rows of each are looked at.
  const most = Math.max(LEAST_ROWS, Math.floor(mostRows / valuesOf(driver, wanted)));
  let rest = span;
  // Where the index leaves nothing to look at, as many as are wanted are enough.
  const begin = isServed(driver, wanted) ? first : LEAST_ROWS;
  for (let rows = Math.min(begin, most), startedMs = nowMs(); ;) {
    const { scanned, reachedId, isEnough } = await visit({ ...rest, driver, direction, most: rows });
    if (isEnough) return { isPartial: false, reachedId };
    if (scanned < rows || reachedId === null) return { isPartial: false, reachedId: null };
    const doneMs = nowMs();
    if (doneMs >= until) return { isPartial: true, reachedId };
    rows = nextRows(rows, doneMs - startedMs, most);
    startedMs = doneMs;
    rest = direction === 'older' ? { ...rest, belowId: reachedId } : { ...rest, fromId: `${reachedId}~` };
  }
}

/**
 * The index that leaves least to look at: the one whose next rows reach farthest. Statistics would tell of all rows; what
 * counts is how those lie that come next.
 */
async function chooseDriver(store: SearchStore, wanted: Wanted, span: Span, direction: Direction): Promise<Driver> {
  const served = DRIVERS.filter((driver) => wanted[driver] !== null);
  if (served.length <= 1 || served.includes('number')) return served[0] ?? 'none';
  let best: { driver: Driver; reach: Reached } | undefined;
  for (const driver of served) {
    const step = { ...span, driver, direction, most: LEAST_ROWS };
    const reach = await store.count(step, { ...NOTHING_WANTED, [driver]: wanted[driver] });
    if (best === undefined || reachesFarther(reach, best.reach, direction)) best = { driver, reach };
  }
  return best?.driver ?? 'none';
}

export const NOTHING_WANTED: Wanted = {
  status: null,
  carrier: null,
  country: null,
  language: null,
  application: null,
  purpose: null,
  error: null,
  sender: null,
  slowerThanMs: null,
  number: null,
  verification: null,
};

function reachesFarther(one: Reached, other: Reached, direction: Direction): boolean {
  if (one.scanned !== other.scanned) return one.scanned < other.scanned;
  const [a, b] = [one.reachedId ?? '', other.reachedId ?? ''];
  return direction === 'older' ? a < b : a > b;
}

function valuesOf(driver: Driver, wanted: Wanted): number {
  if (driver === 'none' || driver === 'number') return 1;
  return (wanted[driver]?.length ?? 1) * (driver === 'error' ? 2 : 1);
}
