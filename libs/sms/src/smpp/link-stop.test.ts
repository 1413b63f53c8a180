import { describe, expect, test } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { ascii, deliverSm, sequenceOf, submitResp } from '../testing/raw-smsc.js';
import { until } from '../testing/until.js';

const unbindResp = (unbind: string) => `00000010 80000006 00000000 ${sequenceOf(unbind)}`;

describe('stop', () => {
  test('unbinds, closes and leaves no timer', async () => {
    const { bindPeer, link, clock, changes } = await startLink();
    const peer = await bindPeer();
    const stopped = link.stop();
    const unbind = await peer.take();
    expect(unbind).toBe('00000010000000060000000000000002');
    peer.send(unbindResp(unbind));
    await stopped;
    await peer.closed();
    expect(changes.slice(-2)).toMatchObject([
      { state: 'draining', reason: 'stopped' },
      { state: 'idle', reason: 'stopped' },
    ]);
    expect([link.state, clock.waiting]).toEqual(['idle', 0]);
  });

  test('waits for the answers of what was written, and sends nothing more', async () => {
    const { bindPeer, link, submit } = await startLink({ windowSize: 1 });
    const peer = await bindPeer();
    const written = submit();
    const queued = submit();
    const pdu = await peer.take();
    const stopped = link.stop();
    expect(await queued).toEqual({ kind: 'not_sent', reason: 'stopped' });
    expect(await peer.rest()).toEqual([]);
    peer.send(submitResp(sequenceOf(pdu), 'a'));
    expect(await written).toEqual({ kind: 'submitted', smscMessageId: 'a' });
    const unbind = await peer.take();
    expect(unbind.slice(8, 16)).toBe('00000006');
    peer.send(unbindResp(unbind));
    await stopped;
  });

  test('waits for receipts that are being kept, and answers them before it unbinds', async () => {
    let keep: (() => void) | undefined;
    const { bindPeer, link } = await startLink({}, { onReceipt: () => new Promise<void>((done) => (keep = done)) });
    const peer = await bindPeer();
    peer.send(deliverSm({ message: ascii('id:a stat:DELIVRD') }));
    await until(() => keep, 'no receipt');
    const stopped = link.stop();
    expect(await peer.rest()).toEqual([]);
    keep?.();
    const [response, unbind = ''] = await peer.takeMany(2);
    expect(response).toBe('0000001180000005000000000000000700');
    peer.send(unbindResp(unbind));
    await stopped;
  });

  test('waits no longer than it was told: what is still open then is unknown', async () => {
    const { bindPeer, link, submit, clock } = await startLink();
    const peer = await bindPeer();
    const written = submit();
    await peer.take();
    const stopped = link.stop({ drainMs: 3_000 });
    clock.advance(2_999);
    expect(await peer.rest()).toEqual([]);
    clock.advance(1);
    const unbind = await peer.take();
    peer.send(unbindResp(unbind));
    await stopped;
    expect(await written).toEqual({ kind: 'unknown', reason: 'closed' });
    expect([link.outstanding, clock.waiting]).toEqual([0, 0]);
  });

  test.each([
    [3_000, 500, 500],
    [500, 3_000, 500],
  ])('asked to wait %i ms and then %i ms, it waits no longer than the shorter', async (first, second, least) => {
    const { bindPeer, link, submit, clock } = await startLink();
    const peer = await bindPeer();
    const written = submit();
    await peer.take();
    const stopped = [link.stop({ drainMs: first }), link.stop({ drainMs: second })];
    clock.advance(least - 1);
    expect(await peer.rest()).toEqual([]);
    clock.advance(1);
    const unbind = await peer.take();
    peer.send(unbindResp(unbind));
    await Promise.all(stopped);
    expect(await written).toEqual({ kind: 'unknown', reason: 'closed' });
    expect(clock.waiting).toBe(0);
  });

  test('does not hang on a peer that never answers the unbind', async () => {
    const { bindPeer, link, clock } = await startLink();
    const peer = await bindPeer();
    const stopped = link.stop();
    await peer.take();
    clock.advance(2_000);
    await stopped;
    await peer.closed();
    expect([link.state, clock.waiting]).toEqual(['idle', 0]);
  });

  test.each(['connecting', 'binding', 'down'] as const)('ends a link that is %s', async (state) => {
    const { smsc, link, clock, waitForState, changes } = await startLink();
    if (state !== 'connecting') await (await smsc.peer()).take();
    if (state === 'down') smsc.peers[0]?.socket.destroy();
    await waitForState(state);
    await link.stop();
    expect(changes.at(-1)).toMatchObject({ state: 'idle', reason: 'stopped' });
    expect(clock.waiting).toBe(0);
    clock.advance(3_600_000);
    expect(link.state).toBe('idle');
  });

  test('asked for twice is one stop, and the link may be started again', async () => {
    const { bindPeer, link } = await startLink();
    const peer = await bindPeer();
    const first = link.stop();
    expect(link.stop()).toBe(first);
    peer.send(unbindResp(await peer.take()));
    await first;
    link.start();
    await bindPeer(2);
    expect(link.isBound).toBe(true);
  });

  test('with a peer that unbinds at the same moment keeps the answers that were still to come', async () => {
    const { bindPeer, link, submit } = await startLink();
    const peer = await bindPeer();
    const written = submit();
    const pdu = await peer.take();
    const stopped = link.stop();
    peer.send('00000010 00000006 00000000 00000009');
    expect(await peer.rest()).toEqual([]);
    peer.send(submitResp(sequenceOf(pdu), 'a'));
    expect(await written).toEqual({ kind: 'submitted', smscMessageId: 'a' });
    await stopped;
    expect(link.state).toBe('idle');
    await peer.closed();
    expect(peer.received).toContain('00000010800000060000000000000009');
  });
});

describe('a peer that unbinds', () => {
  test('is answered when nothing is outstanding; then a new connection is made', async () => {
    const { bindPeer, changes, waitForState, clock } = await startLink();
    const peer = await bindPeer();
    peer.send('00000010 00000006 00000000 00000009');
    expect(await peer.take()).toBe('00000010800000060000000000000009');
    await peer.closed();
    await waitForState('down');
    expect(changes.at(-1)).toMatchObject({ state: 'down', reason: 'peer_unbind', retryInMs: 1_000 });
    clock.advance(1_000);
    await bindPeer(2);
  });

  test('in the middle of a window gets no more, may answer what it has, and nothing is lost or doubled', async () => {
    const { bindPeer, submit, waitForState, changes } = await startLink({ windowSize: 2 });
    const peer = await bindPeer();
    const [one, two, three] = [submit(), submit(), submit()];
    const written = await peer.takeMany(2);
    peer.send('00000010 00000006 00000000 00000009');
    expect(await three).toEqual({ kind: 'not_sent', reason: 'not_bound' });
    expect(changes.at(-1)).toMatchObject({ state: 'draining', reason: 'peer_unbind' });
    expect(await submit()).toEqual({ kind: 'not_sent', reason: 'not_bound' });
    peer.send(...written.map((pdu, index) => submitResp(sequenceOf(pdu), `id-${index}`)));
    expect(await Promise.all([one, two])).toEqual([
      { kind: 'submitted', smscMessageId: 'id-0' },
      { kind: 'submitted', smscMessageId: 'id-1' },
    ]);
    expect(await peer.take()).toBe('00000010800000060000000000000009');
    await waitForState('down');
  });

  test('twice is not cut off before its answers', async () => {
    const { bindPeer, submit } = await startLink();
    const peer = await bindPeer();
    const written = submit();
    const pdu = await peer.take();
    peer.send('00000010 00000006 00000000 00000009', '00000010 00000006 00000000 0000000a');
    expect(await peer.rest()).toEqual([]);
    peer.send(submitResp(sequenceOf(pdu), 'a'));
    expect(await written).toEqual({ kind: 'submitted', smscMessageId: 'a' });
    expect(await peer.take()).toBe('00000010800000060000000000000009');
    await peer.closed();
  });

  test('and never answers what it has is left after five seconds', async () => {
    const { bindPeer, submit, clock, waitForState } = await startLink();
    const peer = await bindPeer();
    const written = submit();
    await peer.take();
    peer.send('00000010 00000006 00000000 00000009');
    await waitForState('draining');
    clock.advance(5_000);
    expect(await written).toEqual({ kind: 'unknown', reason: 'closed' });
    expect(await peer.take()).toBe('00000010800000060000000000000009');
    await peer.closed();
  });
});
