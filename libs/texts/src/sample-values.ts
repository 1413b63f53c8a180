import {
  LONGEST_BRAND,
  LONGEST_CODE,
  LONGEST_MINUTES,
  LONGEST_PAYEE,
  type Purpose,
  type Trailer,
  type Variable,
} from '@codewire/contracts';
import type { TextValues } from './text.types.js';

/** Of LONGEST_AMOUNT characters in every language. */
const LONGEST = { value: '9999999.99', currency: 'EUR' };

/**
 * The longest of everything that a text of the purpose can be given. Its minutes are the longest to write; a text can be
 * longer with another number of them, by the words it has for it.
 */
export function longestValues(purpose: Purpose, variables: readonly Variable[], trailer?: Trailer): TextValues {
  return {
    brand: 'W'.repeat(LONGEST_BRAND),
    minutes: LONGEST_MINUTES,
    codeLength: LONGEST_CODE,
    ...(purpose === 'payment' && { amount: LONGEST, payee: 'M'.repeat(LONGEST_PAYEE) }),
    ...valuesOf(variables, ({ type, max_length: length }) =>
      type === 'text' ? 'W'.repeat(length) : 10 ** Math.min(length, 9) - 1,
    ),
    ...(trailer && { trailer }),
  };
}

/** What messages of the purpose are usually given. */
export function typicalValues(purpose: Purpose, variables: readonly Variable[], trailer?: Trailer): TextValues {
  return {
    brand: 'Codewire',
    minutes: 5,
    codeLength: 6,
    ...(purpose === 'payment' && { amount: { value: '12.50', currency: 'EUR' }, payee: 'Acme Books' }),
    ...valuesOf(variables, ({ type, max_length: length }) => (type === 'text' ? 'Sample'.slice(0, length) : 5)),
    ...(trailer && { trailer }),
  };
}

function valuesOf(variables: readonly Variable[], valueOf: (variable: Variable) => string | number) {
  if (variables.length === 0) return {};
  return { variables: Object.fromEntries(variables.map((variable) => [variable.name, valueOf(variable)])) };
}
