import type { LinkClock, TimerHandle } from './link.types.js';
import { COMMAND, RESPONSE_BIT, type PduHeader } from './pdu.js';

export type Answer =
  { kind: 'response'; commandStatus: number; isNack: boolean; pdu: Buffer } | { kind: 'timeout' } | { kind: 'closed' };

interface Pending {
  commandId: number;
  timer: TimerHandle;
  settle: (answer: Answer) => void;
}

const LAST_SEQUENCE = 0x7fffffff;

/** Our requests that await an answer, by our sequence numbers; the peer's own numbers never meet them. */
export class PendingRequests {
  readonly #bySequence = new Map<number, Pending>();
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
    } while (this.#bySequence.has(this.#lastSequence));
    return this.#lastSequence;
  }

  /** Settles exactly once: with the answer, after timeoutMs, or at close. */
  add(sequence: number, request: { commandId: number; timeoutMs: number; settle: Pending['settle'] }): void {
    // An answer that waits in the socket while this process was busy is read before the verdict falls.
    const timer = this.clock.after(request.timeoutMs, () => setImmediate(() => this.#expire(sequence, pending)));
    const pending: Pending = { commandId: request.commandId, timer, settle: request.settle };
    this.#bySequence.set(sequence, pending);
  }

  /** Hands an answer to its request. The command must fit: some peers mix up the numbers of the two directions. */
  answer(header: PduHeader, pdu: Buffer): 'matched' | 'unmatched_response' | 'mismatched_response' {
    const pending = this.#bySequence.get(header.sequence);
    if (!pending) return 'unmatched_response';
    const isNack = header.commandId === COMMAND.generic_nack;
    if (!isNack && header.commandId !== pending.commandId + RESPONSE_BIT) return 'mismatched_response';
    this.#settle(header.sequence, pending, {
      kind: 'response',
      commandStatus: header.commandStatus,
      isNack,
      pdu,
    });
    return 'matched';
  }

  close(): void {
    for (const [sequence, pending] of this.#bySequence) this.#settle(sequence, pending, { kind: 'closed' });
  }

  #expire(sequence: number, pending: Pending): void {
    if (this.#bySequence.get(sequence) === pending) this.#settle(sequence, pending, { kind: 'timeout' });
  }

  #settle(sequence: number, pending: Pending, answer: Answer): void {
    this.#bySequence.delete(sequence);
    pending.timer.cancel();
    pending.settle(answer);
  }
}
