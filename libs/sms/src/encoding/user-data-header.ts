// 3GPP TS 23.040 9.2.3.24.1 and 9.2.3.24.8: concatenation with an 8 bit and with a 16 bit reference.
const CONCAT_8_BIT = 0x00;
const CONCAT_16_BIT = 0x08;

export interface Concatenation {
  reference: number;
  total: number;
  /** Counts from 1. */
  sequence: number;
}

/** The octets before each part of a long text: six with a reference of 8 bits, seven with one of 16. Its low bits are used. */
export function concatHeader({ reference, total, sequence }: Concatenation, referenceBits: 8 | 16): Buffer {
  return Buffer.from(
    referenceBits === 8
      ? [5, CONCAT_8_BIT, 3, reference & 0xff, total, sequence]
      : [6, CONCAT_16_BIT, 4, (reference >> 8) & 0xff, reference & 0xff, total, sequence],
  );
}

/**
 * Takes the user data header off the octets of a short_message whose esm_class has the UDH bit. Other elements are
 * skipped. A header longer than the octets is none: everything is payload then.
 */
export function stripUdh(octets: Buffer): { concatenation?: Concatenation; payload: Buffer } {
  const end = 1 + (octets[0] ?? 0);
  if (octets.length === 0 || end > octets.length) return { payload: octets };
  const concatenation = readConcatenation(octets.subarray(1, end));
  const payload = octets.subarray(end);
  return concatenation ? { concatenation, payload } : { payload };
}

function readConcatenation(elements: Buffer): Concatenation | undefined {
  let offset = 0;
  while (offset + 2 <= elements.length) {
    const length = elements.readUInt8(offset + 1);
    const value = elements.subarray(offset + 2, offset + 2 + length);
    const concatenation = concatenationOf(elements.readUInt8(offset), value);
    if (concatenation) return concatenation;
    offset += 2 + length;
  }
  return undefined;
}

function concatenationOf(identifier: number, value: Buffer): Concatenation | undefined {
  const isShort = identifier === CONCAT_8_BIT && value.length === 3;
  const isLong = identifier === CONCAT_16_BIT && value.length === 4;
  if (!isShort && !isLong) return undefined;
  const reference = isShort ? value.readUInt8(0) : value.readUInt16BE(0);
  const total = value.readUInt8(value.length - 2);
  const sequence = value.readUInt8(value.length - 1);
  // TS 23.040: a header that counts from zero or beyond its total is to be ignored.
  if (total === 0 || sequence === 0 || sequence > total) return undefined;
  return { reference, total, sequence };
}
