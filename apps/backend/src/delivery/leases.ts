import type { Queryable } from '../database/sql.js';
import { renewLeases } from './message.store.js';

interface Lease {
  readonly fence: number;
  readonly since: number;
}

export interface LeasesOptions {
  readonly sql: Queryable;
  readonly leaseMs: number;
  readonly renewMs: number;
  readonly onError: (error: unknown) => void;
}

/** Messages this node has handed to a link and not heard of: their leases are renewed until their results are written. */
export class Leases {
  private readonly held = new Map<string, Lease>();
  private timer: NodeJS.Timeout | undefined;
  private isRenewing = false;

  constructor(private readonly options: LeasesOptions) {}

  get size(): number {
    return this.held.size;
  }

  start(): void {
    this.timer = setInterval(() => void this.renew(), this.options.renewMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  hold(messageId: string, fence: number): void {
    this.held.set(messageId, { fence, since: performance.now() });
  }

  release(messageId: string, fence: number): void {
    if (this.held.get(messageId)?.fence === fence) this.held.delete(messageId);
  }

  private async renew(): Promise<void> {
    if (this.isRenewing) return;
    const old = performance.now() - this.options.renewMs / 2;
    const leases = [...this.held].filter(([, lease]) => lease.since < old);
    if (leases.length === 0) return;
    this.isRenewing = true;
    try {
      await renewLeases(
        this.options.sql,
        leases.map(([messageId, lease]) => ({ messageId, fence: lease.fence })),
        this.options.leaseMs,
      );
    } catch (error) {
      this.options.onError(error);
    } finally {
      this.isRenewing = false;
    }
  }
}
