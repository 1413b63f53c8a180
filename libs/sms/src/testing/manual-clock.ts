import type { LinkClock } from '../smpp/link.types.js';

/** A clock that stands still until a test moves it. */
export class ManualClock implements LinkClock {
  #now = Date.UTC(2026, 0, 1);
  readonly #timers = new Set<{ at: number; run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): { cancel: () => void } {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Timers not yet run nor cancelled. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Runs what falls due, in order of time. What a timer waits for from a socket has not happened yet afterwards. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}
