import { describe, expect, test, vi } from 'vitest';
import type { Receipt } from '../receipts/receipt.js';
import { startLink } from '../testing/link-fixture.js';
import { ascii, BIND_RESP, deliverSm, sequenceOf, submitResp } from '../testing/raw-smsc.js';
import { until } from '../testing/until.js';
import type { InboundMessage } from './link.types.js';

const TEXT = 'id:abc sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Hi';

// deliver_sm number 7 from 12125551212 to "me", esm_class 4, with the text above.
const RECEIPT =
  '0000008f000000050000000000000007' +
  '00' +
  '0101313231323535353132313200' +
  '01016d6500' +
  '040000' +
  '0000' +
  '00000000' +
  '61' +
  '69643a616263207375623a30303120646c7672643a303031207375626d697420646174653a3236313132333132303020646f6e65206461' +
  '74653a3236313132333132303120737461743a44454c49565244206572723a30303020746578743a4869';

/** A handler that answers when the test says so. */
function heldReceipts() {
  const held: { receipt: Receipt; keep: () => void; fail: () => void }[] = [];
  const onReceipt = (receipt: Receipt) =>
    new Promise<void>((resolve, reject) => {
      held.push({ receipt, keep: resolve, fail: () => reject(new Error('no database')) });
    });
  return {
    held,
    onReceipt,
    received: async (count: number) => void (await until(() => held.length >= count, 'no receipt')),
  };
}

test('the text of the receipt above is what it says', () => {
  expect(RECEIPT.endsWith(ascii(TEXT))).toBe(true);
  expect(RECEIPT).toHaveLength(0x8f * 2);
});

test('a receipt is read from its octets', async () => {
  const onReceipt = vi.fn(async (_receipt: Receipt) => undefined);
  const { bindPeer } = await startLink({}, { onReceipt });
  const peer = await bindPeer();
  peer.send(RECEIPT);
  expect(await peer.take()).toBe('0000001180000005000000000000000700');
  expect(onReceipt.mock.calls).toEqual([
    [
      {
        smscMessageId: 'abc',
        state: 'delivered',
        isFinal: true,
        errorCode: '000',
        submittedParts: 1,
        deliveredParts: 1,
        doneAtText: '2611231201',
        from: '12125551212',
        to: 'me',
        isFlagged: true,
      },
    ],
  ]);
});

test('a receipt is answered only after it was kept', async () => {
  const { held, onReceipt, received } = heldReceipts();
  const { bindPeer } = await startLink({}, { onReceipt });
  const peer = await bindPeer();
  peer.send(RECEIPT);
  await received(1);
  expect(await peer.rest()).toEqual([]);
  held[0]?.keep();
  expect(await peer.take()).toBe('0000001180000005000000000000000700');
});

test('receipts are answered as they are kept, each under its own number', async () => {
  const { held, onReceipt, received } = heldReceipts();
  const { bindPeer } = await startLink({}, { onReceipt });
  const peer = await bindPeer();
  const message = ascii('id:abc stat:DELIVRD');
  peer.send(deliverSm({ sequence: '00000021', message }), deliverSm({ sequence: '00000022', message }));
  await received(2);
  held[1]?.keep();
  expect(await peer.take()).toBe('0000001180000005000000000000002200');
  held[0]?.keep();
  expect(await peer.take()).toBe('0000001180000005000000000000002100');
});

test('a receipt that could not be kept is answered with RX_T_APPN, so that it comes again', async () => {
  const { held, onReceipt, received } = heldReceipts();
  const { bindPeer, counted, link } = await startLink({}, { onReceipt });
  const peer = await bindPeer();
  peer.send(RECEIPT);
  await received(1);
  held[0]?.fail();
  expect(await peer.take()).toBe('0000001180000005000000640000000700');
  peer.send(RECEIPT);
  await received(2);
  held[1]?.keep();
  expect(await peer.take()).toBe('0000001180000005000000000000000700');
  expect([counted, link.isBound]).toEqual([['handler_failed'], true]);
});

test('a handler that throws at once is answered with RX_T_APPN', async () => {
  const onReceipt = () => {
    throw new Error('a bug');
  };
  const { bindPeer, counted } = await startLink({}, { onReceipt });
  const peer = await bindPeer();
  peer.send(RECEIPT);
  expect(await peer.take()).toBe('0000001180000005000000640000000700');
  expect(counted).toEqual(['handler_failed']);
});

test('a receipt in the segment of the bind’s answer is not lost', async () => {
  const { held, onReceipt, received } = heldReceipts();
  const { smsc, link } = await startLink({}, { onReceipt });
  const peer = await smsc.peer();
  await peer.take();
  peer.send(BIND_RESP, RECEIPT);
  await received(1);
  held[0]?.keep();
  expect(await peer.take()).toBe('0000001180000005000000000000000700');
  expect(link.isBound).toBe(true);
});

test('a receipt before the submit’s answer is handed on, and the answer still comes', async () => {
  const receipts: string[] = [];
  const { bindPeer, submit } = await startLink({}, { onReceipt: async (one) => void receipts.push(one.smscMessageId) });
  const peer = await bindPeer();
  const submitted = submit();
  const sequence = sequenceOf(await peer.take());
  peer.send(RECEIPT, submitResp(sequence, 'abc'));
  expect(await submitted).toEqual({ kind: 'submitted', smscMessageId: 'abc' });
  expect(receipts).toEqual(['abc']);
});

test('a receipt cut into single octets is read', async () => {
  const receipts: Receipt[] = [];
  const { bindPeer } = await startLink({}, { onReceipt: async (receipt) => void receipts.push(receipt) });
  const peer = await bindPeer();
  for (const octet of Buffer.from(RECEIPT, 'hex')) {
    await new Promise<void>((resolve) => peer.socket.write(Buffer.from([octet]), () => resolve()));
  }
  expect(await peer.take()).toBe('0000001180000005000000000000000700');
  expect(receipts).toHaveLength(1);
});

test('a receipt kept after its connection ended is answered nowhere, and nothing breaks', async () => {
  const { held, onReceipt, received } = heldReceipts();
  const { bindPeer, waitForState, clock } = await startLink({}, { onReceipt });
  const peer = await bindPeer();
  peer.send(RECEIPT);
  await received(1);
  peer.socket.destroy();
  await waitForState('down');
  clock.advance(1_000);
  const next = await bindPeer(2);
  held[0]?.keep();
  expect(await next.rest()).toEqual([]);
});

describe('a receipt in another shape', () => {
  test('data_sm with its text in message_payload is read, and answered with data_sm_resp', async () => {
    const receipts: Receipt[] = [];
    const { bindPeer } = await startLink({}, { onReceipt: async (receipt) => void receipts.push(receipt) });
    const peer = await bindPeer();
    // "id:7b stat:EXPIRED", 18 octets.
    peer.send(
      '00000034 00000103 00000000 00000009 00 0101313200 01016d6500 04 00 00' +
        '0424001269643a376220737461743a45585049524544',
    );
    expect(await peer.take()).toBe('0000001180000103000000000000000900');
    expect(receipts).toMatchObject([{ smscMessageId: '7b', state: 'expired', from: '12', to: 'me' }]);
  });

  test('data_sm without a text: id and state as TLVs', async () => {
    const receipts: Receipt[] = [];
    const { bindPeer } = await startLink({}, { onReceipt: async (receipt) => void receipts.push(receipt) });
    const peer = await bindPeer();
    peer.send(
      '0000002a 00000103 00000000 00000009 00 0101313200 01016d6500 04 00 00' + '001e0003376200' + '0427000102',
    );
    expect(await peer.take()).toBe('0000001180000103000000000000000900');
    expect(receipts).toMatchObject([{ smscMessageId: '7b', state: 'delivered', from: '12', to: 'me' }]);
  });

  test('deliver_sm of no text with message_payload', async () => {
    const receipts: Receipt[] = [];
    const { bindPeer } = await startLink({}, { onReceipt: async (receipt) => void receipts.push(receipt) });
    const peer = await bindPeer();
    // "id:7b stat:UNDELIV", 18 octets.
    peer.send(deliverSm({ tlvs: '0424001269643a376220737461743a554e44454c4956' }));
    expect(await peer.take()).toBe('0000001180000005000000000000000700');
    expect(receipts).toMatchObject([{ smscMessageId: '7b', state: 'undelivered', isFinal: true }]);
  });

  test('one that is flagged but cannot be read is answered and counted', async () => {
    const onReceipt = vi.fn(async () => undefined);
    const { bindPeer, counted } = await startLink({}, { onReceipt });
    const peer = await bindPeer();
    peer.send(deliverSm({ message: ascii('all is well') }));
    expect(await peer.take()).toBe('0000001180000005000000000000000700');
    expect(onReceipt).not.toHaveBeenCalled();
    expect(counted).toEqual(['unreadable_receipt']);
  });
});

describe('a message from a phone', () => {
  async function inboundOf(...pdus: string[]): Promise<{ inbound: InboundMessage[]; receipts: Receipt[] }> {
    const inbound: InboundMessage[] = [];
    const receipts: Receipt[] = [];
    const { bindPeer } = await startLink(
      {},
      { onReceipt: async (one) => void receipts.push(one), onInbound: async (one) => void inbound.push(one) },
    );
    const peer = await bindPeer();
    peer.send(...pdus);
    await peer.takeMany(pdus.length);
    return { inbound, receipts };
  }

  test('is no receipt, whatever it says without a state a carrier would write', async () => {
    const texts = ['STOP', 'id:1 stat:on', 'my id: 5'];
    const pdus = texts.map((text) => deliverSm({ esmClass: '00', message: ascii(text) }));
    const { inbound, receipts } = await inboundOf(...pdus);
    expect(inbound).toEqual(texts.map((text) => ({ from: '12125551212', to: 'me', text })));
    expect(receipts).toEqual([]);
  });

  test('that looks like a receipt in all is handed on as one nobody flagged, with its words for whoever knows better', async () => {
    const onReceipt = vi.fn(async (_receipt: Receipt, _orInbound?: InboundMessage) => undefined);
    const { bindPeer } = await startLink({}, { onReceipt });
    const peer = await bindPeer();
    const message = ascii('id:1 stat:DELIVRD');
    peer.send(deliverSm({ esmClass: '00', message }), deliverSm({ message }));
    await peer.takeMany(2);
    expect(onReceipt.mock.calls).toMatchObject([
      [
        { smscMessageId: '1', isFlagged: false, from: '12125551212' },
        { from: '12125551212', to: 'me', text: 'id:1 stat:DELIVRD' },
      ],
      [{ smscMessageId: '1', isFlagged: true }],
    ]);
    expect(onReceipt.mock.calls[1]).toHaveLength(1);
  });

  test('is read by its data_coding, without its user data header', async () => {
    const { inbound } = await inboundOf(
      deliverSm({ esmClass: '00', dataCoding: '00', message: '021b65' }),
      deliverSm({ esmClass: '00', dataCoding: '08', message: '0416d83dde00' }),
      deliverSm({ esmClass: '00', dataCoding: '03', message: 'e7' }),
      deliverSm({ esmClass: '40', dataCoding: '00', message: '050003cb02014869' }),
      deliverSm({ esmClass: '00', dataCoding: '00', tlvs: '042400024869' }),
    );
    expect(inbound.map(({ text }) => text)).toEqual(['$€', 'Ж😀', 'ç', 'Hi', 'Hi']);
  });

  test('is answered and counted where nobody takes it', async () => {
    const { bindPeer, counted } = await startLink();
    const peer = await bindPeer();
    peer.send(deliverSm({ esmClass: '00', message: ascii('STOP') }));
    expect(await peer.take()).toBe('0000001180000005000000000000000700');
    expect(counted).toEqual(['unhandled_inbound']);
  });
});

test('more receipts than can be held are told to come again; those held are kept', async () => {
  const { held, onReceipt, received } = heldReceipts();
  const { bindPeer, counted } = await startLink({}, { onReceipt });
  const peer = await bindPeer();
  const pdu = deliverSm({ message: ascii('id:a stat:DELIVRD') });
  peer.send(...Array<string>(5_001).fill(pdu));
  await received(5_000);
  expect(await peer.rest()).toEqual(['0000001180000005000000640000000700']);
  expect([held.length, counted]).toEqual([5_000, ['inbound_overflow']]);
  for (const { keep } of held) keep();
  await until(() => peer.received.length >= 5_002, 'not all answered');
  expect(new Set(await peer.rest())).toEqual(new Set(['0000001180000005000000000000000700']));
});

test('a receipt whose handler never ends is refused after half a minute, and counts as under way no longer', async () => {
  const { held, onReceipt, received } = heldReceipts();
  const { bindPeer, counted, clock } = await startLink({ enquireLinkMs: 600_000 }, { onReceipt });
  const peer = await bindPeer();
  for (let count = 0; count < 5_000; count++) peer.send(RECEIPT);
  await received(5_000);
  clock.advance(29_999);
  expect(await peer.rest()).toEqual([]);
  clock.advance(1);
  expect(new Set(await peer.takeMany(5_000))).toEqual(new Set(['0000001180000005000000640000000700']));
  expect(counted.length).toBe(5_000);
  // Too late: it is answered once.
  held[0]?.keep();
  peer.send(RECEIPT);
  await received(5_001);
  expect(await peer.rest()).toEqual([]);
  held[5_000]?.keep();
  expect(await peer.take()).toBe('0000001180000005000000000000000700');
});
