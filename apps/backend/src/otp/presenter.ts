import type { CheckResponse, Verification } from '@codewire/contracts';
import { deriveCode, presentStatus, type CheckOutcome, type Policy, type VerificationStatus } from '@codewire/otp';
import type { ApplicationStore } from '../applications/application.store.js';
import type { DeliveryService } from '../delivery/delivery.service.js';
import type { Keyring } from '../platform/keyring.js';
import { openNumber } from '../platform/sealed-number.js';
import type { VerificationEntity } from './verification.entity.js';
import type { FoundVerification } from './verification.store.js';

/** Turns rows into what leaves the server. */
export class VerificationPresenter {
  constructor(
    private readonly keyring: Keyring,
    private readonly applications: ApplicationStore,
    private readonly delivery: DeliveryService,
  ) {}

  async present(found: FoundVerification): Promise<Verification> {
    const { row } = found;
    const policy = await this.policyOf(row);
    const { status, at } = statusOf(found);
    const message = await this.delivery.findBrief(row.messageId);
    if (message === undefined) throw new Error('a verification names a message that does not exist');
    const isRunning = status === 'pending';
    const hasSend = isRunning && row.sends < policy.maxSends;
    return {
      id: row.id,
      number: this.numberOf(row),
      purpose: row.purpose,
      language: row.language,
      language_reason: row.languageReason,
      status,
      attempts_left: isRunning ? Math.max(0, policy.maxChecks - row.checksUsed) : 0,
      resend_at: hasSend ? (row.resendAt?.toISOString() ?? null) : null,
      expires_at: row.expiresAt.toISOString(),
      message,
      created_at: row.createdAt.toISOString(),
      ended_at: isRunning ? null : (at ?? row.expiresAt).toISOString(),
      sends: row.sends,
      metadata: row.metadata,
    };
  }

  numberOf(row: VerificationEntity) {
    return openNumber(this.keyring, row.numberSealed, { verificationId: row.id, applicationId: row.applicationId });
  }

  /** The running generation's code; only for a reply to a key that may reveal it. */
  async codeOf(row: VerificationEntity): Promise<string> {
    const policy = await this.policyOf(row);
    return deriveCode({
      key: this.keyring.codeKey(row.keyId),
      applicationId: row.applicationId,
      salt: row.salt,
      verificationId: row.id,
      generation: row.generation,
      length: policy.codeLength,
    });
  }

  async policyOf(row: { applicationId: string; policyVersion: number }): Promise<Policy> {
    const policy = await this.applications.findPolicy(row.applicationId, row.policyVersion);
    if (policy === undefined) throw new Error('a verification names a policy that does not exist');
    return policy;
  }
}

/** The state a reader is told: a running one that a newer start has replaced is superseded whatever its row says yet. */
export function statusOf({ row, now, isCurrent, replacedAt }: FoundVerification): {
  status: VerificationStatus;
  at?: Date | undefined;
} {
  const present = presentStatus(row, now);
  if (present.status !== 'pending' || isCurrent) return present;
  return { status: 'superseded', at: replacedAt ?? now };
}

export function toCheckResponse(id: string, outcome: CheckOutcome): CheckResponse {
  if (outcome.kind === 'wrong') return { id, status: 'wrong', attempts_left: outcome.attemptsLeft };
  return { id, status: outcome.kind, at: outcome.at.toISOString() };
}
