import { expect, test } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { deliverSm, sequenceOf, submitResp } from '../testing/raw-smsc.js';

test.each([
  ['after its header', '00000035 00000005 00000000 00000007'],
  ['inside its header', '00000035 0000'],
  ['inside its length', '0000'],
  ['before its last octet', '00000011 80000004 00000000 00000063'],
])('a PDU that stops %s ends the connection after ten seconds, and a new one is made', async (_name, octets) => {
  const { bindPeer, clock, waitForState, changes, counted, link } = await startLink({ enquireLinkMs: 60_000 });
  const peer = await bindPeer();
  await peer.rest();
  peer.send('00000010 00000015 00000000 00000008', octets);
  await peer.take();
  clock.advance(9_999);
  expect(link.isBound).toBe(true);
  clock.advance(1);
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ reason: 'pdu_stalled', retryInMs: 1_000 });
  expect(counted).toEqual(['pdu_stalled']);
  await peer.closed();
  clock.advance(1_000);
  await bindPeer(2);
});

test('octets that come singly do not put it off', async () => {
  const { bindPeer, clock, waitForState, changes } = await startLink({ enquireLinkMs: 60_000 });
  const peer = await bindPeer();
  const pdu = deliverSm({ message: '61' }).replaceAll(' ', '');
  for (let octet = 0; octet < 11; octet++) {
    peer.socket.write(Buffer.from(pdu.slice(octet * 2, octet * 2 + 2), 'hex'));
    await new Promise<void>((resolve) => peer.socket.write('', () => resolve()));
    if (octet === 0) await read(2);
    clock.advance(1_000);
  }
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ reason: 'pdu_stalled' });

  /** A few turns of the event loop: what was written in this process is read in it. */
  async function read(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
  }
});

test('many PDUs of which each ends in time do not add up', async () => {
  const { bindPeer, clock, link, submit } = await startLink({ enquireLinkMs: 60_000 });
  const peer = await bindPeer();
  // The answer to each enquire_link says that the first half of the next one was read with it.
  const [firstHalf, secondHalf] = ['00000010 00000015', '00000000 00000009'];
  peer.send('00000010 00000015 00000000 00000008', firstHalf);
  for (let round = 0; round < 4; round++) {
    await peer.take();
    clock.advance(6_000);
    peer.send(secondHalf, firstHalf);
  }
  await peer.take();
  peer.send(secondHalf);
  await peer.take();
  const outcome = submit();
  peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  expect([await outcome, link.isBound]).toEqual([{ kind: 'submitted', smscMessageId: 'a' }, true]);
});

test('a rest that waits in the socket while this process was busy is no stall', async () => {
  const { bindPeer, clock, link, counted } = await startLink({ enquireLinkMs: 60_000 });
  const peer = await bindPeer();
  peer.send('00000010 00000015 00000000 00000008', '00000010 00000015');
  await peer.take();
  peer.send('00000000 00000009');
  await new Promise<void>((resolve) => peer.socket.write('', () => resolve()));
  clock.advance(10_000);
  expect(sequenceOf(await peer.take())).toBe('00000009');
  expect([link.isBound, counted]).toEqual([true, []]);
});
