import { LONGEST_AMOUNT, LONGEST_BRAND, LONGEST_PAYEE, type Purpose, type Variable } from '@codewire/contracts';
import { formatAmount } from './amounts.js';
import type { RenderOutcome, TextValues } from './text.types.js';
import type { ReadyValues } from './wording.js';

export type ValueRefusal = Extract<RenderOutcome, { kind: 'value_missing' | 'value_unknown' | 'value_invalid' }>;

/** What a text asks for and takes. */
export interface ValueRules {
  readonly purpose: Purpose;
  readonly variables: ReadonlyMap<string, Variable>;
  /** What either form names. */
  readonly names: ReadonlySet<string>;
  /** The language that amounts are written in. */
  readonly formats: string;
}

/** Brings values into the form in which they are put in, or says which one cannot be. */
export function readyValues(values: TextValues, rules: ValueRules): ReadyValues | ValueRefusal {
  return unknownValue(values, rules) ?? missingValue(values, rules) ?? readAll(values, rules);
}

function unknownValue({ amount, payee, variables }: TextValues, rules: ValueRules): ValueRefusal | undefined {
  if (rules.purpose !== 'payment') {
    if (amount !== undefined) return { kind: 'value_unknown', name: 'amount' };
    if (payee !== undefined) return { kind: 'value_unknown', name: 'payee' };
  }
  if (variables === undefined) return undefined;
  const name = Object.keys(variables).find((given) => !rules.variables.has(given));
  return name === undefined ? undefined : { kind: 'value_unknown', name };
}

function missingValue({ amount, payee, variables = {} }: TextValues, rules: ValueRules): ValueRefusal | undefined {
  for (const name of rules.names) {
    const isGiven =
      name === 'amount'
        ? amount !== undefined
        : name === 'payee'
          ? payee !== undefined
          : !rules.variables.has(name) || Object.hasOwn(variables, name);
    if (!isGiven) return { kind: 'value_missing', name };
  }
  return undefined;
}

function readAll(values: TextValues, rules: ValueRules): ReadyValues | ValueRefusal {
  const { brand, minutes, amount, payee, variables } = values;
  const texts = new Map<string, string>();
  const numbers = new Map<string, number>();
  const take = (name: string, text: string | undefined, limit: number): ValueRefusal | undefined => {
    if (text === undefined) return { kind: 'value_invalid', name, limit };
    texts.set(name, text);
    return undefined;
  };
  let refusal = take('brand', asData(brand, LONGEST_BRAND), LONGEST_BRAND);
  texts.set('minutes', String(minutes));
  numbers.set('minutes', minutes);
  if (payee !== undefined) refusal ??= take('payee', asData(payee, LONGEST_PAYEE), LONGEST_PAYEE);
  if (amount !== undefined) refusal ??= take('amount', amountOf(amount, rules.formats), LONGEST_AMOUNT);
  for (const [name, value] of Object.entries(variables ?? {})) {
    const { type, max_length: limit } = rules.variables.get(name)!;
    refusal ??= take(name, type === 'text' ? asData(value, limit) : digitsOf(value, limit), limit);
    if (typeof value === 'number') numbers.set(name, value);
  }
  return refusal ?? { texts, numbers };
}

function amountOf(amount: NonNullable<TextValues['amount']>, formats: string): string | undefined {
  const text = formatAmount(amount, formats);
  return text !== undefined && text.length <= LONGEST_AMOUNT ? text : undefined;
}

function digitsOf(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined;
  const digits = String(value);
  return digits.length <= limit ? digits : undefined;
}

/** Nothing that a text could not hold as it is. */
const HARMLESS = /^[ -z|~]*$/;
/** Controls, ends of lines, and what turns the text around (Unicode UAX 9 marks, embeddings, overrides, isolates). */
const DROPPED = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Words and nothing else: with braces they could look like the place of the code, with controls they could break the line
 * or turn the text around. Undefined for what is no text, or has more characters than the limit.
 */
function asData(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length <= limit && HARMLESS.test(value)) return value;
  const composed = value.normalize('NFC');
  if ([...composed].length > limit) return undefined;
  return composed.replaceAll('{', '(').replaceAll('}', ')').replace(DROPPED, '');
}
