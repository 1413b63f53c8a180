import type { Queryable, Statement } from '../../database/sql.js';
import type { Seen, Span } from './wanted.js';

/** A copy as the live tail looks at it. */
export interface TailRow extends Seen {
  readonly id: string;
  readonly isOpen: boolean;
  /** Another one whenever the copy was written anew. */
  readonly written: string;
}

const COLUMNS = `s.id, s.status, s.carrier_id as "carrierId", s.country, s.language, s.application_id as "applicationId",
  s.purpose, s.error, s.error_code as "errorCode", s.sender, s.ms_to_deliver as "msToDeliver",
  s.number_hash as "numberHash", s.verification_id as "verificationId", s.is_open as "isOpen", s.copied_at::text as written`;

const NEWEST: Statement = {
  name: 'message_tail_newest',
  text: `select ${COLUMNS} from message_search s where s.id >= $1 order by s.id desc limit $2`,
};

const AGAIN: Statement = {
  name: 'message_tail_again',
  text: `select ${COLUMNS} from message_search s where s.id = any ($1::text[])`,
};

const NEWEST_ID: Statement = {
  name: 'message_tail_newest_id',
  text: `select id from message_search order by id desc limit 1`,
};

const inSpan = (columns: string) =>
  `select ${columns} from message_search where id >= $1 and id < $2 order by id desc limit $3`;

const IDS_IN: Statement = { name: 'message_tail_ids', text: inSpan('id') };

const COUNT_IN: Statement = {
  name: 'message_tail_count',
  text: `select count(*)::int as count from (${inSpan('1')}) found`,
};

/** What the live tail reads: by the key alone, so that no index has to be kept for it. */
export class TailStore {
  constructor(private readonly sql: Pick<Queryable, 'rows'>) {}

  /** Newest first. */
  newest(fromId: string, most: number): Promise<TailRow[]> {
    return this.sql.rows<TailRow>(NEWEST, [fromId, most]);
  }

  again(ids: readonly string[]): Promise<TailRow[]> {
    return this.sql.rows<TailRow>(AGAIN, [ids]);
  }

  /** Ids of a span, newest first. */
  async idsIn({ fromId, belowId }: Span, most: number): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(IDS_IN, [fromId, belowId, most]);
    return rows.map(({ id }) => id);
  }

  /** How many there are in a span, at most so many. */
  async countIn({ fromId, belowId }: Span, most: number): Promise<number> {
    return (await this.sql.rows<{ count: number }>(COUNT_IN, [fromId, belowId, most]))[0]?.count ?? 0;
  }

  async newestId(): Promise<string | undefined> {
    return (await this.sql.rows<{ id: string }>(NEWEST_ID))[0]?.id;
  }
}
