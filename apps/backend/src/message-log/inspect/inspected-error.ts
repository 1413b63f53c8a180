import { describeStatus } from '@codewire/sms';
import type { LoggedDetail } from '../message-log.store.js';
import type { WholeMessage } from '../whole-message.js';

/** What a carrier said of why a message failed, and what that means in plain English. */
export interface InspectedError {
  readonly code: string | null;
  readonly meaning: string | null;
}

interface Judged extends Pick<WholeMessage, 'attempts' | 'receipts'> {
  readonly message: Pick<LoggedDetail, 'status' | 'error'>;
}

const NONE: InspectedError = { code: null, meaning: null };
const FAILED: readonly string[] = ['failed', 'undelivered', 'expired'];

/**
 * As the copies that are searched have it: what ended by a receipt was judged by its error, of which each carrier has its
 * own list, and all else by the answer to the last submit that was refused.
 */
export function inspectedError({ message: { status, error }, attempts, receipts }: Judged): InspectedError {
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
