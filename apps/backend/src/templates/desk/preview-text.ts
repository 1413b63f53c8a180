import type { Preview, Trailer } from '@codewire/contracts';
import { sizeText } from '@codewire/sms/encoding';
import {
  APP_HASH_OCTETS,
  CODE_MARK,
  CompiledText,
  trailerOf,
  type RenderedText,
  type TextSource,
  type TextValues,
} from '@codewire/texts';
import { AppError } from '../../platform/app-error.js';
import { readOutcome } from '../render-outcome.js';

/** Stand where a code will, as many of them as it has: always these, so that no preview shows a code of anybody's. */
const SAMPLE_DIGITS = '4829136057';
/** No text is so long: what is too long to be sent is shown as well. */
const ANY_SEGMENTS = 255;

/** A text as it would be sent, or as it would be if that were not too long. */
export interface WrittenText {
  readonly text: RenderedText;
  readonly isTooLong: boolean;
}

/**
 * What `render` makes of the values; where it refuses them as too long, the text all the same. Throws what else it
 * refuses. `render` is the one that messages are made by.
 */
export function writeText(
  render: (values: TextValues) => RenderedText,
  values: TextValues,
  { source, formats }: { readonly source: TextSource; readonly formats: string },
): WrittenText {
  try {
    return { text: render(values), isTooLong: false };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'text.too_long') throw error;
    return { text: writeAnyway(source, formats, values), isTooLong: true };
  }
}

function writeAnyway(source: TextSource, formats: string, { trailer, ...values }: TextValues): RenderedText {
  const isShort = trailer !== undefined && source.shortBody !== null;
  const one = { ...source, body: isShort ? (source.shortBody as string) : source.body, shortBody: null };
  const compiled = new CompiledText({ ...one, maxSegments: ANY_SEGMENTS }, { formats });
  const text = readOutcome(compiled.render(values));
  if (trailer === undefined) return text;
  const body = text.body + trailerOf(trailer);
  return { ...text, form: isShort ? 'short' : 'full', body, ...sizeText(withDigits(body, values.codeLength)) };
}

export function toRenderedPreview(
  { text: { form, body, encoding, units, segments }, isTooLong }: WrittenText,
  { codeLength, trailer }: TextValues,
): Preview['typical'] {
  const text = withDigits(body, codeLength);
  return {
    form,
    text,
    encoding,
    units,
    units_left: Math.min(unitsLeft(text, segments), roomOfLine(trailer, { encoding, units })),
    segments,
    is_too_long: isTooLong,
  };
}

function withDigits(body: string, codeLength: number): string {
  return body.replaceAll(CODE_MARK, SAMPLE_DIGITS.slice(0, codeLength));
}

/** Letters that cost one unit in either encoding and change neither: as many as still fit in the last segment. */
function unitsLeft(text: string, segments: number): number {
  let left = 0;
  while (sizeText(text + 'a'.repeat(left + 1)).segments === segments) left += 1;
  return left;
}

/** A message with a line for an app has less room than a segment. */
function roomOfLine(trailer: Trailer | undefined, { encoding, units }: Pick<RenderedText, 'encoding' | 'units'>) {
  if (trailer?.kind !== 'app_hash') return Infinity;
  return Math.max(0, (encoding === 'GSM-7' ? APP_HASH_OCTETS : APP_HASH_OCTETS / 2) - units);
}

/** What a text of several segments costs. Exactly: a price is no floating number. */
export function priceOfSegments(price: string, segments: number): string {
  const [whole = '', fraction = ''] = price.split('.');
  const digits = String(BigInt(whole + fraction) * BigInt(segments)).padStart(fraction.length + 1, '0');
  const point = digits.length - fraction.length;
  const behind = digits.slice(point).replace(/0+$/, '');
  return behind === '' ? digits.slice(0, point) : `${digits.slice(0, point)}.${behind}`;
}
