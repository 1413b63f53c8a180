import type { Queryable, Statement } from '../../database/sql.js';

/** Only what is pending goes on, and an end that was computed gives way to one that was written. */
const rankOf = (status: string) => `case ${status} when 'pending' then 0 when 'expired' then 1 else 2 end`;

const CHANGING = ['status', 'checks_used', 'sends', 'message_id', 'ended_at'];
const columns = (table: string) => CHANGING.map((column) => `${table}.${column}`).join(', ');

/** Nobody writes down that a life is over. */
const IS_OVER = `v.status = 'pending' and v.expires_at <= statement_timestamp()`;

const COPY: Statement = {
  name: 'verification_search_copy',
  text: `insert into verification_search as s (id, application_id, number_hash, country, purpose, language, status,
      checks_used, max_checks, sends, max_sends, message_id, created_at, expires_at, ended_at, copied_at)
    select v.id, v.application_id, v.number_hash, v.country, v.purpose, v.language,
      case when ${IS_OVER} then 'expired' else v.status end, v.checks_used, coalesce(p.max_checks, 0), v.sends,
      coalesce(p.max_sends, 0), v.message_id, v.created_at, v.expires_at,
      case when ${IS_OVER} then v.expires_at else v.ended_at end, statement_timestamp()
    from verification v
      left join policy p on p.application_id = v.application_id and p.version = v.policy_version
    where v.id = any ($1::text[])
    order by v.id
    on conflict (id) do update set status = excluded.status, checks_used = excluded.checks_used, sends = excluded.sends,
      message_id = excluded.message_id, ended_at = excluded.ended_at, copied_at = excluded.copied_at
    where (${columns('s')}) is distinct from (${columns('excluded')})
      and excluded.checks_used >= s.checks_used and excluded.sends >= s.sends
      and ${rankOf('excluded.status')} >= ${rankOf('s.status')}`,
};

/** Copies verifications as they are now; returns how many rows that changed. Safe in parallel: a copy never goes back. */
export function copyVerifications(sql: Queryable, ids: readonly string[]): Promise<number> {
  return sql.count(COPY, [ids]);
}

/** What a look found: those whose copy is missing or behind, how many it looked at, and the last of these. */
export interface Looked {
  readonly ids: string[];
  readonly looked: number;
  readonly lastId: string | null;
}

const behindIn = (stretch: string) => `not exists (select 1 from verification_search s where ${stretch} s.id = l.id
  and (s.checks_used, s.sends) = (l.checks_used, l.sends)
  and (s.status = l.status or (s.status, l.status) = ('expired', 'pending')))`;

const lookStatement = (name: string, looked: string, isBehind: string, last = 'max(id)'): Statement => ({
  name,
  text: `with looked as materialized (${looked})
    select (select count(*)::int from looked) as looked, (select ${last} from looked) as "lastId",
      array(select l.id from looked l where ${isBehind} order by l.id limit $2) as ids`,
});

// Those that began a moment before the newest copy, or later: by the summary of times that the log has.
const LOOK_RECENT: Statement = lookStatement(
  'verification_search_look_recent',
  `select id, status, checks_used, sends from verification
    where created_at > least(statement_timestamp(), (select created_at from verification_search
      order by created_at desc, id desc limit 1)) - make_interval(secs => $1)`,
  behindIn(''),
);

const LOOK_ALL: Statement = lookStatement(
  'verification_search_look_all',
  `select id, status, checks_used, sends from verification where id > $1 order by id limit $2`,
  behindIn('s.id > $1 and s.id <= (select max(id) from looked) and'),
);

// Where a copy stands in the list; behind all where it is gone, so that the next sweep begins anew.
const PLACE = `select case when $1 = '' then '-infinity' else coalesce(
  (select created_at from verification_search where id = $1), 'infinity') end::timestamptz`;

// What has moved on without its copy, and what is over without anyone having done anything.
const LOOK_PENDING: Statement = lookStatement(
  'verification_search_look_pending',
  `select id, created_at, expires_at, checks_used, sends from verification_search
    where status <> 'expired' and (status, created_at, id) > ('pending', (${PLACE}), $1)
      and (status, created_at, id) < ('pending', 'infinity', '')
    order by status, created_at, id limit $2`,
  `exists (select 1 from verification v where v.id = l.id and (l.expires_at <= statement_timestamp()
    or (v.status, v.checks_used, v.sends) is distinct from ('pending', l.checks_used, l.sends)))`,
  '(array_agg(id order by created_at desc, id desc))[1]',
);

/** Looks at what began since so many seconds before the newest copy; tells up to `most`. */
export const lookAtRecent = (sql: Queryable, seconds: number, most: number): Promise<Looked> =>
  look(sql, LOOK_RECENT, [seconds, most]);

/** Looks at up to `most` verifications behind an id, in the order of ids. */
export const lookAtAll = (sql: Queryable, afterId: string, most: number): Promise<Looked> =>
  look(sql, LOOK_ALL, [afterId, most]);

/** Looks at up to `most` copies that say `pending`, behind one of them, oldest first. */
export const lookAtPending = (sql: Queryable, afterId: string, most: number): Promise<Looked> =>
  look(sql, LOOK_PENDING, [afterId, most]);

async function look(sql: Queryable, statement: Statement, values: readonly unknown[]): Promise<Looked> {
  const [row] = await sql.rows<Looked & { ids: string[] }>(statement, values);
  return row ?? { ids: [], looked: 0, lastId: null };
}

// Retention deletes the oldest: their copies are the oldest too.
const FORGET: Statement = {
  name: 'verification_search_forget',
  text: `delete from verification_search s using (
      select id from verification_search order by created_at, id limit $1
    ) oldest
    where s.id = oldest.id and not exists (select 1 from verification v where v.id = s.id)`,
};

/** Deletes copies among the oldest whose verification is gone; returns how many. */
export function forgetVerifications(sql: Queryable, most: number): Promise<number> {
  return sql.count(FORGET, [most]);
}
