import { randomBytes } from 'node:crypto';
import type { MessageStatus, VerificationStatus } from '@codewire/contracts';
import type { Pool } from 'pg';
import { newMessageId, newVerificationId } from '../platform/ids.js';

/** A start as it ended: its verification, and the one message of it. */
export interface StartSeed {
  readonly at: number;
  readonly applicationId?: string;
  readonly carrierId?: string | null;
  readonly country?: string | null;
  readonly prefix?: string | null;
  readonly status?: MessageStatus;
  readonly error?: string | null;
  readonly segments?: number;
  /** Whether a carrier took it: unless told, what its status says. */
  readonly isSent?: boolean;
  readonly msToDeliver?: number;
  readonly verification?: VerificationStatus;
  readonly msToApprove?: number;
}

const SENT: readonly MessageStatus[] = ['submitted', 'delivered', 'undelivered'];

/** Writes starts straight into the tables, as if they had happened then. Returns the ids of their messages. */
export async function insertStarts(db: Pick<Pool, 'query'>, seeds: readonly StartSeed[]): Promise<string[]> {
  const rows = seeds.map((seed) => {
    const { status = 'delivered', verification = 'approved' } = seed;
    const isSent = seed.isSent ?? SENT.includes(status);
    const endedAt = status === 'delivered' ? new Date(seed.at + (seed.msToDeliver ?? 1_000)) : null;
    const approvedAt = verification === 'approved' ? new Date(seed.at + (seed.msToApprove ?? 20_000)) : null;
    return {
      id: newMessageId(seed.at),
      verification_id: newVerificationId(),
      application_id: seed.applicationId ?? 'app_one',
      carrier_id: seed.carrierId === undefined ? 'car_one' : seed.carrierId,
      country: seed.country === undefined ? 'DE' : seed.country,
      prefix: seed.prefix === undefined ? '4915' : seed.prefix,
      status,
      error: seed.error ?? null,
      segments: seed.segments ?? 1,
      at: new Date(seed.at),
      submitted_at: isSent ? new Date(seed.at + 100) : null,
      ended_at: endedAt,
      verification,
      approved_at: approvedAt,
      hash: randomBytes(16).toString('hex'),
    };
  });
  await db.query(
    `with s as (
        select * from jsonb_to_recordset($1::jsonb) as s(id text, verification_id text, application_id text, carrier_id text,
          country text, prefix text, status text, error text, segments int, at timestamptz, submitted_at timestamptz,
          ended_at timestamptz, verification text, approved_at timestamptz, hash text)
      ), verifications as (
        insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, country,
          is_fictional, language, language_reason, status, message_id, created_at, expires_at, ended_at)
        select verification_id, application_id, 1, 'k1', '\\x00', '\\x00', hash::bytea, country, false, 'en', 'requested',
          verification, id, at, at + interval '10 min', approved_at from s
      )
      insert into message (id, verification_id, application_id, number_sealed, country, number_prefix, is_simulated_only,
        language, language_reason, template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length,
        code_generation, state, error, carrier_id, attempts, created_at, expires_at, submitted_at, ended_at)
      select id, verification_id, application_id, '\\x00', country, prefix, false, 'en', 'requested', 1, 'C', '{code}', 'GSM-7',
        segments, 'k1', '\\x00', 6, 0, status, error, carrier_id, case when carrier_id is null then 0 else 1 end, at,
        at + interval '10 min', submitted_at, ended_at from s`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}
