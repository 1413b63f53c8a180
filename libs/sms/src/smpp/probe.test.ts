import { expect, onTestFinished, test, vi } from 'vitest';
import { AUTHORITY, EXPIRED, SERVER, SERVER_PIN } from '../testing/certificates.js';
import { ManualClock } from '../testing/manual-clock.js';
import { BIND_RESP, RawSmsc } from '../testing/raw-smsc.js';
import { startTlsSmsc } from '../testing/tls-smsc.js';
import { until } from '../testing/until.js';
import { probeCarrier } from './probe.js';
import type { ProbeOptions, ProbeResult } from './probe.types.js';

const ENQUIRE_RESP = '00000010 80000015 00000000 00000002';
const UNBIND_RESP = '00000010 80000006 00000000 00000003';

async function startSmsc(): Promise<RawSmsc> {
  const smsc = await RawSmsc.listen();
  onTestFinished(() => smsc.close());
  return smsc;
}

function startProbe(options: Partial<ProbeOptions> & { port: number }) {
  const clock = new ManualClock();
  const results: ProbeResult[] = [];
  const isWell = probeCarrier(
    { host: '127.0.0.1', systemId: 'codewire', password: 'secret', ...options },
    (result) => results.push(result),
    clock,
  );
  return { clock, results, isWell, steps: () => results.map(({ step, kind }) => `${step} ${kind}`) };
}

const causeOf = (results: ProbeResult[]) => {
  const last = results.at(-1);
  return last?.kind === 'failed' ? last.cause : undefined;
};

test('an account that works is connected, bound, asked, unbound and closed, each step with its milliseconds', async () => {
  const smsc = await startSmsc();
  const { clock, results, isWell } = startProbe({ port: smsc.port });
  const peer = await smsc.peer();
  expect(await peer.take()).toBe('00000025000000090000000000000001636f646577697265007365637265740000340000' + '00');
  clock.advance(30);
  peer.send(BIND_RESP);
  expect(await peer.take()).toBe('00000010000000150000000000000002');
  clock.advance(40);
  peer.send(ENQUIRE_RESP);
  expect(await peer.take()).toBe('00000010000000060000000000000003');
  clock.advance(50);
  peer.send(UNBIND_RESP);
  expect(await isWell).toBe(true);
  expect(results).toEqual([
    { step: 'dns', ms: 0, kind: 'done', detail: '127.0.0.1' },
    { step: 'tcp', ms: 0, kind: 'done', detail: null },
    { step: 'bind', ms: 30, kind: 'done', detail: null },
    { step: 'enquire_link', ms: 40, kind: 'done', detail: null },
    { step: 'unbind', ms: 50, kind: 'done', detail: null },
  ]);
  await peer.closed();
  await until(() => clock.waiting === 0, 'a timer is left');
});

test.each([
  ['transmitter', '00000002', '80000002'],
  ['receiver', '00000001', '80000001'],
] as const)('it binds as the carrier is to be bound: %s', async (direction, command, response) => {
  const smsc = await startSmsc();
  const { isWell } = startProbe({ port: smsc.port, direction });
  const peer = await smsc.peer();
  expect((await peer.take()).slice(8, 16)).toBe(command);
  peer.send(`00000010 ${response} 00000000 00000001`, ENQUIRE_RESP, UNBIND_RESP);
  await peer.takeMany(1);
  peer.send(ENQUIRE_RESP);
  await peer.take();
  peer.send(UNBIND_RESP);
  expect(await isWell).toBe(true);
});

test('a name that is not known fails at dns', async () => {
  const { isWell, results } = startProbe({ host: 'nowhere.invalid', port: 2775 });
  expect(await isWell).toBe(false);
  expect(results).toEqual([
    { step: 'dns', ms: 0, kind: 'failed', cause: { kind: 'not_resolved', code: expect.stringMatching(/^E/) } },
  ]);
});

test('a port where nobody listens fails at tcp', async () => {
  const smsc = await startSmsc();
  const { port } = smsc;
  await smsc.close();
  const { isWell, results, steps } = startProbe({ port });
  expect(await isWell).toBe(false);
  expect(steps()).toEqual(['dns done', 'tcp failed']);
  expect(causeOf(results)).toEqual({ kind: 'not_connected', code: 'ECONNREFUSED' });
});

test('an address that nothing answers from fails at tcp, not at dns', async () => {
  // The connection stays on its way: the clock is moved before the socket is heard.
  const smsc = await startSmsc();
  const { isWell, results, steps, clock } = startProbe({ port: smsc.port, timeoutMs: 4_000 });
  clock.advance(4_000);
  expect(await isWell).toBe(false);
  expect(steps()).toEqual(['dns done', 'tcp failed']);
  expect(causeOf(results)).toEqual({ kind: 'timeout' });
});

test.each([
  ['refused', '00000010 80000009 0000000e 00000001', { kind: 'refused', commandStatus: 14, name: 'ESME_RINVPASWD' }],
  [
    'refused as unknown',
    '00000010 80000000 00000003 00000001',
    { kind: 'refused', commandStatus: 3, name: 'ESME_RINVCMDID' },
  ],
  ['a web server', '485454502f312e31203430300d0a', { kind: 'not_smpp' }],
  ['an unbind', '00000010 00000006 00000000 00000009', { kind: 'closed', code: null }],
])('a bind that fails says why: %s', async (_name, octets, cause) => {
  const smsc = await startSmsc();
  const { isWell, results, steps } = startProbe({ port: smsc.port });
  const peer = await smsc.peer();
  await peer.take();
  peer.send(octets);
  expect(await isWell).toBe(false);
  expect(steps()).toEqual(['dns done', 'tcp done', 'bind failed']);
  expect(causeOf(results)).toEqual(cause);
  await peer.closed();
});

test('a carrier that closes without a word is told from one that says nothing', async () => {
  const smsc = await startSmsc();
  const closed = startProbe({ port: smsc.port });
  (await smsc.peer()).socket.end();
  expect(await closed.isWell).toBe(false);
  expect(causeOf(closed.results)).toMatchObject({ kind: 'closed' });

  const silent = startProbe({ port: smsc.port, timeoutMs: 4_000 });
  await (await smsc.peer(2)).take();
  silent.clock.advance(4_000);
  expect(await silent.isWell).toBe(false);
  expect(silent.results.at(-1)).toEqual({ step: 'bind', ms: 4_000, kind: 'failed', cause: { kind: 'timeout' } });
});

test.each([
  ['enquire_link', [BIND_RESP]],
  ['unbind', [BIND_RESP, ENQUIRE_RESP]],
])('a carrier that falls silent is found at the step: %s', async (step, answers) => {
  const smsc = await startSmsc();
  const { isWell, results, clock } = startProbe({ port: smsc.port });
  const peer = await smsc.peer();
  for (const answer of answers) {
    await peer.take();
    peer.send(answer);
  }
  await peer.take();
  clock.advance(10_000);
  expect(await isWell).toBe(false);
  expect(results.at(-1)).toEqual({ step, ms: 10_000, kind: 'failed', cause: { kind: 'timeout' } });
});

test('a carrier that closes instead of answering the unbind is well', async () => {
  const smsc = await startSmsc();
  const { isWell, steps } = startProbe({ port: smsc.port });
  const peer = await smsc.peer();
  for (const answer of [BIND_RESP, ENQUIRE_RESP]) {
    await peer.take();
    peer.send(answer);
  }
  await peer.take();
  peer.socket.end();
  expect([await isWell, steps().at(-1)]).toEqual([true, 'unbind done']);
});

test('a receipt that comes meanwhile is refused for now, so that it comes again where it is kept', async () => {
  const smsc = await startSmsc();
  const { isWell } = startProbe({ port: smsc.port });
  const peer = await smsc.peer();
  await peer.take();
  // deliver_sm number 7 with "id:7b stat:EXPIRED" in the segment of the bind's answer, and data_sm number 8.
  peer.send(
    BIND_RESP,
    '00000035 00000005 00000000 00000007 00 00003100 00003200 04 0000 00 00 00 00 00 00 12 69643a376220737461743a45585049524544',
    '0000001c 00000103 00000000 00000008 00 00003100 00003200 04 0000',
  );
  const answers = await peer.takeMany(3);
  expect(answers.toSorted()).toEqual([
    '00000010000000150000000000000002',
    '0000001180000005000000640000000700',
    '0000001180000103000000640000000800',
  ]);
  peer.send(ENQUIRE_RESP, UNBIND_RESP);
  await peer.take();
  peer.send(UNBIND_RESP);
  expect(await isWell).toBe(true);
});

const TLS = { serverName: 'smsc.test', ca: AUTHORITY };

test('with TLS the handshake is a step of its own, with the version', async () => {
  const smsc = await startTlsSmsc({ cert: SERVER.certificate, key: SERVER.key });
  const { isWell, results } = startProbe({ port: smsc.port, tls: TLS });
  const peer = await smsc.peer();
  for (const answer of [BIND_RESP, ENQUIRE_RESP, UNBIND_RESP]) {
    await peer.take();
    peer.send(answer);
  }
  expect(await isWell).toBe(true);
  expect(results.map(({ step }) => step)).toEqual(['dns', 'tcp', 'tls', 'bind', 'enquire_link', 'unbind']);
  expect(results[2]).toMatchObject({ kind: 'done', detail: 'TLSv1.3' });
});

test.each([
  ['an expired certificate', EXPIRED, TLS, { kind: 'tls_failed', code: 'CERT_HAS_EXPIRED' }],
  [
    'another key than expected',
    SERVER,
    { ...TLS, pin: 'ab'.repeat(32) },
    { kind: 'tls_pin_mismatch', pin: SERVER_PIN },
  ],
])('TLS that fails says why: %s', async (_name, shown, tls, cause) => {
  const smsc = await startTlsSmsc({ cert: shown.certificate, key: shown.key });
  const { isWell, results, steps } = startProbe({ port: smsc.port, tls });
  expect(await isWell).toBe(false);
  expect(steps()).toEqual(['dns done', 'tcp done', 'tls failed']);
  expect(causeOf(results)).toEqual(cause);
});

test('a port that does not speak TLS fails at tls, in time', async () => {
  const smsc = await startSmsc();
  const { isWell, results, steps, clock } = startProbe({ port: smsc.port, tls: TLS });
  await smsc.peer();
  await until(() => steps().includes('tcp done'), 'not connected');
  clock.advance(10_000);
  expect(await isWell).toBe(false);
  expect(results.at(-1)).toMatchObject({ step: 'tls', cause: { kind: 'timeout' } });
});

test('a callback that throws ends the probe with its error and closes the connection', async () => {
  const smsc = await startSmsc();
  const onStep = vi.fn(() => {
    throw new Error('no');
  });
  const probe = { host: '127.0.0.1', port: smsc.port, systemId: 'codewire', password: 'secret' };
  await expect(probeCarrier(probe, onStep, new ManualClock())).rejects.toThrow('no');
  expect(onStep).toHaveBeenCalledTimes(1);
  await until(() => smsc.peers.every(({ isClosed }) => isClosed), 'still open');
});
