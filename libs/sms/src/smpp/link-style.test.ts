import { describe, expect, test } from 'vitest';
import { encodeText, type LongTexts } from '../index.js';
import { startLink } from '../testing/link-fixture.js';
import { sequenceOf } from '../testing/raw-smsc.js';
import { DEFAULT_STYLE } from './submit-style.js';

// service_type | 5 0 "Codewire" | 1 1 "12125551212" | flags, no schedule | ten minutes | receipt, replace, data_coding,
// default message: all that stands before the length of the text.
const BEFORE_TEXT =
  '00' +
  '0500436f64657769726500' +
  '0101313231323535353132313200' +
  '00000000' +
  '3030303030303030313030303030305200' +
  '01000000';
const withHeader = BEFORE_TEXT.replace('313200' + '00', '313200' + '40');

describe('a text of two parts reaches the carrier', () => {
  const bodiesIn = async (longTexts: LongTexts) => {
    const { bindPeer, submit } = await startLink();
    const peer = await bindPeer();
    const { parts, dataCoding } = encodeText('a'.repeat(161), { nextReference: () => 0x12cb, longTexts });
    for (const part of parts) void submit({ part, dataCoding });
    return (await peer.takeMany(parts.length)).map((pdu) => pdu.slice(32));
  };

  test('with a reference of 8 bits', async () => {
    expect(await bodiesIn('udh_8')).toEqual([
      `${withHeader}9f050003cb0201${'61'.repeat(153)}`,
      `${withHeader}0e050003cb0202${'61'.repeat(8)}`,
    ]);
  });

  test('with a reference of 16 bits', async () => {
    expect(await bodiesIn('udh_16')).toEqual([
      `${withHeader}9f06080412cb0201${'61'.repeat(152)}`,
      `${withHeader}1006080412cb0202${'61'.repeat(9)}`,
    ]);
  });

  test('with sar_msg_ref_num, sar_total_segments and sar_segment_seqnum, and no header', async () => {
    expect(await bodiesIn('sar')).toEqual([
      `${BEFORE_TEXT}99${'61'.repeat(153)}020c000200cb020e000102020f000101`,
      `${BEFORE_TEXT}08${'61'.repeat(8)}020c000200cb020e000102020f000102`,
    ]);
  });

  test('whole, in message_payload', async () => {
    expect(await bodiesIn('message_payload')).toEqual([`${BEFORE_TEXT}00042400a1${'61'.repeat(161)}`]);
  });
});

test('a link writes as its carrier wants it, with India’s entity and template behind', async () => {
  const { bindPeer, submit } = await startLink({
    style: {
      senderAddressing: { ...DEFAULT_STYLE.senderAddressing, alphanumeric: { ton: 5, npi: 1 } },
      destinationAddressing: { ton: 2, npi: 8 },
      validity: 'none',
      tlvs: [
        { tag: 0x1401, value: Buffer.from('1107') },
        { tag: 0x1400, value: Buffer.from('1101') },
      ],
    },
  });
  const peer = await bindPeer();
  void submit();
  expect((await peer.take()).slice(32)).toBe(
    '00' +
      '0501436f64657769726500' +
      '0208313231323535353132313200' +
      '00000000' +
      '00' +
      '01000000' +
      '024869' +
      '1400000431313031' +
      '1401000431313037',
  );
});

test.each([
  ['without a rule', '00000045', undefined, 'retry', true],
  ['with its carrier’s rule', '00000045', 'permanent', 'permanent', true],
  ['of the carrier’s own range, without a rule', '00000401', undefined, 'fail_over', false],
  ['of the carrier’s own range, with its rule', '00000401', 'permanent', 'permanent', true],
  ['that nobody knows', '00009999', undefined, 'fail_over', false],
] as const)('a refusal is followed by what its code means here: %s', async (_name, status, rule, action, isKnown) => {
  const statusActions = new Map(rule === undefined ? [] : [[Number.parseInt(status, 16), rule]]);
  const { bindPeer, submit } = await startLink({ statusActions });
  const peer = await bindPeer();
  const submitted = submit();
  peer.send(`00000010 80000004 ${status} ${sequenceOf(await peer.take())}`);
  expect(await submitted).toMatchObject({ kind: 'refused', action, isKnown });
});
