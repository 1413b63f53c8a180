import type { FirstStep } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import type { Progress, Span } from './cover.js';
import { bucketsOf, type Grain, type Stretch } from './grains.js';
import { ROLL_UP_TABLES, type RollUpTable } from './roll-up-tables.js';

/** A count of the range that is asked for, in the bar that begins then; null: of the range before. */
interface Tallied {
  readonly bar: Date | null;
}

export interface MessageTally extends Tallied {
  /** Empty: none, as is an error. */
  readonly carrierId: string;
  readonly status: string;
  readonly error: string;
  readonly messages: number;
  readonly sent: number;
}

export interface VerificationTally extends Tallied {
  readonly country: string;
  readonly status: string;
  readonly verifications: number;
}

export interface TimeTally extends Tallied {
  readonly kind: 'to_deliver' | 'to_approve';
  readonly step: number;
  readonly cases: number;
}

export interface CostTally extends Tallied {
  readonly currency: string;
  /** In millionths: prices have at most six places. */
  readonly millionths: string;
}

export interface Tallies {
  readonly messages: readonly MessageTally[];
  readonly verifications: readonly VerificationTally[];
  readonly times: readonly TimeTally[];
  readonly costs: readonly CostTally[];
}

/** What is read of the counts: spans of the range, and of the one before. */
export interface StoredQuestion {
  readonly now: readonly Span[];
  readonly before: readonly Span[];
  readonly barMs: number;
  /** Null: of every application. */
  readonly applicationIds: readonly string[] | null;
}

/** What is counted now, because no count has it yet; without bars it is of the range before. */
export interface FreshQuestion {
  readonly stretch: Stretch;
  readonly barMs: number | null;
  readonly applicationIds: readonly string[] | null;
}

interface Reading {
  readonly table: RollUpTable;
  readonly groups: string;
  readonly sums: string;
}

const READINGS = {
  messages: {
    table: ROLL_UP_TABLES.messages,
    groups: 'r.carrier_id, r.status, r.error',
    sums: 'sum(r.messages)::float8 as messages, sum(r.sent)::float8 as sent',
  },
  verifications: {
    table: ROLL_UP_TABLES.verifications,
    groups: 'r.country, r.status',
    sums: 'sum(r.verifications)::float8 as verifications',
  },
  times: { table: ROLL_UP_TABLES.times, groups: 'r.kind, r.step', sums: 'sum(r.cases)::float8 as cases' },
  costs: {
    table: ROLL_UP_TABLES.costs,
    groups: 'r.currency',
    sums: '(sum(r.amount) * 1000000)::bigint::text as millionths',
  },
} as const satisfies Record<keyof Tallies, Reading>;

const renamed = (groups: string) => groups.replace('r.carrier_id', 'r.carrier_id as "carrierId"');

// A stretch of a grain is what the keys begin with, so each span is one descent of the index.
function storedStatement({ table: { name }, groups, sums }: Reading): Statement {
  return {
    name: `overview_${name}`,
    text: `select case when s.is_now then date_bin(make_interval(secs => $5), r.bucket, timestamptz 'epoch') end as bar,
        ${renamed(groups)}, ${sums}
      from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::boolean[]) as s(grain, begins, ends, is_now)
        join ${name} r on r.grain = s.grain and r.bucket >= s.begins and r.bucket < s.ends
      where $6::text[] is null or r.application_id = any($6)
      group by 1, ${groups}`,
  };
}

function freshStatement({ table: { name, counted }, groups, sums }: Reading): Statement {
  return {
    name: `overview_fresh_${name}`,
    text: `select r.bucket as bar, ${renamed(groups)}, ${sums} from (${counted}) r
      where $4::text[] is null or r.application_id = any($4) group by 1, ${groups}`,
  };
}

const STORED = mapReadings(storedStatement);
const FRESH = mapReadings(freshStatement);

const PROGRESS: Statement = {
  name: 'overview_progress',
  text: `select grain, done_until as "doneUntil" from roll_up_progress`,
};

const NOW: Statement = { name: 'overview_now', text: 'select statement_timestamp() as now' };

const FRESH_END: Statement = {
  name: 'overview_fresh_end',
  text: `select created_at as at from message where id >= $1 and id < $2 order by id offset $3 limit 1`,
};

const CARRIER_NAMES: Statement = {
  name: 'overview_carrier_names',
  text: `select id, name from carrier where id = any($1::text[])`,
};

const FIRST_STEPS_DONE: Statement = {
  name: 'overview_first_steps',
  text: `select exists (select from verification) as first_code,
      exists (select from api_key where not is_seeded and revoked_at is null) as key,
      exists (select from carrier where not is_simulated) as carrier,
      exists (select from locale where origin = 'admin') or exists (select from country_locale where origin = 'admin') as languages,
      exists (select from operator offset 1) or exists (select from operator_link where kind = 'invitation') as invitation`,
};

/** Reads the counts, and what they do not have yet. */
export class OverviewStore {
  constructor(private readonly sql: Pick<Queryable, 'rows'>) {}

  /** By the database's clock, which says when something was accepted. */
  async now(): Promise<Date> {
    const [row] = await this.sql.rows<{ now: Date }>(NOW);
    if (row === undefined) throw new Error('the database does not tell its time');
    return row.now;
  }

  async readProgress(): Promise<Progress> {
    const rows = await this.sql.rows<{ grain: Grain; doneUntil: Date | null }>(PROGRESS);
    const doneOf = (grain: Grain) => rows.find((row) => row.grain === grain)?.doneUntil?.getTime() ?? 0;
    return { minute: doneOf('minute'), hour: doneOf('hour'), six_hours: doneOf('six_hours'), day: doneOf('day') };
  }

  readStored({ now, before, barMs, applicationIds }: StoredQuestion): Promise<Tallies> {
    const spans = [...now, ...before];
    const values = [
      spans.map(({ grain }) => grain),
      spans.map(({ fromMs }) => new Date(fromMs)),
      spans.map(({ toMs }) => new Date(toMs)),
      spans.map((span) => now.includes(span)),
      barMs / 1_000,
      applicationIds,
    ];
    return this.readAll(STORED, values);
  }

  async readFresh({ stretch, barMs, applicationIds }: FreshQuestion): Promise<Tallies> {
    const buckets = bucketsOf(stretch, barMs ?? stretch.toMs);
    const values = [
      buckets.map(({ at }) => at),
      buckets.map(({ fromId }) => fromId),
      buckets.map(({ belowId }) => belowId),
      applicationIds,
    ];
    const tallies = await this.readAll(FRESH, values);
    return barMs === null ? ofNoBar(tallies) : tallies;
  }

  /** Where the stretch would end if no more than so many messages were in it; undefined: it has no more. */
  async findFreshEnd({ fromMs, toMs }: Stretch, mostRows: number): Promise<Date | undefined> {
    const [row] = await this.sql.rows<{ at: Date }>(FRESH_END, [messageIdAt(fromMs), messageIdAt(toMs), mostRows]);
    return row?.at;
  }

  async readCarrierNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.sql.rows<{ id: string; name: string }>(CARRIER_NAMES, [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async readFirstSteps(): Promise<Readonly<Record<FirstStep, boolean>>> {
    const [row] = await this.sql.rows<Record<FirstStep, boolean>>(FIRST_STEPS_DONE);
    if (row === undefined) throw new Error('a statement without tables gave no row');
    return row;
  }

  private async readAll(statements: Record<keyof Tallies, Statement>, values: readonly unknown[]): Promise<Tallies> {
    const [messages, verifications, times, costs] = await Promise.all([
      this.sql.rows<MessageTally>(statements.messages, values),
      this.sql.rows<VerificationTally>(statements.verifications, values),
      this.sql.rows<TimeTally>(statements.times, values),
      this.sql.rows<CostTally>(statements.costs, values),
    ]);
    return { messages, verifications, times, costs };
  }
}

function mapReadings(make: (reading: Reading) => Statement): Record<keyof Tallies, Statement> {
  const { messages, verifications, times, costs } = READINGS;
  return { messages: make(messages), verifications: make(verifications), times: make(times), costs: make(costs) };
}

function ofNoBar({ messages, verifications, times, costs }: Tallies): Tallies {
  const without = <Row extends Tallied>(rows: readonly Row[]) => rows.map((row) => ({ ...row, bar: null }));
  return {
    messages: without(messages),
    verifications: without(verifications),
    times: without(times),
    costs: without(costs),
  };
}

/** All of several tallies; they are summed where they are told. */
export function together(parts: readonly Tallies[]): Tallies {
  return {
    messages: parts.flatMap(({ messages }) => messages),
    verifications: parts.flatMap(({ verifications }) => verifications),
    times: parts.flatMap(({ times }) => times),
    costs: parts.flatMap(({ costs }) => costs),
  };
}
