import { trimSmscId } from '../receipts/smsc-id.js';

export const HEADER_OCTETS = 16;
export const RESPONSE_BIT = 0x80000000;

/** SMPP 3.4 5.1.2.1, those a link meets. */
export const COMMAND = {
  generic_nack: 0x80000000,
  bind_receiver: 0x00000001,
  bind_transmitter: 0x00000002,
  submit_sm: 0x00000004,
  deliver_sm: 0x00000005,
  unbind: 0x00000006,
  bind_transceiver: 0x00000009,
  outbind: 0x0000000b,
  enquire_link: 0x00000015,
  alert_notification: 0x00000102,
  data_sm: 0x00000103,
} as const;

export type RequestCommand =
  'bind_receiver' | 'bind_transmitter' | 'bind_transceiver' | 'submit_sm' | 'enquire_link' | 'unbind';

const RESPONSE = {
  generic_nack: COMMAND.generic_nack,
  deliver_sm_resp: 0x80000005,
  data_sm_resp: 0x80000103,
  enquire_link_resp: 0x80000015,
  unbind_resp: 0x80000006,
} as const;

export type ResponseCommand = keyof typeof RESPONSE;

/** SMPP 3.4 5.1.3, those this side sends or tells apart. */
export const STATUS = {
  ESME_ROK: 0x00,
  ESME_RINVCMDLEN: 0x02,
  ESME_RINVCMDID: 0x03,
  ESME_RALYBND: 0x05,
  ESME_RBINDFAIL: 0x0d,
  ESME_RINVPASWD: 0x0e,
  ESME_RINVSYSID: 0x0f,
  ESME_RMSGQFUL: 0x14,
  ESME_RINVSYSTYP: 0x53,
  ESME_RTHROTTLED: 0x58,
  ESME_RX_T_APPN: 0x64,
  ESME_RINVTLVSTREAM: 0xc0,
  ESME_RUNKNOWNERR: 0xff,
} as const;

export interface PduHeader {
  commandId: number;
  commandStatus: number;
  sequence: number;
}

/**
 * Header words of a whole PDU as the framer hands it on. The status is read with a sign: whatever the carrier says, it
 * fits where whole numbers of 32 bits are kept.
 */
export function readHeader(pdu: Buffer): PduHeader {
  return { commandId: pdu.readUInt32BE(4), commandStatus: pdu.readInt32BE(8), sequence: pdu.readUInt32BE(12) };
}

/** No body. */
export const EMPTY = Buffer.alloc(0);

/** SMPP 3.4 4.6.2, 4.7.2: message_id of an answer to what was delivered is not used, and NULL. */
const NO_MESSAGE_ID = Buffer.alloc(1);

/** A whole PDU (SMPP 3.4 3.2). */
export function encodeRequest(command: RequestCommand, sequence: number, body: Buffer): Buffer {
  return encodePdu(COMMAND[command], STATUS.ESME_ROK, sequence, body);
}

/** An answer. The id is mandatory in those to what was delivered, also when they refuse; the others have no body. */
export function encodeResponse(command: ResponseCommand, sequence: number, commandStatus: number): Buffer {
  const hasMessageId = command === 'deliver_sm_resp' || command === 'data_sm_resp';
  const body = hasMessageId ? NO_MESSAGE_ID : EMPTY;
  return encodePdu(RESPONSE[command], commandStatus, sequence, body);
}

function encodePdu(commandId: number, commandStatus: number, sequence: number, body: Buffer): Buffer {
  const pdu = Buffer.allocUnsafe(HEADER_OCTETS + body.length);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(commandId, 4);
  pdu.writeUInt32BE(commandStatus, 8);
  pdu.writeUInt32BE(sequence, 12);
  body.copy(pdu, HEADER_OCTETS);
  return pdu;
}

/**
 * message_id of a submit_sm_resp as it is on the wire, empty when there is none. A body that is broken behind the id, or
 * at its end, still begins with it. The package is not asked: to it an octet above 0x7F is another one, 0x80 a NUL.
 */
export function readMessageId(pdu: Buffer): { id: string; isBroken: boolean } {
  if (pdu.length === HEADER_OCTETS) return { id: '', isBroken: false };
  const end = pdu.indexOf(0, HEADER_OCTETS);
  const id = pdu.toString('latin1', HEADER_OCTETS, end === -1 ? pdu.length : end);
  return { id: trimSmscId(id), isBroken: end === -1 || readTlvs(pdu.subarray(end + 1)) === undefined };
}

/** The optional parameters behind a body (SMPP 3.4 3.2.4), the first of each tag; undefined when one is cut off. */
export function readTlvs(octets: Buffer): Map<number, Buffer> | undefined {
  const tlvs = new Map<number, Buffer>();
  let offset = 0;
  while (offset < octets.length) {
    if (offset + 4 > octets.length) return undefined;
    const tag = octets.readUInt16BE(offset);
    const end = offset + 4 + octets.readUInt16BE(offset + 2);
    if (end > octets.length) return undefined;
    if (!tlvs.has(tag)) tlvs.set(tag, octets.subarray(offset + 4, end));
    offset = end;
  }
  return tlvs;
}
