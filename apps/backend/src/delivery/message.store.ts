import type { MessageStatus } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import type { Encoding } from '@codewire/sms';
import type { Queryable, Statement, Tx } from '../database/sql.js';

/** Where the digits of a message come from: see deriveCode in libs/otp. */
export interface CodeSource {
  readonly keyId: string;
  readonly salt: Buffer;
  readonly length: number;
  readonly generation: number;
}

/** A message as the accept hands it over, in the transaction that makes its verification. */
export interface NewMessage {
  readonly id: string;
  readonly verificationId: string;
  readonly applicationId: string;
  readonly number: PhoneNumber;
  readonly numberSealed: Buffer;
  readonly country: string | null;
  readonly isSimulatedOnly: boolean;
  readonly language: string;
  readonly languageReason: string;
  readonly templateVersionId: number;
  readonly sender: string;
  readonly body: string;
  readonly encoding: Encoding;
  readonly segments: number;
  readonly code: CodeSource;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A message this node holds under a lease: `fence` proves it at every write. */
export interface ClaimedMessage {
  readonly id: string;
  readonly verificationId: string;
  readonly applicationId: string;
  readonly numberSealed: Buffer;
  readonly country: string | null;
  readonly isSimulatedOnly: boolean;
  readonly sender: string;
  readonly body: string;
  readonly code: CodeSource;
  readonly attempts: number;
  readonly fence: number;
  readonly msLeft: number;
}

const INSERT: Statement = {
  name: 'message_insert',
  text: `with i as (
      select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::boolean[], $7::text[], $8::text[],
          $9::int[], $10::text[], $11::text[], $12::text[], $13::int[], $14::text[], $15::bytea[], $16::int[], $17::int[],
          $18::timestamptz[], $19::timestamptz[], $20::text[])
        as i(id, verification_id, application_id, number_sealed, country, is_simulated_only, language, language_reason,
          template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation,
          created_at, expires_at, carrier_id)
    ), first_attempt as (
      insert into attempt (message_id, attempt, carrier_id, outcome, started_at)
      select i.id, 1, i.carrier_id, 'open', statement_timestamp() from i where i.carrier_id is not null
    )
    insert into message (id, verification_id, application_id, number_sealed, country, is_simulated_only, language,
      language_reason, template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length,
      code_generation, created_at, expires_at, carrier_id, state, attempts, fence, due_at)
    select i.id, i.verification_id, i.application_id, i.number_sealed, i.country, i.is_simulated_only, i.language,
      i.language_reason, i.template_version_id, i.sender, i.body, i.encoding, i.segments, i.code_key_id, i.code_salt,
      i.code_length, i.code_generation, i.created_at, i.expires_at, i.carrier_id,
      case when i.carrier_id is null then 'queued' else 'submitting' end,
      case when i.carrier_id is null then 0 else 1 end,
      case when i.carrier_id is null then 0 else 1 end,
      case when i.carrier_id is null then statement_timestamp()
        else statement_timestamp() + $21::int * interval '1 millisecond' end
    from i`,
};

const CLAIM: Statement = {
  name: 'message_claim',
  text: `with due as (
      select id from message
      where due_at <= statement_timestamp() and expires_at > statement_timestamp()
      order by due_at limit $1 for update skip locked
    )
    update message m set fence = m.fence + 1, due_at = statement_timestamp() + $2::int * interval '1 millisecond'
    from due where m.id = due.id
    returning m.id, m.verification_id, m.application_id, m.number_sealed, m.country, m.is_simulated_only, m.sender, m.body,
      m.code_key_id, m.code_salt, m.code_length, m.code_generation, m.attempts, m.fence,
      (extract(epoch from m.expires_at - statement_timestamp()) * 1000)::float8 as ms_left`,
};

// Whoever held these lost them with an answer outstanding: nobody knows whether the carrier has the message.
const LOSE_OPEN: Statement = {
  name: 'attempt_lose_open',
  text: `update attempt set outcome = 'unknown', reason = 'sender_lost', answered_at = statement_timestamp()
    where message_id = any($1::text[]) and outcome = 'open'`,
};

const LIST_ATTEMPTS: Statement = {
  name: 'attempt_list_outcomes',
  text: `select message_id, attempt, carrier_id, outcome, command_status from attempt
    where message_id = any($1::text[]) order by message_id, attempt`,
};

const BEGIN_ATTEMPTS: Statement = {
  name: 'attempt_begin',
  text: `with i as (
      select * from unnest($1::text[], $2::int[], $3::text[]) as i(message_id, attempt, carrier_id)
    ), begun as (
      insert into attempt (message_id, attempt, carrier_id, outcome, started_at)
      select message_id, attempt, carrier_id, 'open', statement_timestamp() from i
    )
    update message m set state = 'submitting', attempts = i.attempt, carrier_id = i.carrier_id
    from i where m.id = i.message_id and m.state in ('queued', 'submitting')`,
};

const POSTPONE: Statement = {
  name: 'message_postpone',
  text: `update message m set due_at = least(m.expires_at, statement_timestamp() + i.wait * interval '1 millisecond')
    from unnest($1::text[], $2::int[]) as i(id, wait) where m.id = i.id`,
};

const RENEW: Statement = {
  name: 'message_renew',
  text: `update message m set due_at = statement_timestamp() + $3::int * interval '1 millisecond'
    from unnest($1::text[], $2::int[]) as i(id, fence)
    where m.id = i.id and m.fence = i.fence and m.due_at is not null`,
};

const EXPIRE: Statement = {
  name: 'message_expire',
  text: `update message set state = 'expired', error = coalesce(error, case when attempts = 0 then 'not_sent_in_time' else 'unanswered' end),
      due_at = null, ended_at = statement_timestamp()
    where id in (
      select id from message where due_at <= statement_timestamp() and expires_at <= statement_timestamp()
        and state in ('queued', 'submitting')
      order by due_at limit 1000 for update skip locked)`,
};

const WITHDRAW: Statement = {
  name: 'message_withdraw',
  text: `update message set state = 'failed', error = $2, due_at = null, fence = fence + 1, ended_at = statement_timestamp()
    where id = any($1::text[]) and (state = 'queued' or (state = 'submitting' and id <> all (
      select message_id from attempt where message_id = any($1::text[]) and outcome in ('open', 'unknown'))))`,
};

// A statement of its own: the next one's snapshot then sees the attempt of whoever held the row.
const LOCK_TO_WITHDRAW: Statement = {
  name: 'message_lock_to_withdraw',
  text: `select 1 from message where id = any($1::text[]) order by id for update`,
};

const BRIEF: Statement = {
  name: 'message_brief',
  text: `select id, state as status, encoding, segments from message where id = $1`,
};

const QUEUE_AGE: Statement = {
  name: 'message_queue_age',
  text: `select coalesce(extract(epoch from statement_timestamp() - min(due_at)), 0)::float8 as seconds
    from message where due_at <= statement_timestamp()`,
};

/** Batch function of the accept. A message with a carrier is claimed by its insert: first attempt and lease included. */
export async function insertMessages(
  tx: Tx,
  rows: readonly { message: NewMessage; carrierId: string | null }[],
  leaseMs: number,
): Promise<void> {
  const column = <Value>(read: (message: NewMessage) => Value) => rows.map(({ message }) => read(message));
  await tx.count(INSERT, [
    column((m) => m.id),
    column((m) => m.verificationId),
    column((m) => m.applicationId),
    column((m) => m.numberSealed),
    column((m) => m.country),
    column((m) => m.isSimulatedOnly),
    column((m) => m.language),
    column((m) => m.languageReason),
    column((m) => m.templateVersionId),
    column((m) => m.sender),
    column((m) => m.body),
    column((m) => m.encoding),
    column((m) => m.segments),
    column((m) => m.code.keyId),
    column((m) => m.code.salt),
    column((m) => m.code.length),
    column((m) => m.code.generation),
    column((m) => m.createdAt),
    column((m) => m.expiresAt),
    rows.map((row) => row.carrierId),
    leaseMs,
  ]);
}

/** Claims up to `limit` due messages for this node. Safe in parallel: rows locked elsewhere are skipped. */
export async function claimDue(tx: Tx, limit: number, leaseMs: number): Promise<ClaimedMessage[]> {
  const rows = await tx.rows<ClaimColumns>(CLAIM, [limit, leaseMs]);
  return rows.map((row) => ({
    id: row.id,
    verificationId: row.verification_id,
    applicationId: row.application_id,
    numberSealed: row.number_sealed,
    country: row.country,
    isSimulatedOnly: row.is_simulated_only,
    sender: row.sender,
    body: row.body,
    code: {
      keyId: row.code_key_id,
      salt: row.code_salt,
      length: row.code_length,
      generation: row.code_generation,
    },
    attempts: row.attempts,
    fence: row.fence,
    msLeft: row.ms_left,
  }));
}

export interface PastAttempt {
  readonly message_id: string;
  readonly attempt: number;
  readonly carrier_id: string;
  readonly outcome: 'submitted' | 'refused' | 'unknown' | 'not_sent';
  readonly command_status: number | null;
}

/** The attempts so far of messages just claimed; one that was still open is told as unknown from now on. */
export async function closePastAttempts(tx: Tx, ids: readonly string[]): Promise<Map<string, PastAttempt[]>> {
  await tx.count(LOSE_OPEN, [ids]);
  const past = new Map<string, PastAttempt[]>();
  for (const row of await tx.rows<PastAttempt>(LIST_ATTEMPTS, [ids])) {
    past.set(row.message_id, [...(past.get(row.message_id) ?? []), row]);
  }
  return past;
}

/** Attempt rows are written before any byte goes to a socket. */
export async function beginAttempts(
  tx: Tx,
  rows: readonly { messageId: string; attempt: number; carrierId: string }[],
): Promise<void> {
  await tx.count(BEGIN_ATTEMPTS, [
    rows.map((row) => row.messageId),
    rows.map((row) => row.attempt),
    rows.map((row) => row.carrierId),
  ]);
}

export async function postpone(tx: Tx, rows: readonly { messageId: string; waitMs: number }[]): Promise<void> {
  await tx.count(POSTPONE, [rows.map((row) => row.messageId), rows.map((row) => Math.ceil(row.waitMs))]);
}

/** Lengthens leases still held; fewer rows than asked means that some were lost. */
export function renewLeases(
  sql: Queryable,
  leases: readonly { messageId: string; fence: number }[],
  leaseMs: number,
): Promise<number> {
  return sql.count(RENEW, [leases.map((lease) => lease.messageId), leases.map((lease) => lease.fence), leaseMs]);
}

/** Ends messages whose code has died before a carrier took them. */
export function expireDue(sql: Queryable): Promise<number> {
  return sql.count(EXPIRE);
}

/**
 * Takes back messages that no carrier has or may have: queued ones, and those that only wait for their next try. One
 * whose submit is under way goes out all the same.
 */
export async function withdrawMessages(
  tx: Tx,
  ids: readonly string[],
  reason: 'superseded' | 'cancelled' | 'resent',
): Promise<void> {
  if (ids.length === 0) return;
  await tx.count(LOCK_TO_WITHDRAW, [ids]);
  await tx.count(WITHDRAW, [ids, reason]);
}

export interface Brief {
  readonly id: string;
  readonly status: MessageStatus;
  readonly encoding: Encoding;
  readonly segments: number;
}

export async function findBrief(sql: Queryable, id: string): Promise<Brief | undefined> {
  const [row] = await sql.rows<Brief>(BRIEF, [id]);
  return row;
}

/** Age in seconds of the oldest message that waits to be taken. */
export async function queueAgeSeconds(sql: Queryable): Promise<number> {
  const [row] = await sql.rows<{ seconds: number }>(QUEUE_AGE);
  return row?.seconds ?? 0;
}

interface ClaimColumns {
  id: string;
  verification_id: string;
  application_id: string;
  number_sealed: Buffer;
  country: string | null;
  is_simulated_only: boolean;
  sender: string;
  body: string;
  code_key_id: string;
  code_salt: Buffer;
  code_length: number;
  code_generation: number;
  attempts: number;
  fence: number;
  ms_left: number;
}
