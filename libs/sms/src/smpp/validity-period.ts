import { SmsInputError } from '../sms-input-error.js';

const LONGEST_SECONDS = 30 * 86_400;

/**
 * SMPP 3.4 7.1.1: relative time, always 16 characters, YYMMDDhhmmss000R. Relative, so that the clocks need not agree.
 * Fractions are cut, at least one second and at most thirty days are said.
 */
export function validityPeriod(secondsLeft: number): string {
  if (Number.isNaN(secondsLeft)) throw new SmsInputError('validity.invalid');
  const seconds = Math.trunc(Math.min(Math.max(secondsLeft, 1), LONGEST_SECONDS));
  const fields = [seconds / 86_400, (seconds / 3_600) % 24, (seconds / 60) % 60, seconds % 60];
  return `0000${fields.map((field) => String(Math.trunc(field)).padStart(2, '0')).join('')}000R`;
}
