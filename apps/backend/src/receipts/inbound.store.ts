import type { ReceiptState } from '@codewire/contracts';
import { smscIdKey } from '@codewire/sms';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { SealedInbound } from './inbound-seal.js';
import type { Part, Reported, SweepPosition } from './receipt.store.js';

/** What a phone sent, as it is stored. */
export interface NewInbound extends SealedInbound {
  /** What it says if it is a receipt that nobody flagged. */
  readonly reported: Reported | null;
}

const INSERT: Statement = {
  name: 'inbound_insert',
  text: `insert into inbound (id, carrier_id, from_sealed, to_address, text_sealed, received_at, smsc_message_id, state,
      error_code, delivered_parts)
    select i.id, i.carrier_id, i.from_sealed, i.to_address, i.text_sealed, statement_timestamp(), i.smsc_message_id, i.state,
      i.error_code, i.delivered_parts
    from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::int[])
      as i(id, carrier_id, from_sealed, to_address, text_sealed, smsc_message_id, state, error_code, delivered_parts)`,
};

const LIST_WAITING: Statement = {
  name: 'inbound_list_waiting',
  text: `select id, carrier_id as "carrierId", from_sealed as "fromSealed", smsc_message_id as "smscMessageId", state,
      error_code as "errorCode", delivered_parts as "deliveredParts", received_at::text as cursor,
      (extract(epoch from statement_timestamp() - received_at) * 1000)::float8 as "ageMs",
      floor(extract(epoch from received_at) * 1000)::float8 as "receivedAtMs"
    from inbound where smsc_message_id is not null
      and received_at >= greatest($1::timestamptz, statement_timestamp() - $2::float8 * interval '1 millisecond')
      and (received_at, id) > ($1::timestamptz, $3)
    order by received_at, id limit $4`,
};

// Whoever else sweeps may have found the same: one of the two takes it out.
const MOVE_OVER: Statement = {
  name: 'inbound_move_over',
  text: `with held as materialized (
      select i.id, p.receipt_id, p.smsc_key, p.message_id, p.attempt, p.part
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[])
          as p(id, receipt_id, smsc_key, message_id, attempt, part)
        join inbound i on i.id = p.id
      order by i.id for update of i
    ), taken as (
      delete from inbound i using held where i.id = held.id
      returning i.id, i.carrier_id, i.smsc_message_id, i.state, i.error_code, i.delivered_parts, i.received_at,
        held.receipt_id, held.smsc_key, held.message_id, held.attempt, held.part
    ), kept as (
      insert into receipt (id, carrier_id, smsc_key, smsc_message_id, state, error_code, delivered_parts, received_at,
        message_id, attempt, part)
      select receipt_id, carrier_id, smsc_key, smsc_message_id, state, error_code, delivered_parts, received_at, message_id,
        attempt, part
      from taken
    )
    select id from taken`,
};

/** Batch function: stores what phones sent. */
export async function insertInbound(tx: Tx, rows: readonly NewInbound[]): Promise<void> {
  await tx.count(INSERT, [
    rows.map(({ id }) => id),
    rows.map(({ carrierId }) => carrierId),
    rows.map(({ fromSealed }) => fromSealed),
    rows.map(({ toAddress }) => toAddress),
    rows.map(({ textSealed }) => textSealed),
    rows.map(({ reported }) => reported?.smscMessageId ?? null),
    rows.map(({ reported }) => reported?.state ?? null),
    rows.map(({ reported }) => reported?.errorCode ?? null),
    rows.map(({ reported }) => reported?.deliveredParts ?? null),
  ]);
}

/** What reads like a receipt and was of no message when it came; by the database's clock. */
export interface WaitingInbound extends Reported {
  readonly id: string;
  readonly carrierId: string;
  readonly fromSealed: Buffer;
  readonly state: ReceiptState;
  readonly ageMs: number;
  readonly receivedAtMs: number;
  readonly cursor: string;
}

/** The next page of those of the last `windowMs`, oldest first. Locks nothing. */
export function listWaitingInbound(
  sql: Queryable,
  { windowMs, after, limit }: { windowMs: number; after: SweepPosition; limit: number },
): Promise<WaitingInbound[]> {
  return sql.rows(LIST_WAITING, [after.cursor, windowMs, after.id, limit]);
}

/** Makes receipts of them; returns the ids of those that nobody else had taken. */
export async function moveOver(
  tx: Tx,
  rows: readonly { id: string; smscMessageId: string; receiptId: string; part: Part }[],
): Promise<Set<string>> {
  const taken = await tx.rows<{ id: string }>(MOVE_OVER, [
    rows.map(({ id }) => id),
    rows.map(({ receiptId }) => receiptId),
    rows.map(({ smscMessageId }) => smscIdKey(smscMessageId)),
    rows.map(({ part }) => part.messageId),
    rows.map(({ part }) => part.attempt),
    rows.map(({ part }) => part.part),
  ]);
  return new Set(taken.map(({ id }) => id));
}
