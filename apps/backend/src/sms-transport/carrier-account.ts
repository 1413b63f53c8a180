import type { LinkTls, ProbeOptions } from '@codewire/sms';
import type { Keyring } from '../platform/keyring.js';
import { openPassword, openTlsKey, type Carrier } from './carrier.store.js';

/**
 * What a check needs of a carrier, its secrets in clear: made for one check, kept nowhere. Undefined when this keyring
 * opens them not. Of a pair of binds the one that submits is tried.
 */
export function accountOf(keyring: Keyring, carrier: Carrier): ProbeOptions | undefined {
  const password = openPassword(keyring, carrier);
  const tls = tlsOf(keyring, carrier);
  if (password === undefined || tls === undefined) return undefined;
  const { host, port, systemId, systemType, settings } = carrier;
  const direction = settings.bind_mode === 'transceiver' ? 'transceiver' : 'transmitter';
  return { host, port, systemId, systemType, password, direction, ...(tls !== null && { tls }) };
}

/** How a link is to secure its connection; null: not at all, undefined: the private key cannot be opened. */
export function tlsOf(keyring: Keyring, carrier: Carrier): LinkTls | null | undefined {
  const { tls } = carrier.settings;
  if (tls === null) return null;
  const key = openTlsKey(keyring, carrier);
  if (key === undefined) return undefined;
  return {
    ...(tls.server_name !== null && { serverName: tls.server_name }),
    ...(tls.ca !== null && { ca: tls.ca }),
    ...(tls.pin !== null && { pin: tls.pin }),
    ...(tls.certificate !== null && { certificate: tls.certificate }),
    ...(tls.certificate !== null && key !== null && { key }),
  };
}
