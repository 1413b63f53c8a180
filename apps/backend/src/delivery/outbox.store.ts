import type { AttemptOutcome } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { Destination } from '../sms-transport/routing.js';
import type { CodeSource } from './message.store.js';
import { carriersOf, type QueueName } from './queue.js';

/** A message this node holds under a lease: `fence` proves it at every write. */
export interface ClaimedMessage extends Destination {
  readonly usedBefore: readonly string[];
  readonly id: string;
  readonly verificationId: string;
  readonly numberSealed: Buffer;
  readonly sender: string;
  readonly body: string;
  readonly code: CodeSource;
  readonly attempts: number;
  readonly fence: number;
  readonly msLeft: number;
}

export interface PastAttempt {
  readonly message_id: string;
  readonly attempt: number;
  readonly carrier_id: string;
  readonly outcome: Exclude<AttemptOutcome, 'open'>;
  readonly reason: string | null;
  readonly command_status: number | null;
  /** A final receipt has come for a part of what the carrier took. */
  readonly has_receipt: boolean;
}

// What is left of the life is computed, lest the planner take the index of the dying for the queue's own.
const CLAIM: Statement = {
  name: 'message_claim',
  text: `with due as materialized (
      select d.id from unnest($1::text[], $2::int[]) as queue(name, most) cross join lateral (
        select m.id from message m
        where m.next_carriers = queue.name and m.due_at <= statement_timestamp()
          and m.expires_at - statement_timestamp() > interval '0'
        order by m.due_at limit queue.most for update skip locked
      ) d
    )
    update message m set fence = m.fence + 1, due_at = statement_timestamp() + $3::int * interval '1 millisecond'
    from due where m.id = due.id
    returning m.id, m.verification_id, m.application_id, m.number_sealed, m.country, m.is_simulated_only, m.sender, m.body,
      m.number_prefix, m.used_carriers, m.code_key_id, m.code_salt, m.code_length, m.code_generation, m.attempts, m.fence,
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
  text: `select message_id, attempt, carrier_id, outcome, reason, command_status,
      coalesce((select true from attempt_part p
        where p.message_id = a.message_id and p.attempt = a.attempt and p.receipt_state is not null limit 1), false) as has_receipt
    from attempt a where message_id = any($1::text[]) and outcome <> 'open' order by message_id, attempt`,
};

const BEGIN_ATTEMPTS: Statement = {
  name: 'attempt_begin',
  text: `with i as (
      select * from unnest($1::text[], $2::int[], $3::text[], $4::text[]) as i(message_id, attempt, carrier_id, queue)
    ), begun as (
      insert into attempt (message_id, attempt, carrier_id, outcome, started_at)
      select message_id, attempt, carrier_id, 'open', statement_timestamp() from i
    )
    update message m set state = case m.state when 'submitted' then m.state else 'submitting' end, attempts = i.attempt,
      carrier_id = i.carrier_id, next_carriers = i.queue
    from i where m.id = i.message_id and m.state in ('queued', 'submitting', 'submitted')`,
};

const POSTPONE: Statement = {
  name: 'message_postpone',
  text: `update message m set next_carriers = i.queue,
      due_at = least(m.expires_at, statement_timestamp() + i.wait * interval '1 millisecond')
    from unnest($1::text[], $2::int[], $3::text[]) as i(id, wait, queue) where m.id = i.id`,
};

// In the order in which results are written and messages withdrawn, so that none of these waits for another in a ring.
const RENEW: Statement = {
  name: 'message_renew',
  text: `with held as materialized (
      select m.id from unnest($1::text[], $2::int[]) as i(id, fence)
        join message m on m.id = i.id and m.fence = i.fence
          and (m.state = 'submitting' or (m.state = 'submitted' and m.due_at is not null))
      order by m.id for update of m
    )
    update message m set due_at = statement_timestamp() + $3::int * interval '1 millisecond'
    from held where m.id = held.id returning m.id`,
};

/**
 * Claims due messages for this node, from each queue as many as asked for, oldest first. Safe in parallel: rows locked
 * elsewhere are skipped.
 */
export async function claimDue(
  tx: Tx,
  queues: readonly { name: QueueName; most: number }[],
  leaseMs: number,
): Promise<ClaimedMessage[]> {
  const rows = await tx.rows<ClaimColumns>(CLAIM, [
    queues.map(({ name }) => name),
    queues.map(({ most }) => most),
    leaseMs,
  ]);
  return rows.map((row) => ({
    id: row.id,
    verificationId: row.verification_id,
    applicationId: row.application_id,
    numberSealed: row.number_sealed,
    country: row.country,
    numberPrefix: row.number_prefix,
    usedBefore: carriersOf(row.used_carriers),
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

/** The attempts so far of messages just claimed; one that was still open is told as unknown from now on. */
export async function closePastAttempts(tx: Tx, ids: readonly string[]): Promise<Map<string, PastAttempt[]>> {
  await tx.count(LOSE_OPEN, [ids]);
  return listPastAttempts(tx, ids);
}

/** The attempts of messages that are over, by message. */
export async function listPastAttempts(tx: Tx, ids: readonly string[]): Promise<Map<string, PastAttempt[]>> {
  const past = new Map<string, PastAttempt[]>();
  for (const row of await tx.rows<PastAttempt>(LIST_ATTEMPTS, [ids])) {
    past.set(row.message_id, [...(past.get(row.message_id) ?? []), row]);
  }
  return past;
}

/** Attempt rows are written before any byte goes to a socket. `queue` is where the message waits should this node be lost. */
export async function beginAttempts(
  tx: Tx,
  rows: readonly { messageId: string; attempt: number; carrierId: string; queue: QueueName }[],
): Promise<void> {
  await tx.count(BEGIN_ATTEMPTS, [
    rows.map((row) => row.messageId),
    rows.map((row) => row.attempt),
    rows.map((row) => row.carrierId),
    rows.map((row) => row.queue),
  ]);
}

export async function postpone(
  tx: Tx,
  rows: readonly { messageId: string; waitMs: number; queue: QueueName }[],
): Promise<void> {
  await tx.count(POSTPONE, [
    rows.map((row) => row.messageId),
    rows.map((row) => Math.ceil(row.waitMs)),
    rows.map((row) => row.queue),
  ]);
}

/** Lengthens leases that are still held; returns their messages. What is missing was lost to another sender or is over. */
export async function renewLeases(
  sql: Queryable,
  leases: readonly { messageId: string; fence: number }[],
  leaseMs: number,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(RENEW, [
    leases.map((lease) => lease.messageId),
    leases.map((lease) => lease.fence),
    leaseMs,
  ]);
  return rows.map(({ id }) => id);
}

interface ClaimColumns {
  id: string;
  verification_id: string;
  application_id: string;
  number_sealed: Buffer;
  country: string | null;
  number_prefix: string | null;
  used_carriers: string;
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
