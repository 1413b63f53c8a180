import type { Statement, Tx } from '../database/sql.js';

const DELETE_OF_MESSAGES: Statement = {
  name: 'receipt_delete_of_messages',
  text: `delete from receipt where message_id = any($1::text[])`,
};

const DELETE_UNMATCHED: Statement = {
  name: 'receipt_delete_unmatched',
  text: `with old as materialized (
      select id from receipt where message_id is null and received_at < statement_timestamp() - make_interval(hours => $1)
      order by received_at limit $2 for update skip locked
    )
    delete from receipt r using old where r.id = old.id`,
};

const DELETE_INBOUND: Statement = {
  name: 'inbound_delete_old',
  text: `with old as materialized (
      select id from inbound where received_at < statement_timestamp() - make_interval(days => $1)
      order by received_at limit $2 for update skip locked
    )
    delete from inbound i using old where i.id = old.id`,
};

/** Deletes what carriers reported about messages; call it in the transaction that deletes them. */
export function deleteReceiptsOf(tx: Tx, messageIds: readonly string[]): Promise<number> {
  return tx.count(DELETE_OF_MESSAGES, [messageIds]);
}

/** Deletes up to `limit` receipts that in so many hours matched no message. Safe in parallel. */
export function deleteUnmatchedReceipts(tx: Tx, hours: number, limit: number): Promise<number> {
  return tx.count(DELETE_UNMATCHED, [hours, limit]);
}

/** Deletes up to `limit` messages of phones that are so many days old. Safe in parallel. */
export function deleteInbound(tx: Tx, days: number, limit: number): Promise<number> {
  return tx.count(DELETE_INBOUND, [days, limit]);
}
