import type { Statement, Tx } from '../../database/sql.js';

const DELETE_COPIES: Statement = {
  name: 'message_search_delete_old',
  text: `with old as materialized (
      select id from message_search where id < $1 order by id limit $2 for update skip locked
    )
    delete from message_search s using old where s.id = old.id`,
};

const DELETE_NUMBER_FILTERS: Statement = {
  name: 'number_filter_delete_old',
  text: `with old as materialized (
      select id from number_filter where created_at < statement_timestamp() - make_interval(days => $1)
      order by created_at limit $2 for update skip locked
    )
    delete from number_filter f using old where f.id = old.id`,
};

/** Deletes up to `limit` copies of messages with ids below `beforeId`, oldest first. Safe in parallel. */
export function deleteMessageCopies(tx: Tx, beforeId: string, limit: number): Promise<number> {
  return tx.count(DELETE_COPIES, [beforeId, limit]);
}

/** Forgets up to `limit` numbers that someone looked for more than so many days ago. Safe in parallel. */
export function deleteNumberFilters(tx: Tx, days: number, limit: number): Promise<number> {
  return tx.count(DELETE_NUMBER_FILTERS, [days, limit]);
}
