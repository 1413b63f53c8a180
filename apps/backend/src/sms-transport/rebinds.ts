import { isDeepStrictEqual } from 'node:util';
import type { CarrierSettings } from '@codewire/contracts';
import type { Carrier } from './carrier.store.js';

/** What a bind does not know of: it is looked at by those who route, write results or read receipts. */
const NOT_OF_BINDS: readonly (keyof CarrierSettings)[] = ['unknown_outcome', 'receipt_within_seconds', 'receipt_ids'];

/**
 * The slots whose binds end by a change of their carrier: all of them when the link is made otherwise, and those beyond
 * what is permitted from then on. A name, a speed, a pause end none.
 */
export function rebindsOf(before: Carrier, after: Carrier): number[] {
  if (before.status === 'disabled') return [];
  const slots = Array.from({ length: before.binds }, (_, index) => index + 1);
  const endAll = after.status === 'disabled' || !isDeepStrictEqual(bindOf(before), bindOf(after));
  return endAll ? slots : slots.filter((slot) => slot > after.binds);
}

/** All that a link is made of, but for its pace, which it can be told while it runs. */
function bindOf({ settings, ...carrier }: Carrier) {
  const { host, port, systemId, systemType, passwordSealed, tlsKeySealed, windowSize } = carrier;
  const own = Object.entries(settings).filter(([name]) => !NOT_OF_BINDS.some((other) => other === name));
  return {
    host,
    port,
    systemId,
    systemType,
    windowSize,
    password: passwordSealed.toString('hex'),
    tlsKey: settings.tls === null ? null : (tlsKeySealed?.toString('hex') ?? null),
    settings: Object.fromEntries(own),
  };
}
