import type { MessageStatus } from '@codewire/contracts';
import { systemClock } from '@codewire/sms';
import type { Sql, Tx } from '../database/sql.js';
import type { ChangedRows } from '../platform/changed-rows.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import type { RouteBook } from '../sms-transport/route-book.js';
import type { Destination } from '../sms-transport/routing.js';
import type { Dispatcher, Ticket } from './dispatcher.js';
import {
  endRepeats,
  findBrief,
  findPreviousSend,
  insertMessages,
  withdrawMessages,
  type Brief,
  type NewMessage,
  type PlacedMessage,
  type PreviousSend,
} from './message.store.js';
import { Places } from './places.js';

/** Queued, or claimed by its insert with a ticket to dispatch once the transaction is durable. */
export interface Enqueued {
  readonly messageId: string;
  readonly status: Extract<MessageStatus, 'queued' | 'submitting'>;
  readonly ticket: Ticket | undefined;
}

export interface Enqueue {
  readonly message: NewMessage;
  /** performance.now() when the request came in. */
  readonly acceptedAt: number;
  /** Life left of the code at the insert. */
  readonly lifeMs: number;
}

/** What the rooms upstream ask of delivery. */
export class DeliveryService {
  constructor(
    private readonly sql: Sql,
    private readonly routes: RouteBook,
    private readonly links: LinkRegistry,
    private readonly dispatcher: Dispatcher,
    private readonly changed: Pick<ChangedRows, 'note'>,
    private readonly leaseMs: number,
    private readonly onFault: (event: string, error: unknown) => void,
  ) {}

  /** False when no enabled carrier may take such a message: better refused than accepted and never sent. */
  hasRoute(destination: Destination): boolean {
    return this.routes.plan(destination).length > 0;
  }

  /** True when whatever carrier takes it is simulated: only then may the console show the code. */
  isSimulated(destination: Destination): boolean {
    const plan = this.routes.plan(destination);
    return plan.length > 0 && plan.every((id) => this.routes.carrier(id)?.isSimulated === true);
  }

  /** Batch function of the accept: stores messages, claiming those that a link of this node has room for. */
  async enqueue(tx: Tx, rows: readonly Enqueue[]): Promise<Enqueued[]> {
    const places = new Places((carrierId) => this.links.room(carrierId));
    const placed = rows.map((row) => {
      const message = this.withSender(row.message);
      return { ...row, message, ...this.place(message, places) };
    });
    // By the links' own clock, taken before the statement: on a node whose time is put forward no code dies early.
    const [now, claimedAt] = [systemClock.now(), performance.now()];
    await insertMessages(tx, placed, this.leaseMs);
    return placed.map(({ message, carrierId, acceptedAt, lifeMs }) => ({
      messageId: message.id,
      status: carrierId === null ? 'queued' : 'submitting',
      ticket:
        carrierId === null
          ? undefined
          : firstTicket(message, { carrierId, acceptedAt, claimedAt, expiresAtMs: now + lifeMs }),
    }));
  }

  /**
   * Call after the commit: hands claimed messages to their links, and wakes other senders for the rest; notes these, and
   * those withdrawn by the same commit, for the copies of the log. Never throws: the messages are accepted, and a
   * notification that is lost only means that they wait for the next poll.
   */
  release(enqueued: readonly Enqueued[], withdrawn: readonly string[] = []): void {
    for (const { ticket } of enqueued) if (ticket !== undefined) this.dispatcher.dispatch(ticket);
    if (enqueued.some(({ ticket }) => ticket === undefined)) this.notify();
    this.changed.note('message', [...withdrawn, ...enqueued.map(({ messageId }) => messageId)]);
  }

  withdraw(tx: Tx, messageIds: readonly string[], reason: 'superseded' | 'cancelled' | 'resent'): Promise<void> {
    return withdrawMessages(tx, messageIds, reason);
  }

  /**
   * Call after the commit that ended these codes: what waits for another try is not tried again. Never throws: what is
   * lost here costs one text too many.
   */
  endRepeats(messageIds: readonly string[]): void {
    if (messageIds.length === 0 || !this.routes.awaitsReceipts) return;
    endRepeats(this.sql, messageIds).catch((error: unknown) => this.onFault('repeats_not_ended', error));
  }

  /** Of a message that was withdrawn in the same transaction: nobody sends it meanwhile. */
  findPreviousSend(tx: Tx, messageId: string): Promise<PreviousSend> {
    return findPreviousSend(tx, messageId);
  }

  findBrief(messageId: string): Promise<Brief | undefined> {
    return findBrief(this.sql, messageId);
  }

  private notify(): void {
    this.sql.count(NOTIFY_DUE).catch((error: unknown) => this.onFault('senders_not_woken', error));
  }

  /** A carrier that has room here, or else the queue of all that may take it. */
  private place(message: NewMessage, places: Places): Omit<PlacedMessage, 'message'> {
    const { carrierIds: nextCarriers, routeId } = this.routes.planWithRule(message, message.id);
    const carrierId = nextCarriers.find((id) => places.left(id) > 0) ?? null;
    if (carrierId !== null) {
      places.take(carrierId);
      this.routes.health.begin(carrierId, message);
    }
    return { carrierId, nextCarriers, routeId };
  }

  /** The sender that the rules have for the application and country; a carrier's own is chosen at each attempt. */
  private withSender(message: NewMessage): NewMessage {
    const sender = this.routes.senderFor({ applicationId: message.applicationId, country: message.country });
    return sender === undefined ? message : { ...message, sender };
  }
}

const NOTIFY_DUE = { name: 'message_notify_due', text: `select pg_notify('codewire_due', '')` };

function firstTicket(
  message: NewMessage,
  claim: Pick<Ticket, 'carrierId' | 'acceptedAt' | 'claimedAt' | 'expiresAtMs'>,
): Ticket {
  return {
    messageId: message.id,
    verificationId: message.verificationId,
    applicationId: message.applicationId,
    country: message.country,
    numberPrefix: message.numberPrefix,
    isSimulatedOnly: message.isSimulatedOnly,
    usedBefore: message.usedBefore,
    number: message.number,
    sender: message.sender,
    body: message.body,
    code: message.code,
    fence: 1,
    attempt: 1,
    past: [],
    ...claim,
  };
}
