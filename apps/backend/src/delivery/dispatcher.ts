import { deriveCode, type PhoneNumber } from '@codewire/otp';
import { describeStatus, TextReferences } from '@codewire/sms';
import type { Keyring } from '../platform/keyring.js';
import type { Metrics } from '../platform/metrics.js';
import type { DispatchLine } from '../platform/log.js';
import { openNumber } from '../platform/sealed-number.js';
import type { HealthSign } from '../sms-transport/breaker.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import type { RouteBook } from '../sms-transport/route-book.js';
import type { Destination } from '../sms-transport/routing.js';
import { subjectOf } from '../sms-transport/trace-ring.js';
import type { Leases } from './leases.js';
import type { CodeSource } from './message.store.js';
import { nextStep } from './next-step.js';
import type { PastAttempt } from './outbox.store.js';
import type { ResultWriter } from './result-writer.js';
import { submitText, type PartIds, type SubmissionOutcome } from './submit.js';

/** An attempt whose row is committed: the carrier may have it now. */
export interface Ticket extends Destination {
  readonly messageId: string;
  readonly verificationId: string;
  /** In clear when the accept has it at hand, else sealed. */
  readonly number: PhoneNumber | Buffer;
  readonly sender: string;
  readonly body: string;
  readonly code: CodeSource;
  readonly fence: number;
  readonly attempt: number;
  readonly carrierId: string;
  readonly past: readonly PastAttempt[];
  /** When the accept began, by performance.now(), and when the code dies, by the links' clock. Neither ever jumps. */
  readonly acceptedAt: number | undefined;
  readonly expiresAtMs: number;
  /** performance.now() from before the statement that claimed it. */
  readonly claimedAt: number;
}

export interface DispatcherOptions {
  readonly routes: RouteBook;
  readonly links: LinkRegistry;
  readonly keyring: Keyring;
  readonly leases: Leases;
  readonly results: ResultWriter;
  readonly metrics: Metrics;
  readonly log: (line: DispatchLine) => void;
  readonly onFault: (error: unknown) => void;
}

/** When things happened to a ticket, by performance.now(). */
interface Course {
  readonly startedAt: number;
  writtenAt: number | undefined;
}

/** Hands committed attempts to their links and writes down what became of them. */
export class Dispatcher {
  private readonly references = new TextReferences();

  constructor(private readonly options: DispatcherOptions) {}

  /** Returns at once; the outcome is written by the result writer. */
  dispatch(ticket: Ticket): void {
    const { leases, metrics, onFault } = this.options;
    leases.hold(ticket.messageId, ticket.fence, ticket.claimedAt);
    const course: Course = { startedAt: performance.now(), writtenAt: undefined };
    this.submit(ticket, course)
      .catch((error: unknown): SubmissionOutcome => {
        onFault(error);
        return { kind: 'not_sent', reason: 'not_prepared' };
      })
      .then((outcome) => this.settle(ticket, outcome, course))
      .catch((error: unknown) => {
        metrics.dispatchFault();
        onFault(error);
        // Nobody will write a result: others may take the message once the lease runs out.
        leases.release(ticket.messageId, ticket.fence);
      });
  }

  private async submit(ticket: Ticket, course: Course): Promise<SubmissionOutcome> {
    const { keyring, leases, links, metrics, routes } = this.options;
    const link = links.boundLink(ticket.carrierId);
    if (link === undefined) return { kind: 'not_sent', reason: 'not_bound' };
    const number = Buffer.isBuffer(ticket.number) ? openNumber(keyring, ticket.number, ticket) : ticket.number;
    return submitText(link, {
      number,
      sender: routes.senderFor(ticket) ?? ticket.sender,
      text: ticket.body.replaceAll('{code}', this.codeOf(ticket)),
      longTexts: links.carrier(ticket.carrierId)?.settings.long_texts ?? 'udh_8',
      nextReference: () => this.references.next(number),
      expiresAtMs: ticket.expiresAtMs,
      subject: subjectOf(ticket),
      mayWrite: () => leases.isHeld(ticket.messageId, ticket.fence),
      onWrite: () => {
        course.writtenAt = performance.now();
        if (ticket.acceptedAt !== undefined) metrics.acceptToWire((performance.now() - ticket.acceptedAt) / 1_000);
      },
      onLateId: (late) => this.keepLateIds(ticket, late),
    });
  }

  private codeOf({ applicationId, verificationId, code }: Ticket): string {
    return deriveCode({
      key: this.options.keyring.codeKey(code.keyId),
      applicationId,
      salt: code.salt,
      verificationId,
      generation: code.generation,
      length: code.length,
    });
  }

  private settle(ticket: Ticket, outcome: SubmissionOutcome, course: Course): void {
    const { links, metrics, log, results, routes } = this.options;
    const step = nextStep(outcome, {
      carrierId: ticket.carrierId,
      past: ticket.past,
      plan: routes.plan(ticket, ticket.messageId),
      hasRoom: (carrierId) => links.room(carrierId) > 0,
      rulesOf: (carrierId) => routes.rulesOf(carrierId),
    });
    metrics.submit(ticket.carrierId, outcome.kind);
    const sign = healthSignOf(outcome, course);
    if (sign !== undefined) routes.health.note(ticket.carrierId, ticket, sign);
    log({
      event: 'dispatch',
      application: ticket.applicationId,
      message: ticket.messageId,
      carrier: ticket.carrierId,
      attempt: ticket.attempt,
      outcome: step.outcome,
      reason: step.reason,
      ...(outcome.kind === 'refused' ? answerOf(outcome) : {}),
      ms: Math.round(performance.now() - course.startedAt),
    });
    results.add({ ...attemptOf(ticket), fence: ticket.fence, smscMessageIds: outcome.partIds ?? [], ...step });
  }

  /** The attempt stays unknown, as it was told; its receipt will find the message by these. */
  private keepLateIds(ticket: Ticket, smscMessageIds: PartIds): void {
    const outcome = { outcome: 'unknown', next: 'submitting', reason: null, commandStatus: null } as const;
    this.options.results.add({
      ...attemptOf(ticket),
      fence: null,
      smscMessageIds,
      ...outcome,
      retryInMs: null,
      queue: null,
    });
  }
}

/** What an outcome says about the carrier. What is the message's own fault, or never got there, says nothing. */
function healthSignOf(
  outcome: SubmissionOutcome,
  { startedAt, writtenAt = startedAt }: Course,
): HealthSign | undefined {
  switch (outcome.kind) {
    case 'submitted':
      return { kind: 'accepted', ms: performance.now() - writtenAt };
    case 'refused':
      return outcome.action === 'permanent' ? undefined : { kind: 'refused' };
    case 'unknown':
      return { kind: 'unanswered' };
    case 'not_sent':
      return undefined;
  }
}

/** A refusal in the carrier's digits and in words, and whether a rule says what follows it. */
function answerOf({
  commandStatus,
  isKnown,
}: Extract<SubmissionOutcome, { kind: 'refused' }>): Pick<DispatchLine, 'command_status' | 'meaning' | 'cause'> {
  const { hex, meaning } = describeStatus(commandStatus);
  return { command_status: hex, meaning, ...(isKnown ? {} : { cause: 'unknown_status' }) };
}

function attemptOf({ messageId, attempt, carrierId }: Ticket) {
  return { messageId, attempt, carrierId };
}
