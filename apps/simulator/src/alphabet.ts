import type { Submit } from './wire.js';
import { TAG } from './wire.js';

/** How a text is written; a virtual handset shows no other. */
export type Encoding = 'GSM-7' | 'UCS-2';

// 3GPP TS 23.038 6.2.1, row by row as the standard prints it; written anew here, see wire.ts.
const DEFAULT_ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅå' +
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./' +
  '0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNO' +
  'PQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmno' +
  'pqrstuvwxyzäöñüà';

// 6.2.1.1: what follows ESC.
const EXTENSION: Readonly<Record<number, string>> = {
  0x0a: '\f',
  0x14: '^',
  0x28: '{',
  0x29: '}',
  0x2f: '\\',
  0x3c: '[',
  0x3d: '~',
  0x3e: ']',
  0x40: '|',
  0x65: '€',
};

const ESCAPE = 0x1b;

/** Never fails: an unknown extension shows the basic character, ESC ESC a space, an octet above 0x7F the replacement character. */
export function decode(octets: Buffer, encoding: Encoding): string {
  if (encoding === 'UCS-2')
    return Buffer.from(octets.subarray(0, octets.length & ~1))
      .swap16()
      .toString('utf16le');
  let text = '';
  for (let at = 0; at < octets.length; at += 1) {
    let octet = octets[at]!;
    const isExtended = octet === ESCAPE;
    if (isExtended) octet = octets[(at += 1)] ?? ESCAPE;
    if (octet === ESCAPE) text += ' ';
    else text += (isExtended ? EXTENSION[octet] : undefined) ?? DEFAULT_ALPHABET[octet] ?? '\ufffd';
  }
  return text;
}

/** GSM-7, one septet per octet, where the alphabet has every character; UCS-2 otherwise. */
export function encode(text: string): { octets: Buffer; dataCoding: number } {
  const septets: number[] = [];
  for (const char of text) {
    const basic = DEFAULT_ALPHABET.indexOf(char);
    const extension = Object.entries(EXTENSION).find(([, extended]) => extended === char);
    if (extension) septets.push(ESCAPE, Number(extension[0]));
    else if (basic !== -1 && basic !== ESCAPE) septets.push(basic);
    else return { octets: Buffer.from(text, 'utf16le').swap16(), dataCoding: 0x08 };
  }
  return { octets: Buffer.from(septets), dataCoding: 0x00 };
}

/** Segments that a text sent as one submit takes on the air (TS 23.040 9.2.3.24.1). */
export function segmentsOf(octets: Buffer, encoding: Encoding): number {
  const [whole, part] = encoding === 'GSM-7' ? [160, 153] : [140, 134];
  return octets.length <= whole ? 1 : Math.ceil(octets.length / part);
}

/** Which part of a long message a submit is, from 1. */
export interface Concatenation {
  reference: number;
  total: number;
  sequence: number;
}

/** SMPP 3.4 5.2.12: the short message begins with a user data header. */
const UDH_INDICATOR = 0x40;

/** The text's octets without a header, and which part they are, by user data header or by the sar_ parameters. */
export function readUserData({ esmClass, octets, tlvs }: Submit): { payload: Buffer; concatenation?: Concatenation } {
  if ((esmClass & UDH_INDICATOR) !== 0) return stripHeader(octets);
  const [reference, total, sequence] = [TAG.sarReference, TAG.sarTotal, TAG.sarSequence].map((tag) => tlvs.get(tag));
  if (reference?.length !== 2 || total?.length !== 1 || sequence?.length !== 1) return { payload: octets };
  return partOf(octets, { reference: reference.readUInt16BE(0), total: total[0]!, sequence: sequence[0]! });
}

/** TS 23.040 9.2.3.24: a length, then elements of identifier, length and data; 0x00 and 0x08 are concatenation. */
function stripHeader(octets: Buffer): { payload: Buffer; concatenation?: Concatenation } {
  const end = 1 + (octets[0] ?? 0);
  // A header longer than the octets is none: everything is text then.
  if (end > octets.length) return { payload: octets };
  const payload = octets.subarray(end);
  for (let at = 1; at + 2 <= end; at += 2 + (octets[at + 1] ?? 0)) {
    const length = octets[at + 1];
    const data = octets.subarray(at + 2, at + 2 + (length ?? 0));
    if (octets[at] === 0x00 && length === 3 && data.length === 3) {
      return partOf(payload, { reference: data[0]!, total: data[1]!, sequence: data[2]! });
    }
    if (octets[at] === 0x08 && length === 4 && data.length === 4) {
      return partOf(payload, { reference: data.readUInt16BE(0), total: data[2]!, sequence: data[3]! });
    }
  }
  return { payload };
}

function partOf(payload: Buffer, concatenation: Concatenation): { payload: Buffer; concatenation?: Concatenation } {
  const { total, sequence } = concatenation;
  return sequence >= 1 && sequence <= total ? { payload, concatenation } : { payload };
}
