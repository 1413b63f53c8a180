import type { ReadGate } from '../../database/read-gate.js';
import type { Statement } from '../../database/sql.js';
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
  /** Which of the rows that are looked at are wanted. */
  readonly where: string;
}

function look(step: Step, wanted: Wanted, columns: string): Look {
  const values = new Values();
  const isPlain = isServed(step.driver, wanted);
  const bounds = {
    columns: isPlain ? columns : `${columns}, ${rest(wanted, values)} as fits`,
    from: values.add(step.fromId, 'text'),
    below: values.add(step.belowId, 'text'),
    limit: `limit ${values.add(step.most, 'int')}`,
    way: step.direction === 'older' ? 'desc' : 'asc',
  };
  return { text: driven(step.driver, wanted, values, bounds), values, isPlain, where: isPlain ? 'true' : 'fits' };
}

interface Bounds {
  readonly columns: string;
  readonly from: string;
  readonly below: string;
  readonly limit: string;
  readonly way: string;
}

/** The rows of each value in order, and of those the first: an index that begins with a value has one order for each. */
function driven(driver: Driver, wanted: Wanted, values: Values, bounds: Bounds): string {
  const { columns, from, below, limit, way } = bounds;
  const order = `order by id ${way} ${limit}`;
  if (driver === 'none') {
    return `select ${columns} from message_search s where s.id >= ${from} and s.id < ${below} ${order}`;
  }
  if (driver === 'error') {
    const list = values.add(wanted.error, 'text[]');
    const byWord = ofEach('error', list, bounds);
    const byCode = ofEach('error_code', list, bounds, `and (s.error is null or s.error <> all (${list}))`);
    return `select * from (${byWord} union all ${byCode}) both_ways ${order}`;
  }
  const [column, type] = COLUMNS[driver];
  const list = values.add(driver === 'number' ? [wanted.number?.hash] : wanted[driver], `${type}[]`);
  return `${ofEach(column, list, bounds)} ${order}`;
}

/**
 * Pairs of value and id are compared, and not each of them: only the index of both knows their order. Asked for one value
 * in the order of ids, the planner would take the key of the table and pass over whatever has another value.
 */
function ofEach(column: string, list: string, { columns, from, below, limit, way }: Bounds, more = ''): string {
  return `select found.* from unnest(${list}) as v (value) cross join lateral (
      select ${columns} from message_search s
      where s.${column} is not null and (s.${column}, s.id) >= (v.value, ${from})
        and (s.${column}, s.id) < (v.value, ${below}) ${more}
      order by s.${column} ${way}, s.id ${way} ${limit}) found`;
}

/** Whatever else is wanted, row by row. One text for all: null is whatever. */
function rest(wanted: Wanted, values: Values): string {
  const any = (column: string, list: readonly string[] | null) => {
    const value = values.add(list, 'text[]');
    return `(${value} is null or ${column} = any (${value}))`;
  };
  const error = values.add(wanted.error, 'text[]');
  const slower = values.add(wanted.slowerThanMs, 'int');
  const number = values.add(wanted.number?.hash ?? null, 'bytea');
  const verification = values.add(wanted.verification, 'text');
  const conditions = [
    any('s.status', wanted.status),
    any('s.carrier_id', wanted.carrier),
    any('s.country', wanted.country),
    any('s.language', wanted.language),
    any('s.application_id', wanted.application),
    any('s.purpose', wanted.purpose),
    any('s.sender', wanted.sender),
    `(${error} is null or s.error = any (${error}) or s.error_code = any (${error}))`,
    `(${slower} is null or s.ms_to_deliver > ${slower})`,
    `(${number} is null or s.number_hash = ${number})`,
    `(${verification} is null or s.verification_id = ${verification})`,
  ];
  return `(${conditions.join(' and ')})`;
}

/** True when the index leaves nothing to look at row by row. */
export function isServed(driver: Driver, wanted: Wanted): boolean {
  const asked = Object.entries(wanted).filter(([, value]) => value !== null);
  return asked.every(([filter]) => filter === driver);
}

/** Text and name go together: which filters there are makes both. */
function statement(what: string, { driver, direction }: Step, { isPlain }: Look, text: string): Statement {
  return { name: `message_search_${what}_${driver}_${direction}${isPlain ? '_plain' : ''}`, text };
}

// A bitmap loses the order of an index, and to sort what it found the planner would read all that has a value.
const KEEP_ORDER: Statement = {
  name: 'message_search_keep_order',
  text: `select set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`,
};

const reached = (direction: Direction) => `count(*)::int as scanned, ${direction === 'older' ? 'min' : 'max'}(id)`;

/** The read side of the copies: every statement looks at a bounded number of rows, by an index in the order of ids. */
export class SearchStore {
  constructor(private readonly sql: Pick<ReadGate, 'transaction'>) {}

  /** The ids that are wanted among the next rows, in the order of the way. */
  async find(step: Step, wanted: Wanted, most: number): Promise<Reached & { ids: string[] }> {
    const looked = look(step, wanted, 'id');
    const limit = looked.values.add(most, 'int');
    const order = step.direction === 'older' ? 'desc' : 'asc';
    const text = `with looked as materialized (${looked.text})
      select ${reached(step.direction)} as "reachedId",
        array(select id from looked where ${looked.where} order by id ${order} limit ${limit}) as ids from looked`;
    return this.one(statement('find', step, looked, text), looked);
  }

  async count(step: Step, wanted: Wanted): Promise<Reached & { found: number }> {
    const looked = look(step, wanted, 'id');
    const text = `with looked as materialized (${looked.text})
      select ${reached(step.direction)} as "reachedId", count(*) filter (where ${looked.where})::int as found from looked`;
    return this.one(statement('count', step, looked, text), looked);
  }

  /** How many of each status begin in each bar; a bar is named by its place among the ids where bars begin. */
  async bars(step: Step, wanted: Wanted, starts: readonly string[]): Promise<Reached & { bars: BarCount[] }> {
    const looked = look(step, wanted, 'id, status');
    const bounds = looked.values.add(starts, 'text[]');
    const text = `with looked as materialized (${looked.text}), counted as (
        select width_bucket(id, ${bounds} collate "C") - 1 as bar, status, count(*)::int as count
        from looked where ${looked.where} group by 1, 2
      )
      select ${reached(step.direction)} as "reachedId", coalesce((select json_agg(counted) from counted), '[]') as bars
      from looked`;
    return this.one(statement('bars', step, looked, text), looked);
  }

  private async one<Row>({ name, text }: Statement, { values }: Look): Promise<Row> {
    const [, [row]] = await this.sql.transaction((tx) =>
      Promise.all([
        tx.rows(KEEP_ORDER),
        tx.rows<Row & Record<string, unknown>>({ name, text }, values.list),
        tx.commit(),
      ]),
    );
    if (row === undefined) throw new Error(`${name} answered nothing`);
    return row;
  }
}

export interface BarCount {
  readonly bar: number;
  readonly status: string;
  readonly count: number;
}
