import type { EncodedPart } from '../encoding/text.js';
import { SmsInputError } from '../sms-input-error.js';
import { destinationAddress, senderAddress, type Address } from './addresses.js';
import type { SubmitRequest } from './link.types.js';
import type { SubmitStyle, Tlv } from './submit-style.js';
import { validityPeriod, validityUntil } from './validity-period.js';

// SMPP 3.4 5.2.18: sm_length is one octet and 255 is not allowed. 5.3.2.32: the length of a TLV has 16 bits.
const LONGEST_SHORT_MESSAGE = 254;
const LONGEST_TLV = 0xffff;
const UDH_INDICATOR = 0x40;
const NOTHING = Buffer.alloc(0);

const TAG = {
  sar_msg_ref_num: 0x020c,
  sar_total_segments: 0x020e,
  sar_segment_seqnum: 0x020f,
  message_payload: 0x0424,
} as const;

/** What goes into the octets; the rest of a request is between the caller and the link. */
type Submitted = Pick<SubmitRequest, 'sender' | 'destination' | 'dataCoding' | 'expiresAtMs' | 'requestReceipt'> & {
  part: EncodedPart;
};

/** Whether submitBody has octets for the request, at whatever time it is written. */
export function fitsSubmit(request: Submitted, style: SubmitStyle): boolean {
  return addressesOf(request, style) !== undefined && fitsField(request.part);
}

/**
 * The octets of submit_sm behind its header (SMPP 3.4 4.4.1), with the life left at nowMs, by the clock of expiresAtMs;
 * undefined when the request does not fit its fields. Ours and not the package's: it would choose alphabet and
 * data_coding itself, write addresses in Latin-1, add to validity_period, and it knows only the tags of its own list.
 */
export function submitBody(request: Submitted, style: SubmitStyle, nowMs: number): Buffer | undefined {
  const addresses = addressesOf(request, style);
  const { part } = request;
  if (!addresses || !fitsField(part)) return undefined;
  const { source, destination } = addresses;
  const validity = validityOf(style, (request.expiresAtMs - nowMs) / 1_000);
  const message = part.isMessagePayload ? NOTHING : part.payload;
  const tlvs = tlvsOf(part, style);

  // service_type, two addresses, three octets of flags, schedule_delivery_time, validity_period, four more, sm_length.
  const fixed = 1 + (3 + source.address.length) + (3 + destination.address.length) + 3 + 1 + (validity.length + 1) + 5;
  const body = Buffer.allocUnsafe(fixed + message.length + octetsOf(tlvs));
  let at = 0;
  body[at++] = 0;
  at = writeAddress(body, at, source);
  at = writeAddress(body, at, destination);
  body[at++] = part.hasUdh ? UDH_INDICATOR : 0;
  body[at++] = 0; // protocol_id
  body[at++] = 0; // priority_flag
  body[at++] = 0; // schedule_delivery_time: at once
  at = writeCString(body, at, validity);
  body[at++] = request.requestReceipt ? 1 : 0;
  body[at++] = 0; // replace_if_present_flag
  body[at++] = request.dataCoding;
  body[at++] = 0; // sm_default_msg_id
  body[at++] = message.length;
  at += message.copy(body, at);
  for (const tlv of tlvs) at = writeTlv(body, at, tlv);
  return body;
}

function addressesOf(
  { sender, destination: digits }: Submitted,
  { senderAddressing, destinationAddressing }: SubmitStyle,
): { source: Address; destination: Address } | undefined {
  const destination = destinationAddress(digits, destinationAddressing);
  if (!destination) return undefined;
  try {
    return { source: senderAddress(sender, senderAddressing), destination };
  } catch (error) {
    if (error instanceof SmsInputError) return undefined;
    throw error;
  }
}

function fitsField({ payload, isMessagePayload }: EncodedPart): boolean {
  return payload.length <= (isMessagePayload ? LONGEST_TLV : LONGEST_SHORT_MESSAGE);
}

function validityOf({ validity, validityAtLeastSeconds = 1, wallClock = Date.now }: SubmitStyle, left: number): string {
  const seconds = Math.max(left, validityAtLeastSeconds);
  switch (validity) {
    case 'relative':
      return validityPeriod(seconds);
    case 'absolute':
      return validityUntil(seconds, wallClock());
    case 'none':
      return '';
  }
}

/** The text's own and the carrier's, by tag: some carriers read them only in this order. */
function tlvsOf(part: EncodedPart, { tlvs }: SubmitStyle): readonly Tlv[] {
  const own = ownTlvs(part);
  if (own.length + tlvs.length < 2) return own.length > 0 ? own : tlvs;
  const needed = new Set(own.map(({ tag }) => tag));
  return [...own, ...tlvs.filter(({ tag }) => !needed.has(tag))].sort((a, b) => a.tag - b.tag);
}

function ownTlvs({ payload, sar, isMessagePayload }: EncodedPart): Tlv[] {
  if (isMessagePayload) return [{ tag: TAG.message_payload, value: payload }];
  if (!sar) return [];
  const { reference, total, sequence } = sar;
  return [
    { tag: TAG.sar_msg_ref_num, value: Buffer.from([(reference >> 8) & 0xff, reference & 0xff]) },
    { tag: TAG.sar_total_segments, value: Buffer.from([total]) },
    { tag: TAG.sar_segment_seqnum, value: Buffer.from([sequence]) },
  ];
}

function octetsOf(tlvs: readonly Tlv[]): number {
  let octets = 0;
  for (const { value } of tlvs) octets += 4 + value.length;
  return octets;
}

function writeAddress(body: Buffer, at: number, { address, ton, npi }: Address): number {
  body[at] = ton;
  body[at + 1] = npi;
  return writeCString(body, at + 2, address);
}

function writeCString(body: Buffer, at: number, text: string): number {
  const end = at + body.write(text, at, 'latin1');
  body[end] = 0;
  return end + 1;
}

function writeTlv(body: Buffer, at: number, { tag, value }: Tlv): number {
  body.writeUInt16BE(tag, at);
  body.writeUInt16BE(value.length, at + 2);
  return at + 4 + value.copy(body, at + 4);
}
