import type { Queryable, Statement } from '../database/sql.js';
import type { SenderRule } from './senders.js';

export interface StoredSender extends SenderRule {
  readonly id: string;
}

const COLUMNS = `id, application_id as "applicationId", country, carrier_id as "carrierId", sender`;

const LIST: Statement = {
  name: 'sender_list',
  text: `select ${COLUMNS} from sender_rule order by created_at, id`,
};

const INSERT: Statement = {
  name: 'sender_insert',
  text: `with added as (
      insert into sender_rule (id, application_id, country, carrier_id, sender) values ($1, $2, $3, $4, $5)
      on conflict do nothing returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

const DELETE: Statement = {
  name: 'sender_delete',
  text: `with gone as (delete from sender_rule where id = $1 returning ${COLUMNS})
    select gone.*, pg_notify('codewire_carriers', gone.id)::text from gone`,
};

/** Senders that texts carry instead of their application's. */
export class SenderStore {
  constructor(private readonly sql: Queryable) {}

  listSenders(): Promise<StoredSender[]> {
    return this.sql.rows<StoredSender>(LIST);
  }

  /** False when there is one for the same application, country and carrier. */
  async insertSender({ id, applicationId, country, carrierId, sender }: StoredSender): Promise<boolean> {
    return (await this.sql.rows(INSERT, [id, applicationId, country, carrierId, sender])).length === 1;
  }

  /** What it was; undefined when there is no such rule. */
  async deleteSender(id: string): Promise<StoredSender | undefined> {
    const [row] = await this.sql.rows<StoredSender>(DELETE, [id]);
    if (row === undefined) return undefined;
    const { applicationId, country, carrierId, sender } = row;
    return { id, applicationId, country, carrierId, sender };
  }
}
