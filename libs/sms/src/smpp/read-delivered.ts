import type { DeliveredMessage } from '../receipts/delivered-message.js';
import { COMMAND, HEADER_OCTETS, readHeader, readTlvs, STATUS } from './pdu.js';

export type ReadDelivered =
  { kind: 'message'; message: DeliveredMessage } | { kind: 'malformed'; commandStatus: number };

/**
 * Reads the body of a deliver_sm or data_sm (SMPP 3.4 4.6.1, 4.7.1) with every length checked. The package's decoder is
 * not used here: it turns the octets into text by data_coding, which receipts get wrong, and shortens what is cut off.
 */
export function readDelivered(pdu: Buffer): ReadDelivered {
  const body = new BodyReader(pdu);
  const fields = readHeader(pdu).commandId === COMMAND.data_sm ? readDataSm(body) : readDeliverSm(body);
  if (body.isCut) return { kind: 'malformed', commandStatus: STATUS.ESME_RINVCMDLEN };
  const tlvs = readTlvs(body.rest());
  if (!tlvs) return { kind: 'malformed', commandStatus: STATUS.ESME_RINVTLVSTREAM };
  return { kind: 'message', message: { ...fields, tlvs } };
}

type MandatoryFields = Omit<DeliveredMessage, 'tlvs'>;

function readDeliverSm(body: BodyReader): MandatoryFields {
  const addresses = readAddresses(body);
  const esmClass = body.octet();
  body.octet(); // protocol_id
  body.octet(); // priority_flag
  body.cString(); // schedule_delivery_time
  body.cString(); // validity_period
  body.octet(); // registered_delivery
  body.octet(); // replace_if_present_flag
  const dataCoding = body.octet();
  body.octet(); // sm_default_msg_id
  return { ...addresses, esmClass, dataCoding, shortMessage: body.octets(body.octet()) };
}

function readDataSm(body: BodyReader): MandatoryFields {
  const addresses = readAddresses(body);
  const esmClass = body.octet();
  body.octet(); // registered_delivery
  return { ...addresses, esmClass, dataCoding: body.octet(), shortMessage: Buffer.alloc(0) };
}

function readAddresses(body: BodyReader): { sourceAddress: string; destinationAddress: string } {
  body.cString(); // service_type
  body.octets(2); // source_addr_ton, source_addr_npi
  const sourceAddress = body.cString();
  body.octets(2); // dest_addr_ton, dest_addr_npi
  return { sourceAddress, destinationAddress: body.cString() };
}

/** Reads field by field; past the end it answers empty values and remembers that it did. */
class BodyReader {
  isCut = false;
  #offset = HEADER_OCTETS;

  constructor(private readonly pdu: Buffer) {}

  octets(length: number): Buffer {
    const end = this.#offset + length;
    if (end > this.pdu.length) this.isCut = true;
    const octets = this.pdu.subarray(this.#offset, end);
    this.#offset = Math.min(end, this.pdu.length);
    return octets;
  }

  octet(): number {
    return this.octets(1)[0] ?? 0;
  }

  cString(): string {
    const end = this.pdu.indexOf(0, this.#offset);
    if (end === -1) this.isCut = true;
    const text = this.pdu.toString('latin1', this.#offset, end === -1 ? this.pdu.length : end);
    this.#offset = end === -1 ? this.pdu.length : end + 1;
    return text;
  }

  rest(): Buffer {
    return this.pdu.subarray(this.#offset);
  }
}
