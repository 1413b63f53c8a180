import { timingSafeEqual } from 'node:crypto';
import type { KeyScope } from '@codewire/contracts';
import type { Notifications } from '../database/notifications.js';
import { AddressList } from './address-list.js';
import type { ApiKeyStore, StoredKey } from './api-key.store.js';
import { hashKey, readKeyId } from './api-key.js';
import type { Application } from './application.store.js';

/** Who a request on /v1 comes from. One object for all requests of a key while it is cached. */
export interface Caller {
  readonly keyId: string;
  readonly application: Application;
  readonly scopes: readonly KeyScope[];
  readonly mayReveal: boolean;
  /** From where it may call; undefined: from anywhere. */
  readonly addresses: AddressList | undefined;
}

const CACHE_MS = 5_000;
const MISS_CACHE_MS = 1_000;
const CACHE_SIZE = 10_000;
const NOBODY = Buffer.alloc(32);

interface Known {
  readonly secretHash: Buffer;
  readonly caller: Caller;
}

interface Cached {
  readonly known: Known | undefined;
  /** By the monotonic clock: no step of the wall clock keeps a revoked key alive. */
  readonly until: number;
}

/**
 * Knows callers by their keys. Keys are kept for seconds, and never beyond their expiry; a revocation reaches every node
 * by notification, and while that connection is lost each request asks the table.
 */
export class CallerService {
  private readonly cache = new Map<string, Cached>();
  /** Grows with every revocation, so that a look-up that was under way does not put an old answer back. */
  private epoch = 0;

  constructor(
    private readonly store: ApiKeyStore,
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
    const known = await this.find(keyId);
    const matches = timingSafeEqual(hashKey(key), known?.secretHash ?? NOBODY);
    return matches ? known?.caller : undefined;
  }

  private async find(keyId: string): Promise<Known | undefined> {
    const now = performance.now();
    const cached = this.notifications.isListening ? this.cache.get(keyId) : undefined;
    if (cached !== undefined && cached.until > now) return cached.known;
    const epoch = this.epoch;
    const key = await this.store.findKey(keyId);
    const known = key && toKnown(key);
    if (epoch !== this.epoch) return known;
    if (this.cache.size >= CACHE_SIZE) this.cache.clear();
    this.cache.set(keyId, { known, until: now + keepMs(key) });
    return known;
  }
}

/** Counted from before the question was asked, so that a key is asked for anew before the database says it is over. */
function keepMs(key: StoredKey | undefined): number {
  if (key === undefined) return MISS_CACHE_MS;
  return key.leftMs === null ? CACHE_MS : Math.min(CACHE_MS, key.leftMs);
}

function toKnown({ id, secretHash, scopes, addresses, application }: StoredKey): Known {
  const caller = {
    keyId: id,
    application,
    scopes,
    mayReveal: scopes.includes('reveal'),
    addresses: addresses.length === 0 ? undefined : new AddressList(addresses),
  };
  return { secretHash, caller };
}
