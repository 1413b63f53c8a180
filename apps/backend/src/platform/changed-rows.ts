/** Beyond so many the oldest are forgotten: a sweep over the tables finds them. */
const MOST_NOTED = 100_000;

export type ChangedKind = 'message' | 'verification';

/**
 * Ids of rows that this process has changed and that copies of them do not know yet. Told after the commit, in memory
 * only: it costs the hot path an entry in a set, and what a dead process leaves is found by a sweep.
 */
export class ChangedRows {
  /** Oldest first, each id once. */
  private readonly noted: Readonly<Record<ChangedKind, Set<string>>> = { message: new Set(), verification: new Set() };

  constructor(private readonly mostNoted = MOST_NOTED) {}

  /** How many wait to be taken. */
  waiting(kind: ChangedKind): number {
    return this.noted[kind].size;
  }

  note(kind: ChangedKind, ids: readonly string[]): void {
    const noted = this.noted[kind];
    for (const id of ids) noted.add(id);
    if (noted.size > this.mostNoted) this.take(kind, noted.size - this.mostNoted);
  }

  /** The oldest, up to so many; they are no longer noted. Whoever could not copy them notes them again. */
  take(kind: ChangedKind, most: number): string[] {
    const noted = this.noted[kind];
    const taken: string[] = [];
    for (const id of noted) {
      if (taken.length >= most) break;
      taken.push(id);
      noted.delete(id);
    }
    return taken;
  }
}
