import type { ErrorCode } from '@codewire/contracts';
import type { nextSend, NumberRefusal, parseCodeInput, VerificationStatus } from '@codewire/otp';
import { AppError } from '../platform/app-error.js';

type CodeRefusal = Extract<ReturnType<typeof parseCodeInput>, { kind: 'invalid' }>['reason'];
export type SendLimit = Exclude<ReturnType<typeof nextSend>, { kind: 'allowed' }>;

/** Shapes that are no number are 400; a number that exists but takes no codes is 422. */
const NUMBER_CODES: Partial<Record<NumberRefusal, ErrorCode>> = {
  not_a_string: 'number.not_a_string',
  extension: 'number.extension',
  national_without_country: 'number.country_needed',
  country_mismatch: 'number.country_mismatch',
  too_long: 'number.invalid',
  bad_characters: 'number.invalid',
  not_a_number: 'number.invalid',
};

export function numberRefusal(reason: NumberRefusal): AppError {
  const code = NUMBER_CODES[reason] ?? 'number.not_allowed';
  return new AppError(code, { field: 'number', values: { reason: reason.replaceAll('_', ' ') } });
}

export function codeRefusal(reason: CodeRefusal): AppError {
  return new AppError(reason === 'not_a_string' ? 'code.not_a_string' : 'code.invalid', { field: 'code' });
}

export function sendLimitRefusal(limit: SendLimit): AppError {
  if (limit.kind === 'cooldown') return new AppError('limit.cooldown', { field: 'number', retryAt: limit.until });
  return new AppError('limit.sends', {
    field: 'number',
    retryAt: limit.until,
    quota: { policy: 'sends', limit: limit.limit, seconds: limit.seconds },
  });
}

/** What ended stays told, with when and why. */
export function endedRefusal(status: VerificationStatus, at: Date | undefined): AppError {
  return new AppError('verification.ended', {
    values: { status },
    extra: { status_of_verification: status, ...(at === undefined ? {} : { ended_at: at.toISOString() }) },
  });
}
