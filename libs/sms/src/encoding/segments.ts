import { septetsOf } from './gsm-alphabet.js';

export type Encoding = 'GSM-7' | 'UCS-2';

/**
 * How a text of several parts is handed to a carrier: each part behind a header of ours with a reference of 8 or 16 bits
 * (3GPP TS 23.040 9.2.3.24.1 and .8), each part with the same facts in optional parameters (sar_*, SMPP 3.4 5.3.2.22 to
 * .24), or the whole text at once in message_payload (5.3.2.32). In the last two the carrier makes the headers.
 */
export type LongTexts = 'udh_8' | 'udh_16' | 'sar' | 'message_payload';

// 3GPP TS 23.040 9.2.3.24: 140 octets of user data, six of them the header when there is more than one part, seven with
// a reference of 16 bits.
const SINGLE = { 'GSM-7': 160, 'UCS-2': 70 } as const;
const JOINED = { 'GSM-7': 153, 'UCS-2': 67 } as const;
const JOINED_16_BIT = { 'GSM-7': 152, 'UCS-2': 66 } as const;

export interface TextPlan {
  encoding: Encoding;
  /** Septets or UTF-16 code units. */
  units: number;
  /** The text of each segment, in order. An empty text is one empty segment. */
  parts: string[];
}

/** Decides encoding and cuts; count and split both come from here, so that they cannot disagree. */
export function planText(text: string, longTexts: LongTexts): TextPlan {
  const septets = septetCount(text);
  const encoding: Encoding = septets === undefined ? 'UCS-2' : 'GSM-7';
  const units = septets ?? text.length;
  if (units <= SINGLE[encoding]) return { encoding, units, parts: [text] };
  const joined = longTexts === 'udh_16' ? JOINED_16_BIT : JOINED;
  return { encoding, units, parts: cut(text, joined[encoding], encoding === 'GSM-7' ? gsmWidthAt : ucs2WidthAt) };
}

/** Whether every character stands in the GSM alphabet. */
export function isGsm(text: string): boolean {
  return septetCount(text) !== undefined;
}

/** Undefined for what the GSM alphabet does not hold. */
function septetCount(text: string): number | undefined {
  let septets = 0;
  for (let index = 0; index < text.length; index++) {
    const more = septetsOf(text.charCodeAt(index));
    if (more === 0) return undefined;
    septets += more;
  }
  return septets;
}

type WidthAt = (text: string, index: number) => { units: number; length: number };

const ONE = { units: 1, length: 1 };
const ESCAPED = { units: 2, length: 1 };
const PAIR = { units: 2, length: 2 };

const gsmWidthAt: WidthAt = (text, index) => (septetsOf(text.charCodeAt(index)) === 2 ? ESCAPED : ONE);
const ucs2WidthAt: WidthAt = (text, index) => ((text.codePointAt(index) ?? 0) > 0xffff ? PAIR : ONE);

/** Greedy cut that keeps an escape pair or a surrogate pair whole; a grapheme may be cut, the handset joins it again. */
function cut(text: string, limit: number, widthAt: WidthAt): string[] {
  const parts: string[] = [];
  let start = 0;
  let used = 0;
  for (let index = 0; index < text.length;) {
    const width = widthAt(text, index);
    if (used + width.units > limit) {
      parts.push(text.slice(start, index));
      start = index;
      used = 0;
    }
    used += width.units;
    index += width.length;
  }
  parts.push(text.slice(start));
  return parts;
}
