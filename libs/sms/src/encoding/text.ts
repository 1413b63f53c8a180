import { SmsInputError } from '../sms-input-error.js';
import { decodeGsm, encodeGsm } from './gsm-alphabet.js';
import { planText, type Encoding } from './segments.js';
import { concatHeader } from './user-data-header.js';

export interface EncodedPart {
  /** The octets of short_message, user data header included. */
  payload: Buffer;
  hasUdh: boolean;
}

export interface EncodedText {
  encoding: Encoding;
  /** SMPP data_coding. Zero is the carrier's default alphabet, agreed to be GSM 03.38. */
  dataCoding: 0 | 8;
  units: number;
  parts: EncodedPart[];
}

const MAX_PARTS = 255;

/**
 * What the text costs: units are septets (an extension character takes two) or UTF-16 units, segments the SMS to pay.
 * Any string is measured; encodeText refuses what cannot be sent. An empty text is one segment.
 */
export function measureText(text: string): { encoding: Encoding; units: number; segments: number } {
  const { encoding, units, parts } = planText(text);
  return { encoding, units, segments: parts.length };
}

/**
 * The octets to submit, as many parts as measureText counts. The low eight bits of reference join the parts on the
 * handset: use another one for each text to the same number. Throws SmsInputError on a lone surrogate and beyond 255 parts.
 */
export function encodeText(text: string, options: { reference: number }): EncodedText {
  const { encoding, units, parts: texts } = planText(text);
  if (encoding === 'UCS-2' && !text.isWellFormed()) throw new SmsInputError('text.lone_surrogate');
  if (texts.length > MAX_PARTS) throw new SmsInputError('text.too_long');
  const encode = encoding === 'GSM-7' ? encodeGsm : encodeUcs2;
  const parts = texts.map((part, index) => {
    if (texts.length === 1) return { payload: encode(part), hasUdh: false };
    const header = concatHeader({ reference: options.reference & 0xff, total: texts.length, sequence: index + 1 });
    return { payload: Buffer.concat([header, encode(part)]), hasUdh: true };
  });
  return { encoding, dataCoding: encoding === 'GSM-7' ? 0 : 8, units, parts };
}

/** Text of octets without a user data header. Never fails; an odd last octet of UCS-2 is dropped. */
export function decodeText(octets: Buffer, encoding: Encoding): string {
  if (encoding === 'GSM-7') return decodeGsm(octets);
  const even = octets.subarray(0, octets.length - (octets.length % 2));
  return Buffer.from(even).swap16().toString('utf16le');
}

function encodeUcs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}
