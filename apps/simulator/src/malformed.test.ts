import { expect, test } from 'vitest';
import { MALFORMED, type MalformedName } from './malformed.js';
import { RawPeer } from './test/raw-peer.js';
import { start } from './test/running.js';

/** source 15550100000 (1/1), destination ACME (5/0), after an empty service_type. */
const ADDRESSES = '00 01 01 31353535303130303030 3000 05 00 41434d4500';
const SEQUENCE = '7f000001';

test.each<[MalformedName, string]>([
  ['length_0', '00000000 00000015 00000000 7f000001'],
  ['length_3', '00000003'],
  ['length_4', '00000004'],
  ['length_15', '0000000f 00000015 00000000 7f0000'],
  ['length_16385', '00004001 00000005 00000000 7f000001'],
  ['length_max', 'ffffffff 00000005 00000000 7f000001'],
  ['http', '485454502f312e31203430302042616420526571756573740d0a0d0a'],
  ['cut_header', '00000040 00000005'],
  ['unknown_command', `00000010 000000ff 00000000 ${SEQUENCE}`],
  ['sm_length_long', `00000034 00000005 00000000 ${SEQUENCE} ${ADDRESSES} 00 00 00 00 00 00 00 00 00 50 69643a31`],
  [
    'sm_length_short',
    `00000041 00000005 00000000 ${SEQUENCE} ${ADDRESSES} 00 00 00 00 00 00 00 00 00 02 69643a3120737461743a44454c49565244`,
  ],
  ['address_without_nul', `0000001e 00000005 00000000 ${SEQUENCE} 00 01 01 3135353530313030303030`],
  ['body_cut', `00000018 00000005 00000000 ${SEQUENCE} 00 01 01 3135353530`],
  ['tlv_past_end', `00000036 00000005 00000000 ${SEQUENCE} ${ADDRESSES} 00 00 00 00 00 00 00 00 00 00 001e 00ff 3132`],
  ['tlv_header_cut', `00000033 00000005 00000000 ${SEQUENCE} ${ADDRESSES} 00 00 00 00 00 00 00 00 00 00 001e 00`],
  ['tlv_int32_of_1', `00000035 00000005 00000000 ${SEQUENCE} ${ADDRESSES} 00 00 00 00 00 00 00 00 00 00 0017 0001 01`],
  ['validity_r', `00000031 00000005 00000000 ${SEQUENCE} ${ADDRESSES} 00 00 00 00 5200 00 00 00 00 00`],
  ['udhl_200', `00000034 00000005 00000000 ${SEQUENCE} ${ADDRESSES} 40 00 00 00 00 00 00 00 00 04 c8000301`],
  ['response_unknown', `0000001d 80000004 00000000 ${SEQUENCE} 6e6f626f64792d61736b656400`],
  ['nack_0', '00000010 80000000 00000000 00000000'],
  ['sequence_0', '00000010 00000015 00000000 00000000'],
  ['bind_response_again', `00000019 80000009 00000000 ${SEQUENCE} 636f64657769726500`],
  ['submit_to_client', `00000031 00000004 00000000 ${SEQUENCE} ${ADDRESSES} 00 00 00 00 00 00 00 00 00 01 78`],
  ['alert_notification', `00000018 00000102 00000000 ${SEQUENCE} 01 01 3100 01 01 3200`],
])('%s is on the wire as it stands here', async (malformed, octets) => {
  const simulator = await start();
  const peer = await RawPeer.connect(simulator.smppPort);
  // The connection is known when it was served once.
  expect(await peer.readUntilNow()).toEqual([]);
  expect((await simulator.call('POST', '/connections/inject', { malformed })).body).toEqual({ injected: 1 });
  const expected = octets.replaceAll(' ', '');
  await peer.received(expected.length / 2);
  expect(peer.unread).toBe(expected);
  expect((await simulator.call('GET', '/malformed')).body[malformed]).toBe(expected);
});

test('each of them stands above', () => {
  expect(Object.keys(MALFORMED).length).toBe(24);
});
