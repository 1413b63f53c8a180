import { LEAST_ROWS, nextRows } from '../step-rows.js';
import type { By, Driver, FoundVerification, Step, VerificationSearchStore } from './verification-search.store.js';
import type { Place, Stretch, WantedVerifications } from './wanted-verifications.js';

/** Rows that one statement looks at: the fewest at first, then as many as it has time for. */
const FIND_ROWS = 5_000;
const COUNT_ROWS = 20_000;
/** A search that takes longer is told as far as it came. */
const SEARCH_MS = 1_500;
/** Few verifications end so: better found by their status than by anything else. */
const RARE = ['exhausted', 'cancelled', 'superseded'];

/** How far a search came: null to the end of its stretch, and else because it had enough, or no more time. */
export interface Walked {
  readonly reached: Place | null;
  readonly isPartial: boolean;
}

/** The filter to go by. What is over without a word is not found by its status, and what most are is found anyhow. */
function chooseIndex({ number, status, application, country }: WantedVerifications): By {
  const isByStatus = status?.includes('expired') === false;
  if (number !== null) return { driver: 'number', isSeveral: false };
  if (isByStatus && status?.every((one) => RARE.includes(one)) === true) return byValues('status', status);
  if (application !== null) return byValues('application', application);
  if (country !== null) return byValues('country', country);
  if (isByStatus && status?.length === 1) return byValues('status', status);
  return { driver: 'none', isSeveral: false };
}

const byValues = (driver: Driver, values: readonly string[] | null): By => ({
  driver,
  isSeveral: (values?.length ?? 0) > 1,
});

/** Goes through a stretch of the list, a bounded number of rows at a time, until it has enough or its time is up. */
export class VerificationWalk {
  private readonly until: number;

  constructor(
    private readonly store: VerificationSearchStore,
    private readonly wanted: WantedVerifications,
    private readonly nowMs: () => number,
  ) {
    this.until = nowMs() + SEARCH_MS;
  }

  /** Up to so many, in the order of the way. */
  async find(
    stretch: Stretch,
    direction: Step['direction'],
    limit: number,
  ): Promise<Walked & { found: FoundVerification[] }> {
    const found: FoundVerification[] = [];
    // Where nothing but the index's own filter is wanted, each row is one.
    const most = this.isPlain() ? limit : FIND_ROWS;
    const walked = await this.walk(stretch, { direction, most }, async (step) => {
      const looked = await this.store.find(step, this.wanted, limit - found.length);
      found.push(...looked.found);
      return { reached: looked.reached, isEnough: found.length >= limit };
    });
    return { ...walked, found };
  }

  /** How many there are, at most so many. */
  async count(stretch: Stretch, most: number): Promise<Walked & { count: number }> {
    let count = 0;
    const rows = this.isPlain() ? most : COUNT_ROWS;
    const walked = await this.walk(stretch, { direction: 'older', most: rows }, async (step) => {
      const looked = await this.store.count(step, this.wanted, most - count);
      count += looked.found;
      return { reached: looked.reached, isEnough: count >= most };
    });
    return { ...walked, count };
  }

  /** Hands over the bars of each part of a stretch, the newest part first. */
  async bars(
    stretch: Stretch,
    scale: { from: string; barSeconds: number },
    add: (bars: Awaited<ReturnType<VerificationSearchStore['bars']>>['bars']) => void,
  ): Promise<Walked> {
    return this.walk(stretch, { direction: 'older', most: COUNT_ROWS }, async (step) => {
      const looked = await this.store.bars(step, this.wanted, scale);
      add(looked.bars);
      return { reached: looked.reached, isEnough: false };
    });
  }

  private async walk(
    stretch: Stretch,
    { direction, most }: Pick<Step, 'direction' | 'most'>,
    look: (step: Step) => Promise<{ reached: Place | null; isEnough: boolean }>,
  ): Promise<Walked> {
    const by = chooseIndex(this.wanted);
    // However many values there are, the rows of each are looked at.
    const each = by.isSeveral ? Math.max(LEAST_ROWS, Math.floor(most / valuesOf(by, this.wanted))) : most;
    let rows = Math.min(LEAST_ROWS, each);
    for (let left = stretch, startedMs = this.nowMs(); ;) {
      const { reached, isEnough } = await look({ ...left, ...by, direction, most: rows });
      if (isEnough || reached === null) return { reached, isPartial: false };
      const doneMs = this.nowMs();
      if (doneMs >= this.until) return { reached, isPartial: true };
      rows = nextRows(rows, doneMs - startedMs, each);
      startedMs = doneMs;
      left = direction === 'older' ? { ...left, before: reached } : { ...left, after: reached };
    }
  }

  private isPlain(): boolean {
    const { driver } = chooseIndex(this.wanted);
    // Of the pending some are over, and are passed by.
    if (driver === 'status' && this.wanted.status?.[0] === 'pending') return false;
    return Object.entries(this.wanted).every(([filter, value]) => value === null || filter === driver);
  }
}

function valuesOf({ driver }: By, wanted: WantedVerifications): number {
  return driver === 'none' || driver === 'number' ? 1 : (wanted[driver]?.length ?? 1);
}
