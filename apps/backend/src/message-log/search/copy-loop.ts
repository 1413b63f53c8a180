import type { ChangedKind, ChangedRows } from '../../platform/changed-rows.js';

const PAUSE_MS = 500;
/** Rows of one statement: some tens of milliseconds. */
const MOST_ROWS = 1_000;

export interface CopyLoopOptions {
  readonly kind: ChangedKind;
  readonly changed: ChangedRows;
  /** Copies rows as they are now; returns how many copies that changed. */
  readonly copy: (ids: readonly string[]) => Promise<number>;
  readonly onCopied: (rows: number) => void;
  /** Seconds since everything that was noted was copied. */
  readonly onBehind: (seconds: number) => void;
  readonly onError: (error: unknown) => void;
  readonly pauseMs?: number;
}

/**
 * Copies what this process has changed, at most moments later. Ids that could not be copied stay noted: while the
 * database is away nothing is lost, and each is tried again.
 */
export class CopyLoop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;
  private upToDateAt = performance.now();

  constructor(private readonly options: CopyLoopOptions) {}

  start(): void {
    this.plan();
  }

  /** Copies what is noted by now, as far as the database lets it: the rest is found by the sweep. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.drain();
  }

  private plan(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.drain().finally(() => this.plan());
    }, this.options.pauseMs ?? PAUSE_MS);
  }

  private async drain(): Promise<void> {
    const { kind, changed, copy, onCopied, onBehind, onError } = this.options;
    // What is noted meanwhile has its turn at the next round, so that a round ends.
    for (let left = changed.waiting(kind); left > 0;) {
      const ids = changed.take(kind, Math.min(left, MOST_ROWS));
      left -= Math.max(ids.length, 1);
      try {
        onCopied(await copy(ids));
      } catch (error) {
        changed.note(kind, ids);
        onBehind((performance.now() - this.upToDateAt) / 1_000);
        return onError(error);
      }
    }
    this.upToDateAt = performance.now();
    onBehind(0);
  }
}
