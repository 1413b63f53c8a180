import { randomBytes } from 'node:crypto';
import type { VerificationStatus } from '@codewire/otp';
import type { Pool } from 'pg';
import { newMessageId, newVerificationId } from '../platform/ids.js';

export interface VerificationSeed {
  readonly applicationId?: string;
  readonly policyVersion?: number;
  readonly numberHash?: Buffer;
  readonly status?: VerificationStatus;
  readonly checksUsed?: number;
  readonly lifeSeconds?: number;
  /** False: the number has a newer verification. */
  readonly isCurrent?: boolean;
}

/** A verification and the recipient row that a start writes with it, for tests of what comes after a start. */
export async function insertVerification(
  db: Pick<Pool, 'query'>,
  seed: VerificationSeed,
): Promise<{ id: string; messageId: string; numberHash: Buffer }> {
  const id = newVerificationId();
  const messageId = newMessageId(Date.now());
  const numberHash = seed.numberHash ?? randomBytes(32);
  const status = seed.status ?? 'pending';
  await db.query(
    `with current as (
        insert into recipient (application_id, number_hash, sends, current_verification_id, touched_at)
        values ($2, $5, array[now()], case when $9 then $1 else 'ver_newer' end, now())
        on conflict (application_id, number_hash) do update set current_verification_id = excluded.current_verification_id
      )
      insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, country,
        is_fictional, language, language_reason, status, checks_used, message_id, created_at, expires_at, ended_at)
      values ($1, $2, $3, 'k1', $4, '\\x00', $5, 'US', false, 'en', 'requested', $6, $7, $10, now(),
        now() + make_interval(secs => $8), case when $6 = 'pending' then null else now() end)`,
    [
      id,
      seed.applicationId,
      seed.policyVersion ?? 1,
      randomBytes(16),
      numberHash,
      status,
      seed.checksUsed ?? 0,
      seed.lifeSeconds ?? 600,
      seed.isCurrent ?? true,
      messageId,
    ],
  );
  return { id, messageId, numberHash };
}
