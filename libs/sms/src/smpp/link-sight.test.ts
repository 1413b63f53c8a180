import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { ManualClock } from '../testing/manual-clock.js';
import { BIND_RESP, sequenceOf, submitResp } from '../testing/raw-smsc.js';
import { SmppLink } from './link.js';
import type { TracedOctets } from './link.types.js';

const REFUSED_BIND = '00000010 80000009 00000005 00000001';

test('a link that was not started says so', () => {
  const clock = new ManualClock();
  const account = { host: '127.0.0.1', port: 2775, systemId: 'codewire', password: 'secret' };
  const link = new SmppLink({ ...account, clock, segmentsPerSecond: 5 }, { onReceipt: async () => undefined });
  expect(link.snapshot()).toEqual({
    direction: 'transceiver',
    state: 'idle',
    reason: 'not_started',
    since: clock.now(),
    commandStatus: null,
    code: null,
    windowUsed: 0,
    waiting: 0,
    segmentsLastSecond: 0,
    segmentsPerSecondLimit: 5,
    rttMs: null,
  });
});

test('a snapshot tells the state with its reason and time, the window, the queue, the rate and the round trip', async () => {
  const { bindPeer, submit, link, clock } = await startLink({ windowSize: 2, segmentsPerSecond: null });
  const peer = await bindPeer();
  const boundAt = clock.now();
  for (let count = 0; count < 5; count++) void submit();
  for (const pdu of await peer.takeMany(2)) peer.send(submitResp(sequenceOf(pdu), 'a'));
  await peer.rest();
  expect(link.snapshot()).toMatchObject({ windowUsed: 2, waiting: 1, segmentsLastSecond: 0 });
  clock.advance(1_000);
  expect(link.snapshot()).toEqual({
    direction: 'transceiver',
    state: 'bound',
    reason: 'bound',
    since: boundAt,
    commandStatus: null,
    code: null,
    windowUsed: 2,
    waiting: 1,
    segmentsLastSecond: 4,
    segmentsPerSecondLimit: null,
    rttMs: null,
  });
});

test('the round trip is that of the last enquire_link that was answered', async () => {
  const { bindPeer, link, clock, waitForState } = await startLink();
  const peer = await bindPeer();
  for (const ms of [120, 45]) {
    clock.advance(15_000 - (link.snapshot().rttMs ?? 0));
    const enquire = await peer.take();
    clock.advance(ms);
    peer.send(`00000010 80000015 00000000 ${sequenceOf(enquire)}`);
    await peer.rest();
    expect(link.snapshot().rttMs).toBe(ms);
  }
  peer.socket.destroy();
  await waitForState('down');
  expect(link.snapshot()).toMatchObject({ state: 'down', rttMs: null });
});

test('a refused bind is in the snapshot with its status, a failed connection with its code', async () => {
  const { smsc, link, waitForState, clock } = await startLink();
  const peer = await smsc.peer();
  await peer.take();
  peer.send(REFUSED_BIND);
  await waitForState('down');
  expect(link.snapshot()).toMatchObject({ reason: 'bind_refused', commandStatus: 5, code: null });
  const closed = smsc.close();
  await peer.closed();
  await closed;
  clock.advance(30_000);
  await waitForState('connecting');
  await waitForState('down');
  expect(link.snapshot()).toMatchObject({ reason: 'connect_failed', commandStatus: null, code: 'ECONNREFUSED' });
});

test('every PDU is traced as it was on the wire, in order, with its time; the password is in none', async () => {
  const password = 'pa55-w0rd';
  const traced: TracedOctets[] = [];
  const { smsc, submit, waitForState, clock } = await startLink({ password }, { onTrace: (pdu) => traced.push(pdu) });
  const peer = await smsc.peer();
  const bind = await peer.take();
  peer.send(BIND_RESP);
  await waitForState('bound');
  clock.advance(7);
  const outcome = submit();
  const pdu = await peer.take();
  const response = submitResp(sequenceOf(pdu), 'a').replaceAll(' ', '');
  peer.send(response, '00000010 00000015 00000000 00000009');
  await outcome;
  const enquireResp = await peer.take();
  const at = clock.now();
  expect(bind).toContain(Buffer.from(password).toString('hex'));
  expect(traced.map(({ direction, octets, ...rest }) => [rest.at, direction, octets.toString('hex')])).toEqual([
    // The bind, its password left out: 0x1f octets instead of 0x28.
    [
      at - 7,
      'out',
      '0000001f' + '00000009' + '00000000' + '00000001' + '636f64657769726500' + '00' + '00' + '34000000',
    ],
    [at - 7, 'in', BIND_RESP.replaceAll(' ', '')],
    [at, 'out', pdu],
    [at, 'in', response],
    [at, 'in', '00000010000000150000000000000009'],
    [at, 'out', enquireResp],
  ]);
  expect(inspect(traced.map(({ octets }) => octets.toString('latin1')))).not.toContain(password);
});

test('a submit and its answer, in time or late, are traced with what the request calls itself, and nothing else is', async () => {
  const traced: TracedOctets[] = [];
  const { bindPeer, submit, clock } = await startLink({}, { onTrace: (pdu) => traced.push(pdu) });
  const peer = await bindPeer();
  const [first, late, nameless] = [
    submit({ subject: 'one' }),
    submit({ subject: 'two', onLateId: () => undefined }),
    submit(),
  ];
  const sequences = [
    sequenceOf(await peer.take()),
    sequenceOf(await peer.take()),
    sequenceOf(await peer.take()),
  ] as const;
  peer.send(submitResp(sequences[0], 'a'), submitResp(sequences[2], 'c'));
  await Promise.all([first, nameless]);
  // A request of the carrier's that has the number of one of ours.
  peer.send(`00000010 00000015 00000000 ${sequences[1]}`);
  await peer.take();
  clock.advance(20_000);
  expect(await late).toMatchObject({ kind: 'unknown', reason: 'timeout' });
  peer.send(submitResp(sequences[1], 'b'));
  await peer.rest();
  const subjects = traced.flatMap(({ subject, direction }) =>
    subject === undefined ? [] : [`${direction} ${subject}`],
  );
  expect(subjects).toEqual(['out one', 'out two', 'in one', 'in two']);
});

test('what is traced keeps nothing else in memory: neither the chunk that it came in nor a pool', async () => {
  const traced: TracedOctets[] = [];
  const { bindPeer } = await startLink({}, { onTrace: (pdu) => traced.push(pdu) });
  const peer = await bindPeer();
  peer.send(...Array.from({ length: 200 }, () => '00000010 00000015 00000000 00000099'));
  await peer.rest();
  expect(traced.length).toBeGreaterThan(400);
  for (const { octets } of traced) expect(octets.buffer.byteLength).toBe(octets.length);
});

test('a trace that throws is counted and costs nothing else', async () => {
  const { bindPeer, submit, counted } = await startLink(
    {},
    {
      onTrace: () => {
        throw new Error('no');
      },
    },
  );
  const peer = await bindPeer();
  const outcome = submit();
  peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  expect(await outcome).toEqual({ kind: 'submitted', smscMessageId: 'a' });
  expect(new Set(counted)).toEqual(new Set(['handler_failed']));
});
