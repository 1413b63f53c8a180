import { expect, test } from 'vitest';
import { startLink } from '../testing/link-fixture.js';

test('a rate that is raised counts at once, for what waits already and without a new bind', async () => {
  const { bindPeer, submit, link, smsc } = await startLink({ segmentsPerSecond: 0.1 });
  const peer = await bindPeer();
  for (let count = 0; count < 3; count += 1) void submit();
  await peer.take();
  expect([link.outstanding, link.queued]).toEqual([1, 2]);
  link.setRate(null);
  await peer.take();
  await peer.take();
  expect([link.outstanding, link.queued]).toEqual([3, 0]);
  expect(link.snapshot().segmentsPerSecondLimit).toBeNull();
  expect(smsc.peers).toHaveLength(1);
});

test('a rate that is lowered holds back from the next segment on', async () => {
  const { bindPeer, submit, link, clock } = await startLink();
  const peer = await bindPeer();
  link.setRate(2);
  for (let count = 0; count < 2; count += 1) void submit();
  await peer.take();
  expect([link.outstanding, link.queued]).toEqual([1, 1]);
  clock.advance(509);
  expect(await peer.rest()).toEqual([]);
  clock.advance(1);
  await peer.take();
  expect(link.queued).toBe(0);
});
