import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber as ParsedNumber,
} from 'libphonenumber-js/max';
import { callingCodeIn } from './calling-codes.js';
import { foldDigits } from './digits.js';
import { fictionalCountry } from './fictional-numbers.js';

/** E.164 with its plus sign, made by parsePhone only. */
export type PhoneNumber = string & { readonly __brand: 'PhoneNumber' };

/** No number at all, or a number that takes no codes. */
export type NumberRefusal =
  | 'not_a_string'
  | 'too_long'
  | 'bad_characters'
  | 'extension'
  | 'not_a_number'
  | 'national_without_country'
  | 'country_mismatch'
  | 'premium'
  | 'satellite'
  | 'shared_cost'
  | 'toll_free'
  | 'uan'
  | 'pager'
  | 'voicemail'
  | 'personal';

export type PhoneOutcome =
  | {
      readonly kind: 'ok';
      readonly number: PhoneNumber;
      /** ISO 3166-1 alpha-2. */
      readonly country: string;
      /** The first national digits, at most four and never the last four: whose range it is, not whose number. */
      readonly operatorRange: string;
      /** Calling code and operator range: what routes and prices go by. */
      readonly prefix: string;
      readonly isFictional: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: NumberRefusal };

const LONGEST_INPUT = 32;
const ALLOWED = /^[+0-9 ()./-]+$/;
const EXTENSION = /ext|x|#|,|;/i;
const RANGE_DIGITS = 4;
const HIDDEN_DIGITS = 4;

/** Global services without a country. libphonenumber calls +881 and +870 mobile: ITU-T E.164 list of assigned codes. */
const GLOBAL_SERVICES: readonly { readonly prefix: string; readonly reason: NumberRefusal }[] = [
  { prefix: '+881', reason: 'satellite' },
  { prefix: '+882', reason: 'satellite' },
  { prefix: '+883', reason: 'satellite' },
  { prefix: '+870', reason: 'satellite' },
  { prefix: '+979', reason: 'premium' },
  { prefix: '+800', reason: 'toll_free' },
  { prefix: '+808', reason: 'shared_cost' },
];

const REFUSED_TYPES: Partial<Record<string, NumberRefusal>> = {
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared_cost',
  TOLL_FREE: 'toll_free',
  UAN: 'uan',
  PAGER: 'pager',
  VOICEMAIL: 'voicemail',
  PERSONAL_NUMBER: 'personal',
};

/**
 * One canonical number for every spelling of it, or why not. International with or without its plus sign; national
 * only with `country` (ISO 3166-1 alpha-2). The input is consumed whole: text around a number is not a number.
 */
export function parsePhone(raw: unknown, options: { country?: string }): PhoneOutcome {
  if (typeof raw !== 'string') return refused('not_a_string');
  if (raw.length > LONGEST_INPUT) return refused('too_long');
  const folded = foldDigits(raw);
  if (folded.length > LONGEST_INPUT) return refused('too_long');
  if (!ALLOWED.test(folded)) return refused(isExtended(folded) ? 'extension' : 'bad_characters');
  // Blanks around it come with copying; any other white space was refused above.
  const text = folded.trim();
  // A plus sign stands first or not at all; two slashes or a slash between two numbers never parse as one.
  if (text.lastIndexOf('+') > 0 || !/\d/.test(text)) return refused('not_a_number');
  return text.startsWith('+') || options.country === undefined
    ? parseInternational(text, options.country)
    : parseNational(text, options.country);
}

function isExtended(text: string): boolean {
  return EXTENSION.test(text) && /^ *\+?\d/.test(text);
}

function parseInternational(text: string, country: string | undefined): PhoneOutcome {
  const digits = text.replace(/\D/g, '');
  if (!text.startsWith('+') && digits.startsWith('0')) return refused('national_without_country');
  const special = refuseGlobalService(`+${digits}`);
  if (special !== undefined) return special;
  // `+44 (0) 7400` is how people write it: libphonenumber drops the trunk zero from the international form.
  const parsed = parsePhoneNumberFromString(`+${digits}`, { extract: false });
  const outcome = judge(parsed, `+${digits}`);
  return outcome.kind === 'ok' && country !== undefined ? ofCountry(outcome, country) : outcome;
}

function parseNational(text: string, country: string): PhoneOutcome {
  if (!isSupportedCountry(country)) return refused('country_mismatch');
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false });
  const national = judge(parsed, parsed?.number ?? '');
  if (national.kind === 'ok') return ofCountry(national, country);
  // With a country given, the digits may still be international: `12125551212` for US is both and the same.
  const international = parseInternational(text, country);
  return international.kind === 'ok' ? international : national;
}

function ofCountry(outcome: PhoneOutcome & { kind: 'ok' }, country: string): PhoneOutcome {
  return outcome.country === country ? outcome : refused('country_mismatch');
}

function judge(parsed: ParsedNumber | undefined, e164: string): PhoneOutcome {
  const number = parsed === undefined ? e164 : foldAliases(parsed.number);
  const fictional = fictionalCountry(number);
  if (fictional !== undefined) return accepted(number, parsed?.country ?? fictional, parsed, true);
  if (parsed === undefined || !parsed.isValid() || parsed.country === undefined) return refused('not_a_number');
  const special = refuseGlobalService(number);
  if (special !== undefined) return special;
  const reason = REFUSED_TYPES[parsed.getType() ?? ''];
  return reason === undefined ? accepted(number, parsed.country, parsed, false) : refused(reason);
}

function refuseGlobalService(e164: string): PhoneOutcome | undefined {
  const service = GLOBAL_SERVICES.find(({ prefix }) => e164.startsWith(prefix));
  return service && refused(service.reason);
}

/**
 * Spellings that libphonenumber keeps apart and that ring on one handset. Argentina: a mobile is +54 9 and its area
 * code; dialled without the 9 it is the same line, so both count against one set of limits.
 */
function foldAliases(e164: string): string {
  const argentina = /^\+54(?!9)(\d{10})$/.exec(e164);
  return argentina === null ? e164 : `+549${argentina[1]}`;
}

function accepted(e164: string, country: string, parsed: ParsedNumber | undefined, isFictional: boolean): PhoneOutcome {
  // Of the folded form: both spellings of one line must show one range. Small islands have numbers of four digits.
  const national = e164.slice(1 + (parsed?.countryCallingCode.length ?? 1));
  const shown = Math.max(0, Math.min(RANGE_DIGITS, national.length - HIDDEN_DIGITS));
  const operatorRange = national.slice(0, shown);
  const prefix = e164.slice(1, e164.length - national.length + shown);
  return { kind: 'ok', number: e164 as PhoneNumber, country, operatorRange, prefix, isFictional };
}

function refused(reason: NumberRefusal): PhoneOutcome {
  return { kind: 'refused', reason };
}

/** `+12125551212` as `+1 ********12`: the calling code and at most the last two digits. */
export function maskNumber(number: PhoneNumber): string {
  // Parsing takes many times as long, and lists mask thousands.
  const callingCode =
    callingCodeIn(number.slice(1)) ?? parsePhoneNumberFromString(number)?.countryCallingCode ?? number.slice(1, 2);
  const rest = number.length - 1 - callingCode.length;
  return `+${callingCode} ${'*'.repeat(Math.max(0, rest - 2))}${number.slice(-2)}`;
}
