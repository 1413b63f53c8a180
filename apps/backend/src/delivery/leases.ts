import type { Queryable } from '../database/sql.js';
import { renewLeases } from './outbox.store.js';

interface Lease {
  readonly fence: number;
  /** performance.now(); as long as that is ahead no other sender takes the message. */
  validUntil: number;
}

export interface LeasesOptions {
  readonly sql: Queryable;
  readonly leaseMs: number;
  readonly renewMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Messages this node has handed to a link and not heard of: their leases are renewed until their results are written. A
 * lease that could not be renewed in time proves nothing any more; one that another sender has taken over is forgotten.
 */
export class Leases {
  private readonly held = new Map<string, Lease>();
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> | undefined;

  constructor(private readonly options: LeasesOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.renew().catch(this.options.onError), this.options.renewMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** `grantedAt` is performance.now() from before the statement that granted it: ours never ends after the database's. */
  hold(messageId: string, fence: number, grantedAt: number): void {
    this.held.set(messageId, { fence, validUntil: grantedAt + this.options.leaseMs });
  }

  isHeld(messageId: string, fence: number): boolean {
    const lease = this.held.get(messageId);
    return lease?.fence === fence && lease.validUntil > performance.now();
  }

  release(messageId: string, fence: number): void {
    if (this.held.get(messageId)?.fence === fence) this.held.delete(messageId);
  }

  /** True when a lease has run out unrenewed: others may take the message, and so must not this node. */
  get isOverdue(): boolean {
    const now = performance.now();
    for (const { validUntil } of this.held.values()) if (validUntil <= now) return true;
    return false;
  }

  /** Renews every lease that is not quite fresh; at most one such statement at a time. */
  renew(): Promise<void> {
    this.renewing ??= this.renewAll().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async renewAll(): Promise<void> {
    const { sql, leaseMs, renewMs } = this.options;
    const now = performance.now();
    const old = [...this.held].filter(([, { validUntil }]) => validUntil < now + leaseMs - renewMs / 2);
    if (old.length === 0) return;
    const renewed = new Set(
      await renewLeases(
        sql,
        old.map(([messageId, { fence }]) => ({ messageId, fence })),
        leaseMs,
      ),
    );
    for (const [messageId, lease] of old) {
      if (renewed.has(messageId)) lease.validUntil = now + leaseMs;
      else this.release(messageId, lease.fence);
    }
  }
}
