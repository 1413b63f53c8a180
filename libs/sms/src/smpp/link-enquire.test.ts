import { expect, test } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { ascii, deliverSm, sequenceOf } from '../testing/raw-smsc.js';

test('the peer’s enquire_link is answered under its number, before and after the bind', async () => {
  const { smsc, bindPeer } = await startLink();
  const early = await smsc.peer();
  early.send('00000010 00000015 00000000 00000005');
  await bindPeer();
  expect(await early.take()).toBe('00000010800000150000000000000005');
  early.send('00000010 00000015 00000000 7fffffff');
  expect(await early.take()).toBe('0000001080000015000000007fffffff');
});

test('enquire_link goes out every 15 seconds, not before the bind', async () => {
  const { smsc, bindPeer, clock } = await startLink({ responseTimeoutMs: 60_000 });
  const early = await smsc.peer();
  clock.advance(30_000);
  const peer = await bindPeer();
  expect(await early.rest()).toEqual([]);
  clock.advance(14_999);
  expect(await peer.rest()).toEqual([]);
  clock.advance(1);
  expect(await peer.take()).toBe('00000010000000150000000000000002');
  peer.send('00000010 80000015 00000000 00000002');
  await peer.rest();
  clock.advance(15_000);
  expect(await peer.take()).toBe('00000010000000150000000000000003');
});

test('two answers missed in a row end the connection, at the latest 45 seconds after the last sign of life', async () => {
  const { bindPeer, clock, counted, waitForCount, waitForState, changes } = await startLink();
  const peer = await bindPeer();
  const boundAt = clock.now();
  clock.advance(15_000);
  await peer.take();
  clock.advance(10_000);
  await waitForCount('enquire_link_missed', 1);
  expect(counted).toEqual(['enquire_link_missed']);
  clock.advance(5_000);
  await peer.take();
  clock.advance(10_000);
  await waitForState('down');
  expect(counted).toEqual(['enquire_link_missed', 'enquire_link_missed']);
  expect(changes.at(-1)).toMatchObject({ state: 'down', reason: 'enquire_link_timeout' });
  expect(clock.now() - boundAt).toBeLessThanOrEqual(45_000);
  await peer.closed();
});

test('an answer between two missed ones makes the count start anew', async () => {
  const { bindPeer, clock, counted, waitForCount, link } = await startLink();
  const peer = await bindPeer();
  for (let round = 1; round <= 3; round++) {
    clock.advance(15_000);
    await peer.take();
    clock.advance(10_000);
    await waitForCount('enquire_link_missed', round);
    clock.advance(5_000);
    peer.send(`00000010 80000015 00000000 ${sequenceOf(await peer.take())}`);
    await peer.rest();
  }
  expect(counted).toEqual(['enquire_link_missed', 'enquire_link_missed', 'enquire_link_missed']);
  expect(link.isBound).toBe(true);
});

test('any other PDU is a sign of life: a peer that is slow under load is not cut off', async () => {
  const { bindPeer, clock, counted, link } = await startLink();
  const peer = await bindPeer();
  for (let round = 0; round < 4; round++) {
    clock.advance(round === 0 ? 15_000 : 5_000);
    await peer.take();
    peer.send(deliverSm({ message: ascii('id:a stat:DELIVRD') }));
    await peer.take();
    clock.advance(10_000);
    // The verdict falls a turn of the event loop after the time: this goes there and back.
    await peer.rest();
  }
  expect([counted, link.isBound]).toEqual([[], true]);
});
