import { setTimeout as pause } from 'node:timers/promises';
import type { Sql, Statement, Tx } from '../../database/sql.js';
import { messageIdAt, messageTimeOf } from '../../platform/ids.js';
import { copyMessages, findEnds, lookAt, lookAtOpen, type Looked, type Stretch } from './copy.store.js';

const SWEEP_MS = 30_000;
/** Rows that one statement looks at, and rows that one writes: some ten milliseconds each. */
const LOOK_ROWS = 5_000;
const COPY_ROWS = 1_000;
/** Ids carry the clock of the node that made them, and a process that died took what it had not copied with it. */
const UNSURE_MS = 120_000;
/** Younger ones are still being copied by the node that changed them. */
const SETTLED_MS = 10_000;
/** What has been open for longer is looked at by the walk alone: carriers that report nothing leave all of theirs open. */
const OPEN_MS = 3_600_000;
/** Between two steps: a sweep never takes a database for itself. */
const STEP_PAUSE_MS = 50;
/** So long a sweep goes on looking where it finds nothing, and the next one goes on there: ten millions in an hour. */
const LOOK_MS = 2_000;
/** Above any id. */
const LAST_ID = 'msg_~';

// One node at a time: the others pass. A number of this sweep's own.
const LOCK: Statement = {
  name: 'message_search_sweep_lock',
  text: `select pg_try_advisory_xact_lock(1764500000) as "isOurs"`,
};

export interface CopySweepOptions {
  readonly sql: Sql;
  readonly onCopied: (rows: number) => void;
  readonly onError: (error: unknown) => void;
  readonly sweepMs?: number;
  readonly stepPauseMs?: number;
  readonly lookMs?: number;
  readonly lookRows?: number;
}

type Look = (tx: Tx, stretch: Stretch) => Promise<Looked>;

/**
 * Finds what the copies lack: what a dead process left behind, what is open and has moved, and, walking from the newest
 * message to the oldest and again, everything else: so it also fills the table when that is new. The open and the walk go
 * on where the sweep before left them. Each step is a short transaction of its own under a lock, so that of many nodes one
 * sweeps.
 */
export class CopySweep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private readonly stopping = new AbortController();
  /** The walk, and the looks at what is open, go on below these ids; undefined: from the newest. */
  private walkedTo: string | undefined;
  private openTo: string | undefined;

  constructor(private readonly options: CopySweepOptions) {}

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
    const { oldestId, newestId, nowMs } = await findEnds(this.options.sql);
    const unsureFrom = newestId === null ? nowMs : Math.min(messageTimeOf(newestId), nowMs);
    await this.down(lookAt, { belowId: LAST_ID, fromId: messageIdAt(unsureFrom - UNSURE_MS) }, Infinity);
    const belowId = this.openTo ?? messageIdAt(nowMs - SETTLED_MS);
    this.openTo = await this.down(lookAtOpen, { belowId, fromId: messageIdAt(nowMs - OPEN_MS) });
    this.walkedTo = await this.down(lookAt, { belowId: this.walkedTo ?? (await this.top(oldestId)), fromId: '' });
  }

  private plan(waitMs: number): void {
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.running = this.sweep()
        .catch(this.options.onError)
        .finally(() => this.plan(this.options.sweepMs ?? SWEEP_MS));
    }, waitMs);
  }

  /**
   * At least a step, and more as long as there is something to copy, or time left. Returns below which id to go on;
   * undefined when all was looked at.
   */
  private async down(
    look: Look,
    { belowId, fromId }: Omit<Stretch, 'most'>,
    lookMs = this.options.lookMs ?? LOOK_MS,
  ): Promise<string | undefined> {
    const { stepPauseMs = STEP_PAUSE_MS, lookRows: most = LOOK_ROWS } = this.options;
    const { signal } = this.stopping;
    const until = performance.now() + lookMs;
    let below = belowId;
    for (let isMore = true; isMore && !signal.aborted;) {
      const looked = await this.step(look, { belowId: below, fromId, most });
      if (looked === undefined) return below;
      if (looked.looked < most || looked.lastId === null) return undefined;
      below = looked.lastId;
      isMore = looked.ids.length > 0 || performance.now() < until;
      if (isMore) await pause(stepPauseMs, undefined, { signal }).catch(() => undefined);
    }
    return below;
  }

  /** Where a walk begins. Below the oldest copy nothing is copied yet: one that was interrupted goes on there. */
  private async top(oldestId: string | null): Promise<string> {
    if (oldestId === null) return LAST_ID;
    const { looked } = await lookAt(this.options.sql, { belowId: oldestId, fromId: '', most: 1 });
    return looked === 0 ? LAST_ID : oldestId;
  }

  /** Undefined when another node sweeps. */
  private async step(look: Look, stretch: Stretch): Promise<Looked | undefined> {
    const { sql, onCopied } = this.options;
    return sql.transaction(async (tx) => {
      const [lock] = await tx.rows<{ isOurs: boolean }>(LOCK);
      if (lock?.isOurs !== true) return undefined;
      const looked = await look(tx, stretch);
      for (let n = 0; n < looked.ids.length; n += COPY_ROWS) {
        onCopied(await copyMessages(tx, looked.ids.slice(n, n + COPY_ROWS)));
      }
      return looked;
    });
  }
}
