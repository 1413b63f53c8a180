/**
 * The carrier's own SMPP codec. It shares nothing with the link's: two sides that made the same mistake with the same
 * code would understand each other, and no carrier would understand either.
 */

/** SMPP 3.4 5.1.2.1: what the simulator reads or writes. A response has the highest bit set. */
export const COMMAND = {
  bindReceiver: 0x01,
  bindTransmitter: 0x02,
  submitSm: 0x04,
  deliverSm: 0x05,
  unbind: 0x06,
  bindTransceiver: 0x09,
  enquireLink: 0x15,
  dataSm: 0x103,
  genericNack: 0x8000_0000,
} as const;

export const RESPONSE = 0x8000_0000;

const NAMES: Readonly<Record<number, string>> = {
  [COMMAND.bindReceiver]: 'bind_receiver',
  [COMMAND.bindTransmitter]: 'bind_transmitter',
  [COMMAND.submitSm]: 'submit_sm',
  [COMMAND.deliverSm]: 'deliver_sm',
  [COMMAND.unbind]: 'unbind',
  [COMMAND.bindTransceiver]: 'bind_transceiver',
  [COMMAND.enquireLink]: 'enquire_link',
  [COMMAND.dataSm]: 'data_sm',
};

/** For counts: a command the simulator does not know is `other`. */
export function commandName(command: number): string {
  if (command === COMMAND.genericNack) return 'generic_nack';
  if (!isResponse(command)) return NAMES[command] ?? 'other';
  const request = NAMES[command - RESPONSE];
  return request === undefined ? 'other' : `${request}_resp`;
}

export function isResponse(command: number): boolean {
  return command >= RESPONSE;
}

/** Command statuses the simulator answers of itself (SMPP 3.4 5.1.3; RINVDCS: SMPP 5.0 4.7.6). */
export const STATUS = {
  ok: 0x00,
  invalidCommandId: 0x03,
  invalidBindState: 0x04,
  alreadyBound: 0x05,
  systemError: 0x08,
  invalidDestination: 0x0b,
  bindFailed: 0x0d,
  invalidPassword: 0x0e,
  invalidSystemId: 0x0f,
  throttled: 0x58,
  invalidDataCoding: 0x104,
} as const;

/** SMPP 3.4 5.3.2: the optional parameters that the simulator writes or understands. */
export const TAG = {
  receiptedMessageId: 0x001e,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarSequence: 0x020f,
  scInterfaceVersion: 0x0210,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const;

export interface Pdu {
  command: number;
  status: number;
  sequence: number;
  body: Buffer;
}

const HEADER_OCTETS = 16;
const MOST_OCTETS = 16 * 1024;
const NOTHING = Buffer.alloc(0);

/** Cuts a stream into PDUs. Throws a RangeError for a command_length that no PDU has; nothing can be read after it. */
export class Frames {
  #rest: Buffer = NOTHING;

  /**
   * The PDUs that are whole now, one by one: those before octets that are no PDU are given before it throws. Their
   * bodies are views of the chunk: copy what is to be kept.
   */
  *push(chunk: Buffer): Generator<Pdu, void, void> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length < HEADER_OCTETS || length > MOST_OCTETS) throw new RangeError(`command_length is ${length}`);
      if (this.#rest.length < length) return;
      const pdu = readPdu(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
      yield pdu;
    }
  }
}

function readPdu(octets: Buffer): Pdu {
  return {
    command: octets.readUInt32BE(4),
    status: octets.readUInt32BE(8),
    sequence: octets.readUInt32BE(12),
    body: octets.subarray(HEADER_OCTETS),
  };
}

export function writePdu({ command, status, sequence, body }: Pdu): Buffer {
  const octets = Buffer.allocUnsafe(HEADER_OCTETS + body.length);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(command, 4);
  octets.writeUInt32BE(status, 8);
  octets.writeUInt32BE(sequence, 12);
  body.copy(octets, HEADER_OCTETS);
  return octets;
}

/** Text as Latin-1 with its closing NUL. */
export function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1');
}

export function tlv(tag: number, value: Buffer): Buffer {
  const head = Buffer.allocUnsafe(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** Reads a body from its start. What a cut body left out reads as 0, '' or no octets. */
class BodyReader {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  octet(): number {
    return this.#body[this.#at++] ?? 0;
  }

  /** Up to the next NUL, or to the end. */
  cString(): string {
    const nul = this.#body.indexOf(0, this.#at);
    const end = nul === -1 ? this.#body.length : nul;
    const text = this.#body.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return text;
  }

  octets(length: number): Buffer {
    const octets = this.#body.subarray(this.#at, this.#at + length);
    this.#at += length;
    return octets;
  }

  /** What is left, as optional parameters by tag; of a repeated tag the last. */
  tlvs(): Map<number, Buffer> {
    const found = new Map<number, Buffer>();
    while (this.#at + 4 <= this.#body.length) {
      const tag = this.#body.readUInt16BE(this.#at);
      const length = this.#body.readUInt16BE(this.#at + 2);
      this.#at += 4;
      found.set(tag, this.octets(length));
    }
    return found;
  }
}

/** An address as SMPP writes it: type of number, numbering plan, text. */
export interface Address {
  ton: number;
  npi: number;
  address: string;
}

function writeAddress({ ton, npi, address }: Address): Buffer {
  return Buffer.concat([Buffer.of(ton, npi), cString(address)]);
}

export interface BindRequest {
  systemId: string;
  password: string;
  systemType: string;
  interfaceVersion: number;
}

export function readBind(body: Buffer): BindRequest {
  const reader = new BodyReader(body);
  return {
    systemId: reader.cString(),
    password: reader.cString(),
    systemType: reader.cString(),
    interfaceVersion: reader.octet(),
  };
}

/** A submit_sm as it arrived. Fields that a cut body left out are empty or 0. */
export interface Submit {
  sequence: number;
  source: Address;
  destination: Address;
  esmClass: number;
  dataCoding: number;
  registeredDelivery: number;
  validityPeriod: string;
  octets: Buffer;
  tlvs: ReadonlyMap<number, Buffer>;
}

export function readSubmit({ sequence, body }: Pdu): Submit {
  const reader = new BodyReader(body);
  reader.cString(); // service_type
  const source = readAddress(reader);
  const destination = readAddress(reader);
  const esmClass = reader.octet();
  reader.octets(2); // protocol_id, priority_flag
  reader.cString(); // schedule_delivery_time
  const validityPeriod = reader.cString();
  const registeredDelivery = reader.octet();
  reader.octet(); // replace_if_present_flag
  const dataCoding = reader.octet();
  reader.octet(); // sm_default_msg_id
  const short = reader.octets(reader.octet());
  const tlvs = reader.tlvs();
  // SMPP 3.4 5.3.2.32: message_payload is used instead of short_message, whose length is then 0.
  const octets = short.length > 0 ? short : (tlvs.get(TAG.messagePayload) ?? NOTHING);
  return { sequence, source, destination, esmClass, dataCoding, registeredDelivery, validityPeriod, octets, tlvs };
}

function readAddress(reader: BodyReader): Address {
  return { ton: reader.octet(), npi: reader.octet(), address: reader.cString() };
}

/** What a deliver_sm or a data_sm of the carrier holds. */
export interface Delivery {
  command: 'deliver_sm' | 'data_sm';
  source: Address;
  destination: Address;
  esmClass: number;
  dataCoding: number;
  shortMessage: Buffer;
  /** Optional parameters, already written. */
  tlvs: Buffer;
}

/** SMPP 3.4 4.6.1 and 4.7.1: command and body. A data_sm has no short_message. */
export function writeDelivery(delivery: Delivery): { command: number; body: Buffer } {
  const { source, destination, esmClass, dataCoding, shortMessage, tlvs } = delivery;
  const addresses = [cString(''), writeAddress(source), writeAddress(destination)];
  if (delivery.command === 'data_sm') {
    return { command: COMMAND.dataSm, body: Buffer.concat([...addresses, Buffer.of(esmClass, 0, dataCoding), tlvs]) };
  }
  // protocol_id, priority_flag, two empty times, registered_delivery, replace_if_present_flag before data_coding.
  const middle = Buffer.of(esmClass, 0, 0, 0, 0, 0, 0, dataCoding, 0, shortMessage.length);
  return { command: COMMAND.deliverSm, body: Buffer.concat([...addresses, middle, shortMessage, tlvs]) };
}
