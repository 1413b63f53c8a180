import type { TextForm } from '@codewire/contracts';
import { sizeText, transliterate } from '@codewire/sms/encoding';
import { LanguageNumbers } from './language-numbers.js';
import { remember } from './remember.js';
import { ValueReader } from './value-reader.js';
import type { RenderedText, RenderOutcome, TextSource, TextValues } from './text.types.js';
import { APP_HASH_OCTETS, trailerOf } from './trailer.js';
import { UnusableTextError } from './unusable-text-error.js';
import { variableTypes } from './variable-types.js';
import { CODE_MARK, Wording, type ReadyValues } from './wording.js';

/** Texts remembered; callers may name brands of their own, so it is not much that all languages keep together. */
const LARGEST_MEMORY = 100;

type Sized = Pick<RenderedText, 'body' | 'encoding' | 'units' | 'segments'>;

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
  private readonly memory = new Map<string, RenderOutcome>();

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
   * one; with such a line the short one. Nothing is cut: what does not fit is `too_long`.
   */
  render(values: TextValues): RenderOutcome {
    const key = keyOf(values);
    if (key === undefined) return this.renderAnew(values);
    return this.memory.get(key) ?? remember(this.memory, key, this.renderAnew(values), LARGEST_MEMORY);
  }

  private renderAnew(values: TextValues): RenderOutcome {
    const ready = this.reader.read(values);
    if ('kind' in ready) return ready;
    const room = this.roomFor(values);
    const { versionId: templateVersionId } = this.source;
    let fewest = Infinity;
    for (const form of this.formsFor(values)) {
      const sized = this.write(form, ready, values, room);
      if (fits(sized, room)) return { kind: 'rendered', text: Object.freeze({ templateVersionId, form, ...sized }) };
      fewest = Math.min(fewest, sized.segments);
    }
    // A line for an app has less room than a segment: what lacks it takes one more.
    return { kind: 'too_long', segments: Math.max(fewest, room.segments + 1), limit: room.segments };
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

/** Under which an outcome is remembered; undefined for messages that are seldom alike. */
function keyOf({ brand, minutes, codeLength, amount, payee, variables, trailer }: TextValues): string | undefined {
  if (amount !== undefined || payee !== undefined || variables !== undefined || trailer !== undefined) return undefined;
  // The brand comes last: it may hold anything.
  return `${minutes}|${codeLength}|${brand}`;
}
