import { LONGEST_CODE, type TextForm, type Variable } from '@codewire/contracts';
import { sizeText, transliterate } from '@codewire/sms/encoding';
import { LanguageNumbers } from './language-numbers.js';
import { readyValues, type ValueRules } from './ready-values.js';
import type { RenderedText, RenderOutcome, TextSource, TextValues } from './text.types.js';
import { APP_HASH_OCTETS, trailerOf } from './trailer.js';
import { UnusableTextError } from './unusable-text-error.js';
import { variableTypes } from './variable-types.js';
import { CODE_MARK, Wording, type ReadyValues } from './wording.js';

/** Brands come from applications, so there are few; the bound holds whatever happens. */
const LARGEST_MEMORY = 1_000;

const DIGITS = Array.from({ length: LONGEST_CODE + 1 }, (_, length) => '0'.repeat(length));

interface Sized {
  readonly body: string;
  readonly encoding: RenderedText['encoding'];
  readonly units: number;
  readonly segments: number;
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
  private readonly rules: ValueRules;
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
    const types = variableTypes(purpose, variables);
    const numbers = numbersOf(locale, formats);
    this.full = new Wording(body, types, numbers);
    this.short = shortBody === null ? undefined : new Wording(shortBody, types, numbers);
    const names = new Set([...this.full.names, ...(this.short?.names ?? [])]);
    this.rules = { purpose, formats, names, variables: new Map(variables.map(byName)) };
  }

  /**
   * The message for these values in the first form that fits: without a line for autofill the full one, then the short
   * one; with such a line the short one. Nothing is cut: what does not fit is `too_long`.
   */
  render(values: TextValues): RenderOutcome {
    const key = keyOf(values);
    if (key === undefined) return this.renderAnew(values);
    const known = this.memory.get(key);
    if (known !== undefined) return known;
    const outcome = this.renderAnew(values);
    if (this.memory.size >= LARGEST_MEMORY) this.memory.clear();
    this.memory.set(key, outcome);
    return outcome;
  }

  private renderAnew(values: TextValues): RenderOutcome {
    const ready = readyValues(values, this.rules);
    if ('kind' in ready) return ready;
    const room = this.roomFor(values);
    let fewest = Infinity;
    for (const form of this.formsFor(values)) {
      const sized = this.write(form, ready, values, room);
      if (fits(sized, room)) {
        const { body, encoding, units, segments } = sized;
        const text = Object.freeze({
          templateVersionId: this.source.versionId,
          form,
          body,
          encoding,
          units,
          segments,
        });
        return { kind: 'rendered', text };
      }
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
    return fits(replaced, room) && (replaced.segments < asWritten.segments || !fits(asWritten, room))
      ? replaced
      : asWritten;
  }
}

const byName = (variable: Variable) => [variable.name, variable] as const;

function numbersOf(locale: string, formats: string): LanguageNumbers {
  try {
    return new LanguageNumbers(locale, formats);
  } catch {
    throw new UnusableTextError('is in no language that numbers can be written in');
  }
}

/** Of the text with its digits, as the phone gets it. */
function sizeOf(body: string, codeLength: number): Sized {
  const { encoding, units, segments } = sizeText(body.replaceAll(CODE_MARK, DIGITS[codeLength]!));
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
