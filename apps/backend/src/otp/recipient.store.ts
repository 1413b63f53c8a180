import type { Queryable, Statement, Tx } from '../database/sql.js';

export interface SendClaim {
  readonly applicationId: string;
  readonly policyVersion: number;
  /** Test mode and fictional numbers spend no cooldown and no window. */
  readonly isUnlimited: boolean;
  readonly numberHash: Buffer;
  readonly verificationId: string;
}

/** `sends` is what the limits saw: with the new send when it was allowed, without it when not. */
export type SendClaimOutcome =
  { readonly kind: 'allowed'; readonly sends: Date[]; readonly replaced: string | null } | Refused;

/** `now` is the database's: a limit is told by the clock that refused. */
export interface Refused {
  readonly kind: 'refused';
  readonly sends: Date[];
  readonly now: Date;
}

/** Rows come and go by retention; one that does so at each look is no retention's doing. */
const MOST_LOOKS = 3;

const INSERT_NEW: Statement = {
  name: 'recipient_insert_new',
  text: `insert into recipient (application_id, number_hash, sends, current_verification_id, touched_at)
    select i.application_id, i.number_hash,
      case when i.is_unlimited then '{}' else array[statement_timestamp()] end, i.verification_id, statement_timestamp()
    from unnest($1::text[], $2::bytea[], $3::boolean[], $4::text[]) as i(application_id, number_hash, is_unlimited, verification_id)
    order by i.application_id, i.number_hash
    on conflict do nothing
    returning application_id, number_hash, sends`,
};

// In the order of the keys, so that two nodes never wait for each other.
const LOCK: Statement = {
  name: 'recipient_lock',
  text: `select application_id, number_hash, sends, statement_timestamp() as now from recipient
    where (application_id, number_hash) in (select * from unnest($1::text[], $2::bytea[]))
    order by application_id, number_hash for update`,
};

/**
 * Cooldown and windows, decided and counted by one statement per row. The cooldown's step is the number of sends
 * within the last hour; a window of n sends is full while the n-th newest send lies inside it. libs/otp nextSend
 * tells the same rule to people; a test holds the two together.
 */
const COUNT_SEND: Statement = {
  name: 'recipient_count_send',
  text: `update recipient r set
      sends = case when i.is_unlimited then r.sends else
        (r.sends || statement_timestamp())[greatest(1, cardinality(r.sends) + 2 - (select max(n) from unnest(p.send_limits) n)):]
        end,
      previous_verification_id = case when r.current_verification_id = i.verification_id
        then r.previous_verification_id else r.current_verification_id end,
      current_verification_id = i.verification_id,
      touched_at = statement_timestamp()
    from unnest($1::text[], $2::bytea[], $3::boolean[], $4::text[], $5::int[])
        as i(application_id, number_hash, is_unlimited, verification_id, policy_version)
      join policy p on p.application_id = i.application_id and p.version = i.policy_version
    where r.application_id = i.application_id and r.number_hash = i.number_hash
      and (i.is_unlimited or (
        coalesce(
          r.sends[cardinality(r.sends)] + make_interval(secs => p.cooldown_seconds[
            least(cardinality(p.cooldown_seconds),
              (select count(*)::int from unnest(r.sends) s where s > statement_timestamp() - interval '1 hour'))]),
          '-infinity') <= statement_timestamp()
        and not exists (
          select 1 from unnest(p.send_limits, p.send_window_seconds) as w(n, seconds)
          where r.sends[cardinality(r.sends) - w.n + 1] > statement_timestamp() - make_interval(secs => w.seconds))))
    returning r.application_id, r.number_hash, r.sends, r.previous_verification_id`,
};

const FIND_SENDS: Statement = {
  name: 'recipient_find_sends',
  text: `select sends from recipient where application_id = $1 and number_hash = $2`,
};

interface Row {
  application_id: string;
  number_hash: Buffer;
  sends: Date[];
  previous_verification_id?: string | null;
}

/**
 * Counts one send per claim, or refuses it. Claims of one call must have different numbers. Safe in parallel: rows
 * are taken in key order and held until the transaction ends.
 */
export async function claimSends(tx: Tx, claims: readonly SendClaim[]): Promise<SendClaimOutcome[]> {
  const outcomes = new Map<string, SendClaimOutcome>();
  let rest = claims;
  // Retention may delete a quiet recipient between the two statements that look for it: then it is new after all.
  for (let look = 0; rest.length > 0; look += 1) {
    if (look === MOST_LOOKS) throw new Error('a recipient is neither there nor to be made');
    await claimNew(tx, rest, outcomes);
    const known = without(rest, outcomes);
    if (known.length > 0) await claimKnown(tx, known, outcomes);
    rest = without(known, outcomes);
  }
  return claims.map((claim) => outcomes.get(keyOf(claim.applicationId, claim.numberHash)) as SendClaimOutcome);
}

function without(claims: readonly SendClaim[], outcomes: ReadonlyMap<string, SendClaimOutcome>): readonly SendClaim[] {
  return claims.filter((claim) => !outcomes.has(keyOf(claim.applicationId, claim.numberHash)));
}

async function claimNew(tx: Tx, claims: readonly SendClaim[], outcomes: Map<string, SendClaimOutcome>): Promise<void> {
  for (const row of await tx.rows<Row>(INSERT_NEW, columns(claims))) {
    outcomes.set(keyOf(row.application_id, row.number_hash), { kind: 'allowed', sends: row.sends, replaced: null });
  }
}

/** The sends to a number that its limits look at, oldest first. */
export async function findSends(sql: Queryable, applicationId: string, numberHash: Buffer): Promise<Date[]> {
  const [row] = await sql.rows<{ sends: Date[] }>(FIND_SENDS, [applicationId, numberHash]);
  return row?.sends ?? [];
}

async function claimKnown(tx: Tx, claims: readonly SendClaim[], outcomes: Map<string, SendClaimOutcome>) {
  const locked = await tx.rows<Row & { now: Date }>(LOCK, columns(claims).slice(0, 2));
  for (const { application_id: applicationId, number_hash: numberHash, sends, now } of locked) {
    outcomes.set(keyOf(applicationId, numberHash), { kind: 'refused', sends, now });
  }
  const values = [...columns(claims), claims.map((claim) => claim.policyVersion)];
  for (const row of await tx.rows<Row>(COUNT_SEND, values)) {
    outcomes.set(keyOf(row.application_id, row.number_hash), {
      kind: 'allowed',
      sends: row.sends,
      replaced: row.previous_verification_id ?? null,
    });
  }
}

const keyOf = (applicationId: string, numberHash: Buffer) => `${applicationId}|${numberHash.toString('base64')}`;

const columns = (claims: readonly SendClaim[]) => [
  claims.map((claim) => claim.applicationId),
  claims.map((claim) => claim.numberHash),
  claims.map((claim) => claim.isUnlimited),
  claims.map((claim) => claim.verificationId),
];
