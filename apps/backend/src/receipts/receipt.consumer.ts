import type { Receipt } from '@codewire/sms';
import { isConflict, isServerFault } from '../database/faults.js';
import { GroupCommit } from '../database/group-commit.js';
import type { Sql } from '../database/sql.js';
import { applyPartReceipts } from '../delivery/result.store.js';
import { newId } from '../platform/ids.js';
import type { Metrics } from '../platform/metrics.js';
import {
  attachReceipts,
  finalParts,
  insertReceipts,
  matchReceipts,
  takeUnmatched,
  type IncomingReceipt,
} from './receipt.store.js';

const SWEEP_LIMIT = 500;
const MAX_GROUP = 500;
/** A carrier waits longer for its answer than a caller does, and repeats what was refused. */
const PATIENCE_MS = 5_000;
const OLDEST = new Date(0);
/** How far back the frequent sweep looks; the rare one looks at everything that is kept. */
const RECENT_MS = 60_000;
const FULL_SWEEP_EVERY = 120;

export interface ReceiptConsumerOptions {
  readonly sql: Sql;
  readonly metrics: Metrics;
  readonly rideAlongMs: number;
  readonly sweepMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Stores receipts before the carrier hears that we have them, and moves their messages in the same transaction. A
 * receipt may come before its submit's answer is written: it waits as unmatched, and a sweep joins the two.
 */
export class ReceiptConsumer {
  private readonly incoming: GroupCommit<IncomingReceipt, void>;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private sweeps = 0;

  constructor(private readonly options: ReceiptConsumerOptions) {
    this.incoming = new GroupCommit({
      run: (rows) => this.store(rows),
      keyOf: (row) => row.id,
      gapMs: options.rideAlongMs,
      maxRows: MAX_GROUP,
      patienceMs: PATIENCE_MS,
      isFatal: isServerFault,
      isTransient: isConflict,
    });
  }

  start(): void {
    this.timer = setInterval(() => void this.sweep(), this.options.sweepMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Resolves when the receipt is durable. */
  async take(carrierId: string, receipt: Receipt): Promise<void> {
    await this.incoming.add({
      id: newId('rcp'),
      carrierId,
      smscMessageId: receipt.smscMessageId,
      state: receipt.state,
      isFinal: receipt.isFinal,
      errorCode: receipt.errorCode ?? null,
    });
    this.options.metrics.receipt(carrierId, receipt.state);
  }

  private async store(receipts: IncomingReceipt[]): Promise<undefined[]> {
    await this.options.sql.transaction(async (tx) => {
      const parts = await matchReceipts(tx, receipts);
      await insertReceipts(tx, receipts, parts);
      await applyPartReceipts(tx, finalParts(receipts, parts));
    });
    return receipts.map(() => undefined);
  }

  private async sweep(): Promise<void> {
    if (this.sweeping !== undefined) return;
    const isFull = this.sweeps++ % FULL_SWEEP_EVERY === 0;
    this.sweeping = this.joinUnmatched(isFull ? OLDEST : new Date(Date.now() - RECENT_MS))
      .catch(this.options.onError)
      .finally(() => {
        this.sweeping = undefined;
      });
    await this.sweeping;
  }

  private async joinUnmatched(after: Date): Promise<void> {
    await this.options.sql.transaction(async (tx) => {
      const receipts = await takeUnmatched(tx, after, SWEEP_LIMIT);
      if (receipts.length === 0) return;
      const parts = await matchReceipts(tx, receipts);
      const matched = receipts.flatMap(({ id }, index) => {
        const part = parts[index];
        return part === undefined ? [] : [{ id, part }];
      });
      if (matched.length === 0) return;
      await attachReceipts(tx, matched);
      await applyPartReceipts(tx, finalParts(receipts, parts));
    });
  }
}
