import type { Sql, Tx } from '../database/sql.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import type { RouteBook } from '../sms-transport/route-book.js';
import { remainingCarriers } from './carrier-choice.js';
import { listPastAttempts } from './outbox.store.js';
import { carriersOf, queueOf, type QueueName } from './queue.js';
import { listQueues, moveToQueues, PAGE, QUEUE_HEAD, takeQueue, type QueuePlace } from './queue.store.js';

type Routes = Pick<RouteBook, 'plan' | 'rulesOf'>;
type Links = Pick<LinkRegistry, 'room'>;

/**
 * Moves messages that wait where nothing takes them into the queues that their routes name now. Page by page to the end of
 * each queue: a new rule for one country may concern only what waits behind many of another.
 */
export async function rerouteWaiting(sql: Sql, routes: Routes, links: Links): Promise<void> {
  for (const { name } of await listQueues(sql)) {
    if (carriersOf(name).some((carrierId) => links.room(carrierId) > 0)) continue;
    let after: QueuePlace | undefined = QUEUE_HEAD;
    while (after !== undefined) {
      const from: QueuePlace = after;
      after = await sql.transaction((tx) => reroutePage(tx, routes, name, from));
    }
  }
}

/** The order says who is asked first, and each claim asks anew: two nodes of different minds would move them to and fro. */
function isSameSet(one: QueueName, other: QueueName): boolean {
  return queueOf(carriersOf(one).sort()) === queueOf(carriersOf(other).sort());
}

/** Where the next page begins; undefined behind the last one. */
async function reroutePage(
  tx: Tx,
  routes: Routes,
  queue: QueueName,
  after: QueuePlace,
): Promise<QueuePlace | undefined> {
  const messages = await takeQueue(tx, queue, after);
  if (messages.length === 0) return undefined;
  const past = await listPastAttempts(
    tx,
    messages.map(({ id }) => id),
  );
  const moves = messages
    .map((message) => ({
      id: message.id,
      queue: queueOf(
        remainingCarriers(routes.plan(message, message.id), past.get(message.id) ?? [], (id) => routes.rulesOf(id)),
      ),
    }))
    .filter((move) => !isSameSet(move.queue, queue));
  if (moves.length > 0) await moveToQueues(tx, moves);
  return messages.length < PAGE ? undefined : messages.at(-1);
}
