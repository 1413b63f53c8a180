import type { LinkClock, TimerHandle } from './link.types.js';

/**
 * Notices a peer that keeps the connection alive and answers no submit: submits are outstanding and none was answered
 * for so long. One slow answer among others makes nobody mute.
 */
export class MuteWatch {
  #isMute = false;
  #quietSince = 0;
  #timer: TimerHandle | undefined;

  constructor(
    private readonly afterMs: number,
    private readonly clock: LinkClock,
    private readonly events: { isAwaiting(): boolean; onMute(): void },
  ) {}

  get isMute(): boolean {
    return this.#isMute;
  }

  /** A submit was written; `isFirst` when no other was outstanding. */
  wrote(isFirst: boolean): void {
    if (!isFirst) return;
    this.#quietSince = this.clock.now();
    if (!this.#timer) this.#wait(this.afterMs);
  }

  answered(): void {
    this.#quietSince = this.clock.now();
    this.#isMute = false;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#isMute = false;
  }

  #wait(ms: number): void {
    // An answer that waits in the socket while this process was busy is read before the verdict falls.
    const timer = this.clock.after(ms, () => setImmediate(() => this.#timer === timer && this.#look()));
    this.#timer = timer;
  }

  #look(): void {
    this.#timer = undefined;
    if (!this.events.isAwaiting()) return;
    const leftMs = this.#quietSince + this.afterMs - this.clock.now();
    if (leftMs > 0) return this.#wait(leftMs);
    this.#wait(this.afterMs);
    if (this.#isMute) return;
    this.#isMute = true;
    this.events.onMute();
  }
}
