import type { Queryable, Statement } from '../../database/sql.js';

/** Nothing comes after `delivered`, and nothing goes back: of two copies made at once the older one must not stay. */
const rankOf = (status: string) =>
  `case ${status} when 'queued' then 0 when 'submitting' then 1 when 'submitted' then 2 when 'delivered' then 4 else 3 end`;

const CHANGING = ['carrier_id', 'attempts', 'status', 'error', 'error_code', 'submitted_at', 'ended_at'];
const columns = (table: string) => CHANGING.map((column) => `${table}.${column}`).join(', ');

// What ended by a receipt was judged by its error, all else by the answer to the last submit that had one. Most messages
// arrive, and of these nothing is read but themselves.
const ANSWER = `(select '0x' || lpad(upper(to_hex(a.command_status)), 8, '0') from attempt a
  where a.message_id = m.id and a.command_status is not null order by a.attempt desc limit 1)`;
const REPORTED = `(select left(r.error_code, 32) from receipt r
  where r.message_id = m.id and r.error_code is not null and r.state not in ('delivered', 'accepted', 'enroute')
  order by r.received_at desc limit 1)`;
const SAID = `case when m.state not in ('failed', 'undelivered', 'expired') then null
  when m.error like 'carrier\\_%' then coalesce(${REPORTED}, ${ANSWER}) else ${ANSWER} end`;

// By keys alone (= any, limit 1): the planner, who cannot know how few are asked for, would now and then join whole tables.
const COPY: Statement = {
  name: 'message_search_copy',
  text: `insert into message_search as s (id, verification_id, application_id, number_hash, country, language, purpose,
      template_version_id, carrier_id, sender, encoding, segments, attempts, status, error, error_code, created_at,
      submitted_at, ended_at, ms_to_deliver, is_open, copied_at)
    select m.id, m.verification_id, m.application_id, v.number_hash, m.country, m.language,
      coalesce(v.purpose, 'verification'), m.template_version_id, m.carrier_id, m.sender, m.encoding, m.segments,
      m.attempts, m.state, m.error, ${SAID}, m.created_at, m.submitted_at, m.ended_at,
      case when m.state = 'delivered'
        then least(greatest(extract(epoch from m.ended_at - m.created_at) * 1000, 0), 2147483647)::int end,
      m.state in ('queued', 'submitting', 'submitted'), statement_timestamp()
    from message m
      left join lateral (select purpose, number_hash from verification where id = m.verification_id limit 1) v on true
    where m.id = any ($1::text[])
    order by m.id
    on conflict (id) do update set carrier_id = excluded.carrier_id, attempts = excluded.attempts,
      status = excluded.status, error = excluded.error, error_code = excluded.error_code,
      submitted_at = excluded.submitted_at, ended_at = excluded.ended_at, ms_to_deliver = excluded.ms_to_deliver,
      is_open = excluded.is_open, copied_at = excluded.copied_at
    where (${columns('s')}) is distinct from (${columns('excluded')})
      and excluded.attempts >= s.attempts and ${rankOf('excluded.status')} >= ${rankOf('s.status')}`,
};

/** Copies messages as they are now; returns how many rows that changed. Safe in parallel: a copy never goes back. */
export function copyMessages(sql: Queryable, ids: readonly string[]): Promise<number> {
  return sql.count(COPY, [ids]);
}

/** What a look at some messages found: those whose copy is missing or behind, in order, and the last one looked at. */
export interface Looked {
  readonly ids: string[];
  readonly looked: number;
  readonly lastId: string | null;
}

// In the order of ids, as everyone copies: who copies several batches in one transaction locks none before a lower one.
const lookStatement = (name: string, looked: string, isBehind: string): Statement => ({
  name,
  text: `with looked as materialized (${looked}),
      behind as materialized (select l.id from looked l where ${isBehind})
    select (select count(*)::int from looked) as looked, (select min(id) from looked) as "lastId",
      array(select id from behind order by id) as ids`,
});

const LOOK: Statement = lookStatement(
  'message_search_look',
  `select id, state, attempts from message where id < $1 and id >= $2 order by id desc limit $3`,
  `not exists (select 1 from message_search s where s.id < $1 and s.id >= (select min(id) from looked)
    and s.id = l.id and s.status = l.state and s.attempts = l.attempts)`,
);

// By the index of the list's filter, one status after the other: few are open, and an index of their own would be written
// with every message.
const LOOK_OPEN: Statement = lookStatement(
  'message_search_look_open',
  `select found.* from unnest(array['queued', 'submitting', 'submitted']) as v (status) cross join lateral (
      select s.id, s.status, s.attempts, s.carrier_id from message_search s
      where (s.status, s.id) < (v.status, $1) and (s.status, s.id) >= (v.status, $2)
      order by s.status desc, s.id desc limit $3) found
    order by id desc limit $3`,
  `exists (select 1 from message m where m.id = l.id
    and (m.state, m.attempts, m.carrier_id) is distinct from (l.status, l.attempts, l.carrier_id))`,
);

/** Where a look goes: ids from `fromId` on and below `belowId`, newest first, no more than `most`. */
export interface Stretch {
  readonly belowId: string;
  readonly fromId: string;
  readonly most: number;
}

/** Looks at messages, and whether they were copied as they are. */
export const lookAt = (sql: Queryable, stretch: Stretch): Promise<Looked> => look(sql, LOOK, stretch);

/** Looks at copies that were open when they were made. */
export const lookAtOpen = (sql: Queryable, stretch: Stretch): Promise<Looked> => look(sql, LOOK_OPEN, stretch);

async function look(sql: Queryable, statement: Statement, { belowId, fromId, most }: Stretch): Promise<Looked> {
  const [row] = await sql.rows<Looked & { ids: string[] }>(statement, [belowId, fromId, most]);
  return row ?? { ids: [], looked: 0, lastId: null };
}

const ENDS: Statement = {
  name: 'message_search_ends',
  text: `select (select id from message_search order by id limit 1) as "oldestId",
    (select id from message_search order by id desc limit 1) as "newestId",
    floor(extract(epoch from statement_timestamp()) * 1000)::float8 as "nowMs"`,
};

export interface Ends {
  readonly oldestId: string | null;
  readonly newestId: string | null;
  readonly nowMs: number;
}

/** Oldest and newest of the copies, and the time of the database. */
export async function findEnds(sql: Queryable): Promise<Ends> {
  const [row] = await sql.rows<Ends>(ENDS);
  if (row === undefined) throw new Error('the database does not tell its time');
  return row;
}
