const REMEMBERED_MS = 60_000;

/**
 * Numbers whose carrier answered RMSGQFUL: it says so of its own queue or of one phone's. Waiting helps against the
 * first; the second time for one number it is that phone's, and another carrier may reach it.
 */
export class FullQueues {
  /** When each was first told, oldest first. */
  readonly #since = new Map<string, number>();

  /** Whether it was told before what is refused now was written: the parts of one text are refused together. */
  isAgain(number: string, { writtenAt, nowMs }: { writtenAt: number; nowMs: number }): boolean {
    for (const [other, since] of this.#since) {
      if (nowMs - since <= REMEMBERED_MS) break;
      this.#since.delete(other);
    }
    const since = this.#since.get(number);
    if (since !== undefined) return writtenAt > since;
    this.#since.set(number, nowMs);
    return false;
  }

  taken(number: string): void {
    this.#since.delete(number);
  }
}
