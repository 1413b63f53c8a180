import { isContention, isDatabaseFault } from '../database/faults.js';
import type { Sql } from '../database/sql.js';
import type { ChangedRows } from '../platform/changed-rows.js';
import type { Metrics } from '../platform/metrics.js';
import { writeResults, type AttemptResult } from './result.store.js';

const RETRY_MS = 500;

export interface ResultWriterOptions {
  readonly sql: Sql;
  readonly metrics: Metrics;
  readonly changed: Pick<ChangedRows, 'note'>;
  /** Longest time a result waits for others to share its commit. */
  readonly rideAlongMs: number;
  /** The results are written, or will never be. */
  readonly onSettled: (results: readonly AttemptResult[]) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Writes results in batches, one at a time. While the database is away they are kept and tried again: the carrier will
 * not tell them twice. One that the database refuses for what is in it is written without what the carrier said, so
 * that it stops nobody else.
 */
export class ResultWriter {
  private pending: AttemptResult[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private wasAway = false;

  constructor(private readonly options: ResultWriterOptions) {}

  /** True while results wait because the database was not there: what they say is not in the tables yet. */
  get isBehind(): boolean {
    return this.wasAway;
  }

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

  private async write(results: readonly AttemptResult[]): Promise<void> {
    try {
      await this.commit(results);
      this.wasAway = false;
    } catch (error) {
      if (isDatabaseFault(error)) return this.keep(results, error);
      if (results.length === 1) return this.writeBare(results[0]!, error);
      for (const result of results) await this.write([result]);
    }
  }

  /** What cannot be stored is something the carrier said: how the attempt ended can. */
  private async writeBare(result: AttemptResult, error: unknown): Promise<void> {
    this.options.onError(error);
    try {
      await this.commit([{ ...result, smscMessageIds: [], commandStatus: null }]);
    } catch (second) {
      if (isDatabaseFault(second)) return this.keep([result], second);
      this.options.onError(second);
      this.options.onSettled([result]);
    }
  }

  private async commit(results: readonly AttemptResult[]): Promise<void> {
    const { sql, metrics, changed, onSettled } = this.options;
    const [held] = await sql.transaction((tx) => Promise.all([writeResults(tx, results), tx.commit()]));
    const stale = results.filter(({ messageId, fence }) => fence !== null && !held.has(messageId)).length;
    if (stale > 0) metrics.staleWrites(stale);
    changed.note(
      'message',
      results.map(({ messageId }) => messageId),
    );
    onSettled(results);
  }

  private keep(results: readonly AttemptResult[], error: unknown): void {
    const { onError, rideAlongMs } = this.options;
    onError(error);
    this.wasAway ||= !isContention(error);
    this.pending.unshift(...results);
    this.timer ??= setTimeout(() => void this.flush(), Math.max(RETRY_MS, rideAlongMs));
  }
}
