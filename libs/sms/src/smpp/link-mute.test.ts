import { expect, test, vi } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { sequenceOf, submitResp } from '../testing/raw-smsc.js';

const MUTE = { kind: 'not_sent', reason: 'mute' };

test('a carrier that is bound and answers no submit gets no more than its window; the rest is free for another', async () => {
  const { bindPeer, submit, clock, link, counted } = await startLink({ windowSize: 2 });
  const peer = await bindPeer();
  const written = [submit(), submit()];
  const waiting = [submit(), submit(), submit()];
  await peer.takeMany(2);
  clock.advance(3_000);
  expect(await Promise.all(waiting)).toEqual([MUTE, MUTE, MUTE]);
  expect([link.room, link.outstanding, link.isBound]).toEqual([0, 2, true]);
  expect(await submit()).toEqual(MUTE);
  clock.advance(7_000);
  expect(await Promise.all(written)).toEqual(Array(2).fill({ kind: 'unknown', reason: 'timeout' }));
  expect(counted).toEqual(['mute', 'response_timeout', 'response_timeout']);
});

test('while it is mute one submit at a time looks for a sign of life; the first answer opens the window again', async () => {
  const onRoom = vi.fn();
  const { bindPeer, submit, clock, link, waitForCount } = await startLink({ windowSize: 2 }, { onRoom });
  const peer = await bindPeer();
  void submit();
  await peer.take();
  clock.advance(10_000);
  await waitForCount('response_timeout');
  expect([link.room, onRoom.mock.calls.length]).toEqual([1, 1]);
  const probe = submit();
  expect([link.room, await submit()]).toEqual([0, MUTE]);
  peer.send(submitResp(sequenceOf(await peer.take()), 'alive'));
  expect(await probe).toEqual({ kind: 'submitted', smscMessageId: 'alive' });
  expect([link.room, onRoom.mock.calls.length]).toEqual([8, 2]);
});

test('one slow answer among others makes no carrier mute', async () => {
  const { bindPeer, submit, clock, link } = await startLink();
  const peer = await bindPeer();
  void submit();
  await peer.take();
  for (let turn = 0; turn < 4; turn++) {
    clock.advance(2_000);
    const quick = submit();
    peer.send(submitResp(sequenceOf(await peer.take()), 'quick'));
    await quick;
  }
  expect([link.room, link.outstanding]).toEqual([39, 1]);
});

test('a new connection starts with the benefit of the doubt', async () => {
  const { bindPeer, submit, clock, link, waitForCount, waitForState } = await startLink();
  const peer = await bindPeer();
  void submit();
  await peer.take();
  clock.advance(3_000);
  await waitForCount('mute');
  peer.socket.destroy();
  await waitForState('down');
  expect(link.room).toBe(0);
  clock.advance(1_000);
  await bindPeer(2);
  expect(link.room).toBe(40);
});

test('there is room for four windows, or for what the carrier answers in a second when that is more', async () => {
  const { bindPeer, submit, link } = await startLink({ windowSize: 3 });
  const peer = await bindPeer();
  expect(link.room).toBe(12);
  for (let answered = 0; answered < 20; answered++) {
    const outcome = submit();
    peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
    await outcome;
  }
  expect(link.room).toBe(20);
});

test('room is told of again before the queue has run dry', async () => {
  const onRoom = vi.fn();
  const { bindPeer, submit, link } = await startLink({ windowSize: 2 }, { onRoom });
  const peer = await bindPeer();
  for (let count = 0; count < 8; count++) void submit();
  expect(link.room).toBe(0);
  const queued: number[] = [];
  onRoom.mockImplementation(() => queued.push(link.queued));
  for (const pdu of await peer.takeMany(2)) peer.send(submitResp(sequenceOf(pdu), 'a'));
  for (let count = 0; count < 6; count++) peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  await peer.rest();
  expect(queued).toEqual([2]);
});

const PARTS = [1, 2, 3].map((part) => ({ payload: Buffer.from([5, 0, 3, 7, 3, part, 0x41]), hasUdh: true }));

test('a text of several parts is the sign of life as a whole, or not at all', async () => {
  const { bindPeer, submit, clock, waitForCount } = await startLink();
  const peer = await bindPeer();
  const submitText = () => PARTS.map((part, index) => submit({ part, follows: index > 0 }));
  void submit();
  await peer.take();
  clock.advance(10_000);
  await waitForCount('response_timeout');
  const sign = submitText();
  expect(await Promise.all(submitText())).toEqual([MUTE, MUTE, MUTE]);
  for (const pdu of await peer.takeMany(3)) peer.send(submitResp(sequenceOf(pdu), 'alive'));
  expect(await Promise.all(sign)).toEqual(Array(3).fill({ kind: 'submitted', smscMessageId: 'alive' }));
});
