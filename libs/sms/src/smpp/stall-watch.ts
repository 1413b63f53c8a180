import type { LinkClock, TimerHandle } from './link.types.js';

/** Notices a PDU that began and never ends, also one whose octets come singly: nothing behind it would ever be read. */
export class StallWatch {
  #since: number | undefined;
  #timer: TimerHandle | undefined;

  constructor(
    private readonly afterMs: number,
    private readonly clock: LinkClock,
    private readonly onStalled: () => void,
  ) {}

  /** After each chunk: whether it left a PDU incomplete, and whether it ended one. */
  read({ isPartial, hasEnded }: { isPartial: boolean; hasEnded: boolean }): void {
    if (!isPartial) this.#since = undefined;
    else if (hasEnded || this.#since === undefined) this.#since = this.clock.now();
    if (isPartial && !this.#timer) this.#wait(this.afterMs);
  }

  stop(): void {
    this.#since = undefined;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #wait(ms: number): void {
    // The rest may be waiting in the socket while this process was busy: it is read before the verdict falls.
    const timer = this.clock.after(ms, () => setImmediate(() => this.#timer === timer && this.#look()));
    this.#timer = timer;
  }

  #look(): void {
    this.#timer = undefined;
    if (this.#since === undefined) return;
    const leftMs = this.#since + this.afterMs - this.clock.now();
    if (leftMs > 0) this.#wait(leftMs);
    else this.onStalled();
  }
}
