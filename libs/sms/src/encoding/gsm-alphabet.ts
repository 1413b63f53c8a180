// 3GPP TS 23.038 6.2.1: the default alphabet, position = septet. ESC (0x1B) leads to the extension table and is no text.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

// 3GPP TS 23.038 6.2.1.1. CR2 (0x0D) and SS2 (0x1B) of that table are control codes and never sent.
const EXTENSION: readonly (readonly [septet: number, char: string])[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
];

const ESCAPE = 0x1b;
const EXTENDED = 0x100;
const ABSENT = -1;

// Indexed by UTF-16 code unit; the highest character of both tables is the euro sign.
const septetByUnit = new Int16Array('€'.charCodeAt(0) + 1).fill(ABSENT);
const charByExtension = new Map<number, string>();
for (let septet = 0; septet < BASIC.length; septet++) {
  if (septet !== ESCAPE) septetByUnit[BASIC.charCodeAt(septet)] = septet;
}
for (const [septet, char] of EXTENSION) {
  septetByUnit[char.charCodeAt(0)] = EXTENDED | septet;
  charByExtension.set(septet, char);
}

/** Septets a UTF-16 code unit takes in GSM-7: 1, 2 (extension table) or 0 when the alphabet does not hold it. */
export function septetsOf(unit: number): 0 | 1 | 2 {
  const septet = septetByUnit[unit] ?? ABSENT;
  if (septet === ABSENT) return 0;
  return septet >= EXTENDED ? 2 : 1;
}

/** Unpacked GSM-7, one septet per octet, as SMPP carries it. The text must hold characters of the alphabet only. */
export function encodeGsm(text: string): Buffer {
  const octets: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const septet = septetByUnit[text.charCodeAt(index)] ?? ABSENT;
    if (septet === ABSENT) throw new RangeError('character outside the GSM alphabet');
    if (septet >= EXTENDED) octets.push(ESCAPE, septet & 0x7f);
    else octets.push(septet);
  }
  return Buffer.from(octets);
}

/**
 * Reads unpacked GSM-7. Never fails: an unknown extension shows the basic character (TS 23.038 6.2.1.1),
 * a second ESC a space, an octet above 0x7F the replacement character.
 */
export function decodeGsm(octets: Buffer): string {
  let text = '';
  for (let index = 0; index < octets.length; index++) {
    let octet = octets[index] ?? 0;
    if (octet === ESCAPE) {
      octet = octets[++index] ?? ESCAPE;
      text += octet === ESCAPE ? ' ' : (charByExtension.get(octet) ?? BASIC[octet] ?? '\ufffd');
    } else {
      text += BASIC[octet] ?? '\ufffd';
    }
  }
  return text;
}
