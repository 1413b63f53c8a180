import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePdu } from './decode-pdu.js';

const pdu = (octets: string) => decodePdu(Buffer.from(octets.replaceAll(/\s/g, ''), 'hex'));

/** `name: value`, as a page would show it. */
const lines = (octets: string) => pdu(octets).fields.map(({ name, value }) => `${name}: ${value}`);

test('a bind is shown with all its fields, and never with its password', () => {
  // "codewire", password "pa55word", system type "OTP", version 3.4.
  const octets = `0000002a 00000009 00000000 00000001 636f64657769726500 70613535776f726400 4f545000 34 00 00 00`;
  const told = pdu(octets);
  expect(told).toMatchObject({ command: 'bind_transceiver', commandStatus: 'ESME_ROK', sequence: 1 });
  expect(lines(octets)).toEqual([
    'system_id: codewire',
    'password: redacted',
    'system_type: OTP',
    'interface_version: 0x34',
    'addr_ton: 0 (unknown)',
    'addr_npi: 0 (unknown)',
    'address_range: ',
  ]);
  expect(JSON.stringify(told)).not.toContain('pa55word');
});

test('the password of an outbind is not shown either', () => {
  expect(lines('0000001e 0000000b 00000000 00000001 736d736300 70613535776f726400')).toEqual([
    'system_id: smsc',
    'password: redacted',
  ]);
});

test('a submit is shown field by field: of its number two digits, of its text the length', () => {
  // From "Codewire" to 12125551212: "Your code is 123456", with entity and template of India behind it.
  const octets = `00000067 00000004 00000000 00000002 00 05 00 436f64657769726500 01 01 313231323535353132313200
    00 00 00 00 3030303030303030303530303030305200 01 00 00 00 13 596f757220636f646520697320313233343536
    1400 0004 31313031 1401 0003 313037`;
  expect(lines(octets)).toEqual([
    'service_type: ',
    'source_addr_ton: 5 (alphanumeric)',
    'source_addr_npi: 0 (unknown)',
    'source_addr: Codewire',
    'dest_addr_ton: 1 (international)',
    'dest_addr_npi: 1 (ISDN)',
    'destination_addr: *********12',
    'esm_class: 0x00',
    'protocol_id: 0',
    'priority_flag: 0',
    'schedule_delivery_time: ',
    'validity_period: 000000000500000R (5 min)',
    'registered_delivery: 0x01 (receipt)',
    'replace_if_present_flag: 0',
    'data_coding: 0x00 (default alphabet)',
    'sm_default_msg_id: 0',
    'sm_length: 19',
    'short_message: redacted (19 octets)',
    'tlv_1400: 31313031',
    'tlv_1401: 313037',
  ]);
});

test.each([
  ['00', '00', 'validity_period: ', 'registered_delivery: 0x00 (no receipt)'],
  [
    '3030303030323033303530393030305200',
    '12',
    'validity_period: 000002030509000R (2 d 3 h 5 min 9 s)',
    'registered_delivery: 0x12 (receipt of a failure, intermediate notifications)',
  ],
  ['3236313132363132303030303030302b00', '03', 'validity_period: 261126120000000+', 'registered_delivery: 0x03'],
])('of a validity %s and a wish %s the meaning is told', (validity, wish, ...told) => {
  const octets = `0000ffff 00000004 00000000 00000002 00 00 00 6100 01 01 3100 00 00 00 00 ${validity} ${wish} 00 08 00 00`;
  expect(lines(octets).filter((line) => /^(validity_period|registered_delivery)/.test(line))).toEqual(told);
});

test('of a part its place is shown: by header in 8 or 16 bits, or by TLVs', () => {
  const body = (esmClass: string, text: string) =>
    `0000ffff 00000004 00000000 00000002 00 00 00 6100 01 01 3100 ${esmClass} 00 00 00 00 00 00 08 00 ${text}`;
  expect(lines(body('40', '08 050003 2a 02 01 0041'))).toContain('short_message.udh: reference 42, part 1 of 2');
  expect(lines(body('40', '09 060804 1234 03 02 0041'))).toContain('short_message.udh: reference 4660, part 2 of 3');
  expect(lines(body('00', '02 0041 020c0002002a 020e000102 020f000101')).slice(-3)).toEqual([
    'sar_msg_ref_num: 42',
    'sar_total_segments: 2',
    'sar_segment_seqnum: 1',
  ]);
});

test.each(['04 05000341', '06 313233343536', '06 060804123456', '02 ff31', '00'])(
  'no octet of a text is shown as a header that is none: %s',
  (text) => {
    const octets = `0000ffff 00000004 00000000 00000002 00 00 00 6100 01 01 3100 40 00 00 00 00 00 00 08 00 ${text}`;
    expect(lines(octets).filter((line) => line.includes('udh'))).toEqual([]);
  },
);

describe('a receipt', () => {
  const text = 'id:0000012345 sub:001 dlvrd:001 submit date:2601011200 done date:2601011201 stat:DELIVRD err:000 ';
  const receipt = (words: string, esmClass = '04') =>
    `0000ffff 00000005 00000000 00000007 00 01 01 313231323535353132313200 05 00 436f64657769726500 ${esmClass}
      00 00 00 00 00 00 00 00 ${words.length.toString(16).padStart(2, '0')} ${Buffer.from(words).toString('hex')}`;

  test('tells its id, its times and its state, and not the text that the carrier repeats', () => {
    const told = lines(receipt(`${text}text:Your code is 123456 id:9`));
    expect(told.slice(-8)).toEqual([
      'short_message: redacted (126 octets)',
      'short_message.id: 0000012345',
      'short_message.sub: 001',
      'short_message.dlvrd: 001',
      'short_message.submit date: 2601011200',
      'short_message.done date: 2601011201',
      'short_message.stat: DELIVRD',
      'short_message.err: 000',
    ]);
    expect(told).toContain('esm_class: 0x04 (receipt)');
    expect(told).toContain('source_addr: *********12');
    expect(told.join()).not.toContain('123456 ');
  });

  test('is shown for what it is only where the carrier says that it is one', () => {
    expect(lines(receipt(text, '00')).at(-1)).toBe('short_message: redacted (97 octets)');
  });

  test('in TLVs tells the same', () => {
    const octets = `0000ffff 00000005 00000000 00000007 00 00 00 3100 00 00 6100 20 00 00 00 00 00 00 00 00 00
      001e 0006 3130364500 00 0427 0001 02 0423 0003 030022 0424 0004 31323334`;
    expect(lines(octets).slice(-6)).toEqual([
      'sm_length: 0',
      'short_message: redacted (0 octets)',
      'receipted_message_id: 106E',
      'message_state: 2 (DELIVERED)',
      'network_error_code: network 3, error 34',
      'message_payload: redacted (4 octets)',
    ]);
    expect(lines(octets)).toContain('esm_class: 0x20 (intermediate notification)');
  });
});

test('what a phone sends is not shown, whichever TLV it hides in', () => {
  const octets = `0000ffff 00000103 00000000 00000007 00 01 01 343434303132333435363700 00 00 6100 00 00 00
    0424 0006 313233343536 0381 000a 0101 3434303132333435 1500 0006 313233343536 001d 0006 313233343536`;
  expect(lines(octets).slice(-4)).toEqual([
    'message_payload: redacted (6 octets)',
    'callback_num: redacted (10 octets)',
    'tlv_1500: redacted (6 octets)',
    'additional_status_info_text: redacted (6 octets)',
  ]);
  expect(JSON.stringify(pdu(octets))).not.toMatch(/123456|31323334/);
});

test.each([
  ['80000004 00000000 00000002 3031413900', 'submit_sm_resp', 'ESME_ROK', ['message_id: 01A9']],
  ['80000004 00000058 00000002', 'submit_sm_resp', 'ESME_RTHROTTLED', []],
  ['80000004 00000058 00000002 00', 'submit_sm_resp', 'ESME_RTHROTTLED', ['message_id: ']],
  [
    '80000009 00000000 00000001 534d534300 0210000134',
    'bind_transceiver_resp',
    'ESME_ROK',
    ['system_id: SMSC', 'sc_interface_version: 34'],
  ],
  ['80000000 00000003 00000000', 'generic_nack', 'ESME_RINVCMDID', []],
  ['00000015 00000000 00000003', 'enquire_link', 'ESME_ROK', []],
  ['80000006 00000000 00000003', 'unbind_resp', 'ESME_ROK', []],
  [
    '80000003 00000000 00000003 3100 00 02 00',
    'query_sm_resp',
    'ESME_ROK',
    ['message_id: 1', 'final_date: ', 'message_state: 2 (DELIVERED)', 'error_code: 0'],
  ],
  [
    '80000021 00000000 00000003 3100 01 01 01 313231323535353132313200 0000000b',
    'submit_multi_resp',
    'ESME_ROK',
    [
      'message_id: 1',
      'no_unsuccess: 1',
      'dest_addr_ton: 1 (international)',
      'dest_addr_npi: 1 (ISDN)',
      'unsuccess_sme: *********12',
      'error_status_code: ESME_RINVDSTADR',
    ],
  ],
  ['0badcafe 00000400 00000003 313233343536', '0x0BADCAFE', '0x00000400', ['body: redacted (6 octets)']],
])('%s is a %s with %s', (octets, command, commandStatus, fields) => {
  const whole = `0000ffff ${octets}`;
  expect(pdu(whole)).toMatchObject({ command, commandStatus });
  expect(lines(whole)).toEqual(fields);
});

test.each([
  // A text shorter than its length, an address without its end, a TLV longer than the PDU, half a TLV.
  ['00000004 00000000 00000002 00 00 00 6100 01 01 3100 00 00 00 00 00 00 00 00 00 09 4142', 'sm_length: 9'],
  ['00000004 00000000 00000002 00 00 00 616263', 'source_addr_npi: 0 (unknown)'],
  ['80000004 00000000 00000002 3100 0424 0010 3132', 'message_id: 1'],
  ['80000004 00000000 00000002 3100 0424 00', 'message_id: 1'],
])('a body that ends too early is shown up to there: %s', (octets, last) => {
  expect(lines(`0000ffff ${octets}`).slice(-2)).toEqual([last, 'body: ends too early']);
});

test('control characters of a stranger reach nobody', () => {
  expect(lines('0000ffff 80000004 00000000 00000002 1b5b324a00')).toEqual(['message_id: ?[2J']);
});

const COMMANDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0x0b, 0x15, 0x21, 0x102, 0x103];

test('whatever the octets, something is shown and nothing is thrown', () => {
  const commands = fc.constantFrom(...COMMANDS.flatMap((id) => [id, (id | 0x80000000) >>> 0]));
  fc.assert(
    fc.property(commands, fc.uint8Array({ maxLength: 120 }), (commandId, body) => {
      const octets = Buffer.concat([Buffer.alloc(16), body]);
      octets.writeUInt32BE(commandId, 4);
      const { command, fields } = decodePdu(octets);
      expect(command).toMatch(/^[a-z_]+$|^0x/);
      for (const { value } of fields) expect(value).toMatch(/^[\x20-\x7e]*$/);
    }),
    { numRuns: 2_000 },
  );
});
