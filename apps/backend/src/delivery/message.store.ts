import type { MessageStatus } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import type { Encoding } from '@codewire/sms';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import { carriersOf, queueOf } from './queue.js';

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
  readonly numberPrefix: string | null;
  readonly isSimulatedOnly: boolean;
  readonly usedBefore: readonly string[];
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

const INSERT: Statement = {
  name: 'message_insert',
  text: `with i as (
      select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::boolean[], $7::text[], $8::text[],
          $9::int[], $10::text[], $11::text[], $12::text[], $13::int[], $14::text[], $15::bytea[], $16::int[], $17::int[],
          $18::timestamptz[], $19::timestamptz[], $20::text[], $21::text[], $23::text[], $24::text[], $25::text[])
        as i(id, verification_id, application_id, number_sealed, country, is_simulated_only, language, language_reason,
          template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation,
          created_at, expires_at, carrier_id, next_carriers, number_prefix, used_carriers, route_id)
    ), first_attempt as (
      insert into attempt (message_id, attempt, carrier_id, outcome, started_at)
      select i.id, 1, i.carrier_id, 'open', statement_timestamp() from i where i.carrier_id is not null
    )
    insert into message (id, verification_id, application_id, number_sealed, country, is_simulated_only, language,
      language_reason, template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length,
      code_generation, created_at, expires_at, carrier_id, next_carriers, number_prefix, used_carriers, route_id, state,
      attempts, fence, due_at)
    select i.id, i.verification_id, i.application_id, i.number_sealed, i.country, i.is_simulated_only, i.language,
      i.language_reason, i.template_version_id, i.sender, i.body, i.encoding, i.segments, i.code_key_id, i.code_salt,
      i.code_length, i.code_generation, i.created_at, i.expires_at, i.carrier_id, i.next_carriers, i.number_prefix, i.used_carriers,
      i.route_id,
      case when i.carrier_id is null then 'queued' else 'submitting' end,
      case when i.carrier_id is null then 0 else 1 end,
      case when i.carrier_id is null then 0 else 1 end,
      case when i.carrier_id is null then statement_timestamp()
        else statement_timestamp() + $22::int * interval '1 millisecond' end
    from i`,
};

const WITHDRAW: Statement = {
  name: 'message_withdraw',
  text: `with busy as materialized (
      select message_id, bool_or(outcome = 'open') as is_open from attempt
      where message_id = any($1::text[]) and outcome in ('open', 'unknown') group by message_id
    )
    update message set due_at = null, fence = fence + 1,
      state = case state when 'submitted' then state else 'failed' end,
      error = case state when 'submitted' then error else $2 end,
      ended_at = case state when 'submitted' then ended_at else statement_timestamp() end
    where id = any($1::text[]) and (state = 'queued'
      or (state = 'submitting' and id <> all (select message_id from busy))
      or (state = 'submitted' and due_at is not null and id <> all (select message_id from busy where is_open)))`,
};

// Due at the end of its life, when it ends as what it is by then. Worded so that no plan takes the queues' index for it.
// In the order in which results are written. What somebody holds just now is passed: its sender or its receipt decides.
const END_REPEATS: Statement = {
  name: 'message_end_repeats',
  text: `with held as materialized (
      select id from message
      where id = any($1::text[]) and state in ('submitting', 'submitted') and coalesce(due_at, expires_at) < expires_at
        and id <> all (select message_id from attempt where message_id = any($1::text[]) and outcome = 'open')
      order by id for update skip locked
    )
    update message m set due_at = m.expires_at from held where m.id = held.id`,
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

/** A message and where it goes: to a carrier at once, or into the queue of those that may take it. */
export interface PlacedMessage {
  readonly message: NewMessage;
  readonly carrierId: string | null;
  /** Best first. */
  readonly nextCarriers: readonly string[];
  /** The rule that decided so; null where none did. */
  readonly routeId: string | null;
}

/** Batch function of the accept. A message with a carrier is claimed by its insert: first attempt and lease included. */
export async function insertMessages(tx: Tx, rows: readonly PlacedMessage[], leaseMs: number): Promise<void> {
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
    rows.map((row) => queueOf(row.nextCarriers)),
    leaseMs,
    column((m) => m.numberPrefix),
    column((m) => queueOf(m.usedBefore)),
    rows.map((row) => row.routeId),
  ]);
}

/**
 * Takes back messages that no carrier has or may have: queued ones, and those that only wait for their next try. One
 * that a carrier has is not given to another. One whose submit is under way goes out all the same.
 */
export async function withdrawMessages(
  tx: Tx,
  ids: readonly string[],
  reason: 'superseded' | 'cancelled' | 'resent',
): Promise<void> {
  if (ids.length === 0) return;
  await Promise.all([tx.count(LOCK_TO_WITHDRAW, [ids]), tx.count(WITHDRAW, [ids, reason])]);
}

/** Gives no further try to messages whose code is over. One that is being submitted goes out all the same. */
export async function endRepeats(sql: Queryable, ids: readonly string[]): Promise<void> {
  await sql.count(END_REPEATS, [ids]);
}

const PREVIOUS_SEND: Statement = {
  name: 'message_previous_send',
  text: `select number_prefix, used_carriers, template_version_id,
      array(select carrier_id from attempt where message_id = m.id and outcome <> 'not_sent' order by attempt) as carriers
    from message m where id = $1`,
};

/** What the next send of the same code takes over from the one before. */
export interface PreviousSend extends Pick<NewMessage, 'numberPrefix' | 'usedBefore'> {
  /** Id of the version of the text. */
  readonly writtenWith: number | null;
}

interface PreviousRow {
  readonly number_prefix: string | null;
  readonly used_carriers: string;
  readonly carriers: string[];
  readonly template_version_id: number;
}

/** The carriers that earlier sends went to, the one whose turn is longest ago first. */
export async function findPreviousSend(tx: Tx, messageId: string): Promise<PreviousSend> {
  const [row] = await tx.rows<PreviousRow>(PREVIOUS_SEND, [messageId]);
  if (row === undefined) return { numberPrefix: null, usedBefore: [], writtenWith: null };
  const newest = [...new Set(row.carriers.toReversed())].toReversed();
  const older = carriersOf(row.used_carriers).filter((carrierId) => !newest.includes(carrierId));
  return {
    numberPrefix: row.number_prefix,
    usedBefore: [...older, ...newest],
    writtenWith: row.template_version_id,
  };
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
