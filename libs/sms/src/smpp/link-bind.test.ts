import net from 'node:net';
import { expect, test, vi } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { BIND_RESP } from '../testing/raw-smsc.js';
import { until } from '../testing/until.js';
import { SmppLink } from './link.js';

test('the bind is a transceiver bind of version 3.4 with the credentials', async () => {
  const { smsc } = await startLink();
  const peer = await smsc.peer();
  expect(await peer.take()).toBe(
    '00000025' +
      '00000009' +
      '00000000' +
      '00000001' +
      '636f64657769726500' +
      '73656372657400' +
      '00' +
      '34' +
      '0000' +
      '00',
  );
});

test('the states are told in order, with reasons and times', async () => {
  const { bindPeer, changes, clock, link } = await startLink();
  const at = clock.now();
  await bindPeer();
  expect(link.isBound).toBe(true);
  expect(changes).toEqual([
    { state: 'connecting', reason: 'started', at },
    { state: 'binding', reason: 'connected', at },
    { state: 'bound', reason: 'bound', at },
  ]);
});

test('small writes leave at once: TCP_NODELAY is set on the connected socket', async () => {
  const setNoDelay = vi.spyOn(net.Socket.prototype, 'setNoDelay');
  const { smsc, bindPeer } = await startLink();
  await bindPeer();
  const remotePorts = setNoDelay.mock.contexts
    .filter((_socket, index) => setNoDelay.mock.calls[index]?.[0] === true)
    .map((socket) => (socket as net.Socket).remotePort);
  setNoDelay.mockRestore();
  expect(remotePorts).toContain(smsc.port);
});

test.each([
  ['wrong password', '0000000e', 0x0e, 1_000],
  ['unknown system id', '0000000f', 0x0f, 1_000],
  ['wrong system type', '00000053', 0x53, 1_000],
  ['bind failed', '0000000d', 0x0d, 30_000],
  ['already bound', '00000005', 0x05, 30_000],
  ['a passing fault', '00000008', 0x08, 1_000],
])('a refused bind says why and waits: %s', async (_name, status, commandStatus, retryInMs) => {
  const { smsc, waitForState, changes, clock } = await startLink();
  const peer = await smsc.peer();
  await peer.take();
  peer.send(`00000010 80000009 ${status} 00000001`);
  await waitForState('down');
  expect(changes.at(-1)).toEqual({ state: 'down', reason: 'bind_refused', commandStatus, retryInMs, at: clock.now() });
  await peer.closed();
});

test.each([
  ['wrong password', '0000000e', 0x0e],
  ['unknown system id', '0000000f', 0x0f],
  ['wrong system type', '00000053', 0x53],
])('five binds refused in a row end it until someone starts it anew: %s', async (_name, status, commandStatus) => {
  const { smsc, link, waitForState, changes, clock, bindPeer } = await startLink();
  for (let attempt = 1; attempt <= 5; attempt++) {
    const peer = await smsc.peer(attempt);
    await peer.take();
    peer.send(`00000010 80000009 ${status} 00000001`);
    await waitForState('down');
    if (attempt < 5) clock.advance(1_000);
  }
  expect(changes.at(-1)).toEqual({ state: 'down', reason: 'credentials_refused', commandStatus, at: clock.now() });
  expect(link.snapshot()).toMatchObject({ state: 'down', reason: 'credentials_refused', commandStatus });
  expect(clock.waiting).toBe(0);
  clock.advance(86_400_000);
  expect(smsc.peers).toHaveLength(5);
  link.start();
  await bindPeer(6);
  expect(changes.slice(-3)).toMatchObject([{ reason: 'started' }, { state: 'binding' }, { state: 'bound' }]);
});

test('refusals from before a bind that was taken do not count with those from after it', async () => {
  const { smsc, bindPeer, waitForState, changes, clock } = await startLink();
  const refuse = async (nth: number) => {
    const peer = await smsc.peer(nth);
    await peer.take();
    peer.send('00000010 80000009 0000000e 00000001');
    await waitForState('down');
    clock.advance(1_000);
  };
  for (const nth of [1, 2, 3, 4]) await refuse(nth);
  (await bindPeer(5)).socket.destroy();
  await waitForState('down');
  clock.advance(1_000);
  for (const nth of [6, 7, 8, 9]) await refuse(nth);
  await bindPeer(10);
  expect(changes.map(({ reason }) => reason)).not.toContain('credentials_refused');
});

test('a bind answered with generic_nack is refused', async () => {
  const { smsc, waitForState, changes } = await startLink();
  const peer = await smsc.peer();
  await peer.take();
  peer.send('00000010 80000000 00000003 00000001');
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ reason: 'bind_refused', commandStatus: 3 });
});

test('a bind that is not answered ends after the response timeout', async () => {
  const { smsc, waitForState, changes, clock } = await startLink();
  const peer = await smsc.peer();
  await peer.take();
  clock.advance(10_000);
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ state: 'down', reason: 'bind_timeout' });
});

test('after a lost connection a new one is made, each wait longer, until a bind has held', async () => {
  const { bindPeer, waitForState, changes, clock } = await startLink({ random: () => 1, enquireLinkMs: 60_000 });
  const waits: (number | undefined)[] = [];
  for (const [index, heldMs] of [0, 29_999, 0, 30_000, 0].entries()) {
    const peer = await bindPeer(index + 1);
    clock.advance(heldMs);
    peer.socket.destroy();
    await waitForState('down');
    const { retryInMs = 0 } = changes.at(-1) ?? {};
    waits.push(retryInMs);
    clock.advance(retryInMs);
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 2_000, 4_000]);
});

test('the wait has jitter and stays within its bounds', async () => {
  let random = 0;
  const { smsc, waitForState, changes, clock } = await startLink({
    random: () => random,
    backoff: { minMs: 1_000, maxMs: 60_000 },
  });
  for (let attempt = 1; attempt <= 8; attempt++) {
    const peer = await smsc.peer(attempt);
    random = attempt === 8 ? 0.5 : 1;
    peer.socket.destroy();
    await waitForState('down');
    clock.advance(changes.at(-1)?.retryInMs ?? 0);
  }
  const waits = changes.filter((change) => change.state === 'down').map((change) => change.retryInMs);
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 30_500]);
});

test('a port where nobody listens is told and tried again', async () => {
  const { smsc, bindPeer, waitForState, changes, clock } = await startLink();
  const peer = await bindPeer();
  const closed = smsc.close();
  await peer.closed();
  await closed;
  await waitForState('down');
  clock.advance(1_000);
  await until(() => changes.some(({ reason }) => reason === 'connect_failed'), 'no refused connection');
  expect(changes.slice(-2)).toMatchObject([
    { state: 'connecting', reason: 'retry' },
    { state: 'down', reason: 'connect_failed', retryInMs: 1_000 },
  ]);
});

test('a carrier that is down for five minutes is tried a few times, and refuses submits at once without a word', async () => {
  const { smsc, bindPeer, submit, link, waitForState, changes, clock, counted } = await startLink({
    random: () => 0.5,
  });
  const peer = await bindPeer();
  const closed = smsc.close();
  await peer.closed();
  await closed;
  await waitForState('down');
  const [downAt, before] = [clock.now(), changes.length];
  while (clock.now() - downAt < 300_000) {
    const outcomes = await Promise.all(Array.from({ length: 500 }, () => submit()));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(
      new Set(['{"kind":"not_sent","reason":"not_bound"}']),
    );
    expect([link.room, link.queued, clock.waiting]).toEqual([0, 0, 1]);
    clock.advance(changes.at(-1)?.retryInMs ?? 0);
    await waitForState('connecting');
    await waitForState('down');
  }
  // Each attempt is told twice: connecting, down.
  expect((changes.length - before) / 2).toBeLessThanOrEqual(15);
  expect(counted).toEqual([]);
});

test('a link that cannot exist is refused when it is made', () => {
  const handlers = { onReceipt: async () => undefined };
  const options = { host: '127.0.0.1', systemId: 'a', password: 'secret' };
  expect(() => new SmppLink({ ...options, port: 70_000 }, handlers)).toThrow('port');
  expect(() => new SmppLink({ ...options, port: 2775, windowSize: 0 }, handlers)).toThrow('windowSize');
  expect(() => new SmppLink({ ...options, port: 2775, segmentsPerSecond: 0 }, handlers)).toThrow('segmentsPerSecond');
  const account = { ...options, port: 2775 };
  for (const password of ['a\0b', 'a\u0100b', 'a\u20ac']) {
    expect(() => new SmppLink({ ...account, password }, handlers)).toThrow('a character that it cannot');
  }
  for (const tooLong of [{ systemId: 'a'.repeat(16) }, { systemType: 'a'.repeat(13) }, { password: 'a'.repeat(65) }]) {
    expect(() => new SmppLink({ ...account, ...tooLong }, handlers)).toThrow('longer');
  }
  const longest = { systemId: 'a'.repeat(15), systemType: 'a'.repeat(12), password: '\u00ff'.repeat(64) };
  expect(() => new SmppLink({ ...account, ...longest }, handlers)).not.toThrow();
});

test('the password is in the bind and nowhere else', async () => {
  const password = 'pa55-w0rd';
  const { smsc, link, waitForState, changes, counted } = await startLink({ password });
  const peer = await smsc.peer();
  expect(await peer.take()).toContain(Buffer.from(password).toString('hex'));
  peer.send('00000010 80000009 0000000e 00000001', BIND_RESP);
  await waitForState('down');
  const { inspect } = await import('node:util');
  const told = inspect({ link, changes, counted }, { depth: 20, showHidden: true }) + JSON.stringify(link);
  expect(told).toContain('bind_refused');
  expect(told).not.toContain(password);
});
