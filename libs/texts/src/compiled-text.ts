import { LONGEST_BRAND, type TextForm } from '@codewire/contracts';
import { sizeText, transliterate } from '@codewire/sms/encoding';
import { LanguageNumbers } from './language-numbers.js';
import { ValueReader } from './value-reader.js';
import type { RenderedText, RenderOutcome, TextSource, TextValues } from './text.types.js';
import { APP_HASH_OCTETS, trailerOf } from './trailer.js';
import { UnusableTextError } from './unusable-text-error.js';
import { variableTypes } from './variable-types.js';
import { CODE_MARK, Wording, type ReadyValues } from './wording.js';

/** Messages remembered of each text: applications are few, and callers may name brands of their own. */
const PLACES = 16;

type Sized = Pick<RenderedText, 'body' | 'encoding' | 'units' | 'segments'>;

interface Remembered extends Pick<TextValues, 'brand' | 'isOwnBrand' | 'minutes' | 'codeLength'> {
  readonly outcome: RenderOutcome;
}

/** What a message may cost. */
interface Room {
  readonly segments: number;
  readonly octets: number;
}

/** The published wordings of one text, parsed once. Never changed, and shared by all requests. */
export class CompiledText {
  private readonly full: Wording;
  private readonly short: Wording | undefined;
  private readonly reader: ValueReader;
  /** Each message has one place, which the next one for that place takes: nothing is counted, sorted or thrown out. */
  private readonly memory: Remembered[] = [];

  /**
   * `formats` is the language that amounts and numbers are written in: en-GB takes the words of en and writes amounts its
   * own way. Throws an UnusableTextError for what is no ICU MessageFormat, asks for a value that no text of the purpose is
   * given, uses one in a way that its type does not have, or does not hold the code exactly once whatever the values.
   */
  constructor(
    private readonly source: TextSource,
    { formats }: { readonly formats: string },
  ) {
    const { locale, purpose, body, shortBody, variables } = source;
    if (!isTag(locale) || !isTag(formats)) throw new UnusableTextError('is in no language');
    const types = variableTypes(purpose, variables);
    const numbers = LanguageNumbers.of(locale, formats);
    this.full = new Wording(body, types, numbers);
    this.short = shortBody === null ? undefined : new Wording(shortBody, types, numbers);
    const names = new Set([...this.full.names, ...(this.short?.names ?? [])]);
    this.reader = new ValueReader(purpose, variables, names, formats);
  }

  /**
   * The message for these values in the first form that fits: without a line for autofill the full one, then the short
   * one; with such a line the short one. Nothing is cut: what does not fit is `too_long`. Without such a line an
   * application's own name may make it a segment longer than the text may be.
   */
  render(values: TextValues): RenderOutcome {
    if (!isCommon(values)) return this.renderAnew(values);
    const { brand, isOwnBrand, minutes, codeLength } = values;
    const place = placeOf(values);
    const known = this.memory[place];
    if (known?.brand === brand && known.isOwnBrand === isOwnBrand && isSameTime(known, values)) return known.outcome;
    const outcome = this.renderAnew(values);
    this.memory[place] = { brand, isOwnBrand, minutes, codeLength, outcome };
    return outcome;
  }

  private renderAnew(values: TextValues): RenderOutcome {
    const ready = this.reader.read(values);
    if ('kind' in ready) return ready;
    const room = this.roomFor(values);
    const usual = this.firstThatFits(ready, values, room);
    if (typeof usual !== 'number') return usual;
    // A line for an app has less room than a segment: what lacks it takes one more.
    const refusal = { kind: 'too_long', segments: Math.max(usual, room.segments + 1), limit: room.segments } as const;
    if (!this.mayTakeMore(values)) return refusal;
    const more = this.firstThatFits(ready, values, { ...room, segments: room.segments + 1 });
    return typeof more === 'number' ? refusal : more;
  }

  /** The message, or the fewest segments that it would take. */
  private firstThatFits(ready: ReadyValues, values: TextValues, room: Room): RenderOutcome | number {
    const { versionId: templateVersionId } = this.source;
    let fewest = Infinity;
    for (const form of this.formsFor(values)) {
      const sized = this.write(form, ready, values, room);
      if (fits(sized, room)) return { kind: 'rendered', text: Object.freeze({ templateVersionId, form, ...sized }) };
      fewest = Math.min(fewest, sized.segments);
    }
    return fewest;
  }

  /**
   * Texts are measured with a name of letters that the GSM alphabet has. An application whose own name has others (a
   * Japanese one in a German text) pays a segment more: none of its users could sign in otherwise.
   */
  private mayTakeMore({ brand, isOwnBrand, trailer }: TextValues): boolean {
    if (isOwnBrand !== true || trailer !== undefined) return false;
    const { encoding, units } = sizeText(this.source.transliterates ? transliterate(brand) : brand);
    return encoding !== 'GSM-7' || units > LONGEST_BRAND;
  }

  private roomFor({ trailer }: TextValues): Room {
    return trailer?.kind === 'app_hash'
      ? { segments: 1, octets: APP_HASH_OCTETS }
      : { segments: this.source.maxSegments, octets: Infinity };
  }

  private formsFor({ trailer }: TextValues): readonly TextForm[] {
    if (this.short === undefined) return ['full'];
    return trailer === undefined ? ['full', 'short'] : ['short'];
  }

  /** As it is written; in letters of the GSM alphabet where the text wants it and pays less for it. */
  private write(form: TextForm, ready: ReadyValues, { codeLength, trailer }: TextValues, room: Room): Sized {
    const wording = form === 'short' && this.short !== undefined ? this.short : this.full;
    const words = wording.write(ready);
    const line = trailer === undefined ? '' : trailerOf(trailer);
    const asWritten = sizeOf(words + line, codeLength);
    if (!this.source.transliterates || (asWritten.segments === 1 && fits(asWritten, room))) return asWritten;
    const replaced = sizeOf(transliterate(words) + line, codeLength);
    const isBetter = replaced.segments < asWritten.segments || (fits(replaced, room) && !fits(asWritten, room));
    return isBetter ? replaced : asWritten;
  }
}

/** Intl takes nothing else. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Of the text with its digits, as the phone gets it. */
function sizeOf(body: string, codeLength: number): Sized {
  const { encoding, units, segments } = sizeText(body.replaceAll(CODE_MARK, '0'.repeat(codeLength)));
  return { body, encoding, units, segments };
}

/** In GSM-7 by the stricter reading, of one octet for each septet. */
function fits({ encoding, units, segments }: Sized, room: Room): boolean {
  return segments <= room.segments && (encoding === 'GSM-7' ? units : units * 2) <= room.octets;
}

/** Of a brand and a time only: amounts, payees and lines for autofill are seldom alike. */
function isCommon({ brand, amount, payee, variables, trailer }: TextValues): boolean {
  const isPlain = amount === undefined && payee === undefined && variables === undefined && trailer === undefined;
  return isPlain && typeof brand === 'string';
}

const isSameTime = (one: Pick<TextValues, 'minutes' | 'codeLength'>, other: TextValues) =>
  one.minutes === other.minutes && one.codeLength === other.codeLength;

function placeOf({ brand, minutes, codeLength }: TextValues): number {
  const { length } = brand;
  return (minutes + codeLength + length * 7 + brand.charCodeAt(0) + brand.charCodeAt(length - 1) * 3) & (PLACES - 1);
}
