import { decodeText } from './text.js';

/** SMPP 3.4 5.2.19, those whose octets the runtime can read. */
const CHARACTER_SETS: Readonly<Record<number, string>> = {
  0x06: 'iso-8859-5',
  0x07: 'iso-8859-8',
  0x0a: 'iso-2022-jp',
  0x0e: 'euc-kr',
};

/**
 * The text of a message from a phone, without its user data header. Below 0x10 data_coding means what SMPP says; above
 * it carriers pass on what the phone's own network said (3GPP TS 23.038 4), of which the low four bits alone would be
 * read wrongly: 0x18 is UCS-2 like 8, 0xF0 GSM like 0. What is no text is shown octet for octet. Never fails.
 */
export function textOf(octets: Buffer, dataCoding: number): string {
  if (dataCoding < 0x10) {
    if (dataCoding === 0) return decodeText(octets, 'GSM-7');
    if (dataCoding === 8) return decodeText(octets, 'UCS-2');
    const characterSet = CHARACTER_SETS[dataCoding];
    return characterSet === undefined ? octets.toString('latin1') : new TextDecoder(characterSet).decode(octets);
  }
  switch (dataCoding >> 4) {
    // General groups, with a class and with automatic deletion: bits 3 and 2 name the alphabet.
    case 0x1:
    case 0x4:
    case 0x5:
      return inAlphabet((dataCoding >> 2) & 3, octets);
    // Message waiting: in the default alphabet, then in UCS-2.
    case 0xc:
    case 0xd:
      return decodeText(octets, 'GSM-7');
    case 0xe:
      return decodeText(octets, 'UCS-2');
    // Coding and class: bit 2 says 8 bits.
    case 0xf:
      return inAlphabet((dataCoding >> 2) & 1, octets);
    // Compressed, or reserved.
    default:
      return octets.toString('latin1');
  }
}

function inAlphabet(alphabet: number, octets: Buffer): string {
  if (alphabet === 0) return decodeText(octets, 'GSM-7');
  return alphabet === 2 ? decodeText(octets, 'UCS-2') : octets.toString('latin1');
}
