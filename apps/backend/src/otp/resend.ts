import { resendAt, type PhoneNumber, type Policy } from '@codewire/otp';
import type { RenderedText } from '@codewire/texts';
import type { Application } from '../applications/application.store.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import type { DeliveryService, Enqueued } from '../delivery/delivery.service.js';
import { AppError } from '../platform/app-error.js';
import type { ChangedRows } from '../platform/changed-rows.js';
import { newMessageId } from '../platform/ids.js';
import type { TextService } from '../templates/text.service.js';
import { explainLimit } from './accept.js';
import type { VerificationPresenter } from './presenter.js';
import { statusOf } from './presenter.js';
import { claimSends, findSends } from './recipient.store.js';
import { endedRefusal, sendLimitRefusal } from './refusals.js';
import { writeAgain } from './write-again.js';
import type { VerificationEntity } from './verification.entity.js';
import { spendResend, type FoundVerification } from './verification.store.js';

export interface ResendTools {
  readonly sql: Sql;
  readonly texts: TextService;
  readonly delivery: DeliveryService;
  readonly presenter: VerificationPresenter;
  readonly changed: Pick<ChangedRows, 'note'>;
}

export interface ResendInput {
  readonly found: FoundVerification;
  readonly application: Application;
  readonly acceptedAt: number;
  /** Writes beside the send, in its transaction, and may take the time that its own locks take. */
  readonly record?: RecordResend;
}

export type RecordResend = (
  tx: Tx,
  sent: { readonly messageId: string; readonly number: PhoneNumber },
) => Promise<unknown>;

/**
 * Sends the code of a running verification again: same life, same shared count of checks. The send is counted and the
 * verification moved in one transaction; a refusal leaves both as they were.
 */
export async function resendCode(tools: ResendTools, input: ResendInput): Promise<VerificationEntity> {
  const { status, at } = statusOf(input.found);
  if (status !== 'pending') throw endedRefusal(status, at);
  const policy = await tools.presenter.policyOf(input.found.row);
  if (input.found.row.sends >= policy.maxSends) throw await noSendLeft(tools, input, policy);
  const patience = input.record === undefined ? FOR_A_CALLER : {};
  const { row, enqueued } = await tools.sql.transaction((tx) => resend(tx, tools, input, policy), patience);
  tools.delivery.release(enqueued, [input.found.row.messageId]);
  tools.changed.note('verification', [row.id]);
  return row;
}

async function resend(
  tx: Tx,
  tools: ResendTools,
  { found, application, acceptedAt, record }: ResendInput,
  policy: Policy,
): Promise<{ row: VerificationEntity; enqueued: Enqueued[] }> {
  const [claim] = await claimSends(tx, [
    {
      applicationId: application.id,
      policyVersion: found.row.policyVersion,
      isUnlimited: isSimulatedOnly(found.row, application),
      numberHash: found.row.numberHash,
      verificationId: found.row.id,
    },
  ]);
  if (claim === undefined) throw new Error('a claim without an outcome');
  if (claim.kind !== 'allowed') throw sendLimitRefusal(explainLimit(claim, policy));
  const messageId = newMessageId(Date.now());
  const isLast = found.row.sends + 1 >= policy.maxSends;
  const nextAt = isSimulatedOnly(found.row, application) ? new Date() : resendAt({ sends: claim.sends, policy });
  const spent = await spendResend(tx, {
    id: found.row.id,
    applicationId: application.id,
    messageId,
    resendAt: isLast ? null : nextAt,
  });
  // It ended between the look and the lock: the transaction takes the counted send back.
  if (spent === undefined) throw endedRefusal('expired', found.row.expiresAt);
  const [, { writtenWith, ...previous }] = await Promise.all([
    tools.delivery.withdraw(tx, [found.row.messageId], 'resent'),
    tools.delivery.findPreviousSend(tx, found.row.messageId),
  ]);
  const { codeLength } = policy;
  const text = await writeAgain(tx, tools.texts, { ...spent, application, codeLength, writtenWith });
  const message = {
    ...toMessage(tools, spent.row, application, { messageId, text, codeLength, now: spent.now }),
    ...previous,
  };
  const lifeMs = spent.row.expiresAt.getTime() - spent.now.getTime();
  const enqueued = await tools.delivery.enqueue(tx, [{ message, acceptedAt, lifeMs }]);
  await record?.(tx, { messageId, number: message.number });
  return { row: spent.row, enqueued };
}

/** The way on is a new verification: the time left is until that may be started. */
async function noSendLeft(
  { sql }: ResendTools,
  { found, application }: ResendInput,
  policy: Policy,
): Promise<AppError> {
  const sends = isSimulatedOnly(found.row, application)
    ? []
    : await findSends(sql, application.id, found.row.numberHash);
  const next = Math.max(resendAt({ sends, policy }).getTime(), found.now.getTime());
  return new AppError('limit.verification_sends', { values: { limit: policy.maxSends }, retryAt: new Date(next) });
}

function isSimulatedOnly(row: VerificationEntity, application: Application): boolean {
  return application.isTest || row.isFictional;
}

function toMessage(
  { presenter }: ResendTools,
  row: VerificationEntity,
  application: Application,
  { messageId, text, codeLength, now }: { messageId: string; text: RenderedText; codeLength: number; now: Date },
) {
  return {
    id: messageId,
    verificationId: row.id,
    applicationId: row.applicationId,
    number: presenter.numberOf(row),
    numberSealed: row.numberSealed,
    country: row.country,
    isSimulatedOnly: isSimulatedOnly(row, application),
    language: row.language,
    languageReason: row.languageReason,
    templateVersionId: text.templateVersionId,
    sender: application.sender,
    body: text.body,
    encoding: text.encoding,
    segments: text.segments,
    code: { keyId: row.keyId, salt: row.salt, length: codeLength, generation: row.generation },
    createdAt: now,
    expiresAt: row.expiresAt,
  };
}
