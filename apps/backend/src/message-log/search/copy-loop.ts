import type { ChangedKind, ChangedRows } from '../../platform/changed-rows.js';

const PAUSE_MS = 500;
/** Rows of one statement: some tens of milliseconds. */
const MOST_ROWS = 1_000;
/** So few are copied at the next round, whatever is still to become of them. */
const FEW_ROWS = 50;

export interface CopyLoopOptions {
  readonly kind: ChangedKind;
  readonly changed: ChangedRows;
  /** Copies rows as they are now; returns how many copies that changed. */
  readonly copy: (ids: readonly string[]) => Promise<number>;
  readonly onCopied: (rows: number) => void;
  /** Seconds since everything that was due was copied. */
  readonly onBehind: (seconds: number) => void;
  readonly onError: (error: unknown) => void;
  readonly pauseMs?: number;
}

/**
 * Copies what this process has changed, at most moments later. Where that is much, each row rests a round first: what is
 * accepted, submitted and reported within it is written once, and not into all indexes of the log three times. Ids that
 * could not be copied stay noted: while the database is away nothing is lost, and each is tried again.
 */
export class CopyLoop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;
  private upToDateAt = performance.now();
  /** Of what is noted, oldest first, so many were there when the round before ended. */
  private rested = 0;

  constructor(private readonly options: CopyLoopOptions) {}

  start(): void {
    this.plan();
  }

  /** Copies what is noted by now, as far as the database lets it: the rest is found by the sweep. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.drain(this.options.changed.waiting(this.options.kind));
  }

  private plan(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.drain(this.due()).finally(() => this.plan());
    }, this.options.pauseMs ?? PAUSE_MS);
  }

  private due(): number {
    const waiting = this.options.changed.waiting(this.options.kind);
    return waiting <= FEW_ROWS ? waiting : Math.min(this.rested, waiting);
  }

  /** Copies so many; what is noted meanwhile has its turn at a later round, so that a round ends. */
  private async drain(due: number): Promise<void> {
    const { kind, changed, copy, onCopied, onBehind, onError } = this.options;
    for (let left = due; left > 0;) {
      const ids = changed.take(kind, Math.min(left, MOST_ROWS));
      left -= Math.max(ids.length, 1);
      try {
        onCopied(await copy(ids));
      } catch (error) {
        changed.note(kind, ids);
        this.rested = changed.waiting(kind);
        onBehind((performance.now() - this.upToDateAt) / 1_000);
        return onError(error);
      }
    }
    this.rested = changed.waiting(kind);
    this.upToDateAt = performance.now();
    onBehind(0);
  }
}
