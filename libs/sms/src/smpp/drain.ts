import type { LinkClock, TimerHandle } from './link.types.js';

interface Waiter {
  readonly resolve: () => void;
  endsAt: number;
  timer: TimerHandle;
}

/** Those who wait until nothing is outstanding any more. */
export class Drain {
  readonly #waiters = new Set<Waiter>();

  constructor(
    private readonly clock: LinkClock,
    private readonly isDrained: () => boolean,
  ) {}

  /** Resolves once nothing is outstanding, at the latest after ms. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        resolve,
        endsAt: this.clock.now() + ms,
        timer: this.clock.after(ms, () => this.#end(waiter)),
      };
      this.#waiters.add(waiter);
      this.check();
    });
  }

  /** Whoever waits now waits for at most ms more. */
  shorten(ms: number): void {
    const endsAt = this.clock.now() + ms;
    for (const waiter of this.#waiters) {
      if (waiter.endsAt <= endsAt) continue;
      waiter.timer.cancel();
      waiter.endsAt = endsAt;
      waiter.timer = this.clock.after(ms, () => this.#end(waiter));
    }
  }

  check(): void {
    if (this.isDrained()) for (const waiter of this.#waiters) this.#end(waiter);
  }

  #end(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    waiter.timer.cancel();
    waiter.resolve();
  }
}
