import type { Queryable, Statement } from '../../database/sql.js';
import type { Span, Wanted } from './wanted.js';

/** Filters that an index serves, each with ids in order behind it. */
export const DRIVERS = ['number', 'error', 'application', 'carrier', 'country', 'status', 'language'] as const;
export type Driver = (typeof DRIVERS)[number] | 'none';

export type Direction = 'older' | 'newer';

/** How a search goes through the log: by which index, which way, and how many rows one statement looks at. */
export interface Step extends Span {
  readonly driver: Driver;
  readonly direction: Direction;
  readonly most: number;
}

/** How far a statement came. */
export interface Reached {
  readonly scanned: number;
  /** The last id that was looked at. */
  readonly reachedId: string | null;
}

const COLUMNS: Readonly<Record<Exclude<Driver, 'none' | 'error'>, readonly [column: string, type: string]>> = {
  number: ['number_hash', 'bytea'],
  application: ['application_id', 'text'],
  carrier: ['carrier_id', 'text'],
  country: ['country', 'text'],
  status: ['status', 'text'],
  language: ['language', 'text'],
};

/** Numbers the values of a statement as its text names them. */
class Values {
  readonly list: unknown[] = [];

  add(value: unknown, type: string): string {
    return `$${this.list.push(value)}::${type}`;
  }
}

/** What a statement looks at: never more than `most` rows, whatever the conditions. */
interface Look {
  readonly text: string;
  readonly values: Values;
  readonly isPlain: boolean;
}

function look(step: Step, wanted: Wanted, columns: string): Look {
  const values = new Values();
  const [fromId, belowId, most] = [
    values.add(step.fromId, 'text'),
    values.add(step.belowId, 'text'),
    values.add(step.most, 'int'),
  ];
  const order = `order by id ${step.direction === 'older' ? 'desc' : 'asc'} limit ${most}`;
  const isPlain = isServed(step.driver, wanted);
  const rows = (condition: string) =>
    `select ${isPlain ? columns : '*'} from message_search s where ${condition} s.id >= ${fromId} and s.id < ${belowId} ${order}`;
  return { text: driven(step.driver, wanted, values, { rows, order }), values, isPlain };
}

/** The rows of each value in order, and of those the first: an index that begins with a value has one order for each. */
function driven(
  driver: Driver,
  wanted: Wanted,
  values: Values,
  { rows, order }: { rows: (condition: string) => string; order: string },
): string {
  if (driver === 'none') return rows('');
  if (driver === 'error') {
    const list = values.add(wanted.error, 'text[]');
    const each = (condition: string) =>
      `select found.* from unnest(${list}) as v (value) cross join lateral (${rows(condition)}) found`;
    const byCode = each(`s.error_code = v.value and (s.error is null or s.error <> all (${list})) and`);
    return `select * from (${each('s.error = v.value and')} union all ${byCode}) both_ways ${order}`;
  }
  const [column, type] = COLUMNS[driver];
  const list = values.add(driver === 'number' ? [wanted.number] : wanted[driver], `${type}[]`);
  return `select found.* from unnest(${list}) as v (value) cross join lateral (${rows(`s.${column} = v.value and`)}) found ${order}`;
}

/** Whatever else is wanted, row by row. One text for all: null is whatever. */
function rest(wanted: Wanted, values: Values): string {
  const any = (column: string, list: readonly string[] | null) => {
    const value = values.add(list, 'text[]');
    return `(${value} is null or ${column} = any (${value}))`;
  };
  const error = values.add(wanted.error, 'text[]');
  const slower = values.add(wanted.slowerThanMs, 'int');
  const number = values.add(wanted.number, 'bytea');
  const verification = values.add(wanted.verification, 'text');
  return [
    any('status', wanted.status),
    any('carrier_id', wanted.carrier),
    any('country', wanted.country),
    any('language', wanted.language),
    any('application_id', wanted.application),
    any('purpose', wanted.purpose),
    any('sender', wanted.sender),
    `(${error} is null or error = any (${error}) or error_code = any (${error}))`,
    `(${slower} is null or ms_to_deliver > ${slower})`,
    `(${number} is null or number_hash = ${number})`,
    `(${verification} is null or verification_id = ${verification})`,
  ].join(' and ');
}

/** True when the index leaves nothing to look at row by row. */
function isServed(driver: Driver, wanted: Wanted): boolean {
  const asked = Object.entries(wanted).filter(([, value]) => value !== null);
  return asked.every(([filter]) => filter === driver);
}

/** Text and name go together: which filters there are makes both. */
function statement(what: string, { driver, direction }: Step, { isPlain }: Look, text: string): Statement {
  return { name: `message_search_${what}_${driver}_${direction}${isPlain ? '_plain' : ''}`, text };
}

const reached = (direction: Direction) => `count(*)::int as scanned, ${direction === 'older' ? 'min' : 'max'}(id)`;

/** The read side of the copies: every statement looks at a bounded number of rows, by an index in the order of ids. */
export class SearchStore {
  constructor(private readonly sql: Queryable) {}

  /** The ids that are wanted among the next rows, in the order of the way. */
  async find(step: Step, wanted: Wanted, most: number): Promise<Reached & { ids: string[] }> {
    const looked = look(step, wanted, 'id');
    const limit = looked.values.add(most, 'int');
    const where = looked.isPlain ? 'true' : rest(wanted, looked.values);
    const order = step.direction === 'older' ? 'desc' : 'asc';
    const text = `with looked as materialized (${looked.text})
      select ${reached(step.direction)} as "reachedId",
        array(select id from looked where ${where} order by id ${order} limit ${limit}) as ids from looked`;
    return this.one(statement('find', step, looked, text), looked);
  }

  async count(step: Step, wanted: Wanted): Promise<Reached & { found: number }> {
    const looked = look(step, wanted, 'id');
    const where = looked.isPlain ? 'true' : rest(wanted, looked.values);
    const text = `with looked as materialized (${looked.text})
      select ${reached(step.direction)} as "reachedId", count(*) filter (where ${where})::int as found from looked`;
    return this.one(statement('count', step, looked, text), looked);
  }

  /** How many of each status begin in each bar; a bar is named by its place among the ids where bars begin. */
  async bars(step: Step, wanted: Wanted, starts: readonly string[]): Promise<Reached & { bars: BarCount[] }> {
    const looked = look(step, wanted, 'id, status');
    const bounds = looked.values.add(starts, 'text[]');
    const where = looked.isPlain ? 'true' : rest(wanted, looked.values);
    const text = `with looked as materialized (${looked.text}), counted as (
        select width_bucket(id, ${bounds} collate "C") - 1 as bar, status, count(*)::int as count
        from looked where ${where} group by 1, 2
      )
      select ${reached(step.direction)} as "reachedId", coalesce((select json_agg(counted) from counted), '[]') as bars
      from looked`;
    return this.one(statement('bars', step, looked, text), looked);
  }

  private async one<Row>({ name, text }: Statement, { values }: Look): Promise<Row> {
    const [row] = await this.sql.rows<Row & Record<string, unknown>>({ name, text }, values.list);
    if (row === undefined) throw new Error(`${name} answered nothing`);
    return row;
  }
}

export interface BarCount {
  readonly bar: number;
  readonly status: string;
  readonly count: number;
}
