import { expect, test, vi } from 'vitest';
import { startLink, type LinkFixture } from '../testing/link-fixture.js';
import { BIND_RESP, sequenceOf, submitResp, type RawPeer } from '../testing/raw-smsc.js';

const throttled = (pdu: string) => `00000010 80000004 00000058 ${sequenceOf(pdu)}`;
const queueFull = (pdu: string) => `00000010 80000004 00000014 ${sequenceOf(pdu)}`;
const taken = (pdu: string, id = 'a') => submitResp(sequenceOf(pdu), id);

test.each([
  [
    'the queue of one phone is full',
    async ({ clock, submit }: LinkFixture, peer: RawPeer) => {
      const outcome = submit();
      peer.send(queueFull(await peer.take()));
      await peer.rest();
      clock.advance(1_000);
      peer.send(queueFull(await peer.take()));
      expect(await outcome).toMatchObject({ kind: 'refused', name: 'ESME_RMSGQFUL' });
    },
  ],
  [
    'what it throttled is dead meanwhile',
    async ({ clock, submit }: LinkFixture, peer: RawPeer) => {
      const outcome = submit({ expiresAtMs: clock.now() + 1_000 });
      peer.send(throttled(await peer.take()));
      await peer.rest();
      clock.advance(1_000);
      expect(await outcome).toMatchObject({ reason: 'expired' });
    },
  ],
])('an idle carrier is not one that takes nothing, though %s', async (_name, happen) => {
  const fixture = await startLink();
  await happen(fixture, await fixture.bindPeer());
  fixture.clock.advance(5_000);
  expect(fixture.link.room).toBeGreaterThan(1);
});

test('a carrier that took nothing once, and was asked nothing since, is asked as any other', async () => {
  const { bindPeer, submit, clock, link } = await startLink({ muteAfterMs: 500, enquireLinkMs: 600_000 });
  const peer = await bindPeer();
  const outcome = submit();
  peer.send(throttled(await peer.take()));
  await peer.rest();
  clock.advance(1_000);
  peer.send(throttled(await peer.take()));
  expect(await outcome).toMatchObject({ kind: 'refused' });
  clock.advance(20_000);
  expect(link.room).toBe(1);
  clock.advance(1);
  expect(link.room).toBeGreaterThan(1);
  const later = submit();
  peer.send(throttled(await peer.take()));
  await peer.rest();
  expect([link.queued, link.state]).toEqual([1, 'throttled']);
  clock.advance(5_000);
  peer.send(taken(await peer.take()));
  expect(await later).toMatchObject({ kind: 'submitted' });
});

test('room that a new connection has after the pause is told of', async () => {
  const onRoom = vi.fn();
  const { smsc, bindPeer, submit, clock, link, waitForState } = await startLink({}, { onRoom });
  const peer = await bindPeer();
  const outcome = submit({ expiresAtMs: clock.now() + 100_000 });
  for (const pauseMs of [1_000, 2_000]) {
    peer.send(throttled(await peer.take()));
    await peer.rest();
    clock.advance(pauseMs);
  }
  peer.send(throttled(await peer.take()));
  await outcome;
  peer.socket.destroy();
  await waitForState('down');
  clock.advance(1_000);
  const next = await smsc.peer(2);
  await next.take();
  next.send(BIND_RESP);
  await waitForState('throttled');
  onRoom.mockClear();
  clock.advance(2_999);
  expect([link.room, onRoom.mock.calls.length]).toEqual([0, 0]);
  clock.advance(1);
  expect([link.room > 0, onRoom.mock.calls.length]).toEqual([true, 1]);
});

test('the first that is taken by a carrier that took nothing tells of room', async () => {
  const onRoom = vi.fn();
  const { bindPeer, submit, clock, link } = await startLink({ muteAfterMs: 500 }, { onRoom });
  const peer = await bindPeer();
  const outcome = submit();
  peer.send(throttled(await peer.take()));
  await peer.rest();
  clock.advance(1_000);
  peer.send(throttled(await peer.take()));
  await outcome;
  clock.advance(2_000);
  const sign = submit();
  const pdu = await peer.take();
  expect(link.room).toBe(0);
  onRoom.mockClear();
  peer.send(taken(pdu));
  await sign;
  expect([link.room > 1, onRoom.mock.calls.length]).toEqual([true, 1]);
});

test('a carrier with which no rate is agreed and that throttles is asked for half the segments that it took', async () => {
  const { bindPeer, submit, link, waitForState } = await startLink({ windowSize: 4 });
  const peer = await bindPeer();
  const part = { payload: Buffer.alloc(400, 0x61), hasUdh: false, isMessagePayload: true, segments: 3 } as const;
  for (let count = 0; count < 20; count++) {
    const outcome = submit({ part });
    peer.send(taken(await peer.take()));
    await outcome;
  }
  void submit({ part });
  peer.send(throttled(await peer.take()));
  await waitForState('throttled');
  expect(link.snapshot().segmentsPerSecondLimit).toBe(30);
});
