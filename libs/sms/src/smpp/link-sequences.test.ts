import { expect, test } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { ascii, deliverSm, sequenceOf, submitResp } from '../testing/raw-smsc.js';

test('a response to a number never used is counted, and the link stays', async () => {
  const { bindPeer, submit, counted } = await startLink();
  const peer = await bindPeer();
  peer.send(submitResp('00000063', 'ghost'), submitResp('00000000', 'zero'), submitResp('ffffffff', 'last'));
  const submitted = submit();
  peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'a' });
  expect(counted).toEqual(['unmatched_response', 'unmatched_response', 'unmatched_response']);
});

test('of two answers to one submit the first counts', async () => {
  const { bindPeer, submit, counted, waitForCount } = await startLink();
  const peer = await bindPeer();
  const submitted = submit();
  const sequence = sequenceOf(await peer.take());
  peer.send(submitResp(sequence, 'first'), submitResp(sequence, 'second'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'first' });
  await waitForCount('unmatched_response');
  expect(counted).toEqual(['unmatched_response']);
});

test('a response to another command does not settle a submit of the same number', async () => {
  const { bindPeer, submit, counted } = await startLink();
  const peer = await bindPeer();
  const submitted = submit();
  const sequence = sequenceOf(await peer.take());
  // enquire_link_resp, unbind_resp, deliver_sm_resp.
  peer.send(`00000010 80000015 00000000 ${sequence}`, `00000010 80000006 00000000 ${sequence}`);
  peer.send(`00000011 80000005 00000000 ${sequence} 00`);
  peer.send(submitResp(sequence, 'right'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'right' });
  expect(counted).toEqual(['mismatched_response', 'mismatched_response', 'mismatched_response']);
});

test('a generic_nack without a number settles nothing', async () => {
  const { bindPeer, submit, counted } = await startLink();
  const peer = await bindPeer();
  const submitted = submit();
  const sequence = sequenceOf(await peer.take());
  peer.send('00000010 80000000 00000003 00000000', submitResp(sequence, 'a'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'a' });
  expect(counted).toEqual(['unmatched_response']);
});

test('the peer may use our numbers for its own requests: nothing is mixed up', async () => {
  const receipts: string[] = [];
  const { bindPeer, submit, counted } = await startLink(
    {},
    { onReceipt: async ({ smscMessageId }) => void receipts.push(smscMessageId) },
  );
  const peer = await bindPeer();
  const submitted = submit();
  const sequence = sequenceOf(await peer.take());
  peer.send(
    deliverSm({ sequence, message: ascii('id:abc stat:DELIVRD') }),
    `00000010 00000015 00000000 ${sequence}`,
    submitResp(sequence, 'abc'),
  );
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'abc' });
  const answers = await peer.rest();
  expect(answers.toSorted()).toEqual([`00000010800000150000000000000002`, `0000001180000005000000000000000200`]);
  expect([receipts, counted]).toEqual([['abc'], []]);
});

test('every request has a number of its own, counted from 1', async () => {
  const { bindPeer, submit, smsc } = await startLink({ windowSize: 50 });
  const peer = await bindPeer();
  expect(sequenceOf(smsc.peers[0]?.received[0] ?? '')).toBe('00000001');
  for (let index = 0; index < 20; index++) void submit();
  expect((await peer.rest()).map((pdu) => Number.parseInt(sequenceOf(pdu), 16))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 2),
  );
});
