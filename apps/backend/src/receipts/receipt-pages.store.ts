import type { ReceiptState } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';
import type { PagePosition } from './page-cursor.js';

export interface PageWanted {
  /** Null: of every carrier. */
  readonly carrierId: string | null;
  /** Null: from the newest on. */
  readonly after: PagePosition | null;
  readonly limit: number;
}

export interface ListedUnmatched {
  readonly id: string;
  readonly carrierId: string;
  readonly smscMessageId: string;
  readonly state: ReceiptState;
  readonly errorCode: string | null;
  readonly fromHash: Buffer | null;
  readonly receivedAt: Date;
  readonly receivedAtMicros: string;
  readonly receivedAtMs: number;
  readonly ageMs: number;
}

export interface ListedInbound {
  readonly id: string;
  readonly carrierId: string;
  readonly fromSealed: Buffer;
  readonly toAddress: string;
  readonly textSealed: Buffer;
  readonly receivedAt: Date;
  readonly receivedAtMicros: string;
}

// A cursor carries microseconds: a Date would lose them, and show the same rows again.
const MICROS = `(extract(epoch from received_at) * 1000000)::int8::text as "receivedAtMicros"`;
const PAGE = `($1::text is null or carrier_id = $1)
      and ($2::int8 is null or (received_at, id) < (timestamptz 'epoch' + $2::int8 * interval '1 microsecond', $3))
    order by received_at desc, id desc limit $4`;

const LIST_UNMATCHED: Statement = {
  name: 'receipt_page_unmatched',
  text: `select id, carrier_id as "carrierId", smsc_message_id as "smscMessageId", state, error_code as "errorCode",
      from_hash as "fromHash", received_at as "receivedAt", ${MICROS},
      floor(extract(epoch from received_at) * 1000)::float8 as "receivedAtMs",
      (extract(epoch from statement_timestamp() - received_at) * 1000)::float8 as "ageMs"
    from receipt
    where message_id is null and received_at >= statement_timestamp() - interval '72 hours' and ${PAGE}`,
};

const LIST_INBOUND: Statement = {
  name: 'inbound_page',
  text: `select id, carrier_id as "carrierId", from_sealed as "fromSealed", to_address as "toAddress",
      text_sealed as "textSealed", received_at as "receivedAt", ${MICROS}
    from inbound where ${PAGE}`,
};

const valuesOf = ({ carrierId, after, limit }: PageWanted) => [
  carrierId,
  after?.micros ?? null,
  after?.id ?? null,
  limit,
];

/** Receipts of the last 72 hours that belong to no message, newest first. */
export function pageUnmatched(sql: Queryable, wanted: PageWanted): Promise<ListedUnmatched[]> {
  return sql.rows(LIST_UNMATCHED, valuesOf(wanted));
}

/** What phones sent, newest first. */
export function pageInbound(sql: Queryable, wanted: PageWanted): Promise<ListedInbound[]> {
  return sql.rows(LIST_INBOUND, valuesOf(wanted));
}
