import type { Policy, VerificationStatus } from '@codewire/otp';
import type { Statement, Tx } from '../database/sql.js';

export interface Guess {
  readonly verificationId: string;
  readonly applicationId: string;
  /** A guess of another length than the code's is refused before it costs an attempt. */
  readonly code: string;
}

/** An attempt that is spent: what the comparison needs, and how many are used with it. */
export interface SpentCheck {
  readonly verificationId: string;
  readonly keyId: string;
  readonly salt: Buffer;
  readonly generation: number;
  readonly codeLength: number;
  readonly resend: 'same' | 'new';
  readonly checksUsed: number;
  readonly maxChecks: number;
}

/** A row whose check was not spent, with all that tells why. */
export interface UnspentCheck {
  readonly verificationId: string;
  readonly status: VerificationStatus;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly isCurrent: boolean;
  readonly replacedAt: Date | null;
  readonly wrongChecks: Date[];
  readonly wrongCheckWindows: Policy['wrongCheckWindows'];
  readonly codeLength: number;
}

// Row locks in key order, before the statement that decides: its snapshot then sees what the last holder wrote.
const LOCK: Statement = {
  name: 'check_lock',
  text: `select 1 from recipient r
    where (r.application_id, r.number_hash) in (
      select v.application_id, v.number_hash from verification v where v.id = any($1::text[]))
    order by r.application_id, r.number_hash for update`,
};

/** The attempt is spent by the statement that reads the row and looks at every limit, before anything is compared. */
const SPEND: Statement = {
  name: 'check_spend',
  text: `with wanted as materialized (
      select v.id, v.application_id, v.policy_version, i.length, r.wrong_checks
      from unnest($1::text[], $2::text[], $3::int[]) as i(id, application_id, length)
        join verification v on v.id = i.id and v.application_id = i.application_id
        join recipient r on r.application_id = v.application_id and r.number_hash = v.number_hash
      where r.current_verification_id = v.id
    )
    update verification v set checks_used = v.checks_used + 1, checked_at = v.checked_at || statement_timestamp()
    from wanted w
      join policy p on p.application_id = w.application_id and p.version = w.policy_version
      join application a on a.id = w.application_id
    where v.id = w.id and p.code_length = w.length
      and v.status = 'pending' and v.expires_at > statement_timestamp() and v.checks_used < p.max_checks
      and (a.is_test or v.is_fictional or not exists (
        select 1 from unnest(p.wrong_check_limits, p.wrong_check_window_seconds) as l(n, seconds)
        where w.wrong_checks[cardinality(w.wrong_checks) - l.n + 1]
          > statement_timestamp() - make_interval(secs => l.seconds)))
    returning v.id, v.key_id, v.salt, v.generation, v.checks_used, p.code_length, p.resend, p.max_checks`,
};

const SETTLE: Statement = {
  name: 'check_settle',
  text: `with outcome as (
      select * from unnest($1::text[], $2::text[], $3::boolean[]) as o(id, status, is_wrong)
    ), ended as (
      update verification v set status = o.status, ended_at = statement_timestamp()
      from outcome o where v.id = o.id and o.status <> 'pending' and v.status = 'pending'
      returning v.id, v.ended_at, v.message_id
    ), counted as (
      update recipient r set touched_at = statement_timestamp(),
        wrong_checks = (r.wrong_checks || statement_timestamp())[
          greatest(1, cardinality(r.wrong_checks) + 2 - (select max(n) from unnest(p.wrong_check_limits) n)):]
      from outcome o
        join verification v on v.id = o.id
        join policy p on p.application_id = v.application_id and p.version = v.policy_version
        join application a on a.id = v.application_id
      where o.is_wrong and not (a.is_test or v.is_fictional) and r.application_id = v.application_id and r.number_hash = v.number_hash
    )
    select id, ended_at, message_id from ended`,
};

const EXPLAIN: Statement = {
  name: 'check_explain',
  text: `select v.id, v.status, v.expires_at, v.ended_at, statement_timestamp() as now,
      r.current_verification_id, c.created_at as replaced_at, coalesce(r.wrong_checks, '{}') as wrong_checks, p.code_length,
      p.wrong_check_limits, p.wrong_check_window_seconds
    from unnest($1::text[], $2::text[]) as i(id, application_id)
      join verification v on v.id = i.id and v.application_id = i.application_id
      join policy p on p.application_id = v.application_id and p.version = v.policy_version
      left join recipient r on r.application_id = v.application_id and r.number_hash = v.number_hash
      left join verification c on c.id = r.current_verification_id and c.id <> v.id`,
};

const columns = (guesses: readonly Guess[]) => [
  guesses.map((guess) => guess.verificationId),
  guesses.map((guess) => guess.applicationId),
];

/** Spends one check of each running verification within its limits; the others are absent from the answer. */
export async function spendChecks(tx: Tx, guesses: readonly Guess[]): Promise<Map<string, SpentCheck>> {
  const locking = tx.count(LOCK, [guesses.map((guess) => guess.verificationId)]);
  const spending = tx.rows<{
    id: string;
    key_id: string;
    salt: Buffer;
    generation: number;
    checks_used: number;
    code_length: number;
    resend: 'same' | 'new';
    max_checks: number;
  }>(SPEND, [...columns(guesses), guesses.map((guess) => guess.code.length)]);
  const [, rows] = await Promise.all([locking, spending]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        verificationId: row.id,
        keyId: row.key_id,
        salt: row.salt,
        generation: row.generation,
        codeLength: row.code_length,
        resend: row.resend,
        checksUsed: row.checks_used,
        maxChecks: row.max_checks,
      },
    ]),
  );
}

/** A verification that a check has ended, and the message that carried its newest code. */
export interface EndedByCheck {
  readonly at: Date;
  readonly messageId: string;
}

/** Writes what the comparisons found; returns those that have ended. */
export async function settleChecks(
  tx: Tx,
  outcomes: readonly { verificationId: string; status: 'approved' | 'exhausted' | 'pending'; isWrong: boolean }[],
): Promise<Map<string, EndedByCheck>> {
  const rows = await tx.rows<{ id: string; ended_at: Date; message_id: string }>(SETTLE, [
    outcomes.map((outcome) => outcome.verificationId),
    outcomes.map((outcome) => outcome.status),
    outcomes.map((outcome) => outcome.isWrong),
  ]);
  return new Map(rows.map((row) => [row.id, { at: row.ended_at, messageId: row.message_id }]));
}

/** Reads what tells why a check was not spent; an unknown id is absent. */
export async function explainChecks(tx: Tx, guesses: readonly Guess[]): Promise<Map<string, UnspentCheck>> {
  const rows = await tx.rows<{
    id: string;
    status: VerificationStatus;
    expires_at: Date;
    ended_at: Date | null;
    now: Date;
    current_verification_id: string | null;
    replaced_at: Date | null;
    wrong_checks: Date[];
    code_length: number;
    wrong_check_limits: number[];
    wrong_check_window_seconds: number[];
  }>(EXPLAIN, columns(guesses));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        verificationId: row.id,
        status: row.status,
        now: row.now,
        expiresAt: row.expires_at,
        endedAt: row.ended_at,
        isCurrent: row.current_verification_id === null || row.current_verification_id === row.id,
        replacedAt: row.replaced_at,
        wrongChecks: row.wrong_checks,
        wrongCheckWindows: row.wrong_check_limits.map((limit, n) => ({
          limit,
          seconds: row.wrong_check_window_seconds[n] as number,
        })),
        codeLength: row.code_length,
      },
    ]),
  );
}
