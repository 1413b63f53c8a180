import type { nextSend, parseCodeInput, VerificationStatus } from '@codewire/otp';
import { AppError } from '../platform/app-error.js';

type CodeRefusal = Extract<ReturnType<typeof parseCodeInput>, { kind: 'invalid' }>['reason'];
export type SendLimit = Exclude<ReturnType<typeof nextSend>, { kind: 'allowed' }>;

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
