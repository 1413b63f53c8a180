import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import * as asn from './der.js';

export interface Certificate {
  /** Both in PEM. */
  certificate: string;
  key: string;
}

/** What the simulated carrier's TLS side can show. Made anew for each run, so that no private key lies anywhere. */
export interface CertificateSet {
  ca: string;
  good: Certificate;
  self_signed: Certificate;
  expired: Certificate;
  wrong_name: Certificate;
  /** For the peer, where the carrier demands one. */
  client: Certificate;
}

interface Wish {
  name: string;
  issuer: Issuer | null;
  dnsNames?: string[];
  isAuthority?: true;
  lastYear?: number;
}

interface Issuer {
  name: string;
  key: KeyObject;
}

const ECDSA_WITH_SHA256 = asn.sequence(asn.objectId('1.2.840.10045.4.3.2'));
const FIRST_YEAR = 2020;
const LAST_YEAR = 2099;
const LOOPBACK = Buffer.of(127, 0, 0, 1);

export function createCertificates(): CertificateSet {
  const ca = issue({ name: 'Codewire simulated authority', issuer: null, isAuthority: true });
  const issuer = { name: 'Codewire simulated authority', key: ca.keyObject };
  const [name, dnsNames] = ['localhost', ['localhost', 'carrier.test']];
  return {
    ca: ca.certificate,
    good: issue({ name, issuer, dnsNames }),
    self_signed: issue({ name, issuer: null, dnsNames }),
    expired: issue({ name, issuer, dnsNames, lastYear: 2021 }),
    wrong_name: issue({ name: 'other.example', issuer, dnsNames: ['other.example'] }),
    client: issue({ name: 'codewire', issuer }),
  };
}

/** An X.509 v3 certificate (RFC 5280 4.1) on a fresh P-256 key; without an issuer it is signed with that key. */
function issue({
  name,
  issuer,
  dnsNames,
  isAuthority,
  lastYear = LAST_YEAR,
}: Wish): Certificate & { keyObject: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const content = asn.sequence(
    asn.explicit(0, asn.integer(Buffer.of(2))),
    asn.integer(Buffer.concat([Buffer.of(0x01), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer?.name ?? name),
    asn.sequence(asn.time(FIRST_YEAR), asn.time(lastYear)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    asn.explicit(3, asn.sequence(...(isAuthority ? [AUTHORITY] : []), ...(dnsNames ? [alternatives(dnsNames)] : []))),
  );
  const signature = sign('sha256', content, issuer?.key ?? privateKey);
  const whole = asn.sequence(content, ECDSA_WITH_SHA256, asn.bitString(signature));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    keyObject: privateKey,
  };
}

function nameOf(commonName: string): Buffer {
  return asn.sequence(asn.set(asn.sequence(asn.objectId('2.5.4.3'), asn.utf8(commonName))));
}

/** RFC 5280 4.2.1.9: basicConstraints, critical, cA. */
const AUTHORITY = asn.sequence(asn.objectId('2.5.29.19'), asn.TRUE, asn.octetString(asn.sequence(asn.TRUE)));

/** RFC 5280 4.2.1.6: subjectAltName. The loopback address goes with localhost only. */
function alternatives(dnsNames: string[]): Buffer {
  const names = dnsNames.map((name) => asn.implicit(2, Buffer.from(name)));
  const addresses = dnsNames.includes('localhost') ? [asn.implicit(7, LOOPBACK)] : [];
  return asn.sequence(asn.objectId('2.5.29.17'), asn.octetString(asn.sequence(...names, ...addresses)));
}
