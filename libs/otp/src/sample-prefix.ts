import examples from 'libphonenumber-js/mobile/examples';
import { callingCodeOf } from './calling-codes.js';
import { parsePhone } from './phone.js';

/**
 * What routes and prices go by for a usual mobile number of a country (ISO 3166-1 alpha-2), as a real number of it would
 * be told; undefined where nobody is called.
 */
export function samplePrefixOf(country: string): string | undefined {
  const code = callingCodeOf(country);
  if (code === undefined) return undefined;
  const phone = parsePhone(`+${code}${examples[country as keyof typeof examples]}`, {});
  return phone.kind === 'ok' ? phone.prefix : code;
}
