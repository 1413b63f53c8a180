import type { Sql, Tx } from '../database/sql.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import type { RouteBook } from '../sms-transport/route-book.js';
import { remainingCarriers } from './carrier-choice.js';
import { listPastAttempts } from './outbox.store.js';
import { carriersOf, queueOf, type QueueName } from './queue.js';
import { listQueues, moveToQueues, takeQueue } from './queue.store.js';

type Routes = Pick<RouteBook, 'plan' | 'rulesOf'>;
type Links = Pick<LinkRegistry, 'room'>;

/**
 * Moves messages that wait where nothing takes them into the queues that their routes name now. A page in which nothing
 * moves ends a queue: where routes have not changed this costs one page for each queue that stands.
 */
export async function rerouteWaiting(sql: Sql, routes: Routes, links: Links): Promise<void> {
  for (const { name } of await listQueues(sql)) {
    if (carriersOf(name).some((carrierId) => links.room(carrierId) > 0)) continue;
    let moved: number;
    do {
      moved = await sql.transaction((tx) => reroutePage(tx, routes, name));
    } while (moved > 0);
  }
}

/** The order says who is asked first, and each claim asks anew: two nodes of different minds would move them to and fro. */
function isSameSet(one: QueueName, other: QueueName): boolean {
  return queueOf(carriersOf(one).sort()) === queueOf(carriersOf(other).sort());
}

async function reroutePage(tx: Tx, routes: Routes, queue: QueueName): Promise<number> {
  const messages = await takeQueue(tx, queue);
  if (messages.length === 0) return 0;
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
  return moves.length;
}
