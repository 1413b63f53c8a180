import { foldDigits } from '@codewire/otp';
import { maskNumbers } from './log-line.js';

/** Digits with what people write between them. */
const TYPED_NUMBER = /\d[\d\s()./-]*\d/g;
/** What is shorter is a day, a time or a ticket. */
const LEAST_DIGITS = 7;
/** A national number has other digits before these, or none. */
const COMMON_DIGITS = 6;

/**
 * What someone types as his reason may be the very number that he asks for, as the caller said it: in national form, with
 * digits of any script. Its last two digits stay, as in every other view of it.
 */
export function maskedReason(reason: string, number: string): string {
  return maskNumbers(foldDigits(reason)).replace(TYPED_NUMBER, (typed) => {
    const digits = typed.replace(/\D/g, '');
    const isIt = digits.length >= LEAST_DIGITS && number.endsWith(digits.slice(-COMMON_DIGITS));
    return isIt ? `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}` : typed;
  });
}
