import type { Sql, Tx } from '../database/sql.js';
import { newId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import type { FormBook } from './form-book.js';
import { openFrom } from './inbound-seal.js';
import { listWaitingInbound, moveOver, type WaitingInbound } from './inbound.store.js';
import { fromPhone, trialsOf, type Sought } from './matching.js';
import type { PhoneCheck } from './phone-check.js';
import {
  attachReceipts,
  listUnmatched,
  type Part,
  type SweepPosition,
  type UnmatchedReceipt,
} from './receipt.store.js';

export interface WaitingWith {
  readonly sql: Sql;
  readonly keyring: Keyring;
  readonly phones: PhoneCheck;
  readonly forms: FormBook;
}

/** A receipt that waits for its submit. */
export type Waiting = UnmatchedReceipt | WaitingInbound;

/** Where receipts wait, what each may mean, and how they are taken from there. */
export interface Place<Row extends Waiting> {
  list(page: { windowMs: number; after: SweepPosition; limit: number }): Promise<Row[]>;
  seek(row: Row): Sought;
  /** Returns the ids of those that nobody else had taken. */
  take(tx: Tx, pairs: readonly { row: Row; part: Part }[]): Promise<Set<string>>;
}

/** Those that their carrier calls receipts. */
export function unmatchedReceipts({ sql, phones, forms }: WaitingWith): Place<UnmatchedReceipt> {
  return {
    list: (page) => listUnmatched(sql, page),
    seek: (row) => ({
      carrierId: row.carrierId,
      trials: trialsOf(row, forms.stanceOf(row.carrierId)),
      phone: phones.kept(row.fromHash),
    }),
    take: (tx, pairs) =>
      attachReceipts(
        tx,
        pairs.map(({ row, part }) => ({ id: row.id, part })),
      ),
  };
}

/** Those that nobody flagged, and that were of no message when they came: they are stored as what a phone sent. */
export function waitingInbound({ sql, keyring, phones, forms }: WaitingWith): Place<WaitingInbound> {
  return {
    list: (page) => listWaitingInbound(sql, page),
    seek: (row) => ({
      carrierId: row.carrierId,
      trials: fromPhone(trialsOf(row, forms.stanceOf(row.carrierId))),
      phone: phones.sender(openFrom(keyring, row) ?? ''),
    }),
    take: (tx, pairs) =>
      moveOver(
        tx,
        pairs.map(({ row, part }) => ({
          id: row.id,
          smscMessageId: row.smscMessageId,
          receiptId: newId('rcp'),
          part,
        })),
      ),
  };
}
