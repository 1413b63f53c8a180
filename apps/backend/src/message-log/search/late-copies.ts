import { messageIdAt, messageTimeOf } from '../../platform/ids.js';
import type { TailStore } from './tail.store.js';
import type { Span } from './wanted.js';

/** Copies may come so much later than others with higher ids: what a node of another version wrote, the sweep copies. */
const LATE_MS = 60_000;
/** Ids that are kept: such a time at a thousand a second. Beyond it the time becomes shorter. */
const MOST_KNOWN = 60_000;
/** Late ones of one look; the others are found by the next. */
const MOST_LATE = 5_000;

/**
 * Finds copies that come long after others with higher ids. Of the last minute ids alone are kept; those of the table are
 * counted, and read only when they are not as many.
 */
export class LateCopies {
  private known = new Set<string>();
  /** From here on every id that was seen is known. */
  private fromId = '';

  constructor(private readonly store: Pick<TailStore, 'idsIn' | 'countIn'>) {}

  /** What is there by now has not come late. */
  async begin(newestId: string): Promise<void> {
    this.known = new Set();
    this.fromId = idBefore(newestId, LATE_MS);
    await this.pass({ fromId: this.fromId, belowId: `${newestId}~` });
  }

  know(ids: Iterable<string>): void {
    for (const id of ids) this.known.add(id);
  }

  /** What is in a span by now is known without having been looked at. */
  async pass(span: Span): Promise<void> {
    const ids = await this.store.idsIn(span, MOST_KNOWN);
    const lowest = ids.at(-1);
    if (ids.length === MOST_KNOWN && lowest !== undefined) this.forgetBelow(lowest);
    this.know(ids);
  }

  /** Those below an id that were not known, newest first. */
  async find(belowId: string, newestId: string): Promise<string[]> {
    this.forget(newestId);
    const span = { fromId: this.fromId, belowId };
    const known = [...this.known].filter((id) => id >= this.fromId && id < belowId).length;
    if ((await this.store.countIn(span, MOST_KNOWN + MOST_LATE)) === known) return [];
    const ids = await this.store.idsIn(span, MOST_KNOWN + MOST_LATE);
    const late = ids.filter((id) => !this.known.has(id)).slice(0, MOST_LATE);
    this.know(late);
    return late;
  }

  private forget(newestId: string): void {
    const fromId = idBefore(newestId, LATE_MS);
    if (fromId > this.fromId) this.forgetBelow(fromId);
    if (this.known.size <= MOST_KNOWN) return;
    const keptMs = messageTimeOf(newestId) - messageTimeOf(this.fromId);
    this.forgetBelow(idBefore(newestId, Math.floor(keptMs / 2)));
  }

  private forgetBelow(fromId: string): void {
    this.fromId = fromId;
    for (const id of this.known) if (id < fromId) this.known.delete(id);
  }
}

/** The lowest id of so many milliseconds before that of another. */
export const idBefore = (id: string, ms: number) => messageIdAt(Math.max(0, messageTimeOf(id) - ms));
