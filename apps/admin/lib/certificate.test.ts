import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { readCertificates } from './certificate';
import { CERTIFICATE } from './sample-certificate';

test('the name and the end are those that OpenSSL reads', () => {
  const theirs = new X509Certificate(CERTIFICATE);
  const [ours] = readCertificates(CERTIFICATE);
  expect(ours?.until).toEqual(new Date(theirs.validTo));
  expect(theirs.subject).toContain(`CN=${ours?.name}`);
});

test('of several each is read, whatever stands between them', () => {
  expect(readCertificates(`a chain\n${CERTIFICATE}\nand\n${CERTIFICATE}`)).toHaveLength(2);
});

test.each([
  ['nothing', ''],
  ['no certificate', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
  ['a part of one', `-----BEGIN CERTIFICATE-----\n${CERTIFICATE.split('\n')[1]}\n-----END CERTIFICATE-----`],
  ['no Base64', '-----BEGIN CERTIFICATE-----\n=A=\n-----END CERTIFICATE-----'],
])('%s is none', (_, pem) => {
  expect(readCertificates(pem)).toEqual([]);
});
