import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CarrierTls } from '@codewire/contracts';

/** The field that makes TLS settings unusable, as requests name it. */
export type TlsField = 'settings.tls.ca' | 'settings.tls.certificate' | 'tls_key';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Which field is wrong: authorities and certificates must be PEM that can be read, and the client's key must be there,
 * without a passphrase, and belong to its certificate. Undefined when a link can use them.
 */
export function findTlsFault(tls: CarrierTls | null, key: string | null): TlsField | undefined {
  if (tls !== null && tls.ca !== null && readCertificates(tls.ca) === undefined) return 'settings.tls.ca';
  const privateKey = key === null ? undefined : attempt(() => createPrivateKey(key));
  if (key !== null && privateKey === undefined) return 'tls_key';
  // Without TLS a key only waits for the certificate that it will be used with.
  if (tls === null) return undefined;
  if (tls.certificate === null) return privateKey === undefined ? undefined : 'settings.tls.certificate';
  const [own] = readCertificates(tls.certificate) ?? [];
  if (own === undefined) return 'settings.tls.certificate';
  return privateKey !== undefined && own.checkPrivateKey(privateKey) ? undefined : 'tls_key';
}

/** Of each certificate the SHA-256: what the audit keeps instead of pages of Base64. */
export function fingerprintsOf(pem: string | null): string[] | null {
  return pem === null ? null : (readCertificates(pem) ?? []).map(({ fingerprint256 }) => fingerprint256);
}

/** Undefined when there is none, or one that cannot be read. */
function readCertificates(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(CERTIFICATE) ?? [];
  if (blocks.length === 0) return undefined;
  return attempt(() => blocks.map((block) => new X509Certificate(block)));
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
