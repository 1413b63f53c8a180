import net from 'node:net';
import { expect, test, vi } from 'vitest';
import { AUTHORITY, CLIENT, EXPIRED, SERVER, SERVER_PIN } from '../testing/certificates.js';
import { startLink } from '../testing/link-fixture.js';
import { BIND_RESP, sequenceOf, submitResp } from '../testing/raw-smsc.js';
import { startTlsSmsc } from '../testing/tls-smsc.js';
import type { LinkTls } from './link.types.js';

const TRUSTED: LinkTls = { serverName: 'smsc.test', ca: AUTHORITY };
const SHOWN = { cert: SERVER.certificate, key: SERVER.key };

test('a link over TLS binds, submits and gets its answer; small writes leave at once there too', async () => {
  const setNoDelay = vi.spyOn(net.Socket.prototype, 'setNoDelay');
  const carrier = await startTlsSmsc(SHOWN);
  const { submit, waitForState, link } = await startLink({ port: carrier.port, tls: TRUSTED });
  const peer = await carrier.peer();
  expect(await peer.take()).toBe('00000025000000090000000000000001636f6465776972650073656372657400003400' + '0000');
  peer.send(BIND_RESP);
  await waitForState('bound');
  const outcome = submit();
  peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  expect(await outcome).toEqual({ kind: 'submitted', smscMessageId: 'a' });
  const ports = setNoDelay.mock.contexts
    .filter((_socket, index) => setNoDelay.mock.calls[index]?.[0] === true)
    .map((socket) => (socket as net.Socket).remotePort);
  setNoDelay.mockRestore();
  expect(ports).toContain(carrier.port);
  const stopped = link.stop();
  peer.send(`00000010 80000006 00000000 ${sequenceOf(await peer.take())}`);
  await stopped;
});

test.each([
  ['the name it is to have', 'localhost', TRUSTED, 'smsc.test'],
  ['its host', 'localhost', { ca: AUTHORITY }, 'localhost'],
  ['none, where the host is an address', '127.0.0.1', { ca: AUTHORITY }, ''],
])('the carrier is called by name before it shows a certificate: %s', async (_name, host, tls, asked) => {
  const names: string[] = [];
  const carrier = await startTlsSmsc({
    ...SHOWN,
    SNICallback: (name, answer) => {
      names.push(name);
      answer(null);
    },
  });
  const { waitForState } = await startLink({ host, port: carrier.port, tls });
  await waitForState(asked === 'smsc.test' ? 'binding' : 'down');
  expect(names).toEqual(asked === '' ? [] : [asked]);
});

test.each<[string, { cert: string; key: string }, LinkTls, string]>([
  ['an authority that nobody named', SHOWN, { serverName: 'smsc.test' }, 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['a certificate that is over', { cert: EXPIRED.certificate, key: EXPIRED.key }, TRUSTED, 'CERT_HAS_EXPIRED'],
  ['another name', SHOWN, { ...TRUSTED, serverName: 'other.test' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['an address where the certificate has a name', SHOWN, { ca: AUTHORITY }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [
    'a pin alone: it does not stand for the name',
    SHOWN,
    { ...TRUSTED, serverName: 'other.test', pin: SERVER_PIN },
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
])(
  'a carrier that cannot be believed gets no bind, and no second try in plain: %s',
  async (_name, shown, tls, code) => {
    const carrier = await startTlsSmsc(shown);
    const { waitForState, changes } = await startLink({ port: carrier.port, tls });
    await waitForState('down');
    expect(changes.map(({ state }) => state)).toEqual(['connecting', 'down']);
    expect(changes.at(-1)).toMatchObject({ reason: 'tls_failed', code, retryInMs: 1_000 });
  },
);

test('the next attempt after a failed handshake is TLS again', async () => {
  const { smsc, waitForState, changes, clock } = await startLink({ tls: TRUSTED });
  for (const nth of [1, 2]) {
    const peer = await smsc.peer(nth);
    // A web server's answer to a handshake: it speaks plain.
    peer.send('485454502f312e3120343030200d0a0d0a');
    await waitForState('down');
    expect(changes.at(-1)).toMatchObject({ reason: 'tls_failed', code: expect.stringMatching(/^ERR_SSL_/) });
    clock.advance(1_000);
  }
  expect(changes.map(({ state }) => state)).not.toContain('binding');
});

test('a carrier that closes in the handshake is told as such', async () => {
  const { smsc, waitForState, changes } = await startLink({ tls: TRUSTED });
  (await smsc.peer()).socket.end();
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ reason: 'tls_failed', code: 'ECONNRESET' });
});

test('a handshake that never ends is given up with the connection', async () => {
  const { smsc, waitForState, changes, clock } = await startLink({ tls: TRUSTED });
  const peer = await smsc.peer();
  clock.advance(10_000);
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ reason: 'connect_timeout' });
  await peer.closed();
});

test('a key that is the expected one passes, any other does not', async () => {
  const carrier = await startTlsSmsc(SHOWN);
  const right = await startLink({ port: carrier.port, tls: { ...TRUSTED, pin: SERVER_PIN } });
  await right.waitForState('binding');
  const wrong = await startLink({ port: carrier.port, tls: { ...TRUSTED, pin: '00'.repeat(32) } });
  await wrong.waitForState('down');
  expect(wrong.changes.map(({ state }) => state)).toEqual(['connecting', 'down']);
  expect(wrong.changes.at(-1)).toMatchObject({ reason: 'tls_pin_mismatch', code: SERVER_PIN });
});

test('a client’s certificate is shown where it is asked for', async () => {
  const carrier = await startTlsSmsc({ ...SHOWN, requestCert: true, rejectUnauthorized: true });
  const { waitForState } = await startLink({
    port: carrier.port,
    tls: { ...TRUSTED, certificate: CLIENT.certificate, key: CLIENT.key },
  });
  await carrier.peer();
  expect(carrier.clients).toEqual(['codewire']);
  await waitForState('binding');
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a missing client’s certificate is told as a fault of TLS: %s',
  async (version) => {
    const carrier = await startTlsSmsc({
      ...SHOWN,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: version,
      maxVersion: version,
    });
    const { waitForState, changes } = await startLink({ port: carrier.port, tls: TRUSTED });
    await waitForState('down');
    expect(changes.at(-1)).toMatchObject({ reason: 'tls_failed' });
  },
);

test.each(['TLSv1', 'TLSv1.1'] as const)('%s is too old', async (version) => {
  const carrier = await startTlsSmsc({
    ...SHOWN,
    minVersion: version,
    maxVersion: version,
    ciphers: 'DEFAULT:@SECLEVEL=0',
  });
  const { waitForState, changes } = await startLink({ port: carrier.port, tls: TRUSTED });
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ reason: 'tls_failed', code: expect.stringContaining('PROTOCOL_VERSION') });
});

test.each<[string, LinkTls]>([
  ['key', { ...TRUSTED, certificate: CLIENT.certificate, key: 'no key' }],
  ['certificate', { ...TRUSTED, certificate: 'no certificate', key: CLIENT.key }],
  ['pair', { ...TRUSTED, certificate: CLIENT.certificate, key: SERVER.key }],
])('settings that cannot be read are told and end no process: %s', async (_name, tls) => {
  const { waitForState, changes, smsc } = await startLink({ tls });
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({
    reason: 'tls_failed',
    code: expect.stringMatching(/^ERR_/),
    retryInMs: 1_000,
  });
  expect(JSON.stringify(changes)).not.toContain('PRIVATE');
  await (await smsc.peer()).closed();
});
