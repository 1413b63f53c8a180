import type { Purpose, VerificationStatus } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';
import type { Place, Stretch, WantedVerifications } from './wanted-verifications.js';

export type Direction = 'older' | 'newer';

/** Filters that an index serves, each with the order of the list behind it. */
export type Driver = 'number' | 'application' | 'country' | 'status' | 'none';

/** An index to go by, for one value of its filter or for each of several. */
export interface By {
  readonly driver: Driver;
  readonly isSeveral: boolean;
}

/** How a search goes through the list: by which index, which way, and how many rows one statement looks at. */
export interface Step extends Stretch, By {
  readonly direction: Direction;
  readonly most: number;
}

/** How far a statement came; null: to the end of its stretch. */
interface Reached {
  readonly reached: Place | null;
}

/** A verification as lists show it. */
export interface FoundVerification {
  readonly id: string;
  readonly place: string;
  readonly applicationId: string;
  readonly application: string;
  /** Null where the verification itself is gone, or not read because its number is known: the one that is wanted. */
  readonly numberSealed: Buffer | null;
  readonly country: string | null;
  readonly purpose: Purpose;
  readonly language: string;
  readonly status: VerificationStatus;
  readonly checksUsed: number;
  readonly maxChecks: number;
  readonly sends: number;
  readonly maxSends: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

export interface BarCount {
  readonly bar: number;
  readonly status: VerificationStatus;
  readonly count: number;
}

const IS_OVER = `s.status = 'pending' and s.expires_at <= statement_timestamp()`;
const STATUS = `case when ${IS_OVER} then 'expired' else s.status end`;
/** To the microsecond, as it is compared again: a Date would lose what tells two of a millisecond apart. */
const placeText = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const FOUND_COLUMNS = `s.id, ${placeText('s.created_at')} as place, s.application_id as "applicationId",
  coalesce(a.name, s.application_id) as application, s.country, s.purpose, s.language,
  ${STATUS} as status, s.checks_used as "checksUsed", s.max_checks as "maxChecks", s.sends, s.max_sends as "maxSends",
  s.created_at as "createdAt", s.expires_at as "expiresAt",
  case when ${IS_OVER} then s.expires_at else s.ended_at end as "endedAt"`;

/** The column that goes before the others, and the values of its filter. */
const DRIVEN: Readonly<Record<Exclude<Driver, 'none'>, readonly [column: string, values: string]>> = {
  number: ['s.number_hash', 'array[$10::bytea]'],
  application: ['s.application_id', '$8::text[]'],
  country: ['s.country', '$7::text[]'],
  status: ['s.status', '$6::text[]'],
};

/** Which rows an index has that does not have all. */
const INDEXED: Readonly<Record<string, string>> = {
  's.country': 's.country is not null and ',
  's.status': `s.status <> 'expired' and `,
};

const WANTED = `($6::text[] is null or ${STATUS} = any ($6)) and ($7::text[] is null or s.country = any ($7))
  and ($8::text[] is null or s.application_id = any ($8)) and ($9::text[] is null or s.purpose = any ($9))
  and ($10::bytea is null or s.number_hash = $10)`;

type Way = By & Pick<Step, 'direction'>;

const orderBy = (columns: readonly string[], direction: Direction) =>
  `order by ${columns.map((column) => (direction === 'older' ? `${column} desc` : column)).join(', ')}`;

/**
 * The next rows of an index, in the order of the list. Its first column is compared with the others and ordered by, and
 * not asked for apart: no other index has that order, so that none is taken which might look at the whole table for a
 * value that is rare. Several values have no order together: of each the next rows are put in one.
 */
function nextRows({ driver, direction, isSeveral }: Way): string {
  if (driver === 'none') return rowsOf({ columns: [], values: '' }, direction);
  const [column, values] = DRIVEN[driver];
  if (!isSeveral) return rowsOf({ columns: [column], values: `(${values})[1], ` }, direction);
  return `from unnest(${values}) as v (value)
    cross join lateral (select s.* ${rowsOf({ columns: [column], values: 'v.value, ' }, direction)} limit $5) s
    ${orderBy(['s.created_at', 's.id'], direction)}`;
}

function rowsOf({ columns, values }: { columns: readonly string[]; values: string }, direction: Direction): string {
  const all = [...columns, 's.created_at', 's.id'];
  const indexed = INDEXED[columns[0] ?? ''] ?? '';
  return `from verification_search s where ${indexed}(${all.join(', ')}) > (${values}$1::timestamptz, $2)
    and (${all.join(', ')}) < (${values}$3::timestamptz, $4) ${orderBy(all, direction)}`;
}

const REACHED = `(select json_build_object('at', ${placeText('created_at')}, 'id', id) from edge) as reached`;

/**
 * A statement that looks at no more than $5 rows, whatever is wanted: the next ones of the index, in its order. `edge` is
 * the last of them, when there are so many. Its text follows from its name.
 */
function statement(what: string, way: Way, read: (rows: string) => string): Statement {
  const next = nextRows(way);
  return {
    name: `verification_search_${what}_${way.driver}${way.isSeveral ? 's' : ''}_${way.direction}`,
    text: `with edge as materialized (select s.created_at, s.id ${next} offset $5 - 1 limit 1)
      ${read(`(select s.* ${next} limit $5) s where ${WANTED}`)}`,
  };
}

const valuesOf = ({ after, before, most }: Step, wanted: WantedVerifications) => [
  after.at,
  after.id,
  before.at,
  before.id,
  most,
  wanted.status,
  wanted.country,
  wanted.application,
  wanted.purpose,
  wanted.number?.hash ?? null,
];

/** The read side of the copies: every statement looks at a bounded number of rows, by an index in the order of the list. */
export class VerificationSearchStore {
  constructor(private readonly sql: Pick<Queryable, 'rows'>) {}

  /** The wanted among the next rows, in the order of the way, and where that ended. */
  async find(step: Step, wanted: WantedVerifications, most: number): Promise<Reached & { found: FoundVerification[] }> {
    const [numberSealed, itself] =
      step.driver === 'number' ? ['null::bytea', ''] : ['v.number_sealed', 'left join verification v on v.id = s.id'];
    const asked = statement(
      'find',
      step,
      (rows) => `select ${REACHED}, f.* from (select 1) one left join lateral (
          select ${FOUND_COLUMNS}, ${numberSealed} as "numberSealed" from (select * from ${rows} limit $11) s
            left join application a on a.id = s.application_id ${itself}
        ) f on true`,
    );
    const rows = await this.sql.rows<Reached & (FoundVerification | { id: null })>(asked, [
      ...valuesOf(step, wanted),
      most,
    ]);
    const found = rows.filter((row): row is Reached & FoundVerification => row.id !== null);
    return { found: inOrder(found, step.direction), reached: rows[0]?.reached ?? null };
  }

  /** How many of the next rows are wanted, at most so many. */
  async count(step: Step, wanted: WantedVerifications, most: number): Promise<Reached & { found: number }> {
    const asked = statement(
      'count',
      step,
      (rows) => `select ${REACHED}, (select count(*)::int from (select 1 from ${rows} limit $11) f) as found`,
    );
    const [row] = await this.sql.rows<Reached & { found: number }>(asked, [...valuesOf(step, wanted), most]);
    return row ?? { found: 0, reached: null };
  }

  /** How many of each status begin in each bar of the next rows; bars are numbered from `from` on. */
  async bars(
    step: Step,
    wanted: WantedVerifications,
    { from, barSeconds }: { from: string; barSeconds: number },
  ): Promise<Reached & { bars: BarCount[] }> {
    const asked = statement(
      'bars',
      step,
      (rows) => `, counted as (
          select floor(extract(epoch from s.created_at - $11::timestamptz) / $12::int)::int as bar, ${STATUS} as status,
            count(*)::int as count
          from ${rows} group by 1, 2
        ) select ${REACHED}, coalesce((select json_agg(counted) from counted), '[]') as bars`,
    );
    const values = [...valuesOf(step, wanted), from, barSeconds];
    const [row] = await this.sql.rows<Reached & { bars: BarCount[] }>(asked, values);
    return row ?? { bars: [], reached: null };
  }
}

/** Joins keep the order that they were given, and promise nothing. */
function inOrder(found: FoundVerification[], direction: Direction): FoundVerification[] {
  const sign = direction === 'older' ? -1 : 1;
  return found.sort((one, other) =>
    one.place === other.place ? sign * compare(one.id, other.id) : sign * compare(one.place, other.place),
  );
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
