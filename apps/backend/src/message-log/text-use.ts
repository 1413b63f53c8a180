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
function countStatement(name: string, newest: string): Statement {
  return {
    name,
    text: `select template_version_id as id, count(*)::int as sends, min(id) as "oldestId"
      from (${newest} order by id desc limit $2) newest group by template_version_id`,
  };
}

const COUNT_ALL = countStatement('text_use_all', `select id, template_version_id from message m where m.id >= $1`);

// As in the log: the newest of each application, and of those the newest.
const COUNT_APPLICATIONS = countStatement(
  'text_use_applications',
  `select newest.* from unnest($3::text[]) as a (id) cross join lateral (
      select m.id, m.template_version_id from message m where m.application_id = a.id and m.id >= $1
      order by m.id desc limit $2
    ) newest`,
);

interface CountedVersion {
  readonly id: number;
  readonly sends: number;
  readonly oldestId: string;
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
    const values = [messageIdAt(weekAgoMs), MOST_ROWS];
    const rows = await (applicationIds === null
      ? this.sql.rows<CountedVersion>(COUNT_ALL, values)
      : this.sql.rows<CountedVersion>(COUNT_APPLICATIONS, [...values, applicationIds]));
    const counted = rows.reduce((sum, { sends }) => sum + sends, 0);
    const isCapped = counted >= MOST_ROWS;
    // Ids sort by their time, so the oldest of those counted says how far back they go.
    const sinceMs = isCapped ? Math.min(...rows.map(({ oldestId }) => messageTimeOf(oldestId))) : weekAgoMs;
    return {
      byVersion: new Map(rows.map(({ id, sends }) => [id, sends])),
      counted,
      since: new Date(sinceMs),
      days: Math.max(nowMs - sinceMs, LEAST_MS) / DAY_MS,
      isCapped,
    };
  }
}
