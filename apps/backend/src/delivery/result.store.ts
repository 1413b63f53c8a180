import type { AttemptOutcome, MessageStatus, ReceiptState } from '@codewire/contracts';
import { smscIdKey } from '@codewire/sms';
import type { Statement, Tx } from '../database/sql.js';
import type { QueueName } from './queue.js';

/**
 * What became of one attempt, and what the message does next. Written only while `fence` is still the message's; the ids
 * that the carrier gave are facts, kept in any case.
 */
export interface AttemptResult {
  readonly messageId: string;
  /** Null when there is nothing to say but ids that came late. */
  readonly fence: number | null;
  readonly attempt: number;
  readonly carrierId: string;
  readonly outcome: Exclude<AttemptOutcome, 'open'>;
  readonly reason: string | null;
  readonly commandStatus: number | null;
  /** The carrier's id of each part, in order; null where it took none. Empty when it took no part. */
  readonly smscMessageIds: readonly (string | null)[];
  readonly next: Extract<MessageStatus, 'submitting' | 'submitted' | 'expired' | 'failed'>;
  /** When the message becomes due again: after `submitted` it is, where a receipt has to come in time. */
  readonly retryInMs: number | null;
  /** With a retry: who may take it. */
  readonly queue: QueueName | null;
}

/** A final receipt of one part. */
export interface PartReceipt {
  readonly carrierId: string;
  readonly smscKey: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly part: number;
  readonly state: ReceiptState;
  /** Delivered, and the carrier says so of as many parts as the text has. */
  readonly isOfAll: boolean;
}

// `held` takes the rows in key order and looks at the fence of their newest version: a stale sender changes nothing. With
// a retry the sender gives the message up, and the fence moves on: a renewal on its way no longer finds it. A message that
// some carrier has stays submitted, whatever becomes of its later attempts.
const WRITE: Statement = {
  name: 'result_write',
  text: `with held as materialized (
      select m.id, m.state, r.* from unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::int[], $7::text[], $8::int[],
            $16::text[])
          as r(message_id, fence, attempt, outcome, reason, command_status, next_state, retry_ms, queue)
        join message m on m.id = r.message_id and m.fence = r.fence
      order by m.id for update of m
    ), moved as (
      update message m set state = case m.state when 'submitted' then m.state else h.next_state end,
        error = case when m.state <> 'submitted' and h.next_state in ('failed', 'expired') then h.reason end,
        submitted_at = case when h.next_state = 'submitted' then coalesce(m.submitted_at, statement_timestamp())
          else m.submitted_at end,
        ended_at = case when m.state <> 'submitted' and h.next_state in ('failed', 'expired') then statement_timestamp() end,
        fence = case when h.retry_ms is null then m.fence else m.fence + 1 end,
        next_carriers = coalesce(h.queue, m.next_carriers),
        due_at = case when h.retry_ms is not null
          then least(m.expires_at, statement_timestamp() + h.retry_ms * interval '1 millisecond') end
      from held h where m.id = h.id and m.state in ('queued', 'submitting', 'submitted')
    ), answered as (
      update attempt a set outcome = h.outcome, reason = h.reason, command_status = h.command_status,
        answered_at = statement_timestamp()
      from held h where a.message_id = h.id and a.attempt = h.attempt
    ), parts as (
      insert into attempt_part (carrier_id, smsc_key, message_id, attempt, part, parts, smsc_message_id)
      select p.carrier_id, p.smsc_key, p.message_id, p.attempt, p.part, p.parts, p.smsc_message_id
      from unnest($9::text[], $10::text[], $11::text[], $12::int[], $13::int[], $14::int[], $15::text[])
          as p(carrier_id, smsc_key, message_id, attempt, part, parts, smsc_message_id)
      on conflict do nothing
    )
    select id from held`,
};

const LOCK: Statement = {
  name: 'receipt_lock_messages',
  text: `select 1 from message where id = any($1::text[]) order by id for update`,
};

const MARK_PARTS: Statement = {
  name: 'receipt_mark_parts',
  text: `update attempt_part p set receipt_state = r.state
    from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[])
      as r(carrier_id, smsc_key, message_id, attempt, part, state)
    where p.carrier_id = r.carrier_id and p.smsc_key = r.smsc_key and p.message_id = r.message_id
      and p.attempt = r.attempt and p.part = r.part and p.receipt_state is null`,
};

const MARK_ALL_PARTS: Statement = {
  name: 'receipt_mark_all_parts',
  text: `update attempt_part p set receipt_state = 'delivered'
    from unnest($1::text[], $2::int[]) as r(message_id, attempt)
    where p.message_id = r.message_id and p.attempt = r.attempt and p.receipt_state is null`,
};

/**
 * Forward only. A message is delivered once all parts of any attempt are, even when it counted as undelivered or expired
 * before: what is on the phone is there. It fails once a part of every attempt has that a carrier has or may have: one
 * attempt's failure says nothing about another. Once the code's life is over, one part delivered and none failed is
 * enough: some carriers report one part and mean all.
 */
const MOVE_BY_RECEIPTS: Statement = {
  name: 'receipt_move_messages',
  text: `update message m set state = case x.state when 'partly' then 'delivered' else x.state end, due_at = null,
      ended_at = statement_timestamp(),
      submitted_at = coalesce(m.submitted_at, statement_timestamp()),
      error = case when x.state in ('delivered', 'partly') then null else 'carrier_' || x.receipt_state end
    from (
      select distinct on (message_id) message_id, attempt, state, receipt_state from (
        select p.message_id, p.attempt, max(p.receipt_state) filter (where p.receipt_state <> 'delivered') as receipt_state,
          case when count(*) filter (where p.receipt_state = 'delivered') = max(p.parts) then 'delivered'
            when bool_or(p.receipt_state = 'expired') then 'expired'
            when bool_or(p.receipt_state <> 'delivered') then 'undelivered'
            when bool_or(p.receipt_state = 'delivered') then 'partly' end as state
        from attempt_part p where p.message_id = any($1::text[]) group by p.message_id, p.attempt
      ) a where state is not null
      order by message_id, state = 'delivered' desc, state = 'partly' desc, attempt desc
    ) x
    where m.id = x.message_id
      and case x.state when 'delivered' then true when 'partly' then m.expires_at <= statement_timestamp()
        else not exists (
          select 1 from attempt a
          where a.message_id = m.id and a.outcome in ('submitted', 'unknown', 'open') and not exists (
            select 1 from attempt_part p
            where p.message_id = a.message_id and p.attempt = a.attempt and p.receipt_state <> 'delivered')) end
      and (m.state in ('queued', 'submitting', 'submitted')
        or (m.state in ('undelivered', 'expired') and x.state = 'delivered'))
    returning m.id, m.state, m.country, m.number_prefix as "numberPrefix"`,
};

/** Writes results; returns the ids of the messages this node still held. The others were lost to another sender. */
export async function writeResults(tx: Tx, results: readonly AttemptResult[]): Promise<Set<string>> {
  const parts = results.flatMap((result) =>
    result.smscMessageIds.flatMap((smscMessageId, index) =>
      smscMessageId === null ? [] : [{ result, smscMessageId, part: index + 1 }],
    ),
  );
  const written = tx.rows<{ id: string }>(WRITE, [
    results.map((result) => result.messageId),
    results.map((result) => result.fence),
    results.map((result) => result.attempt),
    results.map((result) => result.outcome),
    results.map((result) => result.reason),
    results.map((result) => result.commandStatus),
    results.map((result) => result.next),
    results.map((result) => result.retryInMs),
    parts.map(({ result }) => result.carrierId),
    parts.map(({ smscMessageId }) => smscIdKey(smscMessageId)),
    parts.map(({ result }) => result.messageId),
    parts.map(({ result }) => result.attempt),
    parts.map(({ part }) => part),
    parts.map(({ result }) => result.smscMessageIds.length),
    parts.map(({ smscMessageId }) => smscMessageId),
    results.map((result) => result.queue),
  ]);
  // An earlier attempt may have failed by its receipt while this one was under way; it was the last to be waited for.
  const last = results.filter(isLastHope).map(({ messageId }) => messageId);
  const [rows] = await Promise.all([written, last.length === 0 ? [] : tx.rows<Moved>(MOVE_BY_RECEIPTS, [last])]);
  return new Set(rows.map((row) => row.id));
}

/** A repeat that no carrier took, and after which there is none. */
function isLastHope({ fence, attempt, outcome, retryInMs }: AttemptResult): boolean {
  return fence !== null && attempt > 1 && retryInMs === null && (outcome === 'refused' || outcome === 'not_sent');
}

/** A message that its receipts moved, and where it went. */
export interface Moved {
  readonly id: string;
  readonly state: MessageStatus;
  readonly country: string | null;
  readonly numberPrefix: string | null;
}

/** Batch function of receipts: moves messages as far as their final receipts tell, and says which moved. */
export async function applyPartReceipts(tx: Tx, receipts: readonly PartReceipt[]): Promise<Moved[]> {
  if (receipts.length === 0) return [];
  const ids = [...new Set(receipts.map((receipt) => receipt.messageId))];
  return moveByReceipts(tx, ids, () => markParts(tx, receipts));
}

/**
 * Moves messages as far as what is known of their parts tells, after `mark` has told more; all in one breath, behind the
 * lock of the messages.
 */
export async function moveByReceipts(
  tx: Tx,
  ids: readonly string[],
  mark: () => Promise<unknown> = async () => undefined,
): Promise<Moved[]> {
  const [, , moved] = await Promise.all([tx.count(LOCK, [ids]), mark(), tx.rows<Moved>(MOVE_BY_RECEIPTS, [ids])]);
  return moved;
}

async function markParts(tx: Tx, receipts: readonly PartReceipt[]): Promise<void> {
  const whole = receipts.filter(({ isOfAll }) => isOfAll);
  await Promise.all([
    tx.count(MARK_PARTS, [
      receipts.map((receipt) => receipt.carrierId),
      receipts.map((receipt) => receipt.smscKey),
      receipts.map((receipt) => receipt.messageId),
      receipts.map((receipt) => receipt.attempt),
      receipts.map((receipt) => receipt.part),
      receipts.map((receipt) => receipt.state),
    ]),
    ...(whole.length === 0
      ? []
      : [tx.count(MARK_ALL_PARTS, [whole.map(({ messageId }) => messageId), whole.map(({ attempt }) => attempt)])]),
  ]);
}
