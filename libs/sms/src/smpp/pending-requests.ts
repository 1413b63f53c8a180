import type { LinkClock, TimerHandle } from './link.types.js';
import { COMMAND, RESPONSE_BIT, type PduHeader } from './pdu.js';

export type Answer =
  { kind: 'response'; commandStatus: number; isNack: boolean; pdu: Buffer } | { kind: 'timeout' } | { kind: 'closed' };

export type Response = Extract<Answer, { kind: 'response' }>;

export interface AwaitedAnswer {
  timeoutMs: number;
  settle: (answer: Answer) => void;
  /** For the trace: whose request it is. */
  subject?: string | undefined;
  /** Called at most once, after settle said timeout, when the answer comes within a minute all the same. */
  onLate?: ((response: Response) => void) | undefined;
}

interface Pending extends AwaitedAnswer {
  commandId: number;
  timer: TimerHandle;
}

interface Overdue {
  commandId: number;
  onLate: (response: Response) => void;
  subject: string | undefined;
  forgetAt: number;
}

export type Match = 'matched' | 'late_response' | 'unmatched_response' | 'mismatched_response';

const LAST_SEQUENCE = 0x7fffffff;
const LATE_MS = 60_000;

/** Our requests that await an answer, by our sequence numbers; the peer's own numbers never meet them. */
export class PendingRequests {
  readonly #bySequence = new Map<number, Pending>();
  /** Oldest first, so that those to forget are found at the front. */
  readonly #overdue = new Map<number, Overdue>();
  #lastSequence: number;

  constructor(
    private readonly clock: LinkClock,
    lastSequence = 0,
  ) {
    this.#lastSequence = lastSequence;
  }

  /** SMPP 3.4 5.1.4: 1 to 0x7FFFFFFF, then again from 1; a number still awaited is passed over. */
  nextSequence(): number {
    do {
      this.#lastSequence = this.#lastSequence >= LAST_SEQUENCE ? 1 : this.#lastSequence + 1;
    } while (this.#bySequence.has(this.#lastSequence) || this.#overdue.has(this.#lastSequence));
    return this.#lastSequence;
  }

  /** Settles exactly once: with the answer, after timeoutMs, or at close. */
  add(sequence: number, request: AwaitedAnswer & { commandId: number }): void {
    // An answer that waits in the socket while this process was busy is read before the verdict falls.
    const timer = this.clock.after(request.timeoutMs, () => setImmediate(() => this.#expire(sequence, pending)));
    const pending: Pending = { ...request, timer };
    this.#bySequence.set(sequence, pending);
  }

  /** Hands an answer to its request. The command must fit: some peers mix up the numbers of the two directions. */
  answer(header: PduHeader, pdu: Buffer): Match {
    const pending = this.#bySequence.get(header.sequence);
    const awaited = pending ?? this.#overdue.get(header.sequence);
    if (!awaited) return 'unmatched_response';
    const isNack = header.commandId === COMMAND.generic_nack;
    if (!isNack && header.commandId !== awaited.commandId + RESPONSE_BIT) return 'mismatched_response';
    const response = { kind: 'response', commandStatus: header.commandStatus, isNack, pdu } as const;
    if (pending) {
      this.#settle(header.sequence, pending, response);
      return 'matched';
    }
    this.#overdue.delete(header.sequence);
    awaited.onLate?.(response);
    return 'late_response';
  }

  /** Whose request a PDU answers; undefined for one that answers none, or one that says nothing of it. */
  subjectOf({ commandId, sequence }: PduHeader): string | undefined {
    if (commandId < RESPONSE_BIT) return undefined;
    return (this.#bySequence.get(sequence) ?? this.#overdue.get(sequence))?.subject;
  }

  close(): void {
    for (const [sequence, pending] of this.#bySequence) this.#settle(sequence, pending, { kind: 'closed' });
    this.#overdue.clear();
  }

  #expire(sequence: number, pending: Pending): void {
    if (this.#bySequence.get(sequence) !== pending) return;
    if (pending.onLate) this.#rememberOverdue(sequence, pending, pending.onLate);
    this.#settle(sequence, pending, { kind: 'timeout' });
  }

  #rememberOverdue(sequence: number, { commandId, subject }: Pending, onLate: Overdue['onLate']): void {
    const now = this.clock.now();
    for (const [older, { forgetAt }] of this.#overdue) {
      if (forgetAt > now) break;
      this.#overdue.delete(older);
    }
    this.#overdue.set(sequence, { commandId, onLate, subject, forgetAt: now + LATE_MS });
  }

  #settle(sequence: number, pending: Pending, answer: Answer): void {
    this.#bySequence.delete(sequence);
    pending.timer.cancel();
    pending.settle(answer);
  }
}
