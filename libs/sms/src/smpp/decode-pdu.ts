import { commandStatusName } from './command-status.js';
import { HEADER_OCTETS } from './pdu.js';
import {
  CODING_NAMES,
  NPI_NAMES,
  PDUS,
  STATE_NAMES,
  TLVS,
  TON_NAMES,
  type FieldKind,
  type TlvKind,
} from './pdu-fields.js';

/** A PDU for the eyes of an operator. */
export interface DecodedPdu {
  readonly command: string;
  readonly commandStatus: string;
  readonly sequence: number;
  readonly fields: readonly DecodedField[];
}

export interface DecodedField {
  readonly name: string;
  readonly value: string;
}

/** Longer runs of digits are numbers of phones until shown otherwise; short codes and senders stay readable. */
const PHONE = /\d{7,}/g;
/** Of people's words nothing may be longer than this: a code has four digits. */
const OPEN_OCTETS = 4;
const CUT = { name: 'body', value: 'ends too early' };

/**
 * Names every field of a PDU (SMPP 3.4 sections 4 and 5) as the framer handed it on, whatever its octets. Passwords, texts
 * and what may hold words of people are told by their length alone, of numbers the last two digits are left. Of a receipt
 * its id, its times and its states are shown, and never its text. Never throws: what is broken is shown up to there.
 */
export function decodePdu(octets: Buffer): DecodedPdu {
  const commandId = octets.readUInt32BE(4);
  const known = PDUS.get(commandId);
  const body = new Body(octets, commandId);
  for (const [name, kind] of known?.fields ?? []) {
    // SMPP 3.4 4.4.2 and others: a refusal may come without a body.
    if (body.isAtStart && body.isOver) break;
    body.read(name, kind);
  }
  if (known === undefined) body.skip();
  else body.readTlvs();
  return {
    command: known?.command ?? hex(commandId, 8),
    commandStatus: commandStatusName(octets.readInt32BE(8)),
    sequence: octets.readUInt32BE(12),
    fields: body.fields,
  };
}

/** Reads field after field and shows each; past the end it says so, once, and reads nothing more. */
class Body {
  readonly fields: DecodedField[] = [];
  private offset = HEADER_OCTETS;
  private isCut = false;
  private esmClass = 0;

  constructor(
    private readonly pdu: Buffer,
    private readonly commandId: number,
  ) {}

  get isAtStart(): boolean {
    return this.offset === HEADER_OCTETS;
  }

  get isOver(): boolean {
    return this.offset >= this.pdu.length;
  }

  read(name: string, kind: FieldKind): void {
    if (this.isCut) return;
    switch (kind) {
      case 'c_string':
        return this.show(name, this.cString());
      case 'time':
        return this.show(name, mapped(this.cString(), describeTime));
      case 'address':
        return this.show(name, mapped(this.cString(), maskNumbers));
      case 'secret':
        return this.show(
          name,
          mapped(this.cString(), () => 'redacted'),
        );
      case 'text':
        return this.readText(name);
      case 'destinations':
        return this.readDestinations(name);
      case 'unsuccessful':
        return this.readUnsuccessful(name);
      default:
        return this.readOctet(name, kind);
    }
  }

  /** The optional parameters behind the body (SMPP 3.4 3.2.4). */
  readTlvs(): void {
    while (!this.isCut && !this.isOver) {
      const head = this.take(4);
      const value = head && this.take(head.readUInt16BE(2));
      if (head === undefined || value === undefined) return;
      const tag = head.readUInt16BE(0);
      const [name, kind] = TLVS.get(tag) ?? [`tlv_${tag.toString(16).padStart(4, '0')}`, this.kindOfOther(value)];
      this.show(name, describeTlv(value, kind));
      if (name === 'message_payload') this.showReceipt(name, value);
    }
  }

  /** The body of a command that SMPP 3.4 does not have. */
  skip(): void {
    if (!this.isOver) this.show('body', redacted(this.pdu.length - this.offset));
  }

  private readOctet(name: string, kind: FieldKind): void {
    const octet = this.take(1)?.[0];
    if (octet === undefined) return;
    if (kind === 'class') this.esmClass = octet;
    this.show(name, describeOctet(octet, kind));
  }

  private readText(name: string): void {
    const length = this.take(1)?.[0];
    if (length === undefined) return;
    this.show('sm_length', String(length));
    const text = this.take(length);
    if (text === undefined) return;
    this.show(name, redacted(length));
    // SMPP 3.4 5.2.12: a user data header stands before the text.
    const part = (this.esmClass & 0x40) === 0 ? undefined : describePart(text);
    if (part !== undefined) this.show(`${name}.udh`, part);
    this.showReceipt(name, text);
  }

  /** SMPP 3.4 4.5.1.1 */
  private readDestinations(name: string): void {
    const count = this.take(1)?.[0] ?? 0;
    this.show('number_of_dests', String(count));
    for (let n = 0; n < count && !this.isCut; n += 1) {
      const isList = this.take(1)?.[0] === 2;
      if (!isList) {
        this.read('dest_addr_ton', 'ton');
        this.read('dest_addr_npi', 'npi');
      }
      this.read(isList ? 'dl_name' : name, isList ? 'c_string' : 'address');
    }
  }

  /** SMPP 3.4 4.5.2.1 */
  private readUnsuccessful(name: string): void {
    const count = this.take(1)?.[0] ?? 0;
    this.show('no_unsuccess', String(count));
    for (let n = 0; n < count && !this.isCut; n += 1) {
      this.read('dest_addr_ton', 'ton');
      this.read('dest_addr_npi', 'npi');
      this.read(name, 'address');
      const status = this.take(4);
      if (status !== undefined) this.show('error_status_code', commandStatusName(status.readInt32BE(0)));
    }
  }

  /** SMPP 3.4 appendix B: only what has the form of an id, a time or a state, and only before the carrier's copy of the text. */
  private showReceipt(name: string, text: Buffer): void {
    if (this.commandId === 0x00000004 || (this.esmClass & 0x3c) === 0) return;
    const own = text.toString('latin1').split(/text:/i, 1)[0] ?? '';
    for (const [field, pattern] of RECEIPT) {
      const value = pattern.exec(own)?.[1];
      if (value !== undefined) this.show(`${name}.${field}`, value);
    }
  }

  /** What goes out is what the carrier's settings say; what comes in may be anything. */
  private kindOfOther({ length }: Buffer): TlvKind {
    return this.commandId === 0x00000004 || length <= OPEN_OCTETS ? 'hex' : 'redacted';
  }

  private show(name: string, value: string | undefined): void {
    if (value !== undefined) this.fields.push({ name, value });
  }

  private take(length: number): Buffer | undefined {
    const end = this.offset + length;
    if (end > this.pdu.length) return this.cut();
    const octets = this.pdu.subarray(this.offset, end);
    this.offset = end;
    return octets;
  }

  private cString(): string | undefined {
    const end = this.pdu.indexOf(0, this.offset);
    if (end === -1) return this.cut();
    const text = this.pdu.toString('latin1', this.offset, end);
    this.offset = end + 1;
    return printable(text);
  }

  private cut(): undefined {
    if (!this.isCut) this.fields.push(CUT);
    this.isCut = true;
  }
}

const RECEIPT: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['id', /\bid:\s?([0-9A-Za-z._-]{1,65})(?=\s|$)/i],
  ['sub', /\bsub:\s?(\d{1,3})(?=\s|$)/i],
  ['dlvrd', /\bdlvrd:\s?(\d{1,3})(?=\s|$)/i],
  ['submit date', /\bsubmit date:\s?(\d{10,14})(?=\s|$)/i],
  ['done date', /\bdone date:\s?(\d{10,14})(?=\s|$)/i],
  ['stat', /\bstat:\s?([A-Z]{3,15})(?=\s|$)/i],
  ['err', /\berr:\s?([0-9A-Za-z]{1,4})(?=\s|$)/i],
];

function describeOctet(octet: number, kind: FieldKind): string {
  switch (kind) {
    case 'ton':
      return named(octet, TON_NAMES[octet]);
    case 'npi':
      return named(octet, NPI_NAMES[octet]);
    case 'state':
      return named(octet, STATE_NAMES[octet]);
    case 'coding':
      return `${hex(octet, 2)}${suffix(CODING_NAMES[octet])}`;
    case 'class':
      return `${hex(octet, 2)}${suffix(describeClass(octet))}`;
    case 'wish':
      return `${hex(octet, 2)}${suffix(describeWish(octet))}`;
    case 'bits':
      return hex(octet, 2);
    default:
      return String(octet);
  }
}

/** SMPP 3.4 5.2.17 */
function describeWish(octet: number): string | undefined {
  const receipt = ['no receipt', 'receipt', 'receipt of a failure'][octet & 0x03];
  return (octet & 0x10) === 0 ? receipt : [receipt, 'intermediate notifications'].filter(Boolean).join(', ');
}

const UNITS = ['years', 'months', 'd', 'h', 'min', 's'];

/** SMPP 3.4 7.1.1: a time from now on in words; any other stays as it is. */
function describeTime(time: string): string {
  if (!/^\d{15}R$/.test(time)) return time;
  const parts = UNITS.flatMap((unit, at) => {
    const count = Number(time.slice(2 * at, 2 * at + 2));
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return `${time} (${parts.join(' ') || 'at once'})`;
}

/** SMPP 3.4 5.2.12 */
function describeClass(octet: number): string | undefined {
  const kinds: Readonly<Record<number, string>> = {
    0x04: 'receipt',
    0x08: 'acknowledgement of the phone',
    0x10: 'acknowledgement by hand',
    0x18: 'end of a conversation',
    0x20: 'intermediate notification',
  };
  const words = [kinds[octet & 0x3c], (octet & 0x40) === 0 ? undefined : 'user data header'];
  return words.filter((word) => word !== undefined).join(', ') || undefined;
}

function describeTlv(value: Buffer, kind: TlvKind): string {
  switch (kind) {
    case 'number':
      return value.length >= 1 && value.length <= 4
        ? String(value.readUIntBE(0, value.length))
        : redacted(value.length);
    case 'c_string':
      return printable(value.toString('latin1').replace(/\0.*$/s, ''));
    case 'state':
      return value.length === 1 ? describeOctet(value[0]!, 'state') : redacted(value.length);
    case 'network_error':
      // SMPP 3.4 5.3.2.31: the kind of network, then its code.
      return value.length === 3 ? `network ${value[0]}, error ${value.readUInt16BE(1)}` : redacted(value.length);
    case 'hex':
      return value.length === 0 ? 'empty' : value.toString('hex');
    case 'redacted':
      return redacted(value.length);
  }
}

/** 3GPP TS 23.040 9.2.3.24.1 and .8: which part of how many; undefined for a header of another kind, or none at all. */
function describePart(text: Buffer): string | undefined {
  const [length, element, size] = text;
  const isShort = element === 0x00 && size === 3;
  const isLong = element === 0x08 && size === 4;
  if (length !== (isShort ? 5 : 6) || !(isShort || isLong) || text.length <= length) return undefined;
  const reference = isShort ? text[3] : text.readUInt16BE(3);
  const [of, part] = text.subarray(length - 1, length + 1);
  return `reference ${reference}, part ${part} of ${of}`;
}

const redacted = (octets: number) => `redacted (${octets} ${octets === 1 ? 'octet' : 'octets'})`;
const hex = (value: number, digits: number) => `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
const suffix = (meaning: string | undefined) => (meaning === undefined ? '' : ` (${meaning})`);
const named = (value: number, meaning: string | undefined) => `${value}${suffix(meaning)}`;
/** Control characters of a stranger do nothing to whoever reads them. */
const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '?');
const maskNumbers = (text: string) => text.replace(PHONE, (digits) => '*'.repeat(digits.length - 2) + digits.slice(-2));

function mapped(text: string | undefined, map: (text: string) => string): string | undefined {
  return text === undefined || text === '' ? text : map(text);
}
