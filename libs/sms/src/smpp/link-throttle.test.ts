import { describe, expect, test, vi } from 'vitest';
import { startLink, type LinkFixture } from '../testing/link-fixture.js';
import { BIND_RESP, sequenceOf, submitResp, type RawPeer } from '../testing/raw-smsc.js';
import { until } from '../testing/until.js';

const throttled = (pdu: string) => `00000010 80000004 00000058 ${sequenceOf(pdu)}`;
const queueFull = (pdu: string) => `00000010 80000004 00000014 ${sequenceOf(pdu)}`;
const taken = (pdu: string, id = 'a') => submitResp(sequenceOf(pdu), id);
const destinationOf = (pdu: string) => Buffer.from(pdu.slice(60, 82), 'hex').toString();

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(12_125_550_000 + index));

/** A carrier that takes so many in each second of the clock and answers the others RTHROTTLED, in steps of so long. */
async function serve(
  { clock, link }: LinkFixture,
  peer: RawPeer,
  options: { perSecond: number; forMs: number; stepMs: number; isOver?: () => boolean },
): Promise<{ acceptedAt: number[]; refusedAt: number[]; accepted: string[] }> {
  const served = { acceptedAt: [] as number[], refusedAt: [] as number[], accepted: [] as string[] };
  const inSecond = new Map<number, number>();
  const from = clock.now();
  while (clock.now() - from < options.forMs && options.isOver?.() !== true) {
    for (let pdus = await peer.rest(); pdus.length > 0; pdus = await peer.rest()) {
      for (const pdu of pdus) {
        const now = clock.now() - from;
        if (pdu.slice(8, 16) !== '00000004') {
          peer.send(`00000010 80000015 00000000 ${sequenceOf(pdu)}`);
          continue;
        }
        const second = Math.floor(now / 1_000);
        const count = (inSecond.get(second) ?? 0) + 1;
        if (count > options.perSecond) {
          served.refusedAt.push(now);
          peer.send(throttled(pdu));
          continue;
        }
        inSecond.set(second, count);
        served.acceptedAt.push(now);
        served.accepted.push(destinationOf(pdu));
        peer.send(taken(pdu));
      }
    }
    expect(link.isBound).toBe(true);
    clock.advance(options.stepMs);
  }
  return served;
}

describe('segments a second', () => {
  test('a carrier that allows ten a second and a link that knows it: none is refused, order kept', async () => {
    const fixture = await startLink({ segmentsPerSecond: 10 });
    const peer = await fixture.bindPeer();
    const outcomes = numbers(30).map((destination) => fixture.submit({ destination }));
    const { acceptedAt, refusedAt, accepted } = await serve(fixture, peer, {
      perSecond: 10,
      forMs: 4_000,
      stepMs: 20,
      isOver: () => fixture.link.outstanding + fixture.link.queued === 0,
    });
    expect([refusedAt, accepted]).toEqual([[], numbers(30)]);
    expect(acceptedAt.at(-1)).toBeGreaterThan(2_800);
    expect(acceptedAt.at(-1)).toBeLessThan(3_100);
    expect(new Set((await Promise.all(outcomes)).map(({ kind }) => kind))).toEqual(new Set(['submitted']));
  });

  test('a text of three parts at three a second takes the second for itself: parts count, not texts', async () => {
    const { bindPeer, submit, clock } = await startLink({ segmentsPerSecond: 3 });
    const peer = await bindPeer();
    const parts = ['050003cb030141', '050003cb030242', '050003cb030343'];
    for (const part of parts) void submit({ part: { payload: Buffer.from(part, 'hex'), hasUdh: true } });
    void submit();
    const written: number[] = [];
    const from = clock.now();
    for (let ms = 0; ms <= 1_100; ms += 20) {
      written.push(...(await peer.rest()).map(() => clock.now() - from));
      clock.advance(20);
    }
    expect(written).toHaveLength(4);
    expect(written[2]).toBeGreaterThanOrEqual(660);
    expect(written[3]).toBeGreaterThanOrEqual(1_000);
  });

  test('a message_payload of three segments counts as three', async () => {
    const { bindPeer, submit, clock } = await startLink({ segmentsPerSecond: 3 });
    const peer = await bindPeer();
    void submit({ part: { payload: Buffer.alloc(400, 0x61), hasUdh: false, isMessagePayload: true, segments: 3 } });
    void submit();
    expect(await peer.rest()).toHaveLength(1);
    clock.advance(1_000);
    expect(await peer.rest()).toEqual([]);
    clock.advance(20);
    expect(await peer.rest()).toHaveLength(1);
  });

  test('there is room for no more than goes out in a second, and it is told of when half of it is gone', async () => {
    const onRoom = vi.fn();
    const { bindPeer, submit, clock, link } = await startLink({ segmentsPerSecond: 4 }, { onRoom });
    const peer = await bindPeer();
    expect(link.room).toBe(4);
    for (let count = 0; count < 5; count++) void submit();
    expect([link.outstanding, link.queued, link.room]).toEqual([1, 4, 0]);
    expect(onRoom).not.toHaveBeenCalled();
    for (let turn = 0; turn < 2; turn++) {
      clock.advance(255);
      await peer.rest();
    }
    expect([link.queued, link.room, onRoom.mock.calls.length]).toEqual([2, 2, 1]);
  });

  test('another rate counts at once, for what waits too', async () => {
    const { bindPeer, submit, clock, link } = await startLink({ segmentsPerSecond: 0.1 });
    const peer = await bindPeer();
    for (let count = 0; count < 5; count++) void submit();
    expect(await peer.rest()).toHaveLength(1);
    link.setRate(10);
    expect(await peer.rest()).toHaveLength(1);
    clock.advance(102);
    expect(await peer.rest()).toHaveLength(1);
    link.setRate(null);
    expect(await peer.rest()).toHaveLength(2);
    expect(link.snapshot().segmentsPerSecondLimit).toBe(null);
  });

  test('no timer of the pace is left after the stop', async () => {
    const { bindPeer, submit, link, clock } = await startLink({ segmentsPerSecond: 1 });
    const peer = await bindPeer();
    const outcomes = [submit(), submit()];
    peer.send(taken(await peer.take()));
    await outcomes[0];
    const stopped = link.stop();
    expect(await outcomes[1]).toEqual({ kind: 'not_sent', reason: 'stopped' });
    peer.send(`00000010 80000006 00000000 ${sequenceOf(await peer.take())}`);
    await stopped;
    expect(clock.waiting).toBe(0);
  });
});

describe.each([
  ['RTHROTTLED', throttled, 0x58],
  ['RMSGQFUL', queueFull, 0x14],
])('a carrier that answers %s', (_name, refuse, commandStatus) => {
  test('gets the same submit again after a second, first of all, and none is told as refused', async () => {
    const fixture = await startLink({ windowSize: 2 });
    const { bindPeer, submit, clock, link, changes, counted, waitForState } = fixture;
    const peer = await bindPeer();
    const destinations = numbers(4);
    const outcomes = destinations.map((destination) => submit({ destination }));
    const [one = '', two = ''] = await peer.takeMany(2);
    peer.send(refuse(two), refuse(one));
    await waitForState('throttled');
    expect(await peer.rest()).toEqual([]);
    expect([link.isBound, link.outstanding, link.queued, link.room]).toEqual([true, 0, 4, 0]);
    expect(changes.at(-1)).toEqual({ state: 'throttled', reason: 'throttled', commandStatus, at: clock.now() });
    expect(counted).toEqual(['throttled']);
    clock.advance(999);
    expect(await peer.rest()).toEqual([]);
    const written: string[] = [];
    clock.advance(1);
    for (let turn = 0; turn < 40; turn++) {
      for (const pdu of await peer.rest()) {
        written.push(destinationOf(pdu));
        peer.send(taken(pdu));
      }
      clock.advance(100);
    }
    expect(written).toEqual(destinations);
    expect(await Promise.all(outcomes)).toEqual(Array(4).fill({ kind: 'submitted', smscMessageId: 'a' }));
  });

  test('does not get again what is dead meanwhile', async () => {
    const { bindPeer, submit, clock, waitForState } = await startLink();
    const peer = await bindPeer();
    const outcome = submit({ expiresAtMs: clock.now() + 1_000 });
    peer.send(refuse(await peer.take()));
    await waitForState('throttled');
    clock.advance(1_000);
    expect(await outcome).toEqual({ kind: 'not_sent', reason: 'expired' });
    expect(await peer.rest()).toEqual([]);
  });

  test('does not get again what is another’s meanwhile', async () => {
    const { bindPeer, submit, clock, waitForState } = await startLink();
    const peer = await bindPeer();
    let isMine = true;
    const outcome = submit({ mayWrite: () => isMine });
    peer.send(refuse(await peer.take()));
    await waitForState('throttled');
    isMine = false;
    clock.advance(1_000);
    expect(await outcome).toEqual({ kind: 'not_sent', reason: 'revoked' });
  });

  test('and then is gone leaves nothing unknown: what it refused was not sent', async () => {
    const { bindPeer, submit, waitForState } = await startLink();
    const peer = await bindPeer();
    const outcome = submit();
    peer.send(refuse(await peer.take()));
    await waitForState('throttled');
    peer.socket.destroy();
    expect(await outcome).toEqual({ kind: 'not_sent', reason: 'not_bound' });
  });

  test('while the link drains is believed: another carrier may take it', async () => {
    const { bindPeer, submit, link } = await startLink();
    const peer = await bindPeer();
    const outcome = submit();
    const pdu = await peer.take();
    const stopped = link.stop();
    peer.send(refuse(pdu));
    expect(await outcome).toMatchObject({ kind: 'refused', commandStatus, action: 'retry' });
    peer.send(`00000010 80000006 00000000 ${sequenceOf(await peer.take())}`);
    await stopped;
  });

  test('and means something else by it, as its rules say, is not waited for', async () => {
    const { bindPeer, submit, link } = await startLink({ statusActions: new Map([[commandStatus, 'permanent']]) });
    const peer = await bindPeer();
    const outcome = submit();
    peer.send(refuse(await peer.take()));
    expect(await outcome).toMatchObject({ kind: 'refused', commandStatus, action: 'permanent' });
    expect(link.state).toBe('bound');
  });

  test('tells the time of the first write only', async () => {
    const onWrite = vi.fn();
    const { bindPeer, submit, clock, waitForState } = await startLink();
    const peer = await bindPeer();
    const outcome = submit({ onWrite });
    peer.send(refuse(await peer.take()));
    await waitForState('throttled');
    clock.advance(1_000);
    peer.send(taken(await peer.take()));
    await outcome;
    expect(onWrite).toHaveBeenCalledTimes(1);
  });
});

describe('slowed', () => {
  test('the second RMSGQFUL for one number is told, so that another carrier may try; other numbers wait on', async () => {
    const { bindPeer, submit, clock, waitForState, link } = await startLink({ windowSize: 2 });
    const peer = await bindPeer();
    const full = submit({ destination: '12125550001' });
    const other = submit({ destination: '12125550002' });
    for (const pdu of await peer.takeMany(2)) peer.send(queueFull(pdu));
    await waitForState('throttled');
    await until(() => link.queued === 2, 'not given back');
    clock.advance(1_000);
    peer.send(queueFull(await peer.take()));
    expect(await full).toMatchObject({ kind: 'refused', name: 'ESME_RMSGQFUL', action: 'retry' });
    clock.advance(2_000);
    const pdu = await peer.take();
    expect(destinationOf(pdu)).toBe('12125550002');
    peer.send(taken(pdu));
    expect(await other).toMatchObject({ kind: 'submitted' });
  });

  test('the rate is back at nine tenths within a minute of ten throttled seconds; nothing is lost or out of order', async () => {
    const fixture = await startLink({ segmentsPerSecond: 20, maxQueued: 5_000 });
    const { submit, link, changes, clock, bindPeer } = fixture;
    const peer = await bindPeer();
    const destinations = numbers(850);
    const outcomes = destinations.map((destination) => submit({ destination }));
    const stepMs = 250;
    const before = await serve(fixture, peer, { perSecond: 20, forMs: 2_000, stepMs });
    expect(link.snapshot()).toMatchObject({ state: 'bound', segmentsPerSecondLimit: 20 });
    const slow = await serve(fixture, peer, { perSecond: 4, forMs: 10_000, stepMs });
    expect(link.snapshot()).toMatchObject({ state: 'throttled', reason: 'throttled', commandStatus: 0x58 });
    expect(link.snapshot().segmentsPerSecondLimit).toBeLessThan(20);
    const after = await serve(fixture, peer, {
      perSecond: 20,
      forMs: 90_000,
      stepMs,
      isOver: () => link.outstanding + link.queued === 0,
    });
    expect(after.acceptedAt.filter((at) => at >= 59_000 && at < 60_000).length).toBeGreaterThanOrEqual(18);
    expect(before.refusedAt.concat(after.refusedAt.filter((at) => at > 1_000))).toEqual([]);
    expect([...before.accepted, ...slow.accepted, ...after.accepted]).toEqual(destinations);
    expect(new Set((await Promise.all(outcomes)).map(({ kind }) => kind))).toEqual(new Set(['submitted']));
    clock.advance(60_000);
    expect(changes.map(({ state, reason }) => `${state} ${reason}`).slice(2)).toEqual([
      'bound bound',
      'throttled throttled',
      'bound recovered',
    ]);
  });

  test('a carrier that takes nothing for three seconds keeps nothing waiting: another may take it', async () => {
    const { bindPeer, submit, clock, link } = await startLink({ windowSize: 2 });
    const peer = await bindPeer();
    const outcomes = numbers(5).map((destination) => submit({ destination }));
    for (const pdu of await peer.takeMany(2)) peer.send(throttled(pdu));
    await until(() => link.queued === 5, 'not given back');
    clock.advance(1_000);
    peer.send(throttled(await peer.take()));
    await until(() => link.queued === 5, 'not given back again');
    clock.advance(2_000);
    const third = await peer.take();
    expect(destinationOf(third)).toBe(numbers(1)[0]);
    peer.send(throttled(third));
    expect(await Promise.all(outcomes)).toEqual([
      { kind: 'refused', commandStatus: 0x58, name: 'ESME_RTHROTTLED', action: 'retry', isKnown: true },
      ...Array(4).fill({ kind: 'not_sent', reason: 'throttled' }),
    ]);
    // Nothing in the pause, then one at a time; the first that is taken ends it.
    expect([link.room, await submit()]).toEqual([0, { kind: 'not_sent', reason: 'throttled' }]);
    clock.advance(4_000);
    expect(link.room).toBe(1);
    const sign = submit();
    expect([link.room, await submit()]).toEqual([0, { kind: 'not_sent', reason: 'throttled' }]);
    peer.send(taken(await peer.take()));
    expect(await sign).toMatchObject({ kind: 'submitted' });
    void submit();
    expect([link.state, link.queued + link.outstanding]).toEqual(['throttled', 1]);
  });

  test('a new connection starts with the benefit of the doubt: what it throttles waits again', async () => {
    const { smsc, bindPeer, submit, clock, link, waitForState } = await startLink({ muteAfterMs: 500 });
    const peer = await bindPeer();
    const first = submit();
    peer.send(throttled(await peer.take()));
    await waitForState('throttled');
    clock.advance(1_000);
    peer.send(throttled(await peer.take()));
    expect(await first).toMatchObject({ kind: 'refused' });
    peer.socket.destroy();
    await waitForState('down');
    clock.advance(2_000);
    const next = await smsc.peer(2);
    await next.take();
    next.send(BIND_RESP);
    await waitForState('throttled');
    const second = submit();
    next.send(throttled(await next.take()));
    await until(() => link.queued === 1, 'not given back');
    clock.advance(4_000);
    next.send(taken(await next.take()));
    expect(await second).toMatchObject({ kind: 'submitted' });
  });

  test('room is told of after the pause, also when nothing waits', async () => {
    const onRoom = vi.fn();
    const { bindPeer, submit, clock, link, waitForState } = await startLink({}, { onRoom });
    const peer = await bindPeer();
    const outcome = submit({ expiresAtMs: clock.now() + 500 });
    peer.send(throttled(await peer.take()));
    await waitForState('throttled');
    clock.advance(999);
    expect([link.room, onRoom.mock.calls.length]).toEqual([0, 0]);
    clock.advance(1);
    expect([link.room > 0, onRoom.mock.calls.length]).toEqual([true, 1]);
    expect(await outcome).toEqual({ kind: 'not_sent', reason: 'expired' });
  });

  test('a new connection to a carrier that throttles is throttled', async () => {
    const { smsc, bindPeer, submit, clock, waitForState, changes } = await startLink();
    const peer = await bindPeer();
    void submit();
    peer.send(throttled(await peer.take()));
    await waitForState('throttled');
    peer.socket.destroy();
    await waitForState('down');
    clock.advance(1_000);
    const next = await smsc.peer(2);
    await next.take();
    next.send(BIND_RESP);
    await waitForState('throttled');
    expect(changes.slice(-2)).toMatchObject([{ state: 'bound' }, { state: 'throttled', reason: 'throttled' }]);
  });

  test('the drain waits for what is under way as it does when bound', async () => {
    const { bindPeer, submit, waitForState } = await startLink();
    const peer = await bindPeer();
    const [one, two] = [submit(), submit()];
    const [first = '', second = ''] = await peer.takeMany(2);
    peer.send(throttled(first));
    await waitForState('throttled');
    peer.send('00000010 00000006 00000000 00000009');
    expect(await one).toEqual({ kind: 'not_sent', reason: 'not_bound' });
    peer.send(taken(second));
    expect(await two).toMatchObject({ kind: 'submitted' });
    expect(await peer.take()).toBe('00000010800000060000000000000009');
  });
});
