import { getCountries, getCountryCallingCode, isSupportedCountry, type CountryCode } from 'libphonenumber-js/max';

/** Digits of the national number that may stand in clear: whose range it is, not whose number. */
const RANGE_DIGITS = 4;
const LONGEST_CODE = 3;

/** E.164 calling codes of countries. None begins with another one. */
const CODES: ReadonlySet<string> = new Set(getCountries().map((country) => String(getCountryCallingCode(country))));

export type PrefixJudgement =
  | { readonly kind: 'fits' }
  /** It says more than may be kept of a number. */
  | { readonly kind: 'too_long'; readonly most: number }
  /** No number of any country begins like this. */
  | { readonly kind: 'unknown' };

/** The calling code that an international number begins with, its plus left out; undefined where no country has it. */
export function callingCodeIn(digits: string): string | undefined {
  for (let length = 1; length <= LONGEST_CODE; length += 1) {
    const code = digits.slice(0, length);
    if (CODES.has(code)) return code;
  }
  return undefined;
}

/** Whether digits are the beginning of international numbers: a calling code, or part of one, and at most four more. */
export function judgePrefix(digits: string): PrefixJudgement {
  const code = callingCodeIn(digits);
  if (code !== undefined) {
    const most = code.length + RANGE_DIGITS;
    return digits.length <= most ? { kind: 'fits' } : { kind: 'too_long', most };
  }
  const isBegun = [...CODES].some((code) => code.startsWith(digits));
  return isBegun ? { kind: 'fits' } : { kind: 'unknown' };
}

/** The calling code of a country (ISO 3166-1 alpha-2); undefined where there is no such country. */
export function callingCodeOf(country: string): string | undefined {
  return isSupportedCountry(country) ? String(getCountryCallingCode(country as CountryCode)) : undefined;
}
