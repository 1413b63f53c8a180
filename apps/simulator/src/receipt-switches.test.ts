import { describe, expect, test, vi } from 'vitest';
import { boundPeer, deliverPdu, hex, stateTlvs, submitPdu, takenPdu, type RawPeer } from './test/raw-peer.js';
import { freshNumber, REFERENCE_TIME, start, type Running } from './test/running.js';

const ID = '6b059993b3c400000001';
const DATES = 'submit date:2611241405 done date:2611241405';
const USUAL = `id:${ID} sub:001 dlvrd:001 ${DATES} stat:DELIVRD err:000 text:`;

interface Sent {
  simulator: Running;
  peer: RawPeer;
  number: string;
}

/** A carrier whose clock stands still, with these switches, and one submit written to it. */
async function sent(switches: object, text = 'Hi'): Promise<Sent> {
  const simulator = await start({}, () => REFERENCE_TIME);
  const { status, body } = await simulator.call('PUT', '/faults', switches);
  expect(status, JSON.stringify(body)).toBe(200);
  const peer = await boundPeer(simulator.smppPort);
  const number = freshNumber();
  peer.write(submitPdu({ number, text }));
  return { simulator, peer, number };
}

/** The receipt that comes after the answer. */
async function receiptOf({ peer }: Sent): Promise<string> {
  await peer.read();
  return peer.read();
}

describe('what a receipt says', () => {
  test.each<[string, object, { text?: string; tlvs?: string; esmClass?: string; dataCoding?: string }]>([
    ['is flagged as the switch says: not at all', { receipt_esm_class: 0 }, { esmClass: '00' }],
    ['has a stray UDH flag', { receipt_esm_class: 0x44 }, { esmClass: '44' }],
    ['says UCS-2 over ASCII octets', { receipt_data_coding: 8 }, { dataCoding: '08' }],
    ['begins with octets that are no text', { receipt_prefix: '0500' }, { text: `\u0005\0${USUAL}` }],
    [
      'has any stat',
      { receipt_stat: 'BUFFRED' },
      { text: USUAL.replace('DELIVRD', 'BUFFRED').replace('dlvrd:001', 'dlvrd:000'), tlvs: `001e0015${hex(ID)}00` },
    ],
    ['has any err', { receipt_err: '00A' }, { text: USUAL.replace('err:000', 'err:00A') }],
    [
      'has another order, and fields missing',
      { receipt_text: 'stat:{stat} id:{id} Text:{text}' },
      { text: `stat:DELIVRD id:${ID} Text:Hi` },
    ],
    [
      'has dates of 14 digits',
      { receipt_dates: 'YYYYMMDDhhmmss' },
      { text: USUAL.replaceAll('2611241405', '20261124140507') },
    ],
    ['has a custom parameter', { receipt_extra_tlvs: '0423000303000c' }, { tlvs: `${stateTlvs(ID)}0423000303000c` }],
    ['has the id parameter alone', { receipt_tlvs: 'id' }, { tlvs: `001e0015${hex(ID)}00` }],
    ['has the state parameter alone', { receipt_tlvs: 'state' }, { tlvs: '0427000102' }],
    ['has no parameter', { receipt_tlvs: 'none' }, { tlvs: '' }],
    [
      'contradicts its parameters',
      { receipt_tlvs: 'conflicting' },
      {
        text: USUAL.replace(ID, '0')
          .replace('DELIVRD', 'UNDELIV')
          .replace('dlvrd:001', 'dlvrd:000')
          .replace('err:000', 'err:001'),
      },
    ],
    ['has parameters and no text', { receipt_body: 'empty' }, { text: '' }],
    [
      'is in message_payload, sm_length 0',
      { receipt_body: 'message_payload' },
      { text: '', tlvs: `0424${USUAL.length.toString(16).padStart(4, '0')}${hex(USUAL)}${stateTlvs(ID)}` },
    ],
  ])('%s', async (_, switches, { text = USUAL, tlvs = stateTlvs(ID), ...flags }) => {
    const one = await sent(switches);
    expect(await receiptOf(one)).toBe(deliverPdu({ number: one.number, sequence: 1, text, tlvs, ...flags }));
  });

  test('is a data_sm, which only has message_payload', async () => {
    const one = await sent({ receipt_command: 'data_sm' });
    const payload = `04240070${hex(USUAL)}`;
    expect(await receiptOf(one)).toBe(
      `000000bb0000010300000000000000010001 01${hex(one.number)}000500${hex('ACME')}00040000${payload}${stateTlvs(ID)}`.replace(
        ' ',
        '',
      ),
    );
    // data_sm_resp
    one.peer.write('00000011 80000103 00000000 00000001 00');
    await vi.waitUntil(async () => (await one.simulator.call('GET', '/stats')).body.receipts_acknowledged === 1);
  });

  test.each([
    ['swapped', (number: string) => `00 0500 ${hex('ACME')}00 0101 ${hex(number)}00`],
    ['plus', (number: string) => `00 0101 2b${hex(number)}00 0500 ${hex('ACME')}00`],
    ['double_zero', (number: string) => `00 0001 3030${hex(number)}00 0500 ${hex('ACME')}00`],
    ['national', (number: string) => `00 0201 30${hex(number.slice(-9))}00 0500 ${hex('ACME')}00`],
  ])('has its addresses %s', async (form, addresses) => {
    const one = await sent({ receipt_addresses: form });
    expect((await receiptOf(one)).slice(32)).toMatch(new RegExp(`^${addresses(one.number).replaceAll(' ', '')}04`));
  });
});

describe('how an id is written', () => {
  test.each([
    ['long', 'as_is', ID],
    ['long', 'upper', '6B059993B3C400000001'],
    ['long', 'decimal', '505396513773784360026113'],
    ['long', 'leading_zeros', `000${ID}`],
    ['long', 'blanks', `${ID}  `],
    ['long', 'long_blanks', ID.padEnd(65)],
    ['u32', 'as_is', '0b3c4001'],
    ['u32', 'upper', '0B3C4001'],
    ['u32', 'decimal', '188497921'],
    ['u32', 'no_leading_zeros', 'b3c4001'],
    ['u64', 'as_is', '13865182034944589825'],
    ['u64', 'hex', 'c06b059993000001'],
    ['uuid', 'as_is', '06b05999-3b3c-4400-8000-ccccccccc001'],
    ['uuid', 'upper', '06B05999-3B3C-4400-8000-CCCCCCCCC001'],
  ])('of the kind %s in the form %s, in the answer and in the receipt', async (kind, form, written) => {
    const one = await sent({ message_id: kind, answer_id: form, receipt_id: form, receipt_text: 'id:{id}' });
    expect(await one.peer.read()).toBe(takenPdu(written));
    const expected = { number: one.number, sequence: 1, text: `id:${written}`, tlvs: stateTlvs(written) };
    expect(await one.peer.read()).toBe(deliverPdu(expected));
  });

  test('in hex in the answer and in decimal in the receipt', async () => {
    const one = await sent({ message_id: 'u32', receipt_id: 'decimal', receipt_text: 'id:{id}', receipt_tlvs: 'none' });
    expect(await one.peer.read()).toBe(takenPdu('0b3c4001'));
    expect(await one.peer.read()).toBe(deliverPdu({ number: one.number, sequence: 1, text: 'id:188497921', tlvs: '' }));
  });

  test.each([
    ['long', ID, `f${ID.slice(1)}`],
    ['u32', '0b3c4001', 'fb3c4001'],
    ['u64', '13865182034944589825', '93865182034944589825'],
    ['uuid', '06b05999-3b3c-4400-8000-ccccccccc001', 'f6b05999-3b3c-4400-8000-ccccccccc001'],
  ])('of the kind %s in a receipt as one that no answer has given', async (kind, given, unknown) => {
    const one = await sent({ message_id: kind, receipt_id: 'unknown', receipt_text: 'id:{id}' });
    expect(await one.peer.read()).toBe(takenPdu(given));
    const expected = { number: one.number, sequence: 1, text: `id:${unknown}`, tlvs: stateTlvs(unknown) };
    expect(await one.peer.read()).toBe(deliverPdu(expected));
  });

  test('with a blank and a second NUL behind it', async () => {
    const one = await sent({ answer_id: 'nul' });
    expect(await one.peer.read()).toBe(`0000002780000004000000000000000 2${hex(ID)}200000`.replace(' ', ''));
  });
});

describe('when and how often a receipt comes', () => {
  const SHORT = { receipt_text: 'id:{id} stat:{stat}', receipt_tlvs: 'none' };
  const shortReceipt = (number: string, sequence: number, stat = 'DELIVRD', esmClass = '04') =>
    deliverPdu({ number, sequence, text: `id:${ID} stat:${stat}`, tlvs: '', esmClass });

  test('before the answer, in the same chunk', async () => {
    const { peer, number } = await sent({ ...SHORT, receipt_when: 'before_answer' });
    await peer.readMany(2);
    expect(peer.chunks.slice(1)).toEqual([shortReceipt(number, 1) + takenPdu(ID)]);
  });

  test('after the answer, in the same chunk', async () => {
    const { peer, number } = await sent({ ...SHORT, receipt_when: 'after_answer' });
    await peer.readMany(2);
    expect(peer.chunks.slice(1)).toEqual([takenPdu(ID) + shortReceipt(number, 1)]);
  });

  test('milliseconds before a slow answer', async () => {
    const simulator = await start();
    await simulator.call('PUT', '/faults', { receipt_delay_ms: 5, answer_delay_ms: 40 });
    const peer = await boundPeer(simulator.smppPort);
    peer.write(submitPdu({ number: freshNumber() }));
    expect((await peer.readMany(2)).map((pdu) => pdu.slice(8, 16))).toEqual(['00000005', '80000004']);
  });

  test('as many times as it is told', async () => {
    const { peer, number } = await sent({ ...SHORT, receipt_copies: 3 });
    await peer.read();
    expect(await peer.readMany(3)).toEqual([1, 2, 3].map((sequence) => shortReceipt(number, sequence)));
  });

  test('intermediate ones before it and after it, flagged as such', async () => {
    const { peer, number } = await sent({ ...SHORT, receipt_before: ['ACCEPTD'], receipt_after: ['ENROUTE'] });
    await peer.read();
    expect(await peer.readMany(3)).toEqual([
      shortReceipt(number, 1, 'ACCEPTD', '20'),
      shortReceipt(number, 2, 'DELIVRD'),
      shortReceipt(number, 3, 'ENROUTE', '20'),
    ]);
  });

  test('intermediate ones flagged like final ones', async () => {
    const { peer, number } = await sent({ ...SHORT, receipt_before: ['ACCEPTD'], intermediate_esm_class: 4 });
    await peer.read();
    expect(await peer.read()).toBe(shortReceipt(number, 1, 'ACCEPTD', '04'));
  });
});

describe('receipts of a text in three parts', () => {
  /** The stats that came, by the ids of the parts: 1, 2, 3. */
  async function receiptsOf(switches: object, count: number): Promise<string[]> {
    const simulator = await start({}, () => REFERENCE_TIME);
    await simulator.call('PUT', '/faults', { ...switches, receipt_text: '{id} {stat}', receipt_tlvs: 'none' });
    const peer = await boundPeer(simulator.smppPort);
    const number = freshNumber();
    for (const part of [1, 3, 2]) {
      peer.write(submitPdu({ number, sequence: part + 1, text: 'part', udh: `05 00 03 a7 03 0${part}` }));
    }
    const deliveries: string[] = [];
    for (let left = 3 + count; left > 0; left -= 1) {
      const pdu = await peer.read();
      if (pdu.startsWith('00000005', 8)) deliveries.push(Buffer.from(pdu.slice(96), 'hex').toString());
    }
    expect(await peer.readUntilNow()).toEqual([]);
    return deliveries.map((text) => text.replace('6b059993b3c40000000', '')).sort();
  }

  test.each<[string, object, string[]]>([
    ['come for each', {}, ['1 DELIVRD', '2 DELIVRD', '3 DELIVRD']],
    ['come for the first only', { receipt_parts: 'first' }, ['1 DELIVRD']],
    // The last part was submitted second.
    ['come for the last only', { receipt_parts: 'last' }, ['2 DELIVRD']],
    ['come once for the text, with the first id', { receipt_parts: 'one' }, ['1 DELIVRD']],
    ['fail for one', { receipt_fail_part: 3 }, ['1 DELIVRD', '2 UNDELIV', '3 DELIVRD']],
  ])('%s', async (_, switches, expected) => {
    expect(await receiptsOf(switches, expected.length)).toEqual(expected);
  });
});

describe('the bind that a receipt comes on', () => {
  test.each([
    ['same', true],
    ['other', false],
  ])('is the %s one as told, not the next in turn', async (bind, isSame) => {
    const simulator = await start({}, () => REFERENCE_TIME);
    await simulator.call('PUT', '/faults', { receipt_bind: bind });
    const [first, second] = [await boundPeer(simulator.smppPort), await boundPeer(simulator.smppPort)];
    for (const sequence of [2, 3]) first.write(submitPdu({ number: freshNumber(), sequence }));
    expect(
      (await first.readMany(isSame ? 4 : 2))
        .map((pdu) => pdu.slice(8, 16))
        .sort()
        .at(-1),
    ).toBe('80000004');
    if (!isSame) expect((await second.readMany(2)).map((pdu) => pdu.slice(8, 16))).toEqual(['00000005', '00000005']);
    expect([...(await first.readUntilNow()), ...(await second.readUntilNow())]).toEqual([]);
  });

  test('one for another bind waits until there is one', async () => {
    const { simulator, peer } = await sent({ receipt_bind: 'other' });
    await peer.read();
    await vi.waitUntil(async () => (await simulator.call('GET', '/stats')).body.receipts_held === 1);
    expect(await peer.readUntilNow()).toEqual([]);
    const other = await boundPeer(simulator.smppPort);
    expect((await other.read()).slice(8, 16)).toBe('00000005');
  });
});
