import type { ErrorCode } from '@codewire/contracts';
import type { NumberRefusal } from '@codewire/otp';
import { AppError } from './app-error.js';

/** Shapes that are no number are 400; a number that exists but takes no codes is 422. */
const CODES: Partial<Record<NumberRefusal, ErrorCode>> = {
  not_a_string: 'number.not_a_string',
  extension: 'number.extension',
  national_without_country: 'number.country_needed',
  country_mismatch: 'number.country_mismatch',
  too_long: 'number.invalid',
  bad_characters: 'number.invalid',
  not_a_number: 'number.invalid',
};

export function numberRefusal(reason: NumberRefusal): AppError {
  const code = CODES[reason] ?? 'number.not_allowed';
  return new AppError(code, { field: 'number', values: { reason: reason.replaceAll('_', ' ') } });
}
