import { systemClock } from '@codewire/sms';
import type { Notifications } from '../database/notifications.js';
import type { Sql, Tx } from '../database/sql.js';
import type { Metrics } from '../platform/metrics.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import { chooseCarrier } from './carrier-choice.js';
import type { Dispatcher, Ticket } from './dispatcher.js';
import {
  beginAttempts,
  claimDue,
  closePastAttempts,
  expireDue,
  postpone,
  queueAgeSeconds,
  type ClaimedMessage,
  type PastAttempt,
} from './message.store.js';

const CLAIM_LIMIT = 100;
/** Most messages in the hands of this node's links from the outbox: more would only lengthen their leases. */
const MAX_IN_HAND = 500;

export interface OutboxOptions {
  readonly sql: Sql;
  readonly links: LinkRegistry;
  readonly dispatcher: Dispatcher;
  readonly notifications: Notifications;
  readonly metrics: Metrics;
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly inHand: () => number;
  readonly onError: (error: unknown) => void;
}

/**
 * The sender's loop: takes what is due, whoever left it there. A notification or a fresh bind wakes it; polling alone
 * would be enough.
 */
export class Outbox {
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  private isWoken = false;
  private isStopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: OutboxOptions) {
    options.notifications.on('codewire_due', () => this.wake());
    options.links.onBound(() => this.wake());
  }

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
    if (this.isStopped) return;
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
    const { sql, metrics, links, inHand } = this.options;
    await expireDue(sql);
    metrics.queueAge(await queueAgeSeconds(sql));
    // No claim while no bind is up: messages wait where every sender can see them.
    while (!this.isStopped && links.hasBound && inHand() < MAX_IN_HAND) {
      if ((await this.claimOnce()) < CLAIM_LIMIT) return;
    }
  }

  private async claimOnce(): Promise<number> {
    const { sql, leaseMs, dispatcher } = this.options;
    const now = systemClock.now();
    const { claimed, tickets } = await sql.transaction(async (tx) => {
      const messages = await claimDue(tx, CLAIM_LIMIT, leaseMs);
      return {
        claimed: messages.length,
        tickets: messages.length === 0 ? [] : await this.beginEach(tx, messages, now),
      };
    });
    for (const ticket of tickets) dispatcher.dispatch(ticket);
    return claimed;
  }

  private async beginEach(tx: Tx, messages: readonly ClaimedMessage[], now: number): Promise<Ticket[]> {
    const { links, pollMs } = this.options;
    const past = await closePastAttempts(
      tx,
      messages.map((message) => message.id),
    );
    const tickets: Ticket[] = [];
    const waiting: { messageId: string; waitMs: number }[] = [];
    for (const message of messages) {
      const attempts = past.get(message.id) ?? [];
      const choice = chooseCarrier(links.plan(message), attempts, (id) => links.boundLink(id) !== undefined);
      if (choice.kind === 'submit') tickets.push(toTicket(message, choice.carrierId, attempts, now));
      else waiting.push({ messageId: message.id, waitMs: choice.kind === 'hold' ? message.msLeft : pollMs });
    }
    if (tickets.length > 0) await beginAttempts(tx, tickets);
    if (waiting.length > 0) await postpone(tx, waiting);
    return tickets;
  }
}

function toTicket(message: ClaimedMessage, carrierId: string, past: readonly PastAttempt[], now: number): Ticket {
  return {
    messageId: message.id,
    verificationId: message.verificationId,
    applicationId: message.applicationId,
    country: message.country,
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
    expiresAtMs: now + message.msLeft,
  };
}
