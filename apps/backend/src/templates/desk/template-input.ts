import type { Variable } from '@codewire/contracts';
import { RESERVED_NAMES } from '@codewire/texts';
import { AppError, type FieldError } from '../../platform/app-error.js';

/** As a whole number is kept. */
const MOST_DIGITS = 9;

/** Refuses variables that share a name, with each other or with what every text is given, and numbers that are too long. */
export function assertVariables(variables: readonly Variable[] = []): void {
  const names = new Set(RESERVED_NAMES);
  for (const [place, { name, type, max_length: length }] of variables.entries()) {
    if (names.has(name)) throw invalid({ field: `variables.${place}.name`, reason: 'repeated' });
    names.add(name);
    if (type === 'number' && length > MOST_DIGITS) {
      throw invalid({ field: `variables.${place}.max_length`, reason: 'too_big', values: { limit: MOST_DIGITS } });
    }
  }
}

function invalid(error: FieldError): AppError {
  return new AppError('request.invalid', { field: error.field, errors: [error] });
}
