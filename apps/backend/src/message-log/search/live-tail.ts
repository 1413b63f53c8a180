import { messageIdAt } from '../../platform/ids.js';
import { idBefore, LateCopies } from './late-copies.js';
import type { TailRow, TailStore } from './tail.store.js';

/** Copies of other nodes may come so much later than others with a higher id. */
const OVERLAP_MS = 5_000;
/** Those that come later still are looked for more seldom. */
const LOOKS_PER_LATE_LOOK = 5;
/** Rows of one look. */
const MOST_ROWS = 3_000;
/** Open messages that are looked at until they end; beyond it the oldest are left. */
const MOST_OPEN = 2_000;

/** What a look has found: `missed` are new ones, in the order of ids, that were too many to be read. */
export interface News {
  readonly rows: readonly TailRow[];
  readonly missed: { readonly fromId: string; readonly belowId: string } | null;
}

/**
 * Follows the newest copies for everyone who listens: each look finds those that are new since the one before, and of
 * those it has seen the ones that were written anew while they were young or open.
 */
export class LiveTail {
  /** By id, what was written when it was last seen: of the time that looks overlap, and of what is still open. */
  private seen = new Map<string, Pick<TailRow, 'written' | 'isOpen'>>();
  private newestId: string | undefined;
  private readonly late: LateCopies;
  private looks = 0;

  constructor(private readonly store: Pick<TailStore, 'newest' | 'again' | 'newestId' | 'idsIn' | 'countIn'>) {
    this.late = new LateCopies(store);
  }

  /** Begins anew: what is there by the next look is nothing new. */
  forget(): void {
    this.seen = new Map();
    this.newestId = undefined;
  }

  async look(): Promise<News> {
    if (this.newestId === undefined) return this.begin();
    const before = this.newestId;
    const fromId = overlapBefore(before);
    const rows = await this.store.newest(fromId, MOST_ROWS);
    const lowest = rows.length === MOST_ROWS ? rows.at(-1)?.id : undefined;
    const missed = lowest !== undefined && lowest > before ? { fromId: `${before}~`, belowId: lowest } : null;
    if (missed !== null) await this.late.pass(missed);
    this.late.know(rows.map(({ id }) => id));
    const older = [...this.seen].filter(([id, { isOpen }]) => isOpen && id < fromId).map(([id]) => id);
    older.push(...(await this.findLate(lowest ?? fromId, rows.at(0)?.id ?? before)));
    const again = older.length === 0 ? [] : await this.store.again(older);
    const news = [...rows, ...again].filter(({ id, written }) => this.seen.get(id)?.written !== written);
    this.remember([...again, ...rows], rows.at(0)?.id ?? before);
    return { rows: news, missed };
  }

  private async findLate(belowId: string, newestId: string): Promise<string[]> {
    this.looks += 1;
    return this.looks % LOOKS_PER_LATE_LOOK === 0 ? this.late.find(belowId, newestId) : [];
  }

  private async begin(): Promise<News> {
    const newestId = (await this.store.newestId()) ?? messageIdAt(0);
    const rows = await this.store.newest(overlapBefore(newestId), MOST_ROWS);
    this.remember(rows, rows.at(0)?.id ?? newestId);
    await this.late.begin(rows.at(0)?.id ?? newestId);
    return { rows: [], missed: null };
  }

  private remember(rows: readonly TailRow[], newestId: string): void {
    for (const { id, written, isOpen } of rows) this.seen.set(id, { written, isOpen });
    this.newestId = newestId;
    const fromId = overlapBefore(newestId);
    const open = [...this.seen].filter(([id, { isOpen }]) => isOpen && id < fromId).map(([id]) => id);
    const kept = new Set(open.sort().slice(-MOST_OPEN));
    for (const id of this.seen.keys()) if (id < fromId && !kept.has(id)) this.seen.delete(id);
  }
}

const overlapBefore = (id: string) => idBefore(id, OVERLAP_MS);
