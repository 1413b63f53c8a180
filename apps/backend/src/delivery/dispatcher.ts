import { deriveCode, type PhoneNumber } from '@codewire/otp';
import type { Keyring } from '../platform/keyring.js';
import type { Metrics } from '../platform/metrics.js';
import type { DispatchLine } from '../platform/log.js';
import { openNumber } from '../platform/sealed-number.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import { hasAlternative } from './carrier-choice.js';
import type { Leases } from './leases.js';
import type { CodeSource, PastAttempt } from './message.store.js';
import { nextStep } from './next-step.js';
import type { ResultWriter } from './result-writer.js';
import { submitText, type SubmissionOutcome } from './submit.js';

/** An attempt whose row is committed: the carrier may have it now. */
export interface Ticket {
  readonly messageId: string;
  readonly verificationId: string;
  readonly applicationId: string;
  readonly country: string | null;
  readonly isSimulatedOnly: boolean;
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
}

export interface DispatcherOptions {
  readonly links: LinkRegistry;
  readonly keyring: Keyring;
  readonly leases: Leases;
  readonly results: ResultWriter;
  readonly metrics: Metrics;
  readonly log: (line: DispatchLine) => void;
}

/** Hands committed attempts to their links and writes down what became of them. */
export class Dispatcher {
  private reference = Math.floor(performance.now()) & 0xff;

  constructor(private readonly options: DispatcherOptions) {}

  /** Returns at once; the outcome is written by the result writer. */
  dispatch(ticket: Ticket): void {
    this.options.leases.hold(ticket.messageId, ticket.fence);
    const startedAt = performance.now();
    this.submit(ticket)
      .catch((): SubmissionOutcome => ({ kind: 'not_sent', reason: 'invalid' }))
      .then((outcome) => this.settle(ticket, outcome, startedAt))
      .catch(() => this.options.metrics.dispatchFault());
  }

  private async submit(ticket: Ticket): Promise<SubmissionOutcome> {
    const link = this.options.links.boundLink(ticket.carrierId);
    if (link === undefined) return { kind: 'not_sent', reason: 'not_bound' };
    const { keyring, metrics } = this.options;
    this.reference = (this.reference + 1) & 0xff;
    return submitText(link, {
      number: Buffer.isBuffer(ticket.number) ? openNumber(keyring, ticket.number, ticket) : ticket.number,
      sender: ticket.sender,
      text: ticket.body.replace('{code}', this.codeOf(ticket)),
      reference: this.reference,
      expiresAtMs: ticket.expiresAtMs,
      onWrite: () => {
        if (ticket.acceptedAt !== undefined) metrics.acceptToWire((performance.now() - ticket.acceptedAt) / 1_000);
      },
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

  private settle(ticket: Ticket, outcome: SubmissionOutcome, startedAt: number): void {
    const plan = this.options.links.plan(ticket);
    const step = nextStep(outcome, ticket.attempt, hasAlternative(plan, ticket.past, ticket.carrierId));
    this.options.metrics.submit(ticket.carrierId, outcome.kind);
    this.options.log({
      event: 'dispatch',
      application: ticket.applicationId,
      message: ticket.messageId,
      carrier: ticket.carrierId,
      attempt: ticket.attempt,
      outcome: step.outcome,
      reason: step.reason,
      ms: Math.round(performance.now() - startedAt),
    });
    this.options.results.add({
      messageId: ticket.messageId,
      fence: ticket.fence,
      attempt: ticket.attempt,
      carrierId: ticket.carrierId,
      smscMessageIds: outcome.kind === 'submitted' ? outcome.smscMessageIds : [],
      ...step,
    });
  }
}
