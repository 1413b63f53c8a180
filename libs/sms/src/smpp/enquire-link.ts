import type { Connection } from './connection.js';
import type { LinkClock, TimerHandle } from './link.types.js';
import { EMPTY } from './pdu.js';

export interface EnquireLinkOptions {
  everyMs: number;
  timeoutMs: number;
  misses: number;
}

/** Asks the peer for life at intervals. Any PDU read meanwhile counts as life: some peers answer late under load. */
export class EnquireLink {
  #misses = 0;
  #timer: TimerHandle | undefined;
  #isStopped = false;
  #rttMs: number | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly options: EnquireLinkOptions,
    private readonly clock: LinkClock,
    private readonly events: { onMissed(): void; onDead(): void },
  ) {
    this.#wait(options.everyMs);
  }

  /** From the last question that was answered to its answer. */
  get rttMs(): number | undefined {
    return this.#rttMs;
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  #wait(ms: number): void {
    this.#timer = this.clock.after(ms, () => this.#ask());
  }

  #ask(): void {
    const askedAt = this.clock.now();
    const pdusRead = this.connection.pdusRead;
    this.connection.request('enquire_link', EMPTY, {
      timeoutMs: this.options.timeoutMs,
      settle: (answer) => {
        if (this.#isStopped || answer.kind === 'closed') return;
        if (answer.kind === 'response') this.#rttMs = this.clock.now() - askedAt;
        if (answer.kind === 'response' || this.connection.pdusRead > pdusRead) this.#misses = 0;
        else this.#miss();
        if (!this.#isStopped) this.#wait(Math.max(0, askedAt + this.options.everyMs - this.clock.now()));
      },
    });
  }

  #miss(): void {
    this.#misses++;
    this.events.onMissed();
    if (this.#misses >= this.options.misses) this.events.onDead();
  }
}
