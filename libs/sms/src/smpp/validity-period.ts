import { SmsInputError } from '../sms-input-error.js';

const LONGEST_SECONDS = 30 * 86_400;

/**
 * SMPP 3.4 7.1.1: relative time, always 16 characters, YYMMDDhhmmss000R. Relative, so that the clocks need not agree.
 * Fractions are cut, at least one second and at most thirty days are said.
 */
export function validityPeriod(secondsLeft: number): string {
  const seconds = wholeSeconds(secondsLeft);
  const fields = [seconds / 86_400, (seconds / 3_600) % 24, (seconds / 60) % 60, seconds % 60];
  return `0000${fields.map(twoDigits).join('')}000R`;
}

/**
 * The same as a time in UTC, always 16 characters, YYMMDDhhmmss000+: for carriers that refuse relative time. Never later
 * than secondsLeft from wallMs (the epoch's milliseconds), but for the second that it takes to lie ahead of it.
 */
export function validityUntil(secondsLeft: number, wallMs: number): string {
  if (Number.isNaN(wallMs)) throw new SmsInputError('validity.invalid');
  const leftMs = Math.min(Math.max(secondsLeft, 0), LONGEST_SECONDS) * 1_000;
  if (Number.isNaN(leftMs)) throw new SmsInputError('validity.invalid');
  const second = Math.max(Math.floor((wallMs + leftMs) / 1_000), Math.floor(wallMs / 1_000) + 1);
  const at = new Date(second * 1_000);
  const fields = [
    at.getUTCFullYear() % 100,
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ];
  return `${fields.map(twoDigits).join('')}000+`;
}

function wholeSeconds(secondsLeft: number): number {
  if (Number.isNaN(secondsLeft)) throw new SmsInputError('validity.invalid');
  return Math.trunc(Math.min(Math.max(secondsLeft, 1), LONGEST_SECONDS));
}

function twoDigits(field: number): string {
  return String(Math.trunc(field)).padStart(2, '0');
}
