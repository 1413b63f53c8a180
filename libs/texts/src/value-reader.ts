import {
  holdsLinkOrCode,
  LONGEST_AMOUNT,
  LONGEST_BRAND,
  LONGEST_PAYEE,
  Words,
  type Purpose,
  type Variable,
} from '@codewire/contracts';
import { transliterate } from '@codewire/sms/encoding';
import { formatAmount } from './amounts.js';
import type { RenderOutcome, TextValues } from './text.types.js';
import { RESERVED_NAMES } from './variable-types.js';
import type { ReadyValues } from './wording.js';

export type ValueRefusal = Extract<RenderOutcome, { kind: 'value_missing' | 'value_unknown' | 'value_invalid' }>;

/** How a value stands in a text; undefined when it cannot. */
type Reader = (value: unknown) => string | undefined;

/** Brings values into the form in which they are put into one text, or says which one cannot be. */
export class ValueReader {
  private readonly variables: ReadonlyMap<string, { readonly read: Reader; readonly limit: number }>;

  /** `names`: what the text asks for in whichever form; `formats`: the language that its amounts are written in. */
  constructor(
    private readonly purpose: Purpose,
    declared: readonly Variable[],
    private readonly names: ReadonlySet<string>,
    private readonly formats: string,
  ) {
    this.variables = new Map(
      declared
        .filter(({ name }) => !RESERVED_NAMES.has(name))
        .map((variable) => [variable.name, { read: readerOf(variable), limit: variable.max_length }]),
    );
  }

  read(values: TextValues): ReadyValues | ValueRefusal {
    return this.unknown(values) ?? this.missing(values) ?? this.readAll(values);
  }

  private unknown({ amount, payee, variables }: TextValues): ValueRefusal | undefined {
    if (this.purpose !== 'payment') {
      if (amount !== undefined) return { kind: 'value_unknown', name: 'amount' };
      if (payee !== undefined) return { kind: 'value_unknown', name: 'payee' };
    }
    if (variables === undefined) return undefined;
    const name = Object.keys(variables).find((given) => !this.variables.has(given));
    return name === undefined ? undefined : { kind: 'value_unknown', name };
  }

  private missing(values: TextValues): ValueRefusal | undefined {
    for (const name of this.names) {
      if (!this.isGiven(name, values)) return { kind: 'value_missing', name };
    }
    return undefined;
  }

  private isGiven(name: string, { amount, payee, variables = {} }: TextValues): boolean {
    if (name === 'amount') return amount !== undefined;
    if (name === 'payee') return payee !== undefined;
    return !this.variables.has(name) || Object.hasOwn(variables, name);
  }

  private readAll({ brand, isOwnBrand, minutes, amount, payee, variables }: TextValues): ReadyValues | ValueRefusal {
    const texts = new Map<string, string>().set('minutes', String(minutes));
    const numbers = new Map<string, number>().set('minutes', minutes);
    let refusal: ValueRefusal | undefined;
    const take = (name: string, text: string | undefined, limit: number): void => {
      if (text === undefined) refusal ??= { kind: 'value_invalid', name, limit };
      else texts.set(name, text);
    };
    const brandText = asData(brand, LONGEST_BRAND);
    take('brand', isOwnBrand === true ? brandText : harmless(brandText), LONGEST_BRAND);
    if (amount !== undefined) take('amount', amountIn(this.formats, amount), LONGEST_AMOUNT);
    if (payee !== undefined) take('payee', harmless(asData(payee, LONGEST_PAYEE)), LONGEST_PAYEE);
    for (const [name, value] of Object.entries(variables ?? {})) {
      const { read, limit } = this.variables.get(name)!;
      take(name, read(value), limit);
      if (typeof value === 'number') numbers.set(name, value);
    }
    return refusal ?? { texts, numbers };
  }
}

function amountIn(formats: string, amount: NonNullable<TextValues['amount']>): string | undefined {
  const text = formatAmount(amount, formats);
  return text !== undefined && text.length <= LONGEST_AMOUNT ? text : undefined;
}

/** Of a variable that a template declares: only here it is known how long it may be. */
function readerOf({ type, max_length: limit }: Variable): Reader {
  if (type === 'number') return (value) => digitsOf(value, limit);
  const words = Words(limit);
  return (value) => harmless(words.safeParse(value).data);
}

function digitsOf(value: unknown, limit: number): string | undefined {
  if (!Number.isSafeInteger(value) || (value as number) < 0) return undefined;
  const digits = String(value);
  return digits.length <= limit ? digits : undefined;
}

/** ASCII but for braces and controls: stands in a text as it is. */
const PLAIN = /^[ -z|~]*$/;

/** Controls, ends of lines, halves of characters, and what cannot be seen; joiners are letters to some scripts. */
const DROPPED = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Words and nothing else: with braces they could look like the place of the code, with controls they could break the line
 * or turn the text around. Undefined for what is no text, or has more characters than the limit.
 */
function asData(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length <= limit && PLAIN.test(value)) return value;
  const composed = value.normalize('NFC');
  if ([...composed].length > limit) return undefined;
  return composed.replaceAll('{', '(').replaceAll('}', ')').replace(DROPPED, '');
}

/**
 * Undefined for what a phone would make a link or a code of, once it stands in the message: as it is, in GSM letters, or
 * in the plain forms that phones compare by (NFKC). One letter can become two, and marks be dropped.
 */
function harmless(words: string | undefined): string | undefined {
  if (words === undefined || holdsLinkOrCode(words)) return undefined;
  if (PLAIN.test(words)) return words;
  return holdsLinkOrCode(words.normalize('NFKC')) || holdsLinkOrCode(transliterate(words)) ? undefined : words;
}
