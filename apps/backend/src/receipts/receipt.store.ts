import type { ReceiptState } from '@codewire/contracts';
import { smscIdKey } from '@codewire/sms';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { NumberOwner } from '../platform/sealed-number.js';

/** What a receipt says. */
export interface Reported {
  readonly smscMessageId: string;
  readonly state: ReceiptState;
  readonly errorCode: string | null;
  /** As many parts as the carrier says it took and delivered; null where it does not say that of all. */
  readonly deliveredParts: number | null;
}

/** A receipt as its carrier told it. */
export interface StoredReceipt extends Reported {
  readonly id: string;
  readonly carrierId: string;
}

/** Where a receipt belongs. */
export interface Part {
  readonly smscKey: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly part: number;
}

/** A part that a carrier took under the key that was asked for, and what it has told of it. */
export interface KnownPart extends Part {
  /** Of how many. */
  readonly parts: number;
  readonly receiptState: ReceiptState | null;
}

/** A key to look for; among messages not older than that id. */
export interface WantedKey {
  readonly carrierId: string;
  readonly smscKey: string;
  readonly fromMessageId: string;
}

// Of two messages that a carrier gave one id, the newer is meant: message ids sort by time. No text has more parts.
const MATCH: Statement = {
  name: 'receipt_match',
  text: `select i.n, p.smsc_key as "smscKey", p.message_id as "messageId", p.attempt, p.part, p.parts, p.receipt_state as "receiptState"
    from unnest($1::int[], $2::text[], $3::text[], $4::text[]) as i(n, carrier_id, smsc_key, from_message_id)
      cross join lateral (
        select * from attempt_part p
        where p.carrier_id = i.carrier_id and p.smsc_key = i.smsc_key and p.message_id >= i.from_message_id
        order by p.message_id desc, p.attempt desc, p.part desc limit 10
      ) p`,
};

const INSERT: Statement = {
  name: 'receipt_insert',
  text: `insert into receipt (id, carrier_id, smsc_key, smsc_message_id, state, error_code, delivered_parts, received_at,
      message_id, attempt, part, from_hash)
    select i.id, i.carrier_id, i.smsc_key, i.smsc_message_id, i.state, i.error_code, i.delivered_parts,
      statement_timestamp(), i.message_id, i.attempt, i.part, i.from_hash
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::int[],
        $10::int[], $11::bytea[])
      as i(id, carrier_id, smsc_key, smsc_message_id, state, error_code, delivered_parts, message_id, attempt, part,
        from_hash)`,
};

// The cursor goes to and fro as text: a Date would lose the microseconds, and take the same rows again.
const LIST_UNMATCHED: Statement = {
  name: 'receipt_list_unmatched',
  text: `select id, carrier_id as "carrierId", smsc_message_id as "smscMessageId", state, error_code as "errorCode",
      delivered_parts as "deliveredParts", from_hash as "fromHash", received_at::text as cursor,
      (extract(epoch from statement_timestamp() - received_at) * 1000)::float8 as "ageMs",
      floor(extract(epoch from received_at) * 1000)::float8 as "receivedAtMs"
    from receipt where message_id is null
      and received_at >= greatest($1::timestamptz, statement_timestamp() - $2::float8 * interval '1 millisecond')
      and (received_at, id) > ($1::timestamptz, $3)
    order by received_at, id limit $4`,
};

// Whoever else sweeps may have found the same: one of the two attaches it. In the order of the keys; what others did is
// looked at behind the lock.
const ATTACH: Statement = {
  name: 'receipt_attach',
  text: `with held as materialized (
      select r.id, r.message_id as known_id, i.message_id, i.attempt, i.part
      from unnest($1::text[], $2::text[], $3::int[], $4::int[]) as i(id, message_id, attempt, part)
        join receipt r on r.id = i.id
      order by r.id for update of r
    )
    update receipt r set message_id = held.message_id, attempt = held.attempt, part = held.part, from_hash = null
    from held where r.id = held.id and held.known_id is null returning r.id`,
};

// The lock that delivery takes before it marks parts: behind it, what others have marked is seen.
const LOCK: Statement = {
  name: 'receipt_lock_before_choice',
  text: `select 1 from message where id = any($1::text[]) order by id for update`,
};

const NUMBERS: Statement = {
  name: 'receipt_numbers',
  text: `select id as "messageId", verification_id as "verificationId", application_id as "applicationId",
      number_sealed as "numberSealed"
    from message where id = any($1::text[])`,
};

/** The parts known under each key, of the newest message alone, in order of the parts; empty where none is written (yet). */
export async function findParts(sql: Queryable, keys: readonly WantedKey[]): Promise<KnownPart[][]> {
  const rows = await sql.rows<KnownPart & { n: number }>(MATCH, [
    keys.map((_, n) => n),
    keys.map(({ carrierId }) => carrierId),
    keys.map(({ smscKey }) => smscKey),
    keys.map(({ fromMessageId }) => fromMessageId),
  ]);
  const found: KnownPart[][] = keys.map(() => []);
  for (const row of rows) {
    const parts = found[row.n] as KnownPart[];
    const [newest] = parts;
    if (newest === undefined || (newest.messageId === row.messageId && newest.attempt === row.attempt)) parts.push(row);
  }
  for (const parts of found) if (parts.length > 1) parts.reverse();
  return found;
}

export async function lockMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.count(LOCK, [ids]);
}

export interface SealedNumber extends NumberOwner {
  readonly messageId: string;
  readonly numberSealed: Buffer;
}

export function listNumbers(sql: Queryable, messageIds: readonly string[]): Promise<SealedNumber[]> {
  return sql.rows(NUMBERS, [messageIds]);
}

export async function insertReceipts(
  tx: Tx,
  rows: readonly { receipt: StoredReceipt; part: Part | undefined; fromHash: Buffer | null }[],
): Promise<void> {
  await tx.count(INSERT, [
    rows.map(({ receipt }) => receipt.id),
    rows.map(({ receipt }) => receipt.carrierId),
    rows.map(({ receipt }) => smscIdKey(receipt.smscMessageId)),
    rows.map(({ receipt }) => receipt.smscMessageId),
    rows.map(({ receipt }) => receipt.state),
    rows.map(({ receipt }) => receipt.errorCode),
    rows.map(({ receipt }) => receipt.deliveredParts),
    rows.map(({ part }) => part?.messageId ?? null),
    rows.map(({ part }) => part?.attempt ?? null),
    rows.map(({ part }) => part?.part ?? null),
    rows.map(({ fromHash }) => fromHash),
  ]);
}

/** A receipt that waits for its submit; by the database's clock. */
export interface UnmatchedReceipt extends StoredReceipt {
  readonly fromHash: Buffer | null;
  readonly ageMs: number;
  readonly receivedAtMs: number;
  readonly cursor: string;
}

/** Where a page of unmatched receipts begins. */
export interface SweepPosition {
  readonly cursor: string;
  readonly id: string;
}

export const SWEEP_START: SweepPosition = { cursor: '-infinity', id: '' };

/** The next page of receipts of the last `windowMs` that match nothing, oldest first. Locks nothing. */
export function listUnmatched(
  sql: Queryable,
  { windowMs, after, limit }: { windowMs: number; after: SweepPosition; limit: number },
): Promise<UnmatchedReceipt[]> {
  return sql.rows(LIST_UNMATCHED, [after.cursor, windowMs, after.id, limit]);
}

/** Joins receipts to their parts; returns the ids of those that nobody else had joined. */
export async function attachReceipts(tx: Tx, matched: readonly { id: string; part: Part }[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(ATTACH, [
    matched.map(({ id }) => id),
    matched.map(({ part }) => part.messageId),
    matched.map(({ part }) => part.attempt),
    matched.map(({ part }) => part.part),
  ]);
  return new Set(rows.map(({ id }) => id));
}
