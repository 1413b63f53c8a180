import type { Attempt, MessageDetail, MessageRow, ReceiptView } from '@codewire/contracts';
import { maskNumber } from '@codewire/otp';
import { describeStatus } from '@codewire/sms';
import type { Keyring } from '../platform/keyring.js';
import { openNumber, type NumberOwner } from '../platform/sealed-number.js';
import type { LoggedAttempt, LoggedMessage, LoggedReceipt } from './message-log.store.js';
import { timelineOf } from './timeline.js';
import type { WholeMessage } from './whole-message.js';

/** Shown for a number that the keyring does not open. */
const UNREADABLE = '?';

/** What leaves the server of a message: its number only masked. */
export function toRow(keyring: Keyring, message: LoggedMessage): MessageRow {
  return {
    id: message.id,
    verification_id: message.verificationId,
    number: maskedNumber(keyring, message),
    country: message.country,
    language: message.language,
    status: message.status,
    carrier: message.carrier,
    encoding: message.encoding,
    segments: message.segments,
    created_at: message.createdAt.toISOString(),
    submitted_at: message.submittedAt?.toISOString() ?? null,
    ended_at: message.endedAt?.toISOString() ?? null,
    error: message.error,
  };
}

export function toDetail(keyring: Keyring, { message, attempts, receipts }: WholeMessage): MessageDetail {
  return {
    ...toRow(keyring, message),
    language_reason: message.languageReason,
    text: message.body,
    template_version: message.templateVersion,
    expires_at: message.expiresAt.toISOString(),
    attempts: attempts.map(toAttempt),
    receipts: receipts.map(toReceipt),
    timeline: timelineOf(message, attempts, receipts),
  };
}

function toAttempt(attempt: LoggedAttempt): Attempt {
  const { commandStatus } = attempt;
  const answer = commandStatus === null ? undefined : describeStatus(commandStatus);
  return {
    attempt: attempt.attempt,
    carrier: attempt.carrier,
    outcome: attempt.outcome,
    started_at: attempt.startedAt.toISOString(),
    answered_at: attempt.answeredAt?.toISOString() ?? null,
    command_status: commandStatus,
    command_status_name: answer?.name ?? null,
    command_status_meaning: answer?.meaning ?? null,
    command_status_cause: answer?.likelyCause ?? null,
    reason: attempt.reason,
    smsc_message_ids: attempt.smscMessageIds,
  };
}

function toReceipt(receipt: LoggedReceipt): ReceiptView {
  return {
    state: receipt.state,
    received_at: receipt.receivedAt.toISOString(),
    smsc_message_id: receipt.smscMessageId,
    error_code: receipt.errorCode,
    attempt: receipt.attempt,
  };
}

/** One row whose ciphertext is damaged, or whose key is gone, must not hide the page it stands on. */
export function maskedNumber(
  keyring: Keyring,
  { numberSealed, verificationId, applicationId }: NumberOwner & { readonly numberSealed: Buffer | null },
): string {
  if (numberSealed === null) return UNREADABLE;
  try {
    return maskNumber(openNumber(keyring, numberSealed, { verificationId, applicationId }));
  } catch {
    return UNREADABLE;
  }
}
