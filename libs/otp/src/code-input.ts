import { foldDigits } from './digits.js';

export type CodeInputOutcome =
  | { readonly kind: 'ok'; readonly code: string }
  | { readonly kind: 'invalid'; readonly reason: 'not_a_string' | 'too_long' | 'not_digits' | 'wrong_length' };

const LONGEST_INPUT = 40;
const SHORTEST_CODE = 4;
const LONGEST_CODE = 10;

/**
 * What a user typed, as ASCII digits: digits of any script and blanks between them are taken, nothing else. 4 to 10
 * digits; whether that is the length of this code its row decides. An invalid input is refused before it costs a check.
 */
export function parseCodeInput(raw: unknown): CodeInputOutcome {
  if (typeof raw !== 'string') return { kind: 'invalid', reason: 'not_a_string' };
  if (raw.length > LONGEST_INPUT) return { kind: 'invalid', reason: 'too_long' };
  const code = foldDigits(raw).replaceAll(' ', '');
  if (!/^[0-9]+$/.test(code)) return { kind: 'invalid', reason: 'not_digits' };
  if (code.length < SHORTEST_CODE || code.length > LONGEST_CODE) return { kind: 'invalid', reason: 'wrong_length' };
  return { kind: 'ok', code };
}
