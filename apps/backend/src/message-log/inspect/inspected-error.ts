import { describeStatus } from '@codewire/sms';
import type { LoggedAttempt, LoggedDetail, LoggedReceipt } from '../message-log.store.js';

/** What a carrier said of why a message failed, and what that means in plain English. */
export interface InspectedError {
  readonly code: string | null;
  readonly meaning: string | null;
}

const NONE: InspectedError = { code: null, meaning: null };
const FAILED: readonly string[] = ['failed', 'undelivered', 'expired'];

/**
 * As the copies that are searched have it: what ended by a receipt was judged by its error, of which each carrier has its
 * own list, and all else by the answer to the last submit that was refused.
 */
export function inspectedError(
  { status, error }: Pick<LoggedDetail, 'status' | 'error'>,
  attempts: readonly LoggedAttempt[],
  receipts: readonly LoggedReceipt[],
): InspectedError {
  if (!FAILED.includes(status)) return NONE;
  const reported =
    error?.startsWith('carrier_') === true
      ? receipts.findLast(({ state, errorCode }) => errorCode !== null && !HARMLESS.includes(state))
      : undefined;
  if (reported !== undefined) return { code: reported.errorCode, meaning: null };
  const answered = attempts.findLast(({ commandStatus }) => commandStatus !== null);
  if (answered === undefined) return NONE;
  const { hex, meaning } = describeStatus(answered.commandStatus ?? 0);
  return { code: hex, meaning };
}

const HARMLESS: readonly string[] = ['delivered', 'accepted', 'enroute'];
