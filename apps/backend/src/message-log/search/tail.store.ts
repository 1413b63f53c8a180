import type { Queryable, Statement } from '../../database/sql.js';
import type { Seen } from './wanted.js';

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

/** What the live tail reads: by the key alone, so that no index has to be kept for it. */
export class TailStore {
  constructor(private readonly sql: Queryable) {}

  /** Newest first. */
  newest(fromId: string, most: number): Promise<TailRow[]> {
    return this.sql.rows<TailRow>(NEWEST, [fromId, most]);
  }

  again(ids: readonly string[]): Promise<TailRow[]> {
    return this.sql.rows<TailRow>(AGAIN, [ids]);
  }

  async newestId(): Promise<string | undefined> {
    return (await this.sql.rows<{ id: string }>(NEWEST_ID))[0]?.id;
  }
}
