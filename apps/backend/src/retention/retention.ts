import { setTimeout as pause } from 'node:timers/promises';
import type { Sql, Statement, Tx } from '../database/sql.js';
import { deleteMessages } from '../delivery/delivery.retention.js';
import { deleteMessageCopies, deleteNumberFilters } from '../message-log/search/search.retention.js';
import { deleteAttempts, deleteLinks, deleteSessions, deleteSignInSteps } from '../operators/operators.retention.js';
import { deleteIdempotencyKeys, deleteRecipients, deleteVerifications } from '../otp/otp.retention.js';
import { messageIdAt } from '../platform/ids.js';
import { deleteInbound, deleteReceiptsOf, deleteUnmatchedReceipts } from '../receipts/receipts.retention.js';
import { forgetPasswords } from '../sms-transport/carrier-setup.js';
import { deleteRollUps } from '../statistics/roll-up.retention.js';

const DAY_MS = 86_400_000;
const UNMATCHED_HOURS = 72;
const INBOUND_DAYS = 30;
const NUMBER_FILTER_DAYS = 30;
const IDEMPOTENCY_HOURS = 24;
/** Twice the longest window that limits look back on. */
const RECIPIENT_HOURS = 48;

// A node whose clock runs months ahead must not delete what is young.
const NOW: Statement = { name: 'retention_now', text: 'select statement_timestamp() as now' };

// Nobody waits for a batch, and it waits for nobody's row: the limits of statements that serve requests are not for it.
const TAKE_TIME: Statement = {
  name: 'retention_take_time',
  text: `select set_config('statement_timeout', '5min', true), set_config('lock_timeout', '10s', true)`,
};
const BATCH = { mostMs: 330_000 };

export interface RetentionOptions {
  readonly sql: Sql;
  /** How long messages and verifications are kept. */
  readonly messagesDays: number;
  /** Rows per transaction: few enough that nobody waits for it. */
  readonly batchRows: number;
  /** Between two batches, so that deleting never takes a database for itself. */
  readonly pauseMs: number;
}

/** What one sweep deleted, by what was counted. */
export type Deleted = Readonly<
  Record<
    | 'message'
    | 'message_search'
    | 'number_filter'
    | 'roll_up'
    | 'verification'
    | 'unmatched_receipt'
    | 'inbound'
    | 'idempotency'
    | 'recipient'
    | 'session'
    | 'sign_in_step'
    | 'attempt_throttle'
    | 'operator_link'
    | 'carrier_password',
    number
  >
>;

type Batch = (tx: Tx, limit: number) => Promise<number>;

/** Deletes what is older than it may be. Two sweeps at once share the work: each skips the rows that the other holds. */
export class Retention {
  constructor(private readonly options: RetentionOptions) {}

  /** Goes on until nothing old is left, or until the signal stops it between two batches. */
  async sweep(signal: AbortSignal): Promise<Deleted> {
    const [time] = await this.options.sql.rows<{ now: Date }>(NOW);
    if (time === undefined) throw new Error('the database does not tell its time');
    const before = new Date(time.now.getTime() - this.options.messagesDays * DAY_MS);
    return {
      // A verification shows its newest message, so it goes first: a sweep may be stopped in between.
      verification: await this.repeat(signal, (tx, limit) => deleteVerifications(tx, before, limit)),
      message: await this.repeat(signal, (tx, limit) => deleteMessagesAndReceipts(tx, before, limit)),
      roll_up: await this.repeat(signal, (tx) => deleteRollUps(tx, before)),
      message_search: await this.repeat(signal, (tx, limit) =>
        deleteMessageCopies(tx, messageIdAt(before.getTime()), limit),
      ),
      number_filter: await this.repeat(signal, (tx, limit) => deleteNumberFilters(tx, NUMBER_FILTER_DAYS, limit)),
      unmatched_receipt: await this.repeat(signal, (tx, limit) => deleteUnmatchedReceipts(tx, UNMATCHED_HOURS, limit)),
      inbound: await this.repeat(signal, (tx, limit) => deleteInbound(tx, INBOUND_DAYS, limit)),
      idempotency: await this.repeat(signal, (tx, limit) => deleteIdempotencyKeys(tx, IDEMPOTENCY_HOURS, limit)),
      recipient: await this.repeat(signal, (tx, limit) => deleteRecipients(tx, RECIPIENT_HOURS, limit)),
      session: await this.repeat(signal, deleteSessions),
      sign_in_step: await this.repeat(signal, deleteSignInSteps),
      attempt_throttle: await this.repeat(signal, deleteAttempts),
      operator_link: await this.repeat(signal, deleteLinks),
      carrier_password: await this.repeat(signal, forgetPasswords),
    };
  }

  private async repeat(signal: AbortSignal, batch: Batch): Promise<number> {
    const { sql, batchRows, pauseMs } = this.options;
    let total = 0;
    while (!signal.aborted) {
      const deleted = await sql.transaction(async (tx) => {
        await tx.rows(TAKE_TIME);
        return batch(tx, batchRows);
      }, BATCH);
      total += deleted;
      if (deleted < batchRows) break;
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
    return total;
  }
}

async function deleteMessagesAndReceipts(tx: Tx, before: Date, limit: number): Promise<number> {
  const ids = await deleteMessages(tx, messageIdAt(before.getTime()), limit);
  if (ids.length > 0) await deleteReceiptsOf(tx, ids);
  return ids.length;
}
