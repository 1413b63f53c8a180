import type { Statement, Tx } from '../database/sql.js';

// Ids sort by time, so the oldest lie together at the beginning of the primary key.
const DELETE_MESSAGES: Statement = {
  name: 'message_delete_old',
  text: `with old as materialized (
      select id from message where id < $1 order by id limit $2 for update skip locked
    ), messages as (
      delete from message m using old where m.id = old.id returning m.id
    ), attempts as (
      delete from attempt a using old where a.message_id = old.id
    ), parts as (
      delete from attempt_part p using old where p.message_id = old.id
    )
    select id from messages`,
};

/**
 * Deletes up to `limit` messages with ids below `beforeId`, oldest first, with their attempts; returns their ids. Safe
 * in parallel: rows that another deletion holds are skipped.
 */
export async function deleteMessages(tx: Tx, beforeId: string, limit: number): Promise<string[]> {
  return (await tx.rows<{ id: string }>(DELETE_MESSAGES, [beforeId, limit])).map(({ id }) => id);
}
