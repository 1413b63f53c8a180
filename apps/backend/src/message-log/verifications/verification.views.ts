import type { MessageSearchRow, VerificationDetail, VerificationRow } from '@codewire/contracts';
import type { Keyring } from '../../platform/keyring.js';
import { maskedNumber } from '../message.views.js';
import type { DetailedVerification } from './verification-detail.store.js';
import type { FoundVerification } from './verification-search.store.js';

/** What leaves the server of a verification: its number only masked. */
export function toVerificationRow(found: Omit<FoundVerification, 'place'>, number: string): VerificationRow {
  const { id, applicationId, status, createdAt, endedAt } = found;
  return {
    id,
    application_id: applicationId,
    application: found.application,
    number,
    country: found.country,
    purpose: found.purpose,
    language: found.language,
    status,
    checks_used: found.checksUsed,
    max_checks: found.maxChecks,
    sends: found.sends,
    max_sends: found.maxSends,
    created_at: createdAt.toISOString(),
    expires_at: found.expiresAt.toISOString(),
    ended_at: endedAt?.toISOString() ?? null,
    ms_to_approve: status === 'approved' && endedAt !== null ? endedAt.getTime() - createdAt.getTime() : null,
  };
}

/** Opens its number, to show what may be shown of it. */
export function maskedNumberOf(
  keyring: Keyring,
  { id, applicationId, numberSealed }: Pick<FoundVerification, 'id' | 'applicationId' | 'numberSealed'>,
): string {
  return maskedNumber(keyring, { numberSealed, verificationId: id, applicationId });
}

/** What is told of a verification beside its row. */
export interface Surroundings {
  /** Masked. */
  readonly number: string;
  readonly messages: readonly MessageSearchRow[];
  readonly supersededBy: string | null;
  /** This operator may cancel one that is pending. */
  readonly mayCancel: boolean;
  /** This operator may have the code of one that is pending sent again. */
  readonly mayResend: boolean;
}

export function toVerificationDetail(
  found: DetailedVerification,
  { number, messages, supersededBy, mayCancel, mayResend }: Surroundings,
): VerificationDetail {
  const isPending = found.status === 'pending';
  const hasSend = isPending && found.sends < found.maxSends;
  return {
    ...toVerificationRow(found, number),
    language_reason: found.languageReason,
    policy_version: found.policyVersion,
    checks_left: isPending ? Math.max(0, found.maxChecks - found.checksUsed) : 0,
    resend_at: hasSend ? (found.resendAt?.toISOString() ?? null) : null,
    checks: found.checkedAt.map((at, turn) => ({
      at: at.toISOString(),
      is_right: found.status === 'approved' && turn === found.checkedAt.length - 1,
    })),
    metadata: found.metadata,
    messages: [...messages],
    superseded_by: supersededBy,
    may_cancel: isPending && mayCancel,
    may_resend: hasSend && mayResend,
  };
}
