import type { Queryable, Statement } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import type { TextUse } from '../platform/ports.js';

const DAYS_MS = 7 * 86_400_000;
/** Some ten milliseconds of reading, however many messages there are. */
const MOST_ROWS = 10_000;

/** No index says which messages were written with a version: it would have to be written with each of them. */
function countStatement(name: string, newest: string): Statement {
  return {
    name,
    text: `select template_version_id as id, count(*)::int as sends
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

/** How much each wording is sent, as far as the newest messages tell. */
export class CountedTextUse implements TextUse {
  constructor(
    private readonly sql: Queryable,
    private readonly now: () => Date,
  ) {}

  async countSends(applicationIds: readonly string[] | null): Promise<ReadonlyMap<number, number>> {
    const values = [messageIdAt(this.now().getTime() - DAYS_MS), MOST_ROWS];
    const rows = await (applicationIds === null
      ? this.sql.rows<{ id: number; sends: number }>(COUNT_ALL, values)
      : this.sql.rows<{ id: number; sends: number }>(COUNT_APPLICATIONS, [...values, applicationIds]));
    return new Map(rows.map(({ id, sends }) => [id, sends]));
  }
}
