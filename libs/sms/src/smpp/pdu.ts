import smpp from 'smpp';
import { trimSmscId } from '../receipts/smsc-id.js';

export const HEADER_OCTETS = 16;
export const RESPONSE_BIT = 0x80000000;

/** SMPP 3.4 5.1.2.1, those a transceiver meets. */
export const COMMAND = {
  generic_nack: 0x80000000,
  submit_sm: 0x00000004,
  deliver_sm: 0x00000005,
  unbind: 0x00000006,
  bind_transceiver: 0x00000009,
  outbind: 0x0000000b,
  enquire_link: 0x00000015,
  alert_notification: 0x00000102,
  data_sm: 0x00000103,
} as const;

export type RequestCommand = 'bind_transceiver' | 'submit_sm' | 'enquire_link' | 'unbind';
export type ResponseCommand = 'generic_nack' | 'deliver_sm_resp' | 'data_sm_resp' | 'enquire_link_resp' | 'unbind_resp';

/** SMPP 3.4 5.1.3, those this side sends or tells apart. */
export const STATUS = {
  ESME_ROK: 0x00,
  ESME_RINVCMDLEN: 0x02,
  ESME_RINVCMDID: 0x03,
  ESME_RALYBND: 0x05,
  ESME_RBINDFAIL: 0x0d,
  ESME_RINVPASWD: 0x0e,
  ESME_RINVSYSID: 0x0f,
  ESME_RINVSYSTYP: 0x53,
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

/** Octets of a request; undefined when the package cannot encode the fields. */
export function encodeRequest(
  command: RequestCommand,
  sequence: number,
  fields: Record<string, unknown>,
): Buffer | undefined {
  try {
    return new smpp.PDU(command, { ...fields, sequence_number: sequence }).toBuffer();
  } catch {
    return undefined;
  }
}

export function encodeResponse(command: ResponseCommand, sequence: number, commandStatus: number): Buffer {
  return new smpp.PDU(command, { sequence_number: sequence, command_status: commandStatus }).toBuffer();
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
