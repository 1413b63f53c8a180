/** So many digits at the end tell phones apart, and survive whatever a carrier writes before them: +, 00, 0 or nothing. */
const TELLING_DIGITS = 7;

/** The end of a phone's address, the same in every form a carrier gives it; undefined for what is no phone number. */
export function phoneTail(address: string): string | undefined {
  const digits = digitsOf(address);
  return digits.length < TELLING_DIGITS ? undefined : digits.slice(-TELLING_DIGITS);
}

/**
 * True when an address, as a carrier writes it, is that number in E.164: with or without +, 00 or a trunk 0 before it,
 * and with or without the country code. Strict: fewer digits than tell phones apart are nobody's.
 */
export function isAddressOf(address: string, e164: string): boolean {
  const digits = digitsOf(address).replace(/^0+/, '');
  return digits.length >= TELLING_DIGITS && digitsOf(e164).endsWith(digits);
}

const digitsOf = (text: string) => text.replace(/\D/g, '');
