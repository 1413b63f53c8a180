import { SmsInputError } from '../sms-input-error.js';
import { decodeGsm, encodeGsm } from './gsm-alphabet.js';
import { isGsm, planText, type Encoding, type LongTexts } from './segments.js';
import { gsmReplacement } from './transliterate.js';
import { concatHeader, type Concatenation } from './user-data-header.js';

/** What one submit_sm carries of a text. */
export interface EncodedPart {
  /** The octets of the text, a user data header before them included. */
  payload: Buffer;
  hasUdh: boolean;
  /** Stands in the parameters sar_*: the carrier makes a header of it. */
  sar?: Concatenation;
  /** The octets go into message_payload, and short_message stays empty. */
  isMessagePayload?: true;
  /** Segments that it is on the air, where it is more than one. */
  segments?: number;
}

export interface EncodedText {
  encoding: Encoding;
  /** SMPP data_coding. Zero is the carrier's default alphabet, agreed to be GSM 03.38. */
  dataCoding: 0 | 8;
  units: number;
  segments: number;
  parts: EncodedPart[];
}

export interface EncodeOptions {
  /**
   * Joins the parts of a text on the handset; asked only where there are several. Another one for each text to the same
   * number: see TextReferences. Its low bits are used, 8 or 16 of them.
   */
  nextReference: () => number;
  /** How the carrier takes texts of several parts; udh_8. */
  longTexts?: LongTexts;
}

const MAX_PARTS = 255;

/** A character that the GSM alphabet does not hold: each makes the whole text UCS-2. */
export interface ForeignCharacter {
  character: string;
  /** Where it stands, in UTF-16 units. */
  index: number;
  /** What transliterate puts there, empty for what is invisible; null where nothing resembles it. */
  replacement: string | null;
}

/** What a text costs. */
export interface TextSize {
  encoding: Encoding;
  /** Septets (an extension character takes two) or UTF-16 units. */
  units: number;
  /** The SMS to pay. */
  segments: number;
}

export interface TextMeasure extends TextSize {
  /** Why it is UCS-2; empty for a GSM text. */
  foreign: ForeignCharacter[];
}

/**
 * What the text costs. Any string is measured; encodeText refuses what cannot be sent. An empty text is one segment.
 * For those who measure each message; measureText says why as well, and takes ten times as long.
 */
export function sizeText(text: string, longTexts: LongTexts = 'udh_8'): TextSize {
  const { encoding, units, parts } = planText(text, longTexts);
  return { encoding, units, segments: parts.length };
}

/** What sizeText says, and which characters make it so. */
export function measureText(text: string, longTexts: LongTexts = 'udh_8'): TextMeasure {
  const size = sizeText(text, longTexts);
  return { ...size, foreign: size.encoding === 'GSM-7' ? [] : foreignCharacters(text) };
}

function foreignCharacters(text: string): ForeignCharacter[] {
  const foreign: ForeignCharacter[] = [];
  let index = 0;
  for (const character of text) {
    if (!isGsm(character)) foreign.push({ character, index, replacement: gsmReplacement(character) ?? null });
    index += character.length;
  }
  return foreign;
}

/**
 * The octets to submit, as many segments as measureText counts. Throws SmsInputError on a lone surrogate and beyond 255
 * segments.
 */
export function encodeText(text: string, { nextReference, longTexts = 'udh_8' }: EncodeOptions): EncodedText {
  const { encoding, units, parts: texts } = planText(text, longTexts);
  if (encoding === 'UCS-2' && !text.isWellFormed()) throw new SmsInputError('text.lone_surrogate');
  if (texts.length > MAX_PARTS) throw new SmsInputError('text.too_long');
  const encode = encoding === 'GSM-7' ? encodeGsm : encodeUcs2;
  const known = { encoding, dataCoding: encoding === 'GSM-7' ? 0 : 8, units, segments: texts.length } as const;
  if (texts.length === 1) return { ...known, parts: [{ payload: encode(text), hasUdh: false }] };
  if (longTexts === 'message_payload') {
    const whole = { payload: encode(text), hasUdh: false, isMessagePayload: true, segments: texts.length } as const;
    return { ...known, parts: [whole] };
  }
  const reference = nextReference();
  const parts = texts.map((part, index) =>
    joinedPart(encode(part), { reference, total: texts.length, sequence: index + 1 }, longTexts),
  );
  return { ...known, parts };
}

function joinedPart(
  octets: Buffer,
  place: Concatenation,
  longTexts: Exclude<LongTexts, 'message_payload'>,
): EncodedPart {
  // Eight bits here too: the carrier then has room for the reference in the shorter header, which the cut relies on.
  if (longTexts === 'sar') {
    return { payload: octets, hasUdh: false, sar: { ...place, reference: place.reference & 0xff } };
  }
  const header = concatHeader(place, longTexts === 'udh_8' ? 8 : 16);
  return { payload: Buffer.concat([header, octets]), hasUdh: true };
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
