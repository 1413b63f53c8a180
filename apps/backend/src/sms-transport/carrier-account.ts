import type { ProbeOptions } from '@codewire/sms';
import type { Keyring } from '../platform/keyring.js';
import type { Carrier } from './carrier.store.js';
import { directionsOf, linkOptionsOf, openAccount } from './link-account.js';

/**
 * What a check needs of a carrier, its secrets in clear: made for one check, kept nowhere. Undefined when this keyring
 * does not open them. Of a pair of binds the one that submits is tried.
 */
export function accountOf(keyring: Keyring, carrier: Carrier): ProbeOptions | undefined {
  const opened = openAccount(keyring, carrier);
  const [direction = 'transceiver'] = directionsOf(carrier);
  if (opened === undefined) return undefined;
  const { host, port, systemId, password, systemType = '', tls } = linkOptionsOf(opened, direction);
  return { host, port, systemId, systemType, password, direction, ...(tls !== undefined && { tls }) };
}
