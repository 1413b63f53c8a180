import { describe, expect, test, vi } from 'vitest';
import { bindPdu, boundPeer, hex, RawPeer, responsePdu, submitPdu, type BindWords } from './test/raw-peer.js';
import { freshNumber, start, type Running } from './test/running.js';

async function carrier(switches: object): Promise<Running> {
  const simulator = await start();
  const { status, body } = await simulator.call('PUT', '/faults', switches);
  expect(status, JSON.stringify(body)).toBe(200);
  return simulator;
}

/** The status a bind is answered with, in hex, and its peer. */
async function bind({ smppPort }: Running, words: BindWords = {}): Promise<{ status: string; peer: RawPeer }> {
  const peer = await RawPeer.connect(smppPort);
  peer.write(bindPdu(words));
  return { status: (await peer.read()).slice(16, 24), peer };
}

async function accountsOf(simulator: Running): Promise<Record<string, unknown>> {
  return (await simulator.call('GET', '/state')).body.accounts as Record<string, unknown>;
}

const OK = '00000000';
const ALREADY_BOUND = '00000005';

describe('the answer to a bind', () => {
  test.each([
    ['an empty system_id', { bind_system_id: '' }, '00000016 80000009 00000000 00000001 00 0210000134'],
    [
      'no sc_interface_version',
      { bind_interface_version: null },
      `00000019 80000009 00000000 00000001 ${hex('codewire')}00`,
    ],
    [
      'the version of another SMPP',
      { bind_interface_version: 0x50 },
      `0000001e 80000009 00000000 00000001 ${hex('codewire')}00 0210000150`,
    ],
    ['a kind that is not offered', { bind_kinds: ['receiver'] }, '00000010 80000009 0000000d 00000001'],
    ['any refusal', { refuse_bind: 0x53 }, '00000010 80000009 00000053 00000001'],
  ])('has %s', async (_, switches, expected) => {
    const peer = await RawPeer.connect((await carrier(switches)).smppPort);
    peer.write(bindPdu());
    expect(await peer.read()).toBe(expected.replaceAll(' ', ''));
  });

  test('refuse_bind_count refuses that often, then all is well', async () => {
    const simulator = await carrier({ refuse_bind: 0x0d, refuse_bind_count: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await bind(simulator)).status);
    expect(statuses).toEqual(['0000000d', '0000000d', OK]);
  });

  test('never comes, while other requests are served', async () => {
    const peer = await RawPeer.connect((await carrier({ bind_answer: 'never' })).smppPort);
    peer.write(bindPdu());
    expect(await peer.readUntilNow()).toEqual([]);
  });

  test('is a closed connection', async () => {
    const peer = await RawPeer.connect((await carrier({ bind_answer: 'close' })).smppPort);
    peer.write(bindPdu());
    await peer.closed();
    expect(peer.unread).toBe('');
  });

  test('is one of HTTP, as from a wrong port', async () => {
    const peer = await RawPeer.connect((await carrier({ bind_answer: 'http' })).smppPort);
    peer.write(bindPdu());
    await peer.closed();
    expect(peer.unread).toMatch(new RegExp(`^${hex('HTTP/1.1 400')}`));
  });

  test('is slow', async () => {
    const simulator = await carrier({ bind_delay_ms: 40 });
    const peer = await RawPeer.connect(simulator.smppPort);
    peer.write(bindPdu());
    expect(await peer.readUntilNow()).toEqual([]);
    expect((await peer.read()).slice(8, 24)).toBe('80000009' + OK);
  });

  test('the interface_version of the client is told', async () => {
    const simulator = await carrier({});
    await boundPeer(simulator.smppPort, { version: '33' });
    const { sessions } = (await simulator.call('GET', '/state')).body;
    expect(sessions).toMatchObject([
      { system_id: 'codewire', bind: 'transceiver', interface_version: 0x33, tls: null },
    ]);
  });
});

describe('passwords', () => {
  test('change at run time: an account binds with any of those set, and with no other', async () => {
    const simulator = await start({ account: { systemId: 'codewire', password: 'secret' } });
    const passwords = (...given: string[]) =>
      simulator.call('PUT', '/accounts/codewire/passwords', { passwords: given });
    await passwords('old', 'new');
    const statuses = [];
    for (const password of ['old', 'new', 'secret']) statuses.push((await bind(simulator, { password })).status);
    await passwords();
    for (const password of ['old', 'secret']) statuses.push((await bind(simulator, { password })).status);
    expect(statuses).toEqual([OK, OK, '0000000e', '0000000e', OK]);
  });
});

describe('bind_limit', () => {
  test('has places for that many transceivers of a system_id, and as many of another', async () => {
    const simulator = await carrier({ bind_limit: 2 });
    const statuses = [];
    for (const systemId of ['a', 'a', 'a', 'b']) statuses.push((await bind(simulator, { systemId })).status);
    expect(statuses).toEqual([OK, OK, ALREADY_BOUND, OK]);
    expect(await accountsOf(simulator)).toMatchObject({
      a: { bound: { transceiver: 2, all: 2 }, most: { transceiver: 2 }, binds: 2, refused: 1 },
      b: { bound: { transceiver: 1, all: 1 }, most: { transceiver: 1 }, binds: 1, refused: 0 },
    });
  });

  test('has one place for a transmitter and a receiver together, beside a transceiver', async () => {
    const simulator = await carrier({ bind_limit: 2, bind_limit_status: 0x0d });
    const statuses = [];
    for (const kind of ['transceiver', 'transmitter', 'transmitter', 'receiver', 'receiver', 'transceiver'] as const) {
      statuses.push((await bind(simulator, { kind })).status);
    }
    expect(statuses).toEqual([OK, OK, '0000000d', OK, '0000000d', '0000000d']);
  });

  test('the place of a session that was cut stays taken for bind_hold_ms; after an unbind it is free at once', async () => {
    let now = 1_000_000;
    const simulator = await start({}, () => now);
    await simulator.call('PUT', '/faults', { bind_limit: 1, bind_hold_ms: 120_000 });
    const { peer } = await bind(simulator);
    peer.write('00000010 00000006 00000000 00000002');
    await peer.closed();
    const again = await bind(simulator);
    expect(again.status).toBe(OK);
    again.peer.destroy();
    await vi.waitUntil(async () => (await simulator.call('GET', '/stats')).body.sessions === 0, { interval: 2 });
    expect((await bind(simulator)).status).toBe(ALREADY_BOUND);
    now += 120_000;
    expect((await bind(simulator)).status).toBe(OK);
  });

  test('the highest counts at one moment stay told when sessions are gone, until they are reset', async () => {
    const simulator = await carrier({});
    const peers = [await boundPeer(simulator.smppPort), await boundPeer(simulator.smppPort, { kind: 'receiver' })];
    for (const peer of peers) peer.destroy();
    await vi.waitUntil(async () => (await simulator.call('GET', '/stats')).body.sessions === 0, { interval: 2 });
    const none = { transceiver: 0, transmitter: 0, receiver: 0, all: 0 };
    const most = { transceiver: 1, transmitter: 0, receiver: 1, all: 2 };
    expect(await accountsOf(simulator)).toEqual({ codewire: { bound: none, most, held: 0, binds: 2, refused: 0 } });
    await simulator.call('POST', '/state/reset');
    expect(await accountsOf(simulator)).toEqual({
      codewire: { bound: none, most: none, held: 0, binds: 0, refused: 0 },
    });
  });
});

describe('the switches of one account', () => {
  test('rule its binds and its submits, and nobody else', async () => {
    const simulator = await carrier({});
    await simulator.call('PUT', '/accounts/slow/faults', { bind_limit: 1, refuse_status: 0x58 });
    const slow = await boundPeer(simulator.smppPort, { systemId: 'slow' });
    expect((await bind(simulator, { systemId: 'slow' })).status).toBe(ALREADY_BOUND);
    const other = await boundPeer(simulator.smppPort, { systemId: 'other' });
    for (const peer of [slow, other]) peer.write(submitPdu({ number: freshNumber() }));
    expect(await slow.read()).toBe(responsePdu('80000004', '00000058'));
    expect((await other.read()).slice(16, 24)).toBe(OK);
    await simulator.call('DELETE', '/accounts/slow/faults');
    expect((await bind(simulator, { systemId: 'slow' })).status).toBe(OK);
  });
});
