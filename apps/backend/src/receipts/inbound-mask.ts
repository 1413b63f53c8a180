import { maskNumber, type PhoneNumber } from '@codewire/otp';

/** Fewer digits are a short code or a name, and nobody's phone. */
const PHONE_DIGITS = 7;
/** As short as a code can be, in whatever script and grouping. */
const CODE_LIKE = /\p{Nd}(?:[\s\p{P}\p{Cf}]{0,3}\p{Nd}){3,}/gu;

/** An address of a message: what may be a phone's number masked as everywhere else, a short code or a name as it is. */
export function maskedAddress(address: string): string {
  const digits = address.replace(/\D/g, '').replace(/^00/, '');
  return digits.length < PHONE_DIGITS ? address : maskNumber(`+${digits}` as PhoneNumber);
}

/** A phone may send its code back, and what reads like a receipt repeats the text it is about: no view shows a code. */
export function withoutCodes(text: string): string {
  return text.replace(CODE_LIKE, '••••');
}
