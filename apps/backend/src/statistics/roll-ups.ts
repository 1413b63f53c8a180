import type { Sql, Statement, Tx } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import {
  bucketsOf,
  DAY_MS,
  floorTo,
  HOUR_MS,
  LENGTH_MS,
  MINUTE_MS,
  MINUTES_KEPT_MS,
  type Grain,
  type Stretch,
} from './grains.js';
import { KEEPING } from './roll-up-tables.js';

/** While a code lives what became of its message changes: minutes, and an hour, that ended within it are counted anew. */
const UNSETTLED_MS = 15 * MINUTE_MS;
/** Counted anew when another hour is over, for receipts that came late, as are the minutes of these hours. */
const HOURS_RECOUNTED = 3;
/** Counted anew once a day: as long as a receipt may find its message. */
const HOURS_RECOUNTED_DAILY = 72;
/** What one transaction counts: never more than an hour of messages. */
const MINUTES_AT_ONCE = 60;
const SUMMED_AT_ONCE_MS = 7 * DAY_MS;
/** Message ids carry the clock of the node that made them, rows the database's. */
const CLOCK_SLACK_MS = 2 * MINUTE_MS;

const COSTS = 'cost_roll_up';

// Nobody waits for it, and an hour of a large system takes seconds.
const TAKE_TIME: Statement = {
  name: 'roll_up_take_time',
  text: `select set_config('statement_timeout', '2min', true), set_config('lock_timeout', '10s', true)`,
};
const MOST = { mostMs: 150_000 };

const TURN: Statement = {
  name: 'roll_up_turn',
  text: `select done_until as "doneUntil", statement_timestamp() as now from roll_up_progress where grain = $1 for update`,
};

const NEXT_MESSAGE: Statement = {
  name: 'roll_up_next_message',
  text: `select created_at as at from message where id >= $1 order by id limit 1`,
};

const NOTE: Statement = { name: 'roll_up_note', text: `update roll_up_progress set done_until = $2 where grain = $1` };

const HOURS_DONE: Statement = {
  name: 'roll_up_hours_done',
  text: `select done_until as "doneUntil" from roll_up_progress where grain = 'hour'`,
};

interface Turn {
  readonly doneUntil: Date | null;
  readonly now: Date;
}

/** Minutes and hours are counted from messages; what is larger is the sum of its hours. */
type CountedGrain = 'minute' | 'hour';
const SUMMED = ['six_hours', 'day'] as const satisfies readonly Exclude<Grain, CountedGrain>[];
type SummedGrain = (typeof SUMMED)[number];

const KEPT_MS: Readonly<Record<CountedGrain, number>> = { minute: MINUTES_KEPT_MS, hour: Infinity };
const AT_ONCE: Readonly<Record<CountedGrain, number>> = { minute: MINUTES_AT_ONCE, hour: 1 };

/**
 * Keeps the counts. Each step is one transaction that holds the row of its grain: two nodes at once take turns, and
 * whoever comes second goes on where the first ended, or counts the same again to the same end. A run that is stopped is
 * gone on with by the next one, from the last bucket that was done; so a downtime is caught up, and on a database that
 * has messages but no counts the whole past.
 */
export class RollUps {
  constructor(private readonly sql: Pick<Sql, 'transaction'>) {}

  /** Up to now: what is over since the last run, and what may have changed since. */
  async advance(signal: AbortSignal): Promise<void> {
    await this.countUp('minute', signal);
    const isHourOver = await this.countUp('hour', signal);
    for (const grain of SUMMED) await this.sumUp(grain, isHourOver, signal);
    if (signal.aborted) return;
    await this.step('minute', async (tx, { now }) => {
      const before = new Date(now.getTime() - MINUTES_KEPT_MS);
      for (const { forget } of KEEPING) await tx.count(forget, ['minute', before]);
    });
  }

  /** The hours of the last three days anew, and what is summed from them. What was paid stays as it was counted, by the prices of then. */
  async recount(signal: AbortSignal): Promise<void> {
    for (let back = HOURS_RECOUNTED_DAILY; back > 0 && !signal.aborted; back -= 1) {
      await this.step('hour', async (tx, { doneUntil, now }) => {
        const fromMs = floorTo(HOUR_MS, now.getTime()) - back * HOUR_MS;
        const toMs = fromMs + HOUR_MS;
        if (doneUntil !== null && toMs <= doneUntil.getTime()) await count(tx, 'hour', { fromMs, toMs }, [COSTS]);
      });
    }
    for (const grain of SUMMED) {
      if (signal.aborted) return;
      await this.step(grain, async (tx, { doneUntil, now }) => {
        const fromMs = floorTo(LENGTH_MS[grain], now.getTime() - HOURS_RECOUNTED_DAILY * HOUR_MS);
        await sumHours(tx, grain, { fromMs, toMs: doneUntil?.getTime() ?? fromMs });
      });
    }
  }

  /** Counts what is over, and before it what may have changed. True when anything was counted. */
  private async countUp(grain: CountedGrain, signal: AbortSignal): Promise<boolean> {
    const lengthMs = LENGTH_MS[grain];
    let reachedMs: number | undefined;
    let endMs = Infinity;
    while ((reachedMs ?? 0) < endMs && !signal.aborted) {
      await this.step(grain, async (tx, { doneUntil, now }) => {
        endMs = floorTo(lengthMs, now.getTime());
        const doneMs = doneUntil?.getTime() ?? (await beginOf(tx, 0, endMs));
        const anewMs = reachedMs ?? recountFrom(grain, { doneMs, endMs, nowMs: now.getTime() });
        if (anewMs === undefined && doneUntil !== null) {
          endMs = 0;
          return;
        }
        const nextMs = Math.max(anewMs ?? doneMs, endMs - KEPT_MS[grain]);
        const fromMs = nextMs < doneMs ? nextMs : await beginOf(tx, nextMs, endMs);
        const toMs = Math.min(endMs, fromMs + AT_ONCE[grain] * lengthMs);
        await count(tx, grain, { fromMs, toMs });
        await tx.count(NOTE, [grain, new Date(Math.max(toMs, doneMs))]);
        reachedMs = toMs;
      });
    }
    return reachedMs !== undefined;
  }

  /** What has all its hours counted; where hours were counted anew, the newest with them. */
  private async sumUp(grain: SummedGrain, isAnew: boolean, signal: AbortSignal): Promise<void> {
    const lengthMs = LENGTH_MS[grain];
    let isDone = false;
    while (!isDone && !signal.aborted) {
      await this.step(grain, async (tx, { doneUntil }) => {
        const [hours] = await tx.rows<Pick<Turn, 'doneUntil'>>(HOURS_DONE);
        const endMs = floorTo(lengthMs, hours?.doneUntil?.getTime() ?? 0);
        const doneMs = doneUntil?.getTime() ?? floorTo(lengthMs, await beginOf(tx, 0, endMs));
        const toMs = Math.min(endMs, doneMs + SUMMED_AT_ONCE_MS);
        isDone = toMs >= endMs;
        const fromMs = isAnew ? Math.min(doneMs, endMs - lengthMs) : doneMs;
        await sumHours(tx, grain, { fromMs, toMs });
        if (toMs > doneMs || doneUntil === null) await tx.count(NOTE, [grain, new Date(toMs)]);
      });
    }
  }

  private step(grain: Grain, work: (tx: Tx, turn: Turn) => Promise<void>): Promise<void> {
    return this.sql.transaction(async (tx) => {
      await tx.rows(TAKE_TIME);
      const [turn] = await tx.rows<Turn>(TURN, [grain]);
      if (turn === undefined) throw new Error('the rows of roll_up_progress are gone');
      await work(tx, turn);
    }, MOST);
  }
}

/** From when on a run counts anew what is counted: undefined where nothing is new, and nothing may have changed. */
function recountFrom(
  grain: CountedGrain,
  { doneMs, endMs, nowMs }: { doneMs: number; endMs: number; nowMs: number },
): number | undefined {
  const hourMs = floorTo(HOUR_MS, doneMs);
  if (hourMs < floorTo(HOUR_MS, endMs)) return hourMs - HOURS_RECOUNTED * HOUR_MS;
  if (grain === 'minute') return doneMs - UNSETTLED_MS;
  return nowMs - endMs < UNSETTLED_MS ? doneMs - HOUR_MS : undefined;
}

/** From then on there is nothing to count before the hour of the next message; without one, before the end. */
async function beginOf(tx: Tx, fromMs: number, endMs: number): Promise<number> {
  const [next] = await tx.rows<{ at: Date }>(NEXT_MESSAGE, [messageIdAt(fromMs)]);
  if (next === undefined) return endMs;
  return Math.min(endMs, Math.max(fromMs, floorTo(HOUR_MS, next.at.getTime() - CLOCK_SLACK_MS)));
}

async function count(tx: Tx, grain: CountedGrain, stretch: Stretch, except: readonly string[] = []): Promise<void> {
  const buckets = bucketsOf(stretch, LENGTH_MS[grain]);
  if (buckets.length === 0) return;
  const at = buckets.map((bucket) => bucket.at);
  const values = [at, buckets.map(({ fromId }) => fromId), buckets.map(({ belowId }) => belowId), grain];
  for (const { table, clear, fill } of KEEPING) {
    if (except.includes(table.name)) continue;
    await tx.count(clear, [grain, at]);
    await tx.count(fill, values);
  }
}

async function sumHours(tx: Tx, grain: SummedGrain, stretch: Stretch): Promise<void> {
  const begins = bucketsOf(stretch, LENGTH_MS[grain]).map(({ at }) => at);
  if (begins.length === 0) return;
  const ends = begins.map((at) => new Date(at.getTime() + LENGTH_MS[grain]));
  for (const { clear, sumHours: sum } of KEEPING) {
    await tx.count(clear, [grain, begins]);
    await tx.count(sum, [begins, ends, grain]);
  }
}
