import { measureText, transliterate, type Encoding } from '@codewire/sms';
import { FormatError, IntlMessageFormat } from 'intl-messageformat';

/** Stands in a body where the digits will; they are put in at the submit and nowhere else. */
const CODE_MARK = '{code}';

export interface TextValues {
  readonly brand: string;
  /** Whole minutes that the code lives. */
  readonly minutes: number;
  readonly codeLength: number;
}

export interface RenderedText {
  readonly templateVersionId: number;
  /** Whole but for one `{code}`. */
  readonly body: string;
  readonly encoding: Encoding;
  /** Septets or UTF-16 units of the text as the phone gets it, and what it costs. */
  readonly units: number;
  readonly segments: number;
}

/** Minutes that a policy can make a code live. */
const POSSIBLE_MINUTES = Array.from({ length: 10 }, (_, index) => index + 1);
/** Brands come from applications, so there are few; the bound holds whatever happens. */
const LARGEST_MEMORY = 1_000;

/** Why a wording cannot be sent. Says nothing of the wording itself. */
export class UnusableTextError extends Error {
  override readonly name = 'UnusableTextError';
}

export interface TextSource {
  readonly versionId: number;
  readonly locale: string;
  readonly body: string;
  /** Letters outside the GSM alphabet are replaced by those they resemble, where that spares segments. */
  readonly transliterates: boolean;
}

/** One published wording, parsed once. Renders in microseconds the first time and from memory after that. */
export class CompiledText {
  private readonly format: IntlMessageFormat;
  private readonly memory = new Map<string, RenderedText>();

  /** Throws an UnusableTextError for what is no ICU MessageFormat, asks for another value, or lacks the code. */
  constructor(private readonly text: TextSource) {
    try {
      // Digits are Latin in every language: the code's are, and a text in two scripts of digits misleads.
      this.format = new IntlMessageFormat(text.body, `${text.locale}-u-nu-latn`, undefined, { ignoreTag: true });
      for (const minutes of POSSIBLE_MINUTES) this.bodyOf({ brand: 'Brand', minutes });
    } catch (error) {
      if (error instanceof UnusableTextError) throw error;
      // The library's own words quote the text.
      throw new UnusableTextError(
        error instanceof FormatError ? 'asks for a value that no text is given' : 'is no ICU MessageFormat',
      );
    }
  }

  render({ brand, minutes, codeLength }: TextValues): RenderedText {
    const key = `${minutes}|${codeLength}|${brand}`;
    const known = this.memory.get(key);
    if (known !== undefined) return known;
    const body = this.bodyOf({ brand: asData(brand), minutes });
    const rendered = Object.freeze({ templateVersionId: this.text.versionId, ...this.shortest(body, codeLength) });
    if (this.memory.size >= LARGEST_MEMORY) this.memory.clear();
    this.memory.set(key, rendered);
    return rendered;
  }

  /** As it is written; in letters of the GSM alphabet where the text wants it and pays less for it. */
  private shortest(body: string, codeLength: number): Omit<RenderedText, 'templateVersionId'> {
    const asWritten = { body, ...costOf(body, codeLength) };
    if (!this.text.transliterates || asWritten.segments === 1) return asWritten;
    const replaced = transliterate(body);
    const cost = costOf(replaced, codeLength);
    return cost.segments < asWritten.segments ? { body: replaced, ...cost } : asWritten;
  }

  private bodyOf({ brand, minutes }: { brand: string; minutes: number }): string {
    const body = String(this.format.format({ brand, minutes, code: CODE_MARK }));
    if (body.split(CODE_MARK).length !== 2) throw new UnusableTextError('does not hold {code} exactly once');
    return body;
  }
}

/** Of the text with its digits, as the phone gets it. */
function costOf(body: string, codeLength: number): Pick<RenderedText, 'encoding' | 'units' | 'segments'> {
  const { encoding, units, segments } = measureText(body.replace(CODE_MARK, '0'.repeat(codeLength)));
  return { encoding, units, segments };
}

/**
 * A brand as words and nothing else: with braces it could look like the place of the code, and with controls it could
 * break the line or turn the text around (Unicode UAX 9 embeddings, overrides and isolates).
 */
function asData(brand: string): string {
  return brand
    .normalize('NFC')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
