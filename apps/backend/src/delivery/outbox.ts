import { systemClock } from '@codewire/sms';
import type { Notifications } from '../database/notifications.js';
import type { Sql, Tx } from '../database/sql.js';
import type { ChangedRows } from '../platform/changed-rows.js';
import type { Metrics } from '../platform/metrics.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import type { RouteBook } from '../sms-transport/route-book.js';
import { chooseCarrier, remainingCarriers } from './carrier-choice.js';
import type { Dispatcher, Ticket } from './dispatcher.js';
import type { Leases } from './leases.js';
import {
  beginAttempts,
  claimDue,
  closePastAttempts,
  postpone,
  type ClaimedMessage,
  type PastAttempt,
} from './outbox.store.js';
import { Places } from './places.js';
import { carriersOf, queueOf, type QueueName } from './queue.js';
import { expireDue, listQueues, PAGE, type WaitingQueue } from './queue.store.js';
import { rerouteWaiting } from './reroute.js';
import type { ResultWriter } from './result-writer.js';

/** Most messages of a queue in one claim: a transaction stays short. */
const CLAIM_LIMIT = 100;

export interface OutboxOptions {
  readonly sql: Sql;
  readonly routes: RouteBook;
  readonly links: LinkRegistry;
  readonly dispatcher: Dispatcher;
  readonly notifications: Notifications;
  readonly metrics: Metrics;
  readonly changed: ChangedRows;
  readonly leases: Leases;
  readonly results: ResultWriter;
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * The sender's loop: takes what is due and what its links have room for, whoever left it there. Messages wait in queues,
 * one for each set of carriers that may take them; those of carriers that nobody here reaches are not looked at. A
 * notification or a link with room wakes the loop; polling alone would be enough.
 */
export class Outbox {
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  private isWoken = false;
  private isStopped = false;
  private isRouteRead = true;
  private running: Promise<void> = Promise.resolve();
  /** Carriers for which something was due when this node last looked. */
  private wanted: ReadonlySet<string> = new Set();

  constructor(private readonly options: OutboxOptions) {
    options.notifications.on('codewire_due', () => this.wake());
    options.links.onRoom((carrierId) => {
      if (this.wanted.has(carrierId)) this.wake();
    });
    options.routes.onRead(() => {
      this.isRouteRead = true;
      this.wake();
    });
  }

  /** Until then nothing wakes it: a node that only serves the API hears the same notifications. */
  start(): void {
    this.timer = setInterval(() => this.wake(), this.options.pollMs);
    this.wake();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  wake(): void {
    if (this.isStopped || this.timer === undefined) return;
    if (this.isRunning) {
      this.isWoken = true;
      return;
    }
    this.isRunning = true;
    this.running = this.run()
      .catch(this.options.onError)
      .finally(() => {
        this.isRunning = false;
        if (!this.isWoken) return;
        this.isWoken = false;
        this.wake();
      });
  }

  private async run(): Promise<void> {
    const { sql, routes, links } = this.options;
    if (!(await this.isUpToDate())) return;
    if (this.isRouteRead) {
      this.isRouteRead = false;
      await rerouteWaiting(sql, routes, links);
    }
    while (!this.isStopped && (await this.round()));
  }

  /**
   * After a time without the database, or without a turn of this process, what it holds comes before what it might take:
   * a message whose answer is in memory would look like one that nobody sent, or that nobody sent in time.
   */
  private async isUpToDate(): Promise<boolean> {
    const { leases, results } = this.options;
    if (leases.isOverdue) await leases.renew();
    if (results.isBehind) await results.flush();
    return !results.isBehind;
  }

  /** True when there may be more to do at once. */
  private async round(): Promise<boolean> {
    const { sql, metrics, changed } = this.options;
    const expired = await expireDue(sql);
    changed.note('message', expired);
    const queues = await listQueues(sql);
    metrics.queueAge(Math.max(0, ...queues.map(({ age }) => age)));
    this.wanted = new Set(queues.flatMap(({ name }) => carriersOf(name)));
    const shares = this.shareRoom(queues);
    const claimed = shares.length === 0 ? 0 : await this.claim(shares);
    return expired.length === PAGE || claimed > 0;
  }

  /** What each queue may have of the room that there is: equal shares, and what one leaves the next may have. */
  private shareRoom(queues: readonly WaitingQueue[]): { name: QueueName; most: number }[] {
    const places = this.places();
    return queues
      .map(({ name }, index) => {
        const carrierIds = carriersOf(name);
        const most = Math.min(CLAIM_LIMIT, Math.ceil(places.leftOf(carrierIds) / (queues.length - index)));
        places.takeOf(carrierIds, most);
        return { name, most };
      })
      .filter(({ most }) => most > 0);
  }

  private async claim(shares: readonly { name: QueueName; most: number }[]): Promise<number> {
    const { sql, leaseMs, dispatcher, changed } = this.options;
    const [now, claimedAt] = [systemClock.now(), performance.now()];
    const { claimed, tickets } = await sql.transaction(async (tx) => {
      const messages = await claimDue(tx, shares, leaseMs);
      if (messages.length === 0) return { claimed: 0, tickets: [] };
      const begun = await this.beginEach(tx, messages);
      return {
        claimed: messages.length,
        tickets: begun.map((one) => toTicket(one, { claimedAt, expiresAtMs: now + one.message.msLeft })),
      };
    });
    for (const ticket of tickets) dispatcher.dispatch(ticket);
    changed.note(
      'message',
      tickets.map(({ messageId }) => messageId),
    );
    return claimed;
  }

  private async beginEach(tx: Tx, messages: readonly ClaimedMessage[]): Promise<Begun[]> {
    const { routes, pollMs } = this.options;
    const past = await closePastAttempts(
      tx,
      messages.map((message) => message.id),
    );
    const places = this.places();
    const begun: Begun[] = [];
    const waiting: { messageId: string; waitMs: number; queue: QueueName }[] = [];
    for (const message of messages) {
      const attempts = past.get(message.id) ?? [];
      const remaining = remainingCarriers(routes.plan(message, message.id), attempts, (id) => routes.rulesOf(id));
      const choice = chooseCarrier(remaining, attempts, (id) => places.left(id) > 0);
      const queue = queueOf(remaining);
      if (choice.kind === 'submit') {
        places.take(choice.carrierId);
        this.noteMissing(message, attempts);
        routes.health.begin(choice.carrierId, message);
        begun.push({ message, carrierId: choice.carrierId, past: attempts, queue });
      } else {
        waiting.push({ messageId: message.id, queue, waitMs: choice.kind === 'hold' ? message.msLeft : pollMs });
      }
    }
    if (begun.length > 0) await beginAttempts(tx, begun.map(attemptOf));
    if (waiting.length > 0) await postpone(tx, waiting);
    return begun;
  }

  /** A message that a carrier took is due again only because no receipt came in time. */
  private noteMissing(message: ClaimedMessage, attempts: readonly PastAttempt[]): void {
    const last = attempts.at(-1);
    if (last?.outcome !== 'submitted') return;
    this.options.routes.health.note(last.carrier_id, message, { kind: 'missing' });
  }

  private places(): Places {
    return new Places((carrierId) => this.options.links.room(carrierId));
  }
}

/** A claimed message and the carrier that gets it. */
interface Begun {
  readonly message: ClaimedMessage;
  readonly carrierId: string;
  readonly past: readonly PastAttempt[];
  readonly queue: QueueName;
}

function attemptOf({ message, carrierId, queue }: Begun) {
  return { messageId: message.id, attempt: message.attempts + 1, carrierId, queue };
}

function toTicket({ message, carrierId, past }: Begun, times: Pick<Ticket, 'claimedAt' | 'expiresAtMs'>): Ticket {
  return {
    messageId: message.id,
    verificationId: message.verificationId,
    applicationId: message.applicationId,
    country: message.country,
    numberPrefix: message.numberPrefix,
    usedBefore: message.usedBefore,
    isSimulatedOnly: message.isSimulatedOnly,
    number: message.numberSealed,
    sender: message.sender,
    body: message.body,
    code: message.code,
    fence: message.fence,
    attempt: message.attempts + 1,
    carrierId,
    past,
    acceptedAt: undefined,
    ...times,
  };
}
