import { actionFor } from '@codewire/sms';
import type { PastAttempt } from './message.store.js';

/** More than one repeat of a message that may have arrived is a nuisance, not a help. */
const MAX_UNKNOWN = 2;

export type Choice =
  | { readonly kind: 'submit'; readonly carrierId: string }
  /** No fitting carrier has a bind here: look again soon. */
  | { readonly kind: 'postpone' }
  /** Submitted often enough without an answer: a receipt or the end of the code's life decides. */
  | { readonly kind: 'hold' };

/**
 * The carrier of the next attempt: the first of the plan that is bound here and has not refused the message for good;
 * one that left an attempt unanswered comes after the others.
 */
export function chooseCarrier(
  plan: readonly string[],
  past: readonly PastAttempt[],
  isBound: (carrierId: string) => boolean,
): Choice {
  const unknown = past.filter((attempt) => attempt.outcome === 'unknown');
  if (unknown.length >= MAX_UNKNOWN) return { kind: 'hold' };
  const refusedBy = new Set(past.filter(isFinalRefusal).map((attempt) => attempt.carrier_id));
  const unansweredBy = new Set(unknown.map((attempt) => attempt.carrier_id));
  const bound = plan.filter((carrierId) => !refusedBy.has(carrierId) && isBound(carrierId));
  const carrierId = bound.find((id) => !unansweredBy.has(id)) ?? bound[0];
  return carrierId === undefined ? { kind: 'postpone' } : { kind: 'submit', carrierId };
}

/** True when a carrier of the plan is left that has not refused. */
export function hasAlternative(plan: readonly string[], past: readonly PastAttempt[], refusingNow: string): boolean {
  const refusedBy = new Set(past.filter(isFinalRefusal).map((attempt) => attempt.carrier_id)).add(refusingNow);
  return plan.some((carrierId) => !refusedBy.has(carrierId));
}

function isFinalRefusal(attempt: PastAttempt): boolean {
  return attempt.outcome === 'refused' && actionFor(attempt.command_status ?? 0) !== 'retry';
}
