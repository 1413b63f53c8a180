import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { Destination } from '../sms-transport/routing.js';
import { carriersOf, type QueueName } from './queue.js';

/** Most messages that one statement ends or moves: a transaction stays short. */
export const PAGE = 1_000;

/** A queue in which something is due. */
export interface WaitingQueue {
  readonly name: QueueName;
  /**
   * Seconds since the accept of the message at its head. None of those that are due is older. One that a carrier has, and
   * that waits for another because no receipt came, waits since that was decided.
   */
  readonly age: number;
}

// From one queue's head to the next one's: as many steps as there are queues, however much waits in them.
const LIST_QUEUES: Statement = {
  name: 'queue_list',
  text: `with recursive head as (
      (select next_carriers, due_at, state, created_at from message where due_at is not null and next_carriers >= ''
        order by next_carriers, due_at limit 1)
      union all
      select next.next_carriers, next.due_at, next.state, next.created_at from head cross join lateral (
        select m.next_carriers, m.due_at, m.state, m.created_at from message m
        where m.due_at is not null and m.next_carriers > head.next_carriers
        order by m.next_carriers, m.due_at limit 1
      ) next
    )
    select next_carriers as name,
      extract(epoch from statement_timestamp() - case state when 'submitted' then due_at else created_at end)::float8 as age
    from head where due_at <= statement_timestamp() order by due_at`,
};

// What a carrier has, and waited for another, stays what it is: a receipt may come yet. The conditions are worded for the index of the dying, which no other statement may use.
const EXPIRE: Statement = {
  name: 'message_expire',
  text: `update message set due_at = null,
      state = case state when 'submitted' then state else 'expired' end,
      error = case when state <> 'submitted'
        then coalesce(error, case when attempts = 0 then 'not_sent_in_time' else 'unanswered' end) end,
      ended_at = case when state <> 'submitted' then statement_timestamp() end
    where id in (
      select id from message
      where due_at <> 'infinity' and expires_at <= statement_timestamp() and due_at - statement_timestamp() <= interval '0'
        and state in ('queued', 'submitting', 'submitted')
      order by expires_at limit ${PAGE} for update skip locked)
    returning id`,
};

// The place goes to and fro as text: a Date would lose the microseconds, and take the same rows again.
const TAKE_QUEUE: Statement = {
  name: 'queue_take',
  text: `select id, application_id as "applicationId", country, number_prefix as "numberPrefix", used_carriers as "usedCarriers",
      is_simulated_only as "isSimulatedOnly", due_at::text as "dueAt"
    from message where next_carriers = $1 and due_at <= statement_timestamp()
      and due_at >= $2::timestamptz and (due_at, id) > ($2::timestamptz, $3)
    order by due_at, id limit ${PAGE} for update skip locked`,
};

const MOVE: Statement = {
  name: 'queue_move',
  text: `update message m set next_carriers = i.queue from unnest($1::text[], $2::text[]) as i(id, queue) where m.id = i.id`,
};

/** Queues in which something is due, the one that waits longest first. */
export function listQueues(sql: Queryable): Promise<WaitingQueue[]> {
  return sql.rows<WaitingQueue>(LIST_QUEUES);
}

/** Ends messages whose code has died before a carrier took them, up to a page; returns their ids. */
export async function expireDue(sql: Queryable): Promise<string[]> {
  return (await sql.rows<{ id: string }>(EXPIRE)).map(({ id }) => id);
}

/** Where a page of a queue begins: behind the message that is named. */
export interface QueuePlace {
  readonly dueAt: string;
  readonly id: string;
}

export const QUEUE_HEAD: QueuePlace = { dueAt: '-infinity', id: '' };

/** The oldest messages that are due in a queue behind a place, up to a page, locked. Rows locked elsewhere are skipped. */
export async function takeQueue(tx: Tx, queue: QueueName, after: QueuePlace): Promise<(Destination & QueuePlace)[]> {
  const rows = await tx.rows<Destination & QueuePlace & { usedCarriers: string }>(TAKE_QUEUE, [
    queue,
    after.dueAt,
    after.id,
  ]);
  return rows.map(({ usedCarriers, ...row }) => ({ ...row, usedBefore: carriersOf(usedCarriers) }));
}

/** Puts messages into other queues; they keep their place in time. */
export async function moveToQueues(tx: Tx, moves: readonly { id: string; queue: QueueName }[]): Promise<void> {
  await tx.count(MOVE, [moves.map(({ id }) => id), moves.map(({ queue }) => queue)]);
}
