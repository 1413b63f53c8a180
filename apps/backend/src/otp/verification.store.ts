import type { Purpose } from '@codewire/contracts';
import type { LanguageReason, VerificationStatus } from '@codewire/otp';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { StoredTextValues, VerificationEntity } from './verification.entity.js';

/** A verification as it begins; times are the database's. */
export interface NewVerification {
  readonly id: string;
  readonly applicationId: string;
  readonly policyVersion: number;
  readonly keyId: string;
  readonly salt: Buffer;
  readonly numberSealed: Buffer;
  readonly numberHash: Buffer;
  readonly country: string;
  readonly operatorRange: string;
  readonly isFictional: boolean;
  readonly purpose: Purpose;
  readonly textValues: StoredTextValues | null;
  readonly language: string;
  readonly languageReason: LanguageReason;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly resendAt: Date | null;
  readonly messageId: string;
  readonly lifeSeconds: number;
}

export interface Life {
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A row with the database's time and whether a newer start has taken its place. */
export interface FoundVerification {
  readonly row: VerificationEntity;
  readonly now: Date;
  readonly isCurrent: boolean;
  readonly replacedAt: Date | null;
}

const INSERT: Statement = {
  name: 'verification_insert',
  text: `insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, country,
      operator_range, is_fictional, language, language_reason, metadata, status, resend_at, message_id, created_at, expires_at,
      purpose, text_values)
    select i.id, i.application_id, i.policy_version, i.key_id, i.salt, i.number_sealed, i.number_hash, i.country,
      i.operator_range, i.is_fictional, i.language, i.language_reason, i.metadata::jsonb, 'pending', i.resend_at, i.message_id,
      statement_timestamp(), statement_timestamp() + make_interval(secs => i.life_seconds),
      i.purpose, i.text_values::jsonb
    from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::bytea[], $6::bytea[], $7::bytea[], $8::text[], $9::text[],
        $10::boolean[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::text[], $16::int[],
        $17::text[], $18::text[])
      as i(id, application_id, policy_version, key_id, salt, number_sealed, number_hash, country, operator_range,
        is_fictional, language, language_reason, metadata, resend_at, message_id, life_seconds, purpose, text_values)
    returning id, created_at, expires_at`,
};

const SUPERSEDE: Statement = {
  name: 'verification_supersede',
  text: `update verification set status = 'superseded', ended_at = statement_timestamp()
    where id = any($1::text[]) and status = 'pending' and expires_at > statement_timestamp() returning message_id`,
};

const FIND_OWNER: Statement = {
  name: 'verification_find_owner',
  text: `select application_id as "applicationId" from verification where id = $1`,
};

// By name: a prepared statement that gives out all there are fails once a migration has added one.
const COLUMNS = `v.id, v.application_id, v.policy_version, v.key_id, v.salt, v.generation, v.number_sealed, v.number_hash,
  v.country, v.operator_range, v.is_fictional, v.purpose, v.text_values, v.language, v.language_reason, v.metadata, v.status,
  v.checks_used, v.checked_at, v.sends, v.resend_at, v.message_id, v.created_at, v.expires_at, v.ended_at`;

const FIND: Statement = {
  name: 'verification_find',
  text: `select ${COLUMNS}, statement_timestamp() as now, r.current_verification_id, c.created_at as replaced_at
    from verification v
    left join recipient r on r.application_id = v.application_id and r.number_hash = v.number_hash
    left join verification c on c.id = r.current_verification_id and c.id <> v.id
    where v.id = $1 and v.application_id = $2`,
};

const RESEND: Statement = {
  name: 'verification_resend',
  text: `update verification v set sends = v.sends + 1, message_id = $3, resend_at = $4,
      generation = v.generation + case when p.resend = 'new' then 1 else 0 end
    from policy p
    where v.id = $1 and v.application_id = $2 and p.application_id = v.application_id and p.version = v.policy_version
      and v.status = 'pending' and v.expires_at > statement_timestamp() and v.sends < p.max_sends
    returning ${COLUMNS}, statement_timestamp() as now`,
};

const CANCEL: Statement = {
  name: 'verification_cancel',
  text: `update verification set status = 'cancelled', ended_at = statement_timestamp()
    where id = $1 and application_id = $2 and status = 'pending' and expires_at > statement_timestamp() returning message_id`,
};

/** Batch function of the accept: one durable row per verification, with the life the database gave it, in order. */
export async function insertVerifications(tx: Tx, rows: readonly NewVerification[]): Promise<Life[]> {
  const inserted = await tx.rows<{ id: string; created_at: Date; expires_at: Date }>(INSERT, [
    rows.map((row) => row.id),
    rows.map((row) => row.applicationId),
    rows.map((row) => row.policyVersion),
    rows.map((row) => row.keyId),
    rows.map((row) => row.salt),
    rows.map((row) => row.numberSealed),
    rows.map((row) => row.numberHash),
    rows.map((row) => row.country),
    rows.map((row) => row.operatorRange),
    rows.map((row) => row.isFictional),
    rows.map((row) => row.language),
    rows.map((row) => row.languageReason),
    rows.map((row) => asJson(row.metadata)),
    rows.map((row) => row.resendAt),
    rows.map((row) => row.messageId),
    rows.map((row) => row.lifeSeconds),
    rows.map((row) => row.purpose),
    rows.map((row) => asJson(row.textValues)),
  ]);
  const lives = new Map(inserted.map((row) => [row.id, { createdAt: row.created_at, expiresAt: row.expires_at }]));
  return rows.map((row) => lives.get(row.id) as Life);
}

function asJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Ends verifications that a newer start has replaced; returns the messages that need no longer be sent. */
export async function supersede(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ message_id: string }>(SUPERSEDE, [ids]);
  return rows.map((row) => row.message_id);
}

/** The id of the application that a verification belongs to. */
export async function findOwner(sql: Queryable, id: string): Promise<string | undefined> {
  return (await sql.rows<{ applicationId: string }>(FIND_OWNER, [id]))[0]?.applicationId;
}

/** Undefined for an unknown id and for another application's: the caller cannot tell the two apart. */
export async function findVerification(
  sql: Queryable,
  id: string,
  applicationId: string,
): Promise<FoundVerification | undefined> {
  const [row] = await sql.rows<Columns & { current_verification_id: string | null; replaced_at: Date | null }>(FIND, [
    id,
    applicationId,
  ]);
  if (row === undefined) return undefined;
  return {
    row: toVerification(row),
    now: row.now,
    // The recipient row outlives every running verification; without one nothing newer can exist.
    isCurrent: row.current_verification_id === null || row.current_verification_id === id,
    replacedAt: row.replaced_at,
  };
}

/** Spends one send of a running verification, or undefined when it has ended or none is left. */
export async function spendResend(
  tx: Tx,
  resend: { id: string; applicationId: string; messageId: string; resendAt: Date | null },
): Promise<{ row: VerificationEntity; now: Date } | undefined> {
  const [row] = await tx.rows<Columns>(RESEND, [resend.id, resend.applicationId, resend.messageId, resend.resendAt]);
  return row && { row: toVerification(row), now: row.now };
}

/** The message to withdraw, or undefined when the verification was not running. */
export async function cancelVerification(tx: Tx, id: string, applicationId: string): Promise<string | undefined> {
  const [row] = await tx.rows<{ message_id: string }>(CANCEL, [id, applicationId]);
  return row?.message_id;
}

interface Columns {
  now: Date;
  id: string;
  application_id: string;
  policy_version: number;
  key_id: string;
  salt: Buffer;
  generation: number;
  number_sealed: Buffer;
  number_hash: Buffer;
  country: string | null;
  operator_range: string | null;
  is_fictional: boolean;
  purpose: Purpose;
  text_values: StoredTextValues | null;
  language: string;
  language_reason: LanguageReason;
  metadata: Record<string, string> | null;
  status: VerificationStatus;
  checks_used: number;
  checked_at: Date[];
  sends: number;
  resend_at: Date | null;
  message_id: string;
  created_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

function toVerification(row: Columns): VerificationEntity {
  return {
    id: row.id,
    applicationId: row.application_id,
    policyVersion: row.policy_version,
    keyId: row.key_id,
    salt: row.salt,
    generation: row.generation,
    numberSealed: row.number_sealed,
    numberHash: row.number_hash,
    country: row.country,
    operatorRange: row.operator_range,
    isFictional: row.is_fictional,
    purpose: row.purpose,
    textValues: row.text_values,
    language: row.language,
    languageReason: row.language_reason,
    metadata: row.metadata,
    status: row.status,
    checksUsed: row.checks_used,
    checkedAt: row.checked_at,
    sends: row.sends,
    resendAt: row.resend_at,
    messageId: row.message_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}
