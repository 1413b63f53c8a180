/** Which part of a long message this is, from 1. */
export interface Concatenation {
  reference: number;
  parts: number;
  part: number;
}

export interface UserData {
  concatenation: Concatenation | null;
  /** The octets after the header. */
  body: Buffer;
}

const UDH_INDICATOR = 0x40;

/**
 * Splits a short message into its user data header and the rest (3GPP TS 23.040 9.2.3.24). A header longer than the
 * message is taken as text. A concatenation element whose part is 0 or over the number of parts is ignored (9.2.3.24.1).
 */
export function readUserData(octets: Buffer, esmClass: number): UserData {
  const length = octets[0] ?? 0;
  if ((esmClass & UDH_INDICATOR) === 0 || octets.length < length + 1) return { concatenation: null, body: octets };
  return { concatenation: readConcatenation(octets.subarray(1, length + 1)), body: octets.subarray(length + 1) };
}

function readConcatenation(header: Buffer): Concatenation | null {
  for (let at = 0; at + 2 <= header.length;) {
    const end = at + 2 + header[at + 1]!;
    if (end > header.length) return null;
    const found = asConcatenation(header[at]!, header.subarray(at + 2, end));
    if (found && found.part >= 1 && found.part <= found.parts) return found;
    at = end;
  }
  return null;
}

function asConcatenation(identifier: number, element: Buffer): Concatenation | null {
  if (identifier === 0x00 && element.length === 3) {
    return { reference: element[0]!, parts: element[1]!, part: element[2]! };
  }
  if (identifier === 0x08 && element.length === 4) {
    return { reference: element.readUInt16BE(0), parts: element[2]!, part: element[3]! };
  }
  return null;
}
