import type { Statement } from '../database/sql.js';
import { stepOf } from './time-steps.js';

/** One table of counts: what it counts apart, what it counts, and how that is read from the messages themselves. */
export interface RollUpTable {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly measures: readonly string[];
  /**
   * Counts buckets ($1: where each begins, $2 and $3: from which id and below which) from the messages; columns: bucket,
   * dimensions, measures. The one text serves what is stored and what is fresh, so that both mean the same.
   */
  readonly counted: string;
}

// `offset 0` keeps the order of the joins: from a bucket to its messages, from each of them to what is its own. A plan
// that was made when the tables were small would otherwise read one of them from end to end for each bucket.
const MESSAGES = `unnest($1::timestamptz[], $2::text[], $3::text[]) as b(bucket, from_id, below_id)
      cross join lateral (
        select * from message where id >= b.from_id and id < b.below_id order by id offset 0
      ) m`;

// A verification belongs to the bucket of its first message, which is made with it: a later one is made later. Its own
// time has no index that gives a minute without reading much else. What the start notes in microseconds its message
// has in milliseconds, cut off.
const VERIFICATIONS = `${MESSAGES} cross join lateral (
        select * from verification where id = m.verification_id and created_at >= m.created_at offset 0
      ) v`;

const MESSAGE_COUNTS: RollUpTable = {
  name: 'message_roll_up',
  dimensions: ['application_id', 'carrier_id', 'country', 'status', 'error'],
  measures: ['messages', 'sent', 'segments'],
  counted: `select b.bucket, m.application_id, coalesce(m.carrier_id, '') as carrier_id, coalesce(m.country, '') as country,
      m.state as status, coalesce(m.error, '') as error, count(*)::int as messages, count(m.submitted_at)::int as sent,
      coalesce(sum(m.segments) filter (where m.submitted_at is not null), 0)::int as segments
    from ${MESSAGES} group by 1, 2, 3, 4, 5, 6`,
};

// What nobody has noted as expired yet is expired all the same.
const VERIFICATION_COUNTS: RollUpTable = {
  name: 'verification_roll_up',
  dimensions: ['application_id', 'carrier_id', 'country', 'status'],
  measures: ['verifications'],
  counted: `select b.bucket, v.application_id, coalesce(n.carrier_id, '') as carrier_id, coalesce(v.country, '') as country,
      case when v.status = 'pending' and v.expires_at <= statement_timestamp() then 'expired' else v.status end as status,
      count(*)::int as verifications
    from ${VERIFICATIONS}
      left join lateral (
        select carrier_id from message where application_id = v.application_id and id = v.message_id offset 0
      ) n on true
    group by 1, 2, 3, 4, 5`,
};

const TIME_COUNTS: RollUpTable = {
  name: 'time_roll_up',
  dimensions: ['application_id', 'carrier_id', 'kind', 'step'],
  measures: ['cases'],
  counted: `select b.bucket, m.application_id, coalesce(m.carrier_id, '') as carrier_id, 'to_deliver' as kind,
      ${stepOf('(m.ended_at - m.created_at)')} as step, count(*)::int as cases
    from ${MESSAGES} where m.state = 'delivered' and m.ended_at is not null group by 1, 2, 3, 4, 5
    union all
    select b.bucket, v.application_id, '' as carrier_id, 'to_approve' as kind,
      ${stepOf('(v.ended_at - v.created_at)')} as step, count(*)::int as cases
    from ${VERIFICATIONS} where v.status = 'approved' and v.ended_at is not null group by 1, 2, 3, 4, 5`,
};

// Each carrier that took a message charges for it. Of most messages that is one, and the message says which; of those
// that were tried more than once the attempts do. Each prefix of a bucket is priced once: the longest that fits counts.
const COST_COUNTS: RollUpTable = {
  name: 'cost_roll_up',
  dimensions: ['application_id', 'carrier_id', 'country', 'currency'],
  measures: ['segments', 'amount'],
  counted: `with taken as (
      select b.bucket, m.application_id, m.carrier_id, coalesce(m.country, '') as country, m.number_prefix,
        sum(m.segments) as segments
      from ${MESSAGES} where m.attempts < 2 and m.submitted_at is not null group by 1, 2, 3, 4, 5
      union all
      select b.bucket, m.application_id, a.carrier_id, coalesce(m.country, '') as country, m.number_prefix,
        sum(m.segments) as segments
      from ${MESSAGES} cross join lateral (
        select carrier_id from attempt where message_id = m.id and m.attempts > 1 and outcome = 'submitted' offset 0
      ) a group by 1, 2, 3, 4, 5
    )
    select t.bucket, t.application_id, t.carrier_id, t.country, p.currency, sum(t.segments)::int as segments,
      sum(t.segments * p.price) as amount
    from taken t cross join lateral (
      select listed.* from generate_series(length(t.number_prefix), 1, -1) as n(digits) cross join lateral (
          select price, currency from price
          where carrier_id = t.carrier_id and prefix = left(t.number_prefix, n.digits) offset 0
        ) listed order by n.digits desc limit 1
    ) p group by 1, 2, 3, 4, 5`,
};

export const ROLL_UP_TABLES = {
  messages: MESSAGE_COUNTS,
  verifications: VERIFICATION_COUNTS,
  times: TIME_COUNTS,
  costs: COST_COUNTS,
} as const;

/** The statements that keep one table. */
export interface Keeping {
  readonly table: RollUpTable;
  /** $1 grain, $2 buckets. */
  readonly clear: Statement;
  /** Buckets as in `counted`, $4 their grain. */
  readonly fill: Statement;
  /** Buckets ($1, $2: where each begins and ends) of a larger grain ($3) as the sums of their hours. */
  readonly sumHours: Statement;
  /** $1 grain, $2 before when. */
  readonly forget: Statement;
}

export const KEEPING: readonly Keeping[] = Object.values(ROLL_UP_TABLES).map((table) => {
  const { name, dimensions, measures, counted } = table;
  const columns = [...dimensions, ...measures].join(', ');
  const groups = dimensions.map((dimension) => `r.${dimension}`).join(', ');
  const sums = measures.map((measure) => `sum(r.${measure})`).join(', ');
  return {
    table,
    clear: {
      name: `${name}_clear`,
      text: `delete from ${name} where grain = $1 and bucket = any($2::timestamptz[])`,
    },
    fill: {
      name: `${name}_fill`,
      text: `insert into ${name} (grain, bucket, ${columns}) select $4, c.bucket, ${prefixed(columns)} from (${counted}) c`,
    },
    sumHours: {
      name: `${name}_sum_hours`,
      text: `insert into ${name} (grain, bucket, ${columns})
        select $3, b.begins, ${groups}, ${sums}
        from unnest($1::timestamptz[], $2::timestamptz[]) as b(begins, ends)
          join ${name} r on r.grain = 'hour' and r.bucket >= b.begins and r.bucket < b.ends
        group by b.begins, ${groups}`,
    },
    forget: {
      name: `${name}_forget`,
      text: `delete from ${name} where grain = $1 and bucket < $2`,
    },
  };
});

function prefixed(columns: string): string {
  return columns
    .split(', ')
    .map((column) => `c.${column}`)
    .join(', ');
}
