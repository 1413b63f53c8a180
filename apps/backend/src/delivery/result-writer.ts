import type { Sql } from '../database/sql.js';
import type { Metrics } from '../platform/metrics.js';
import { writeResults, type AttemptResult } from './result.store.js';

const RETRY_MS = 500;

export interface ResultWriterOptions {
  readonly sql: Sql;
  readonly metrics: Metrics;
  /** Longest time a result waits for others to share its commit. */
  readonly rideAlongMs: number;
  readonly onWritten: (results: readonly AttemptResult[], held: ReadonlySet<string>) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Writes results in batches, one at a time. A result that cannot be written is kept and tried again until it is: the
 * carrier will not tell it twice.
 */
export class ResultWriter {
  private pending: AttemptResult[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(private readonly options: ResultWriterOptions) {}

  add(result: AttemptResult): void {
    this.pending.push(result);
    this.timer ??= setTimeout(() => void this.flush(), this.options.rideAlongMs);
  }

  /** Resolves when everything added so far is written, or once a try has failed. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.writing;
    if (this.pending.length === 0) return;
    this.writing = this.write(this.pending.splice(0)).finally(() => {
      this.writing = undefined;
    });
    await this.writing;
  }

  private async write(results: AttemptResult[]): Promise<void> {
    const { sql, metrics, onWritten, onError, rideAlongMs } = this.options;
    try {
      const held = await sql.transaction((tx) => writeResults(tx, results));
      const stale = results.filter((result) => !held.has(result.messageId)).length;
      if (stale > 0) metrics.staleWrites(stale);
      onWritten(results, held);
    } catch (error) {
      onError(error);
      this.pending.unshift(...results);
      this.timer ??= setTimeout(() => void this.flush(), Math.max(RETRY_MS, rideAlongMs));
    }
  }
}
