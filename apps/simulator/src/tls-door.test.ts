import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { TlsTerms } from './tls-door.js';
import { bindPdu, RawPeer } from './test/raw-peer.js';
import { start, type Running } from './test/running.js';

async function open(settings: object = {}): Promise<{ simulator: Running; terms: TlsTerms }> {
  const simulator = await start();
  const { status, body } = await simulator.call('PUT', '/tls', settings);
  expect(status, JSON.stringify(body)).toBe(200);
  return { simulator, terms: body as unknown as TlsTerms };
}

/** A client that trusts the carrier's authority and knows it as localhost. */
async function connected({ port, ca }: TlsTerms, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port, ca, servername: 'localhost', ...options });
  await once(socket, 'secureConnect');
  return socket;
}

/** The peer's answer to a bind over TLS, or nothing when the connection ended. */
async function answerTo(socket: TLSSocket): Promise<string> {
  const peer = new RawPeer(socket);
  peer.write(bindPdu());
  await Promise.race([peer.received(16), peer.closed()]);
  return peer.unread.slice(0, 24);
}

const BOUND = '0000001e' + '80000009' + '00000000';

describe('the TLS port', () => {
  test('shows a certificate of its authority for localhost, carrier.test and loopback, and serves SMPP behind it', async () => {
    const { simulator, terms } = await open();
    const socket = await connected(terms);
    expect([socket.getProtocol(), socket.authorized]).toEqual(['TLSv1.3', true]);
    expect(await answerTo(socket)).toBe(BOUND);
    expect((await simulator.call('GET', '/state')).body.sessions).toMatchObject([
      { tls: { protocol: 'TLSv1.3', server_name: 'localhost', has_client_certificate: false } },
    ]);
    const certificate = new X509Certificate(socket.getPeerX509Certificate()!.raw);
    expect(certificate.checkHost('carrier.test')).toBe('carrier.test');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.verify(new X509Certificate(terms.ca).publicKey)).toBe(true);
    expect(new X509Certificate(terms.ca).ca).toBe(true);
    socket.destroy();
  });

  test.each([
    ['self_signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong_name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('shows a certificate that is %s: %s', async (certificate, code) => {
    const { terms } = await open({ certificate });
    await expect(connected(terms)).rejects.toMatchObject({ code });
  });

  test('shows one that another authority signed, to whom does not trust this one', async () => {
    const [{ terms }, { terms: other }] = [await open(), await open()];
    await expect(connected(terms, { ca: other.ca })).rejects.toMatchObject({
      code: expect.stringMatching(/SIGNATURE|ISSUER|LEAF/),
    });
  });

  test('demands a client certificate: its own is taken, none is not', async () => {
    const { simulator, terms } = await open({ client_certificate: 'demanded' });
    const socket = await connected(terms, { cert: terms.client.certificate, key: terms.client.key });
    expect(await answerTo(socket)).toBe(BOUND);
    const { sessions } = (await simulator.call('GET', '/state')).body;
    expect(sessions).toMatchObject([{ tls: { has_client_certificate: true } }]);
    socket.destroy();
    const stranger = await connected(terms);
    stranger.on('error', () => stranger.destroy());
    expect(await answerTo(stranger)).toBe('');
  });

  test('demands a server name', async () => {
    const { terms } = await open({ server_name: 'demanded' });
    const named = await connected(terms);
    expect(await answerTo(named)).toBe(BOUND);
    named.destroy();
    const nameless = await connected(terms, { servername: '' });
    nameless.on('error', () => nameless.destroy());
    expect(await answerTo(nameless)).toBe('');
  });

  test('speaks TLS 1.1 at most, which a client of today refuses', async () => {
    const { terms } = await open({ highest_version: '1.1' });
    await expect(connected(terms)).rejects.toThrow();
    const old = await connected(terms, { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    expect(old.getProtocol()).toBe('TLSv1.1');
    old.destroy();
  });

  test('changes what it shows for the next connection, on the same port', async () => {
    const { simulator, terms } = await open({ certificate: 'expired' });
    const { body } = await simulator.call('PUT', '/tls', {});
    expect(body).toMatchObject({ port: terms.port, ca: terms.ca, certificate: 'good' });
    (await connected(terms)).destroy();
  });

  test('speaks no plain SMPP, and the plain port no TLS', async () => {
    const { simulator, terms } = await open();
    const plain = await RawPeer.connect(terms.port);
    plain.write(bindPdu());
    await plain.closed();
    await expect(connected({ ...terms, port: simulator.smppPort })).rejects.toThrow();
  });
});
