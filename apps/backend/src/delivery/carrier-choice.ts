import { actionFor } from '@codewire/sms';
import type { PastAttempt } from './outbox.store.js';

/** More than one repeat of a message that may have arrived is a nuisance, not a help. */
const MAX_UNANSWERED = 2;

/** What the choice looks at; an attempt that is just over has no row yet. */
export type Tried = Pick<PastAttempt, 'carrier_id' | 'outcome' | 'reason' | 'command_status'>;

export type Choice =
  | { readonly kind: 'submit'; readonly carrierId: string }
  /** No fitting carrier has room here: look again soon. */
  | { readonly kind: 'postpone' }
  /** Submitted often enough without an answer: a receipt or the end of the code's life decides. */
  | { readonly kind: 'hold' };

/** The carriers of the plan that have not refused the message for good: those that may take its next attempt. */
export function remainingCarriers(plan: readonly string[], past: readonly Tried[]): string[] {
  const refusedBy = new Set(past.filter(isFinalRefusal).map((attempt) => attempt.carrier_id));
  return plan.filter((carrierId) => !refusedBy.has(carrierId));
}

/**
 * The carrier of the next attempt: of those that remain and have room here, the first that has not had the message yet.
 * When all have, the one whose turn is longest ago.
 */
export function chooseCarrier(
  remaining: readonly string[],
  past: readonly Tried[],
  hasRoom: (carrierId: string) => boolean,
): Choice {
  if (past.filter(isUnanswered).length >= MAX_UNANSWERED) return { kind: 'hold' };
  const [carrierId] = remaining.filter(hasRoom).sort((one, other) => lastTry(one, past) - lastTry(other, past));
  return carrierId === undefined ? { kind: 'postpone' } : { kind: 'submit', carrierId };
}

/** True when a carrier with room is left that has not had the message yet: then there is nothing to wait for. */
export function canFailOver(
  remaining: readonly string[],
  past: readonly Tried[],
  hasRoom: (carrierId: string) => boolean,
): boolean {
  return remaining.some((carrierId) => lastTry(carrierId, past) === -1 && hasRoom(carrierId));
}

/** Place of a carrier's newest try among the attempts, -1 without one. What was never sent was no try. */
function lastTry(carrierId: string, past: readonly Tried[]): number {
  return past.findLastIndex((attempt) => attempt.carrier_id === carrierId && attempt.outcome !== 'not_sent');
}

function isFinalRefusal(attempt: Tried): boolean {
  return attempt.outcome === 'refused' && actionFor(attempt.command_status ?? 0) !== 'retry';
}

/** The carrier kept silent. Of a sender that was lost nobody knows whether it had written anything: that counts for nothing. */
function isUnanswered(attempt: Tried): boolean {
  return attempt.outcome === 'unknown' && attempt.reason !== 'sender_lost';
}
