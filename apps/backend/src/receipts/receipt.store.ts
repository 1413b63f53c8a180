import type { ReceiptState } from '@codewire/contracts';
import { smscIdCandidates, smscIdKey } from '@codewire/sms';
import type { PartReceipt } from '../delivery/result.store.js';
import type { Queryable, Statement, Tx } from '../database/sql.js';

/** A receipt as its carrier told it. */
export interface IncomingReceipt {
  readonly id: string;
  readonly carrierId: string;
  readonly smscMessageId: string;
  readonly state: ReceiptState;
  readonly isFinal: boolean;
  readonly errorCode: string | null;
}

interface Part {
  readonly smscKey: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly part: number;
}

// One row per candidate key; of two messages that a carrier gave one id, the newer is meant. Message ids sort by time.
const MATCH: Statement = {
  name: 'receipt_match',
  text: `select distinct on (i.n) i.n, p.smsc_key as "smscKey", p.message_id as "messageId", p.attempt, p.part
    from unnest($1::int[], $2::text[], $3::text[]) as i(n, carrier_id, smsc_key)
      join attempt_part p on p.carrier_id = i.carrier_id and p.smsc_key = i.smsc_key
    order by i.n, p.message_id desc, p.attempt desc`,
};

const INSERT: Statement = {
  name: 'receipt_insert',
  text: `insert into receipt (id, carrier_id, smsc_key, smsc_message_id, state, error_code, received_at, message_id, attempt, part)
    select i.id, i.carrier_id, i.smsc_key, i.smsc_message_id, i.state, i.error_code, statement_timestamp(),
      i.message_id, i.attempt, i.part
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::int[])
      as i(id, carrier_id, smsc_key, smsc_message_id, state, error_code, message_id, attempt, part)`,
};

const TAKE_UNMATCHED: Statement = {
  name: 'receipt_take_unmatched',
  text: `select id, carrier_id as "carrierId", smsc_message_id as "smscMessageId", state, error_code as "errorCode"
    from receipt where message_id is null and received_at > statement_timestamp() - interval '72 hours'
      and received_at > $1::timestamptz
    order by received_at limit $2 for update skip locked`,
};

const ATTACH: Statement = {
  name: 'receipt_attach',
  text: `update receipt r set message_id = i.message_id, attempt = i.attempt, part = i.part
    from unnest($1::text[], $2::text[], $3::int[], $4::int[]) as i(id, message_id, attempt, part) where r.id = i.id`,
};

const FINAL_STATES: ReadonlySet<ReceiptState> = new Set(['delivered', 'undelivered', 'expired', 'deleted', 'rejected']);

/** True for a state that ends a part's way; the carrier's UNKNOWN ends nothing we could tell. */
const isFinalState = (state: ReceiptState) => FINAL_STATES.has(state);

/** The parts that receipts are about, in order; undefined where no submit with that id is written (yet). */
export async function matchReceipts(
  sql: Queryable,
  receipts: readonly Pick<IncomingReceipt, 'carrierId' | 'smscMessageId'>[],
): Promise<(Part | undefined)[]> {
  const candidates = receipts.flatMap(({ carrierId, smscMessageId }, n) =>
    smscIdCandidates(smscMessageId).map((key) => ({ n, carrierId, key })),
  );
  const rows = await sql.rows<Part & { n: number }>(MATCH, [
    candidates.map(({ n }) => n),
    candidates.map(({ carrierId }) => carrierId),
    candidates.map(({ key }) => key),
  ]);
  const found = new Map(rows.map((row) => [row.n, row]));
  return receipts.map((_, n) => found.get(n));
}

export async function insertReceipts(
  tx: Tx,
  receipts: readonly IncomingReceipt[],
  parts: readonly (Part | undefined)[],
): Promise<void> {
  await tx.count(INSERT, [
    receipts.map((receipt) => receipt.id),
    receipts.map((receipt) => receipt.carrierId),
    receipts.map((receipt) => smscIdKey(receipt.smscMessageId)),
    receipts.map((receipt) => receipt.smscMessageId),
    receipts.map((receipt) => receipt.state),
    receipts.map((receipt) => receipt.errorCode),
    parts.map((part) => part?.messageId ?? null),
    parts.map((part) => part?.attempt ?? null),
    parts.map((part) => part?.part ?? null),
  ]);
}

/** Receipts that came before their submit was written, newer than `after`. Locked: two nodes never take the same one. */
export function takeUnmatched(tx: Tx, after: Date, limit: number): Promise<Omit<IncomingReceipt, 'isFinal'>[]> {
  return tx.rows(TAKE_UNMATCHED, [after, limit]);
}

export async function attachReceipts(tx: Tx, matched: readonly { id: string; part: Part }[]): Promise<void> {
  await tx.count(ATTACH, [
    matched.map(({ id }) => id),
    matched.map(({ part }) => part.messageId),
    matched.map(({ part }) => part.attempt),
    matched.map(({ part }) => part.part),
  ]);
}

/** What delivery is told of matched receipts: final states only. */
export function finalParts(
  receipts: readonly Pick<IncomingReceipt, 'carrierId' | 'state'>[],
  parts: readonly (Part | undefined)[],
): PartReceipt[] {
  return receipts.flatMap(({ carrierId, state }, index) => {
    const part = parts[index];
    return part === undefined || !isFinalState(state) ? [] : [{ carrierId, state, ...part }];
  });
}
