import { describe, expect, test, vi } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { ascii, deliverSm, sequenceOf, submitResp } from '../testing/raw-smsc.js';
import type { SubmitOutcome } from './link.types.js';

describe('what was certainly not sent is said to be so', () => {
  test.each([
    ['a destination with a plus sign', { destination: '+12125551212' }],
    ['a destination of 21 digits', { destination: '1'.repeat(21) }],
    ['no destination', { destination: '' }],
    ['a sender of twelve letters', { sender: 'ABCDEFGHIJKL' }],
    ['a sender outside the alphabet', { sender: 'Bank@Home' }],
    ['255 octets', { part: { payload: Buffer.alloc(255), hasUdh: false } }],
  ])('what does not fit submit_sm: %s', async (_name, request) => {
    const { bindPeer, submit } = await startLink();
    const peer = await bindPeer();
    expect(await submit(request)).toEqual({ kind: 'not_sent', reason: 'invalid' });
    expect(await peer.rest()).toEqual([]);
  });

  test('254 octets still fit', async () => {
    const { bindPeer, submit } = await startLink();
    const peer = await bindPeer();
    void submit({ part: { payload: Buffer.alloc(254, 0x61), hasUdh: false } });
    expect((await peer.take()).endsWith(`fe${'61'.repeat(254)}`)).toBe(true);
  });

  test('while there is no bind', async () => {
    const { smsc, submit, bindPeer, waitForState } = await startLink();
    await smsc.peer();
    expect(await submit()).toEqual({ kind: 'not_sent', reason: 'not_bound' });
    const peer = await bindPeer();
    peer.socket.destroy();
    await waitForState('down');
    expect(await submit()).toEqual({ kind: 'not_sent', reason: 'not_bound' });
  });

  test('while the link is being stopped and after', async () => {
    const { bindPeer, submit, link } = await startLink();
    const peer = await bindPeer();
    const stopped = link.stop();
    expect(await submit()).toEqual({ kind: 'not_sent', reason: 'stopped' });
    const unbind = await peer.take();
    peer.send(`00000010 80000006 00000000 ${sequenceOf(unbind)}`);
    await stopped;
    expect(await submit()).toEqual({ kind: 'not_sent', reason: 'not_bound' });
  });

  test('when the code is dead, at the call or after the wait for the window', async () => {
    const { bindPeer, submit, clock } = await startLink({ windowSize: 1 });
    const peer = await bindPeer();
    expect(await submit({ expiresAtMs: clock.now() })).toEqual({ kind: 'not_sent', reason: 'expired' });
    void submit();
    const waiting = submit({ expiresAtMs: clock.now() + 5_000 });
    const alive = submit({ expiresAtMs: clock.now() + 5_001 });
    const first = await peer.take();
    clock.advance(5_000);
    peer.send(submitResp(sequenceOf(first), 'a'));
    expect(await waiting).toEqual({ kind: 'not_sent', reason: 'expired' });
    // A part of a second is told as a whole one: zero would mean "no validity".
    const written = await peer.take();
    expect(written).toContain('3030303030303030303030313030305200');
    peer.send(submitResp(sequenceOf(written), 'b'));
    expect(await alive).toEqual({ kind: 'submitted', smscMessageId: 'b' });
  });

  test('when it may no longer be written once the window has room for it', async () => {
    const { bindPeer, submit } = await startLink({ windowSize: 1 });
    const peer = await bindPeer();
    void submit();
    const first = await peer.take();
    let isMine = true;
    const lost = submit({ mayWrite: () => isMine });
    const broken = submit({
      mayWrite: () => {
        throw new Error('no');
      },
    });
    isMine = false;
    peer.send(submitResp(sequenceOf(first), 'a'));
    expect(await lost).toEqual({ kind: 'not_sent', reason: 'revoked' });
    expect(await broken).toEqual({ kind: 'not_sent', reason: 'revoked' });
    expect(await peer.rest()).toEqual([]);
  });

  test('when the queue is full, and only then', async () => {
    const { bindPeer, submit, link } = await startLink({ windowSize: 1, maxQueued: 3 });
    await bindPeer();
    const waiting = [submit(), submit(), submit(), submit()];
    expect(link.queued).toBe(3);
    expect(await submit()).toEqual({ kind: 'not_sent', reason: 'queue_full' });
    expect(waiting).toHaveLength(4);
    expect(link.queued).toBe(3);
  });
});

describe('what may have been sent is unknown', () => {
  test('after the response timeout, which starts at the write; the window is free again', async () => {
    const { bindPeer, submit, clock, counted, link } = await startLink({ windowSize: 1, muteAfterMs: 60_000 });
    const peer = await bindPeer();
    const first = submit();
    const second = submit();
    await peer.take();
    clock.advance(9_999);
    expect(await peer.rest()).toEqual([]);
    clock.advance(1);
    expect(await first).toEqual({ kind: 'unknown', reason: 'timeout' });
    const written = await peer.take();
    clock.advance(9_999);
    peer.send(submitResp(sequenceOf(written), 'b'));
    expect(await second).toEqual({ kind: 'submitted', smscMessageId: 'b' });
    expect(counted).toEqual(['response_timeout']);
    expect(link.isBound).toBe(true);
  });

  test('an answer that was waiting in the socket while we were busy is no timeout', async () => {
    const { bindPeer, submit, clock, counted } = await startLink();
    const peer = await bindPeer();
    const submitted = submit();
    const written = await peer.take();
    peer.send(submitResp(sequenceOf(written), 'late'));
    // Both in one turn: the octets are on their way when the timer runs.
    const octets = new Promise<void>((resolve) => peer.socket.write('', () => resolve()));
    await octets;
    clock.advance(10_000);
    expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'late' });
    expect(counted).toEqual([]);
  });

  test.each([
    [
      'after 55 seconds is in time for a carrier that may take 60',
      55_000,
      { kind: 'submitted', smscMessageId: 'slow' },
      [],
    ],
    ['after 65 seconds is late', 65_000, { kind: 'unknown', reason: 'timeout' }, ['slow']],
    ['never', undefined, { kind: 'unknown', reason: 'timeout' }, []],
  ])('an answer %s', async (_name, afterMs, outcome, lateIds) => {
    const { bindPeer, submit, clock, waitForCount } = await startLink({
      responseTimeoutMs: 60_000,
      muteAfterMs: 60_000,
      enquireLinkMs: 300_000,
      windowSize: 1,
    });
    const peer = await bindPeer();
    const late: string[] = [];
    const submitted = submit({ onLateId: (id) => late.push(id) });
    const next = submit();
    const written = await peer.take();
    clock.advance(Math.min(afterMs ?? 60_000, 60_000));
    if (afterMs === undefined || afterMs > 60_000) await waitForCount('response_timeout');
    clock.advance((afterMs ?? 60_000) - Math.min(afterMs ?? 60_000, 60_000));
    if (afterMs !== undefined) peer.send(submitResp(sequenceOf(written), 'slow'));
    expect(await submitted).toEqual(outcome);
    // The place in the window is the next one's, and nothing is written twice.
    const [second = '', ...more] = await peer.rest();
    expect([sequenceOf(second), more, late]).toEqual(['00000003', [], lateIds]);
    peer.send(submitResp(sequenceOf(second), 'next'));
    expect(await next).toEqual({ kind: 'submitted', smscMessageId: 'next' });
  });

  test('a loop that stood still while a window of answers waited behind receipts resends nothing', async () => {
    const { bindPeer, submit, clock, counted, link } = await startLink({
      responseTimeoutMs: 2_000,
      muteAfterMs: 2_500,
    });
    const peer = await bindPeer();
    const outcomes = Array.from({ length: 10 }, () => submit());
    const pdus = await peer.takeMany(10);
    const receipt = deliverSm({ message: ascii('id:a stat:DELIVRD') });
    peer.send(...pdus.flatMap((pdu) => [receipt, submitResp(sequenceOf(pdu), 'a')]));
    await new Promise<void>((resolve) => peer.socket.write('', () => resolve()));
    clock.advance(3_000);
    expect(await Promise.all(outcomes)).toEqual(Array(10).fill({ kind: 'submitted', smscMessageId: 'a' }));
    expect((await peer.rest()).filter((pdu) => pdu.slice(8, 16) === '00000004')).toEqual([]);
    expect([counted, link.outstanding]).toEqual([[], 0]);
  });

  test('and a late answer still tells the id, once, so that its receipt finds the message', async () => {
    const { bindPeer, submit, clock, counted, waitForCount } = await startLink({ muteAfterMs: 60_000 });
    const peer = await bindPeer();
    const onLateId = vi.fn();
    const submitted = submit({ onLateId });
    const written = await peer.take();
    clock.advance(10_000);
    expect(await submitted).toEqual({ kind: 'unknown', reason: 'timeout' });
    clock.advance(59_999);
    peer.send(submitResp(sequenceOf(written), 'late'), submitResp(sequenceOf(written), 'twice'));
    await waitForCount('unmatched_response');
    expect(onLateId.mock.calls).toEqual([['late']]);
    expect(counted).toEqual(['response_timeout', 'late_response', 'unmatched_response']);
  });

  test('a late refusal tells nothing', async () => {
    const { bindPeer, submit, clock, waitForCount } = await startLink();
    const peer = await bindPeer();
    const onLateId = vi.fn();
    const submitted = submit({ onLateId });
    const written = await peer.take();
    clock.advance(10_000);
    await submitted;
    peer.send(`00000010 80000004 00000058 ${sequenceOf(written)}`);
    await waitForCount('late_response');
    expect(onLateId).not.toHaveBeenCalled();
  });

  test('when the connection ends: each submit is settled once, the written ones unknown, the others not sent', async () => {
    const { bindPeer, submit, link, waitForState } = await startLink();
    const peer = await bindPeer();
    const settled: string[] = [];
    const outcomes = Array.from({ length: 13 }, (_, index) =>
      submit().then((outcome) => {
        settled.push(`${index} ${outcome.kind}`);
        return outcome;
      }),
    );
    await peer.takeMany(10);
    peer.socket.destroy();
    expect(await Promise.all(outcomes)).toEqual([
      ...Array(10).fill({ kind: 'unknown', reason: 'closed' }),
      ...Array(3).fill({ kind: 'not_sent', reason: 'not_bound' }),
    ]);
    await waitForState('down');
    expect(settled.toSorted()).toEqual(
      [...Array(10).keys()]
        .map((index) => `${index} unknown`)
        .concat(['10 not_sent', '11 not_sent', '12 not_sent'])
        .toSorted(),
    );
    expect([link.outstanding, link.queued]).toEqual([0, 0]);
  });

  test('and what comes on the next connection goes out there, with a whole window', async () => {
    const { bindPeer, submit, clock, waitForState } = await startLink({ windowSize: 2 });
    const peer = await bindPeer();
    const lost = [submit(), submit(), submit()];
    await peer.takeMany(2);
    peer.socket.destroy();
    await Promise.all(lost);
    await waitForState('down');
    clock.advance(1_000);
    const next = await bindPeer(2);
    for (let index = 0; index < 3; index++) void submit();
    expect((await next.rest()).map(sequenceOf)).toEqual(['00000002', '00000003']);
  });
});

test('what is submitted when the carrier has ended its side is not unknown: it was not written', async () => {
  const outcomes: Promise<SubmitOutcome>[] = [];
  const { bindPeer, submit, link, waitForState } = await startLink(
    { windowSize: 1_000 },
    {
      onReceipt: async () => {
        for (let turn = 0; turn < 500 && link.isBound; turn++) {
          outcomes.push(submit());
          await new Promise(setImmediate);
        }
      },
    },
  );
  const peer = await bindPeer();
  peer.send(deliverSm({ message: ascii('id:7 stat:DELIVRD') }));
  peer.socket.end();
  await waitForState('down');
  await peer.closed();
  const kinds = (await Promise.all(outcomes)).map(({ kind }) => kind);
  const written = peer.received.filter((pdu) => pdu.slice(8, 16) === '00000004').length;
  expect(kinds.length).toBeGreaterThan(1);
  expect(kinds.filter((kind) => kind === 'unknown')).toHaveLength(written);
});
