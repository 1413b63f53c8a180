import type { Clock } from '../platform/clock.js';
import type { ApiKeyStore } from './api-key.store.js';

const FLUSH_MS = 10_000;

/**
 * Counts reveals and last use per key in memory and writes them every ten seconds: one row that every request of an
 * application would update would make all of them wait for each other.
 */
export class KeyUsage {
  private readonly uses = new Map<string, { usedAt: Date; reveals: number }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: ApiKeyStore,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  note(keyId: string, reveals: 0 | 1): void {
    const use = this.uses.get(keyId);
    this.uses.set(keyId, { usedAt: this.clock.now(), reveals: (use?.reveals ?? 0) + reveals });
  }

  private async flush(): Promise<void> {
    if (this.uses.size === 0) return;
    const uses = [...this.uses].map(([keyId, use]) => ({ keyId, ...use }));
    this.uses.clear();
    try {
      await this.store.recordUse(uses);
    } catch (error) {
      this.onError(error);
    }
  }
}
