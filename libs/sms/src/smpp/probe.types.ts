import type { LinkDirection, LinkTls } from './link.types.js';

/** In this order; tls only where it was asked for. */
export type ProbeStep = 'dns' | 'tcp' | 'tls' | 'bind' | 'enquire_link' | 'unbind';

/** Why a step failed. Codes are those of the system or of OpenSSL, such as ENOTFOUND, ECONNREFUSED, CERT_HAS_EXPIRED. */
export type ProbeCause =
  | { kind: 'not_resolved'; code: string }
  | { kind: 'not_connected'; code: string }
  | { kind: 'tls_failed'; code: string }
  /** The key it has instead, SHA-256 of its SPKI in hexadecimal. */
  | { kind: 'tls_pin_mismatch'; pin: string }
  | { kind: 'refused'; commandStatus: number; name: string }
  /** A length that no PDU has: another service, or TLS where plain was expected. */
  | { kind: 'not_smpp' }
  /** The carrier ended the connection; with the code where it was torn down. */
  | { kind: 'closed'; code: string | null }
  | { kind: 'timeout' };

export type ProbeResult = { step: ProbeStep; ms: number } &
  /** The address that the name has, or the version of TLS; null with the other steps. */
  ({ kind: 'done'; detail: string | null } | { kind: 'failed'; cause: ProbeCause });

export interface ProbeOptions {
  host: string;
  port: number;
  systemId: string;
  password: string;
  systemType?: string;
  /** transceiver */
  direction?: LinkDirection;
  tls?: LinkTls | undefined;
  /** For each step; 10,000. */
  timeoutMs?: number;
}
