import type { Queryable, Statement } from '../database/sql.js';
import { messageIdAt, messageTimeOf } from '../platform/ids.js';
import type { CountedSends, TextUse } from '../platform/ports.js';

const DAY_MS = 86_400_000;
const DAYS = 7;
/** What came within less says nothing of a day. */
const LEAST_MS = 60_000;
/** Some ten milliseconds of reading, however many messages there are. */
const MOST_ROWS = 10_000;

/** No index says which messages were written with a version: it would have to be written with each of them. */
const COUNT_ALL: Statement = {
  name: 'text_use_all',
  text: `select template_version_id as id, count(*)::int as sends, min(id) as "oldestId",
      sum(count(*)) over () >= $2 as "isCapped"
    from (select id, template_version_id from message where id >= $1 order by id desc limit $2) newest
    group by template_version_id`,
};

// The newest of each application, as many of each, so that all of them together are no more. Where one had more than
// that, only what came since the oldest of its own is known of all of them.
const COUNT_APPLICATIONS: Statement = {
  name: 'text_use_applications',
  text: `with newest as materialized (
      select a.id as application_id, n.id, n.template_version_id from unnest($3::text[]) as a (id) cross join lateral (
        select m.id, m.template_version_id from message m where m.application_id = a.id and m.id >= $1
        order by m.id desc limit $2
      ) n
    ), cut as (
      select max(oldest_id) as id from (
        select min(id) as oldest_id from newest group by application_id having count(*) >= $2
      ) full_ones
    )
    select newest.template_version_id as id, count(*)::int as sends, min(newest.id) as "oldestId",
      bool_or(cut.id is not null) as "isCapped"
    from newest cross join cut where cut.id is null or newest.id >= cut.id group by newest.template_version_id`,
};

interface CountedVersion {
  readonly id: number;
  readonly sends: number;
  readonly oldestId: string;
  readonly isCapped: boolean;
}

/** How much each wording is sent, as far as the newest messages tell, and since when that is. */
export class CountedTextUse implements TextUse {
  constructor(
    private readonly sql: Queryable,
    private readonly now: () => Date,
  ) {}

  async countSends(applicationIds: readonly string[] | null): Promise<CountedSends> {
    const nowMs = this.now().getTime();
    const weekAgoMs = nowMs - DAYS * DAY_MS;
    const rows = await this.count(messageIdAt(weekAgoMs), applicationIds);
    const isCapped = rows.some((row) => row.isCapped);
    // Ids sort by their time, so the oldest of those counted says how far back they go.
    const sinceMs = isCapped ? Math.min(...rows.map(({ oldestId }) => messageTimeOf(oldestId))) : weekAgoMs;
    return {
      byVersion: new Map(rows.map(({ id, sends }) => [id, sends])),
      counted: rows.reduce((sum, { sends }) => sum + sends, 0),
      since: new Date(sinceMs),
      days: Math.max(nowMs - sinceMs, LEAST_MS) / DAY_MS,
      isCapped,
    };
  }

  private count(fromId: string, applicationIds: readonly string[] | null): Promise<CountedVersion[]> {
    if (applicationIds === null) return this.sql.rows(COUNT_ALL, [fromId, MOST_ROWS]);
    const ofEach = Math.ceil(MOST_ROWS / Math.max(applicationIds.length, 1));
    return this.sql.rows(COUNT_APPLICATIONS, [fromId, ofEach, applicationIds]);
  }
}
