import { generateKeyPairSync } from 'node:crypto';
import { CarrierTls } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { CERTIFICATE, PRIVATE_KEY } from '../test/certificates.js';
import { findTlsFault, fingerprintsOf } from './carrier-tls.js';

const tls = (change: Partial<CarrierTls> = {}) => CarrierTls.parse(change);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const OTHER_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const LOCKED_KEY = privateKey.export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'x',
}) as string;
const CUT = CERTIFICATE.replace(/\n.{60}/, '\n');

test.each<[string, CarrierTls | null, string | null]>([
  ['no TLS', null, null],
  ['no TLS and a key that waits', null, PRIVATE_KEY],
  ['the usual authorities', tls(), null],
  ['authorities of its own, two in one text', tls({ ca: `first\n${CERTIFICATE}\nsecond\n${CERTIFICATE}` }), null],
  ['a certificate with its key', tls({ certificate: CERTIFICATE }), PRIVATE_KEY],
])('%s can be used', (_what, settings, key) => {
  expect(findTlsFault(settings, key)).toBeUndefined();
});

test.each<[string, CarrierTls | null, string | null, string]>([
  ['an authority that is none', tls({ ca: 'the usual' }), null, 'settings.tls.ca'],
  ['an authority that is cut', tls({ ca: CUT }), null, 'settings.tls.ca'],
  ['one authority of two that is cut', tls({ ca: CERTIFICATE + CUT }), null, 'settings.tls.ca'],
  ['a key in place of an authority', tls({ ca: PRIVATE_KEY }), null, 'settings.tls.ca'],
  ['a certificate that is none', tls({ certificate: PRIVATE_KEY }), PRIVATE_KEY, 'settings.tls.certificate'],
  ['a certificate that is cut', tls({ certificate: CUT }), PRIVATE_KEY, 'settings.tls.certificate'],
  ['a key without a certificate', tls(), PRIVATE_KEY, 'settings.tls.certificate'],
  ['a certificate without a key', tls({ certificate: CERTIFICATE }), null, 'tls_key'],
  ['a key of another certificate', tls({ certificate: CERTIFICATE }), OTHER_KEY, 'tls_key'],
  ['a key under a passphrase', tls({ certificate: CERTIFICATE }), LOCKED_KEY, 'tls_key'],
  ['a key that is none', null, 'secret', 'tls_key'],
])('%s is named', (_what, settings, key, field) => {
  expect(findTlsFault(settings, key)).toBe(field);
});

test('certificates are told by their fingerprints', () => {
  expect(fingerprintsOf(CERTIFICATE)).toEqual([expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)]);
  expect(fingerprintsOf(null)).toBeNull();
});
