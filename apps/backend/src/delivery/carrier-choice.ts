import type { AnswerRules } from '../sms-transport/answer-rules.js';
import type { PastAttempt } from './outbox.store.js';

/** More than one repeat of a message that may have arrived is a nuisance, not a help. */
const MOST_ARRIVALS = 2;

/** What the choice looks at; an attempt that is just over has no row yet. */
export type Tried = Pick<PastAttempt, 'carrier_id' | 'outcome' | 'reason' | 'command_status' | 'has_receipt'>;

export type RulesOf = (carrierId: string) => AnswerRules;

export type Choice =
  | { readonly kind: 'submit'; readonly carrierId: string }
  /** No fitting carrier has room here: look again soon. */
  | { readonly kind: 'postpone' }
  /** Sent often enough, or a receipt is there: another one or the end of the code's life decides. */
  | { readonly kind: 'hold' };

/**
 * The carriers of the plan that may take the message's next attempt: not those that have refused it for good, nor those
 * that have it, or may have it and are to be waited for.
 */
export function remainingCarriers(plan: readonly string[], past: readonly Tried[], rulesOf: RulesOf): string[] {
  const out = new Set(past.filter((attempt) => isOut(attempt, rulesOf)).map((attempt) => attempt.carrier_id));
  return plan.filter((carrierId) => !out.has(carrierId));
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
  if (!mayBeRepeated(past)) return { kind: 'hold' };
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

function isOut({ carrier_id: carrierId, outcome, reason, command_status: status }: Tried, rulesOf: RulesOf): boolean {
  switch (outcome) {
    case 'submitted':
      return true;
    case 'refused':
      return rulesOf(carrierId).actionFor(status ?? 0) !== 'retry';
    case 'unknown':
      return reason !== 'sender_lost' && !rulesOf(carrierId).repeatsUnknown;
    case 'not_sent':
      return false;
  }
}

/** False once it is on its way often enough, or a part of it is known to have arrived or to have failed. */
export function mayBeRepeated(past: readonly Tried[]): boolean {
  return past.filter(mayHaveArrived).length < MOST_ARRIVALS && !past.some((attempt) => attempt.has_receipt);
}

/**
 * A carrier has it, or kept silent. Of a sender that was lost nobody knows whether it had written anything: that counts
 * for nothing.
 */
export function mayHaveArrived({ outcome, reason }: Tried): boolean {
  return outcome === 'submitted' || (outcome === 'unknown' && reason !== 'sender_lost');
}
