import type { ReceiptState } from '@codewire/contracts';
import type { QueryResultRow } from 'pg';
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
// One condition that an index answers, on the first page too.
const CURSOR = `coalesce(timestamptz 'epoch' + $1::int8 * interval '1 microsecond', 'infinity'), coalesce($2, '')`;
const NEWEST_FIRST = `order by received_at desc, id desc limit $3`;
const KEPT_FROM = `statement_timestamp() - interval '72 hours'`;

const UNMATCHED = `select id, carrier_id as "carrierId", smsc_message_id as "smscMessageId", state, error_code as "errorCode",
      from_hash as "fromHash", received_at as "receivedAt", ${MICROS},
      floor(extract(epoch from received_at) * 1000)::float8 as "receivedAtMs",
      (extract(epoch from statement_timestamp() - received_at) * 1000)::float8 as "ageMs"
    from receipt where message_id is null`;

const LIST_UNMATCHED: Statement = {
  name: 'receipt_page_unmatched',
  text: `${UNMATCHED} and received_at >= ${KEPT_FROM} and (received_at, id) < (${CURSOR}) ${NEWEST_FIRST}`,
};

// The carrier stands in each condition, so that no index of times alone looks as good as the carrier's own.
const LIST_UNMATCHED_OF: Statement = {
  name: 'receipt_page_unmatched_of_carrier',
  text: `${UNMATCHED} and carrier_id = $4 and (carrier_id, received_at) >= ($4, ${KEPT_FROM})
      and (carrier_id, received_at, id) < ($4, ${CURSOR}) ${NEWEST_FIRST}`,
};

const INBOUND = `select id, carrier_id as "carrierId", from_sealed as "fromSealed", to_address as "toAddress",
      text_sealed as "textSealed", received_at as "receivedAt", ${MICROS}
    from inbound`;

const LIST_INBOUND: Statement = {
  name: 'inbound_page',
  text: `${INBOUND} where (received_at, id) < (${CURSOR}) ${NEWEST_FIRST}`,
};

const LIST_INBOUND_OF: Statement = {
  name: 'inbound_page_of_carrier',
  text: `${INBOUND} where carrier_id = $4 and (received_at, id) < (${CURSOR}) ${NEWEST_FIRST}`,
};

function page<Row extends QueryResultRow>(
  sql: Queryable,
  { carrierId, after, limit }: PageWanted,
  { ofAll, ofCarrier }: { ofAll: Statement; ofCarrier: Statement },
): Promise<Row[]> {
  const values = [after?.micros ?? null, after?.id ?? null, limit];
  return carrierId === null ? sql.rows<Row>(ofAll, values) : sql.rows<Row>(ofCarrier, [...values, carrierId]);
}

/** Receipts of the last 72 hours that belong to no message, newest first. */
export function pageUnmatched(sql: Queryable, wanted: PageWanted): Promise<ListedUnmatched[]> {
  return page(sql, wanted, { ofAll: LIST_UNMATCHED, ofCarrier: LIST_UNMATCHED_OF });
}

/** What phones sent, newest first. */
export function pageInbound(sql: Queryable, wanted: PageWanted): Promise<ListedInbound[]> {
  return page(sql, wanted, { ofAll: LIST_INBOUND, ofCarrier: LIST_INBOUND_OF });
}
