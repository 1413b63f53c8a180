import type { LinkDirection, LinkOptions, LinkTls } from '@codewire/sms';
import type { Keyring } from '../platform/keyring.js';
import { openPassword, openTlsKey, type Carrier } from './carrier.store.js';
import { linkStyleOf, statusActionsOf } from './link-style.js';

/** A carrier with what this node's keyring opens of it. The secrets are in here and in its links, and nowhere else. */
export interface LinkAccount {
  readonly carrier: Carrier;
  readonly password: string;
  readonly tlsKey: string | null;
}

/** Undefined when a secret was sealed under a key that this node does not have: another node may have it. */
export function openAccount(keyring: Keyring, carrier: Carrier): LinkAccount | undefined {
  const password = openPassword(keyring, carrier);
  const tlsKey = openTlsKey(keyring, carrier);
  return password === undefined || tlsKey === undefined ? undefined : { carrier, password, tlsKey };
}

/** The links of one of its binds. */
export function directionsOf({ settings }: Pick<Carrier, 'settings'>): readonly LinkDirection[] {
  return settings.bind_mode === 'transceiver' ? ['transceiver'] : ['transmitter', 'receiver'];
}

const SHORTEST_MUTE_MS = 3_000;

/** What one bind may write of the segments that the carrier takes in a second. */
export function bindRate({ tps, binds }: Pick<Carrier, 'tps' | 'binds'>): number | null {
  return tps === null ? null : tps / binds;
}

export function linkOptionsOf({ carrier, password, tlsKey }: LinkAccount, direction: LinkDirection): LinkOptions {
  const { host, port, systemId, systemType, windowSize, settings } = carrier;
  return {
    host,
    port,
    systemId,
    systemType,
    password,
    direction,
    tls: tlsOf(settings, tlsKey),
    windowSize,
    segmentsPerSecond: bindRate(carrier),
    style: linkStyleOf(carrier),
    statusActions: statusActionsOf(carrier),
    connectTimeoutMs: settings.connect_timeout_ms,
    responseTimeoutMs: settings.response_timeout_ms,
    // A carrier that is given long to answer is not mute for being slow.
    muteAfterMs: Math.max(SHORTEST_MUTE_MS, Math.round(settings.response_timeout_ms / 3)),
    enquireLinkMs: settings.enquire_link_ms,
  };
}

function tlsOf({ tls }: Carrier['settings'], key: string | null): LinkTls | undefined {
  if (tls === null) return undefined;
  return {
    ...(tls.server_name !== null && { serverName: tls.server_name }),
    ...(tls.ca !== null && { ca: tls.ca }),
    ...(tls.pin !== null && { pin: tls.pin }),
    ...(tls.certificate !== null && { certificate: tls.certificate }),
    ...(key !== null && { key }),
  };
}
