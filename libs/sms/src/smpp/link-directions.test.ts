import { expect, test } from 'vitest';
import type { Receipt } from '../receipts/receipt.js';
import { startLink } from '../testing/link-fixture.js';
import { ascii, deliverSm, sequenceOf, submitResp } from '../testing/raw-smsc.js';

// length, command, status, number 1 | "codewire" | "secret" | "VMA" | version 3.4 | no TON, NPI and range
const BINDS = {
  transceiver: '00000028 00000009 00000000 00000001 636f64657769726500 73656372657400 564d4100 34 0000 00',
  transmitter: '00000028 00000002 00000000 00000001 636f64657769726500 73656372657400 564d4100 34 0000 00',
  receiver: '00000028 00000001 00000000 00000001 636f64657769726500 73656372657400 564d4100 34 0000 00',
};
const BOUND = {
  transceiver: '00000015 80000009 00000000 00000001 534d534300',
  transmitter: '00000015 80000002 00000000 00000001 534d534300',
  receiver: '00000015 80000001 00000000 00000001 534d534300',
};

async function bound(direction: keyof typeof BINDS) {
  const receipts: Receipt[] = [];
  const fixture = await startLink(
    { direction, systemType: 'VMA' },
    { onReceipt: async (receipt) => void receipts.push(receipt) },
  );
  const peer = await fixture.smsc.peer();
  const bind = await peer.take();
  peer.send(BOUND[direction]);
  await fixture.waitForState('bound');
  return { ...fixture, peer, bind, receipts };
}

test.each(['transceiver', 'transmitter', 'receiver'] as const)(
  'a %s binds as such, takes receipts, answers enquire_link and unbinds',
  async (direction) => {
    const { peer, bind, link, receipts } = await bound(direction);
    expect(bind).toBe(BINDS[direction].replaceAll(' ', ''));
    expect([link.isBound, link.snapshot().direction]).toEqual([true, direction]);
    peer.send(deliverSm({ message: ascii('id:7b stat:DELIVRD') }), '00000010 00000015 00000000 00000008');
    expect((await peer.takeMany(2)).toSorted()).toEqual([
      '00000010800000150000000000000008',
      '0000001180000005000000000000000700',
    ]);
    expect(receipts).toMatchObject([{ smscMessageId: '7b', state: 'delivered' }]);
    const stopped = link.stop();
    const unbind = await peer.take();
    expect(unbind.slice(8, 16)).toBe('00000006');
    peer.send(`00000010 80000006 00000000 ${sequenceOf(unbind)}`);
    await stopped;
    await peer.closed();
  },
);

test.each(['transceiver', 'transmitter'] as const)('a %s submits', async (direction) => {
  const { peer, submit, link } = await bound(direction);
  expect(link.room).toBe(40);
  const outcome = submit();
  peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  expect(await outcome).toEqual({ kind: 'submitted', smscMessageId: 'a' });
});

test('a receiver takes no submit and never has room', async () => {
  const { peer, submit, link } = await bound('receiver');
  expect(link.room).toBe(0);
  expect(await submit()).toEqual({ kind: 'not_sent', reason: 'not_bound' });
  expect(await peer.rest()).toEqual([]);
});

test('the answer to another kind of bind is none', async () => {
  const { smsc, waitForCount, link } = await startLink({ direction: 'receiver' });
  const peer = await smsc.peer();
  await peer.take();
  peer.send(BOUND.transceiver);
  await waitForCount('mismatched_response');
  expect(link.state).toBe('binding');
});
