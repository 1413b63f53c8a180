import type { LinkClock } from './link.types.js';

/** Those who wait until nothing is outstanding any more. */
export class Drain {
  readonly #waiters = new Set<() => void>();

  constructor(
    private readonly clock: LinkClock,
    private readonly isDrained: () => boolean,
  ) {}

  /** Resolves once nothing is outstanding, at the latest after ms. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiters.delete(done);
        timer.cancel();
        resolve();
      };
      const timer = this.clock.after(ms, done);
      this.#waiters.add(done);
      this.check();
    });
  }

  check(): void {
    if (this.isDrained()) for (const done of this.#waiters) done();
  }
}
