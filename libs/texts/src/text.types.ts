import type { Amount, Purpose, TextForm, Trailer, Variable, VariableValues } from '@codewire/contracts';
import type { Encoding } from '@codewire/sms/encoding';

/** One wording, as an admin wrote it, with the rules of its template. */
export interface TextSource {
  readonly versionId: number;
  /** The language of the words, canonical BCP 47: its plural rules hold. */
  readonly locale: string;
  readonly purpose: Purpose;
  /** ICU MessageFormat. */
  readonly body: string;
  /** Sent with a line for autofill, and where the full one would cost too much; null: there is none. */
  readonly shortBody: string | null;
  /** Letters outside the GSM alphabet are replaced by those they resemble, where that spares segments. */
  readonly transliterates: boolean;
  readonly maxSegments: number;
  /** Beside `code`, `brand`, `minutes`, `amount` and `payee`. */
  readonly variables: readonly Variable[];
}

/** What is put into a text. All of it is data: it stands in the text as it is, and is never read again. */
export interface TextValues {
  readonly brand: string;
  /** The application's own name, which an admin chose; else a caller named it, and it is held to what callers may say. */
  readonly isOwnBrand?: boolean | undefined;
  /** Whole minutes that the code lives. */
  readonly minutes: number;
  readonly codeLength: number;
  readonly amount?: Amount | undefined;
  readonly payee?: string | undefined;
  readonly variables?: VariableValues | undefined;
  readonly trailer?: Trailer | undefined;
}

export interface RenderedText {
  readonly templateVersionId: number;
  readonly form: TextForm;
  /** Holds `{code}` where the digits will stand: once, and once more in a line that binds it to a host. */
  readonly body: string;
  /** Of the text with its digits, as the phone gets it. */
  readonly encoding: Encoding;
  /** Septets or UTF-16 units. */
  readonly units: number;
  readonly segments: number;
}

/** `too_long`: neither form fits with these values; nothing may be sent in part. */
export type RenderOutcome =
  | { readonly kind: 'rendered'; readonly text: RenderedText }
  | { readonly kind: 'too_long'; readonly segments: number; readonly limit: number }
  | { readonly kind: 'value_missing'; readonly name: string }
  | { readonly kind: 'value_unknown'; readonly name: string }
  | { readonly kind: 'value_invalid'; readonly name: string; readonly limit: number };
