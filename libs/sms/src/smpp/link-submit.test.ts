import net from 'node:net';
import { expect, test, vi } from 'vitest';
import { startLink } from '../testing/link-fixture.js';
import { ascii, deliverSm, sequenceOf, submitResp } from '../testing/raw-smsc.js';

// length, submit_sm, status, number 2 | no service type | 5 0 "Codewire" | 1 1 "12125551212" | esm_class, protocol_id,
// priority, no schedule | "000000001000000R" | receipt, replace, data_coding, default message | length, "Hi"
const SUBMIT_HI =
  '00000046000000040000000000000002' +
  '00' +
  '0500436f64657769726500' +
  '0101313231323535353132313200' +
  '00000000' +
  '3030303030303030313030303030305200' +
  '01000000' +
  '024869';

test('a GSM text goes out octet for octet as SMPP 3.4 wants it', async () => {
  const { bindPeer, submit } = await startLink();
  const peer = await bindPeer();
  void submit();
  expect(await peer.take()).toBe(SUBMIT_HI);
});

test('a UCS-2 part with a user data header says so in data_coding and esm_class', async () => {
  const { bindPeer, submit } = await startLink();
  const peer = await bindPeer();
  void submit({ part: { payload: Buffer.from('050003cb02010416', 'hex'), hasUdh: true }, dataCoding: 8 });
  expect((await peer.take()).slice(32)).toBe(
    '00' +
      '0500436f64657769726500' +
      '0101313231323535353132313200' +
      '40000000' +
      '3030303030303030313030303030305200' +
      '01000800' +
      '08050003cb02010416',
  );
});

test('without a receipt wished for none is asked for', async () => {
  const { bindPeer, submit } = await startLink();
  const peer = await bindPeer();
  void submit({ requestReceipt: false });
  expect((await peer.take()).slice(32)).toBe(SUBMIT_HI.slice(32).replace('01000000024869', '00000000024869'));
});

test.each([
  ['a name', 'My Shop 24', '05004d792053686f7020323400'],
  ['a short code', '22333', '0300323233333300'],
  ['an international number', '+4930123456', '01013439333031323334353600'],
])('the sender goes out with the type it has: %s', async (_name, sender, source) => {
  const { bindPeer, submit } = await startLink();
  const peer = await bindPeer();
  void submit({ sender });
  expect((await peer.take()).slice(34, 34 + source.length)).toBe(source);
});

test('validity_period is the life left at the write, not at the call', async () => {
  const { bindPeer, submit, clock } = await startLink({ windowSize: 1 });
  const peer = await bindPeer();
  void submit();
  void submit({ expiresAtMs: clock.now() + 95_000 });
  const first = await peer.take();
  clock.advance(5_999);
  peer.send(submitResp(sequenceOf(first), 'a'));
  // "000000000129000R": one minute and 29 seconds.
  expect(await peer.take()).toContain('3030303030303030303132393030305200');
});

test.each([
  ['accepted', '00000015 80000004 00000000 00000002 6162633400', { kind: 'submitted', smscMessageId: 'abc4' }],
  ['accepted without an id', '00000011 80000004 00000000 00000002 00', { kind: 'submitted', smscMessageId: '' }],
  ['accepted without a body', '00000010 80000004 00000000 00000002', { kind: 'submitted', smscMessageId: '' }],
  [
    'refused for now, without a body',
    '00000010 80000004 00000064 00000002',
    { kind: 'refused', commandStatus: 0x64, name: 'ESME_RX_T_APPN', action: 'retry', isKnown: true },
  ],
  [
    'refused for good, with an empty body',
    '00000011 80000004 0000000b 00000002 00',
    { kind: 'refused', commandStatus: 0x0b, name: 'ESME_RINVDSTADR', action: 'permanent', isKnown: true },
  ],
  [
    'refused with a code of the vendor',
    '00000010 80000004 00000401 00000002',
    { kind: 'refused', commandStatus: 0x401, name: '0x00000401', action: 'fail_over', isKnown: false },
  ],
  [
    'answered with generic_nack',
    '00000010 80000000 00000003 00000002',
    { kind: 'refused', commandStatus: 3, name: 'ESME_RINVCMDID', action: 'fail_over', isKnown: true },
  ],
  [
    'answered with a generic_nack that names no error',
    '00000010 80000000 00000000 00000002',
    { kind: 'refused', commandStatus: 0xff, name: 'ESME_RUNKNOWNERR', action: 'retry', isKnown: true },
  ],
])('the carrier’s answer is the outcome: %s', async (_name, response, outcome) => {
  const { bindPeer, submit } = await startLink();
  const peer = await bindPeer();
  const submitted = submit();
  await peer.take();
  peer.send(response);
  expect(await submitted).toEqual(outcome);
});

test('an accepted message without an id is counted: its receipt will not be matched', async () => {
  const { bindPeer, submit, counted } = await startLink();
  const peer = await bindPeer();
  const submitted = submit();
  await peer.take();
  peer.send('00000010 80000004 00000000 00000002');
  await submitted;
  expect(counted).toEqual(['missing_message_id']);
});

test('the window is never exceeded, and submits go out in the order of the calls', async () => {
  const { bindPeer, submit, link } = await startLink();
  const peer = await bindPeer();
  const destinations = Array.from({ length: 35 }, (_, index) => String(12_125_550_000 + index));
  const outcomes = destinations.map((destination) => submit({ destination }));
  const written: string[] = [];
  while (written.length < 35) {
    const batch = await peer.rest();
    written.push(...batch);
    expect(batch.length).toBe(Math.min(10, 35 - (written.length - batch.length)));
    expect([link.outstanding, link.queued]).toEqual([batch.length, 35 - written.length]);
    peer.send(...batch.map((pdu, index) => submitResp(sequenceOf(pdu), `id-${written.length - batch.length + index}`)));
    const last = outcomes[written.length - 1];
    await last;
  }
  expect(written.map((pdu) => Buffer.from(pdu.slice(60, 82), 'hex').toString())).toEqual(destinations);
  expect(await Promise.all(outcomes)).toEqual(
    destinations.map((_, index) => ({ kind: 'submitted', smscMessageId: `id-${index}` })),
  );
});

test('one answer lets one more through', async () => {
  const { bindPeer, submit } = await startLink({ windowSize: 2 });
  const peer = await bindPeer();
  for (let index = 0; index < 5; index++) void submit();
  const [, second] = await peer.rest();
  peer.send(submitResp(sequenceOf(second ?? ''), 'a'));
  expect(await peer.rest()).toHaveLength(1);
  expect(await peer.rest()).toHaveLength(0);
});

test('answers out of order settle the submits they belong to', async () => {
  const { bindPeer, submit } = await startLink();
  const peer = await bindPeer();
  const outcomes = [submit(), submit(), submit()];
  const [one, two, three] = (await peer.takeMany(3)).map(sequenceOf) as [string, string, string];
  peer.send(submitResp(three, 'third'), submitResp(one, 'first'), submitResp(two, 'second'));
  expect(await Promise.all(outcomes)).toEqual([
    { kind: 'submitted', smscMessageId: 'first' },
    { kind: 'submitted', smscMessageId: 'second' },
    { kind: 'submitted', smscMessageId: 'third' },
  ]);
});

test('onWrite tells the time of the write, once, before the answer', async () => {
  const { bindPeer, submit, clock } = await startLink({ windowSize: 1 });
  const peer = await bindPeer();
  const onWrite = vi.fn();
  void submit();
  const second = submit({ onWrite });
  const first = await peer.take();
  expect(onWrite).not.toHaveBeenCalled();
  clock.advance(250);
  peer.send(submitResp(sequenceOf(first), 'a'));
  const pdu = await peer.take();
  expect(onWrite.mock.calls).toEqual([[clock.now()]]);
  peer.send(submitResp(sequenceOf(pdu), 'b'));
  expect(await second).toEqual({ kind: 'submitted', smscMessageId: 'b' });
  expect(onWrite).toHaveBeenCalledTimes(1);
});

test('an onWrite that throws is counted and costs neither submit nor link', async () => {
  const { bindPeer, submit, counted, link } = await startLink();
  const peer = await bindPeer();
  const submitted = submit({
    onWrite: () => {
      throw new Error('no');
    },
  });
  peer.send(submitResp(sequenceOf(await peer.take()), 'a'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'a' });
  expect([counted, link.isBound]).toEqual([['handler_failed'], true]);
});

test('submits of one turn of the event loop leave together: the socket is held once for ten', async () => {
  const { smsc, bindPeer, submit } = await startLink();
  const peer = await bindPeer();
  const uncork = vi.spyOn(net.Socket.prototype, 'uncork');
  for (let index = 0; index < 10; index++) void submit();
  expect(await peer.takeMany(10)).toHaveLength(10);
  const held = uncork.mock.contexts.filter((socket) => (socket as net.Socket).remotePort === smsc.port);
  uncork.mockRestore();
  expect(held).toHaveLength(1);
});

test('the answer to a receipt leaves together with the submit that the answer before it let through', async () => {
  const { smsc, bindPeer, submit } = await startLink({ windowSize: 1 });
  const peer = await bindPeer();
  const outcomes = [submit(), submit()];
  const first = await peer.take();
  const uncork = vi.spyOn(net.Socket.prototype, 'uncork');
  peer.send(submitResp(sequenceOf(first), 'a'), deliverSm({ message: ascii('id:a stat:DELIVRD') }));
  expect((await peer.takeMany(2)).map((pdu) => pdu.slice(8, 16))).toEqual(['00000004', '80000005']);
  const held = uncork.mock.contexts.filter((socket) => (socket as net.Socket).remotePort === smsc.port);
  uncork.mockRestore();
  expect(held).toHaveLength(1);
  expect(await outcomes[0]).toEqual({ kind: 'submitted', smscMessageId: 'a' });
});
