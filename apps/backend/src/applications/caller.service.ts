import { timingSafeEqual } from 'node:crypto';
import type { Notifications } from '../database/notifications.js';
import { hashKey, readKeyId } from './api-key.js';
import type { Application, ApplicationStore, StoredKey } from './application.store.js';

/** Who a request on /v1 comes from. */
export interface Caller {
  readonly keyId: string;
  readonly application: Application;
  readonly mayReveal: boolean;
}

const CACHE_MS = 5_000;
const MISS_CACHE_MS = 1_000;
const CACHE_SIZE = 10_000;
const NOBODY = Buffer.alloc(32);

interface Cached {
  readonly key: StoredKey | undefined;
  /** By the monotonic clock: no step of the wall clock keeps a revoked key alive. */
  readonly until: number;
}

/**
 * Knows callers by their keys. Keys are kept for seconds; a revocation reaches every node by notification, and while
 * that connection is lost each request asks the table.
 */
export class CallerService {
  private readonly cache = new Map<string, Cached>();
  /** Grows with every revocation, so that a look-up that was under way does not put an old answer back. */
  private epoch = 0;

  constructor(
    private readonly store: ApplicationStore,
    private readonly notifications: Notifications,
  ) {
    notifications.on('codewire_api_keys', (keyId) => {
      this.epoch += 1;
      if (keyId === '') this.cache.clear();
      else this.cache.delete(keyId);
    });
  }

  /** Undefined for a key that is malformed, unknown, revoked or expired: the caller is not told which. */
  async identify(key: string): Promise<Caller | undefined> {
    const keyId = readKeyId(key);
    if (keyId === undefined) return undefined;
    const stored = await this.find(keyId);
    const matches = timingSafeEqual(hashKey(key), stored?.secretHash ?? NOBODY);
    if (stored === undefined || !matches) return undefined;
    return { keyId: stored.id, application: stored.application, mayReveal: stored.scopes.includes('reveal') };
  }

  private async find(keyId: string): Promise<StoredKey | undefined> {
    const now = performance.now();
    const cached = this.notifications.isListening ? this.cache.get(keyId) : undefined;
    if (cached !== undefined && cached.until > now) return cached.key;
    const epoch = this.epoch;
    const key = await this.store.findKey(keyId);
    if (epoch !== this.epoch) return key;
    if (this.cache.size >= CACHE_SIZE) this.cache.clear();
    this.cache.set(keyId, { key, until: now + (key === undefined ? MISS_CACHE_MS : CACHE_MS) });
    return key;
  }
}
