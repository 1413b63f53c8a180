import { actionFor, describeStatus, type CarrierAction, type StatusActions } from '@codewire/sms';
import type { Carrier } from './carrier.store.js';
import { statusActionsOf } from './link-style.js';

/** How one carrier's answers are taken, and its silence. */
export class AnswerRules {
  private readonly statusActions: StatusActions;
  /** After no answer the same code goes out once more; else only when no receipt comes in time. */
  readonly repeatsUnknown: boolean;
  /** A text without a receipt after this goes to a carrier that has not had it; null: it waits. */
  readonly receiptWithinMs: number | null;

  constructor({ settings }: Pick<Carrier, 'settings'>) {
    this.statusActions = statusActionsOf({ settings });
    this.repeatsUnknown = settings.unknown_outcome === 'resend';
    this.receiptWithinMs = settings.receipt_within_seconds === null ? null : settings.receipt_within_seconds * 1_000;
  }

  actionFor(commandStatus: number): CarrierAction {
    return actionFor(commandStatus, this.statusActions);
  }

  /** True for a code that no table has a row for, SMPP's or the carrier's: what follows is a guess. */
  isGuess(commandStatus: number): boolean {
    return !this.statusActions.has(commandStatus >>> 0) && describeStatus(commandStatus).kind === 'unknown';
  }
}
