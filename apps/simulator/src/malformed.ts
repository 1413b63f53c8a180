import { cString } from './wire.js';

/** Far from every number of our own: an answer to it is an answer to this. */
const SEQUENCE = 0x7f00_0001;

const octets = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const ascii = (text: string) => Buffer.from(text, 'latin1');

/** A PDU whose command_length is true, whatever its body is. */
function framed(command: number, body: Buffer, sequence = SEQUENCE): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(16 + body.length, 0);
  header.writeUInt32BE(command, 4);
  header.writeUInt32BE(sequence, 12);
  return Buffer.concat([header, body]);
}

const ADDRESSES = Buffer.concat([octets('00 01 01'), cString('15550100000'), octets('05 00'), cString('ACME')]);

/** A deliver_sm with this after its addresses; `fields` are esm_class, protocol_id, priority_flag. */
function deliver({ fields = '00 00 00', validity = '', smLength = 0, text = Buffer.alloc(0), tlvs = '' }): Buffer {
  const times = Buffer.concat([cString(''), cString(validity)]);
  const rest = Buffer.concat([octets('00 00 00 00'), Buffer.of(smLength), text, octets(tlvs)]);
  return framed(0x05, Buffer.concat([ADDRESSES, octets(fields), times, rest]));
}

/**
 * Octets that no sound carrier sends, by name. After those of a wrong length a connection cannot be used again; the
 * others are whole frames with something wrong in them.
 */
export const MALFORMED = {
  length_0: octets('00000000 00000015 00000000 7f000001'),
  length_3: octets('00000003'),
  length_4: octets('00000004'),
  length_15: octets('0000000f 00000015 00000000 7f0000'),
  length_16385: octets('00004001 00000005 00000000 7f000001'),
  length_max: octets('ffffffff 00000005 00000000 7f000001'),
  http: ascii('HTTP/1.1 400 Bad Request\r\n\r\n'),
  cut_header: octets('00000040 00000005'),
  unknown_command: framed(0xff, octets('')),
  sm_length_long: deliver({ smLength: 80, text: ascii('id:1') }),
  sm_length_short: deliver({ smLength: 2, text: ascii('id:1 stat:DELIVRD') }),
  address_without_nul: framed(0x05, Buffer.concat([octets('00 01 01'), ascii('15550100000')])),
  body_cut: framed(0x05, ADDRESSES.subarray(0, 8)),
  tlv_past_end: deliver({ tlvs: '001e 00ff 3132' }),
  tlv_header_cut: deliver({ tlvs: '001e 00' }),
  tlv_int32_of_1: deliver({ tlvs: '0017 0001 01' }),
  validity_r: deliver({ validity: 'R' }),
  udhl_200: deliver({ fields: '40 00 00', smLength: 4, text: octets('c8 00 03 01') }),
  response_unknown: framed(0x8000_0004, cString('nobody-asked')),
  nack_0: framed(0x8000_0000, octets(''), 0),
  sequence_0: framed(0x15, octets(''), 0),
  bind_response_again: framed(0x8000_0009, cString('codewire')),
  submit_to_client: framed(0x04, Buffer.concat([ADDRESSES, octets('00 00 00 00 00 00 00 00 00 01 78')])),
  alert_notification: framed(0x102, octets('01 01 3100 01 01 3200')),
} as const satisfies Record<string, Buffer>;

export type MalformedName = keyof typeof MALFORMED;
