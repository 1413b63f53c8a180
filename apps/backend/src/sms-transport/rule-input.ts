import { callingCodeOf, judgePrefix } from '@codewire/otp';
import { AppError, type FieldError } from '../platform/app-error.js';

/** The country of a rule as it is stored; refuses letters that are none. */
export function readCountry(text: string | null): string | null {
  const country = text?.toUpperCase() ?? null;
  if (country !== null && callingCodeOf(country) === undefined)
    throw invalid({ field: 'country', reason: 'not_a_country' });
  return country;
}

/** Refuses a prefix that no number of the country begins with, or that says more of a number than may be kept. */
export function assertPrefix(prefix: string | null, country: string | null): void {
  if (prefix === null) return;
  const judged = judgePrefix(prefix);
  if (judged.kind === 'too_long')
    throw invalid({ field: 'prefix', reason: 'too_long', values: { limit: judged.most } });
  const code = country === null ? '' : (callingCodeOf(country) ?? '');
  const isOfCountry = prefix.startsWith(code) || code.startsWith(prefix);
  if (judged.kind === 'unknown' || !isOfCountry) throw invalid({ field: 'prefix', reason: 'not_a_prefix' });
}

/** Refuses a carrier that stands in a rule twice. */
export function assertEachOnce(carriers: readonly { readonly id: string }[]): void {
  const place = carriers.findIndex(({ id }, at) => carriers.findIndex((one) => one.id === id) < at);
  if (place >= 0) throw invalid({ field: `carriers.${place}.id`, reason: 'repeated' });
}

function invalid(error: FieldError): AppError {
  return new AppError('request.invalid', { field: error.field, errors: [error] });
}
