/** The part of ASN.1's distinguished encoding (X.690) that a certificate takes. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

export const sequence = (...content: Uint8Array[]) => der(0x30, ...content);
export const set = (...content: Uint8Array[]) => der(0x31, ...content);
export const utf8 = (text: string) => der(0x0c, Buffer.from(text, 'utf8'));
export const octetString = (content: Uint8Array) => der(0x04, content);
/** Whole octets: no bit is unused. */
export const bitString = (content: Uint8Array) => der(0x03, Buffer.of(0), content);
/** A positive integer, its first bit 0. */
export const integer = (octets: Uint8Array) => der(0x02, octets);
export const TRUE = der(0x01, Buffer.of(0xff));

/** `[tag]` around what is in it. */
export const explicit = (tag: number, content: Uint8Array) => der(0xa0 | tag, content);
/** `[tag]` instead of the type's own tag. */
export const implicit = (tag: number, content: Uint8Array) => der(0x80 | tag, content);

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** RFC 5280 4.1.2.5.2: the form that every year may have from 2050 on; readers take it for any. */
export function time(year: number, month = 1): Buffer {
  const [yyyy, mm] = [String(year), String(month).padStart(2, '0')];
  // RFC 5280 4.1.2.5: UTCTime through 2049.
  return year < 2050
    ? der(0x17, Buffer.from(`${yyyy.slice(2)}${mm}01000000Z`))
    : der(0x18, Buffer.from(`${yyyy}${mm}01000000Z`));
}
