import { setTimeout as pause } from 'node:timers/promises';
import type { Sql, Statement, Tx } from '../../database/sql.js';
import {
  copyVerifications,
  forgetVerifications,
  lookAtAll,
  lookAtPending,
  lookAtRecent,
  type Looked,
} from './verification-copy.store.js';

const SWEEP_MS = 30_000;
/** Rows that one statement looks at, and rows that one writes: some ten milliseconds each. */
const LOOK_ROWS = 5_000;
const COPY_ROWS = 1_000;
/** A process that died took what it had not copied with it. */
const UNSURE_SECONDS = 120;
/** Between two steps of a walk: it never takes a database for itself. */
const STEP_PAUSE_MS = 50;
/** So long a walk goes on where it finds nothing, and the next one goes on there: ten millions in an hour. */
const LOOK_MS = 2_000;
const FIRST_ID = '';

// One node at a time: the others pass. A number of this sweep's own.
const LOCK: Statement = {
  name: 'verification_search_sweep_lock',
  text: `select pg_try_advisory_xact_lock(1764500100) as "isOurs"`,
};

export interface VerificationSweepOptions {
  readonly sql: Sql;
  readonly onCopied: (rows: number) => void;
  readonly onError: (error: unknown) => void;
  readonly sweepMs?: number;
  readonly stepPauseMs?: number;
  readonly lookMs?: number;
  readonly lookRows?: number;
}

type Look = (tx: Tx, afterId: string) => Promise<Looked>;

interface Swept extends Looked {
  readonly copied: number;
}

const recent: Look = (tx) => lookAtRecent(tx, UNSURE_SECONDS, LOOK_ROWS);
const pending: Look = (tx, afterId) => lookAtPending(tx, afterId, LOOK_ROWS);

/**
 * Finds what the copies lack: what a dead process left behind, lives that are over, and, walking through all
 * verifications in the order of their ids and again, everything else: so it also fills the table when that is new. Each
 * step is a short transaction of its own under a lock, so that of many nodes one sweeps.
 */
export class VerificationSweep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private readonly stopping = new AbortController();
  /** The walk goes on behind this id. */
  private walkedTo = FIRST_ID;

  constructor(private readonly options: VerificationSweepOptions) {}

  start(): void {
    this.plan(0);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  /** One sweep; resolves when it is over. */
  async sweep(): Promise<void> {
    await this.recent();
    await this.pending();
    await this.walk();
    await this.forget();
  }

  private plan(waitMs: number): void {
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.running = this.sweep()
        .catch(this.options.onError)
        .finally(() => this.plan(this.options.sweepMs ?? SWEEP_MS));
    }, waitMs);
  }

  /** What is found is copied, and found no more. */
  private async recent(): Promise<void> {
    for (let isMore = true; isMore && !this.isStopping;) {
      const swept = await this.step(recent, FIRST_ID);
      isMore = swept !== undefined && swept.copied > 0 && swept.ids.length === LOOK_ROWS;
    }
  }

  private async pending(): Promise<void> {
    for (let after: string | null = FIRST_ID; after !== null && !this.isStopping;) {
      const looked: Swept | undefined = await this.step(pending, after);
      after = looked === undefined || looked.looked < LOOK_ROWS ? null : looked.lastId;
    }
  }

  /** At least a step at each sweep, and more as long as there is something to copy, or time left. */
  private async walk(): Promise<void> {
    const { stepPauseMs = STEP_PAUSE_MS, lookMs = LOOK_MS, lookRows = LOOK_ROWS } = this.options;
    const { signal } = this.stopping;
    const until = performance.now() + lookMs;
    for (let isMore = true; isMore && !signal.aborted;) {
      const looked = await this.step((tx, afterId) => lookAtAll(tx, afterId, lookRows), this.walkedTo);
      if (looked === undefined) return;
      const isEnd = looked.looked < lookRows;
      this.walkedTo = isEnd ? FIRST_ID : (looked.lastId ?? FIRST_ID);
      if (isEnd) return;
      isMore = looked.copied > 0 || performance.now() < until;
      if (isMore) await pause(stepPauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async forget(): Promise<void> {
    for (let gone = COPY_ROWS; gone === COPY_ROWS && !this.isStopping;) {
      gone = (await this.underLock((tx) => forgetVerifications(tx, COPY_ROWS))) ?? 0;
    }
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private step(look: Look, afterId: string): Promise<Swept | undefined> {
    return this.underLock(async (tx) => {
      const looked = await look(tx, afterId);
      let copied = 0;
      for (let n = 0; n < looked.ids.length; n += COPY_ROWS) {
        copied += await copyVerifications(tx, looked.ids.slice(n, n + COPY_ROWS));
      }
      this.options.onCopied(copied);
      return { ...looked, copied };
    });
  }

  /** Undefined when another node sweeps. */
  private underLock<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result | undefined> {
    return this.options.sql.transaction(async (tx) => {
      const [lock] = await tx.rows<{ isOurs: boolean }>(LOCK);
      return lock?.isOurs === true ? work(tx) : undefined;
    });
  }
}
