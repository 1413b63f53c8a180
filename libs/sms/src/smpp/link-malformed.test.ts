import { expect, test } from 'vitest';
import type { Receipt } from '../receipts/receipt.js';
import { startLink, type LinkFixture } from '../testing/link-fixture.js';
import { sequenceOf, submitResp, type RawPeer } from '../testing/raw-smsc.js';

interface Bound extends LinkFixture {
  peer: RawPeer;
  receipts: Receipt[];
}

async function bound(): Promise<Bound> {
  const receipts: Receipt[] = [];
  const fixture = await startLink({}, { onReceipt: async (receipt) => void receipts.push(receipt) });
  return { ...fixture, receipts, peer: await fixture.bindPeer() };
}

/** The link still carries a submit there and its answer back. */
async function expectAlive({ peer, submit, link }: Bound): Promise<void> {
  const submitted = submit();
  peer.send(submitResp(sequenceOf(await peer.take()), 'alive'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'alive' });
  expect(link.isBound).toBe(true);
}

test.each([
  ['0', '00000000 00000005 00000000 00000007'],
  ['3', '00000003 00000005 00000000 00000007'],
  ['4', '00000004 00000005 00000000 00000007'],
  ['15', '0000000f 00000005 00000000 000000'],
  ['16,385', '00004001 00000005 00000000 00000007'],
  ['0x7FFFFFFF', '7fffffff 00000005 00000000 00000007'],
  ['0xFFFFFFFF', 'ffffffff 00000005 00000000 00000007'],
  ['the answer of a web server', '485454502f312e31203430302042616420526571756573740d0a0d0a'],
])('a command_length of %s closes the connection, and a new one is made', async (_name, octets) => {
  const { peer, submit, waitForState, changes, counted, clock, bindPeer, link } = await bound();
  const submitted = submit();
  await peer.take();
  peer.send(octets);
  await waitForState('down');
  expect(await submitted).toEqual({ kind: 'unknown', reason: 'closed' });
  expect(changes.at(-1)).toMatchObject({ state: 'down', reason: 'bad_length', retryInMs: 1_000 });
  expect(counted).toEqual(['bad_length']);
  await peer.closed();
  clock.advance(1_000);
  await bindPeer(2);
  expect(link.isBound).toBe(true);
});

test('a length that cannot be before the bind closes the connection too', async () => {
  const { smsc, waitForState, changes } = await startLink();
  const peer = await smsc.peer();
  await peer.take();
  peer.send('48545450');
  await waitForState('down');
  expect(changes.at(-1)).toMatchObject({ state: 'down', reason: 'bad_length' });
});

test('whole PDUs before the bad length are still served', async () => {
  const { peer, waitForState, receipts } = await bound();
  // deliver_sm "id:7b stat:EXPIRED", then a length of 3.
  peer.send(
    '00000035 00000005 00000000 00000007 00 00003100 00003200 04 0000 00 00 0000 00 00 12 69643a376220737461743a45585049524544'.replaceAll(
      ' ',
      '',
    ) + '00000003',
  );
  await waitForState('down');
  expect(receipts.map(({ smscMessageId }) => smscMessageId)).toEqual(['7b']);
});

// Each is answered with the status given, counted, and costs nothing else. All are deliver_sm or data_sm, number 7.
const RINVCMDLEN = '00000002';
const RINVTLVSTREAM = '000000c0';

test.each([
  ['no body', '00000005 00000000 00000007', RINVCMDLEN],
  ['a body cut after eight octets', '00000005 00000000 00000007 00 0000 3100 0000 32', RINVCMDLEN],
  ['an address without its end', '00000005 00000000 00000007 00 0101 3132313235353531', RINVCMDLEN],
  [
    'sm_length beyond the body',
    '00000005 00000000 00000007 00 00003100 00003200 04 00 00 00 00 00 00 00 00 ff 61',
    RINVCMDLEN,
  ],
  [
    'sm_length short of the text: the rest is no TLV',
    '00000005 00000000 00000007 00 00003100 00003200 04 00 00 00 00 00 00 00 00 01 69 643a',
    RINVTLVSTREAM,
  ],
  [
    'a TLV longer than the PDU',
    '00000005 00000000 00000007 00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 001e00ff 616263',
    RINVTLVSTREAM,
  ],
  [
    'half a TLV header',
    '00000005 00000000 00000007 00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 001e',
    RINVTLVSTREAM,
  ],
  ['data_sm without a body', '00000103 00000000 00000007', RINVCMDLEN],
  ['data_sm with a TLV cut short', '00000103 00000000 00000007 00 00003100 00003200 04 00 00 0424', RINVTLVSTREAM],
])('a delivered PDU that is broken is refused and the link stays: %s', async (_name, pdu, status) => {
  const fixture = await bound();
  const { peer, receipts, counted } = fixture;
  peer.send(withLength(pdu));
  const command = pdu.startsWith('00000103') ? '80000103' : '80000005';
  expect(await peer.take()).toBe(`00000011${command}${status}0000000700`);
  await expectAlive(fixture);
  expect([receipts, counted]).toEqual([[], ['bad_pdu']]);
});

test.each([
  [
    'a message_state TLV of four octets',
    '00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 001e0003376200 0427000400000002',
    'unknown',
  ],
  [
    'a message_state TLV of no octets',
    '00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 001e0003376200 04270000',
    'unknown',
  ],
  [
    'a message_state nobody knows',
    '00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 001e0003376200 04270001ff',
    'unknown',
  ],
  [
    'a repeated TLV: the first counts',
    '00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 001e0003376200 0427000102 0427000105',
    'delivered',
  ],
  [
    'a TLV nobody knows',
    '00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 fffe0002abcd 001e0003376200 0427000102',
    'delivered',
  ],
  [
    'a validity_period that is none, "R"',
    '00 00003100 00003200 04 00 00 00 5200 00 00 00 00 00 001e0003376200 0427000102',
    'delivered',
  ],
  [
    'the header bit set and a header of 200 octets',
    '00 00003100 00003200 44 00 00 00 00 00 00 00 00 04 c8616263 001e0003376200 0427000102',
    'delivered',
  ],
])('an oddity inside sound framing is read past: %s', async (_name, body, state) => {
  const fixture = await bound();
  const { peer, receipts, counted } = fixture;
  peer.send(withLength(`00000005 00000000 00000007 ${body}`));
  expect(await peer.take()).toBe('0000001180000005000000000000000700');
  expect(receipts).toMatchObject([{ smscMessageId: '7b', state }]);
  expect(counted).toEqual([]);
  await expectAlive(fixture);
});

test.each([
  ['a command nobody knows', '00000010 00000666 00000000 00000007'],
  ['submit_sm, which is ours to send', '00000010 00000004 00000000 00000007'],
  ['bind_transceiver, which is ours to send', '00000010 00000009 00000000 00000007'],
  ['cancel_sm', '00000010 00000008 00000000 00000007'],
])('%s is answered with generic_nack, and the link stays', async (_name, pdu) => {
  const fixture = await bound();
  fixture.peer.send(pdu);
  expect(await fixture.peer.take()).toBe('00000010800000000000000300000007');
  expect(fixture.counted).toEqual(['unknown_command']);
  await expectAlive(fixture);
});

test.each([
  ['outbind', '00000012 0000000b 00000000 00000007 0000'],
  ['alert_notification', '00000016 00000102 00000000 00000007 000000 000000'],
])('%s has no answer, and the link stays', async (_name, pdu) => {
  const fixture = await bound();
  fixture.peer.send(pdu);
  expect(await fixture.peer.rest()).toEqual([]);
  expect(fixture.counted).toEqual(['unknown_command']);
  await expectAlive(fixture);
});

test.each([
  ['a TLV cut short behind the id', '80000004 00000000 00000002 61626300 001e00ff 6100', 'abc'],
  ['a number TLV of one octet', '80000004 00000000 00000002 61626300 04250001 02 0000', 'abc'],
  ['an id without its end', '80000004 00000000 00000002 616263', 'abc'],
  ['an octet that ASCII does not have', '80000004 00000000 00000002 6180620000', 'a\x80b'],
  ['five thousand octets', `80000004 00000000 00000002 ${'61'.repeat(5_000)}00`, 'a'.repeat(255)],
])('a broken answer to a submit still gives its id: %s', async (_name, response, smscMessageId) => {
  const fixture = await bound();
  const submitted = fixture.submit();
  await fixture.peer.take();
  fixture.peer.send(withLength(response));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId });
  await expectAlive(fixture);
});

test.each([
  ['80000001', -0x7fffffff, '0x80000001'],
  ['ffffffff', -1, '0xFFFFFFFF'],
])('a status beyond what SMPP knows, %s, fits in 32 bits with a sign', async (octets, commandStatus, name) => {
  const fixture = await bound();
  const submitted = fixture.submit();
  await fixture.peer.take();
  fixture.peer.send(withLength(`80000004 ${octets} 00000002`));
  expect(await submitted).toEqual({ kind: 'refused', commandStatus, name, action: 'fail_over', isKnown: false });
});

test('a NUL inside the id of a receipt is its end', async () => {
  const fixture = await bound();
  fixture.peer.send(
    withLength(
      '00000005 00000000 00000007 00 00003100 00003200 04 00 00 00 00 00 00 00 00 00 001e000431003200 0427000102',
    ),
  );
  await fixture.peer.take();
  expect(fixture.receipts.map(({ smscMessageId }) => smscMessageId)).toEqual(['1']);
});

/** The PDU behind the command_length it has: these cases are about what stands inside. */
function withLength(pdu: string): string {
  const octets = pdu.replaceAll(' ', '');
  return `${(octets.length / 2 + 4).toString(16).padStart(8, '0')}${octets}`;
}
