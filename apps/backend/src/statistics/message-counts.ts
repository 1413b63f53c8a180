import type { Queryable, Statement } from '../database/sql.js';
import type { CountedFilters, MessageCounts } from '../platform/ports.js';
import type { Stretch } from './grains.js';

const DONE: Statement = {
  name: 'message_counts_done',
  text: `select done_until as "doneUntil" from roll_up_progress where grain = $1`,
};

const COUNTS: Statement = {
  name: 'message_counts',
  text: `select bucket as at, status, sum(messages)::float8 as messages from message_roll_up
    where grain = $1 and bucket >= $2 and bucket < $3
      and ($4::text[] is null or status = any ($4)) and ($5::text[] is null or carrier_id = any ($5))
      and ($6::text[] is null or country = any ($6)) and ($7::text[] is null or application_id = any ($7))
    group by bucket, status`,
};

/** The counts by the hour and the day, for those who draw them beside the messages themselves. */
export class CountedMessages implements MessageCounts {
  constructor(private readonly sql: Pick<Queryable, 'rows'>) {}

  async countBy(grain: 'hour' | 'day', { fromMs, toMs }: Stretch, fit: CountedFilters) {
    const [done] = await this.sql.rows<{ doneUntil: Date | null }>(DONE, [grain]);
    const untilMs = Math.min(toMs, done?.doneUntil?.getTime() ?? 0);
    const { status, carrier, country, application } = fit;
    const values = [grain, new Date(fromMs), new Date(untilMs), status, carrier, country, application];
    const counts =
      untilMs <= fromMs ? [] : await this.sql.rows<{ at: Date; status: string; messages: number }>(COUNTS, values);
    return { untilMs: Math.max(untilMs, fromMs), counts };
  }
}
