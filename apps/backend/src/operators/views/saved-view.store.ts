import { MOST_VIEWS, type ViewRoom } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';

export interface StoredView {
  readonly id: string;
  readonly operatorId: string;
  readonly author: string;
  readonly room: ViewRoom;
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly isShared: boolean;
  readonly version: number;
  readonly changedAt: Date;
}

export type NewView = Pick<StoredView, 'id' | 'operatorId' | 'room' | 'name' | 'query' | 'isShared'>;

const COLUMNS = `v.id, v.operator_id as "operatorId", o.name as author, v.room, v.name, v.query, v.is_shared as "isShared",
  v.version, v.changed_at as "changedAt"`;
const SOURCE = `saved_view v join operator o on o.id = v.operator_id`;

// Two texts, because one that says "his or shared" would use neither index.
const LIST: Statement = {
  name: 'saved_view_list',
  text: `select * from (
      select ${COLUMNS}, 1 as rank from ${SOURCE} where v.operator_id = $1 and v.room = $2
      union all
      select ${COLUMNS}, 2 from ${SOURCE} where v.is_shared and v.room = $2 and v.operator_id <> $1
    ) view order by rank, lower(name), id`,
};

const FIND_OWN: Statement = {
  name: 'saved_view_find_own',
  text: `select ${COLUMNS} from ${SOURCE} where v.id = $2 and v.operator_id = $1`,
};

// Whoever changes one of his views waits here for his other browsers, so that no two of one name come to be.
const HOLD: Statement = {
  name: 'saved_view_hold',
  text: `select from operator where id = $1 for no key update`,
};

// The place is taken by the statement that makes the view: of any number at once no more than there are places.
const INSERT: Statement = {
  name: 'saved_view_insert',
  text: `with place as (
      update operator set saved_views = saved_views + 1 where id = $2 and saved_views < ${MOST_VIEWS} returning id
    ), made as (
      insert into saved_view (id, operator_id, room, name, query, is_shared)
      select $1, id, $3, $4, $5::jsonb, $6 from place
      on conflict (operator_id, room, name) do nothing returning id
    )
    select exists (select from place) as "hasPlace", exists (select from made) as "isMade"`,
};

const CHANGE: Statement = {
  name: 'saved_view_change',
  text: `update saved_view v set name = $2, query = $3::jsonb, is_shared = $4, version = version + 1, changed_at = now()
    where v.id = $1 and not exists (select from saved_view o
      where o.operator_id = v.operator_id and o.room = v.room and o.name = $2 and o.id <> v.id)`,
};

const DELETE: Statement = {
  name: 'saved_view_delete',
  text: `with gone as (delete from saved_view where id = $1 returning operator_id)
    update operator o set saved_views = saved_views - 1 from gone where o.id = gone.operator_id`,
};

/** Saved views. What is changed has to be held first. */
export class SavedViewStore {
  constructor(private readonly sql: Queryable) {}

  /** His own, then those that others share; each by name. */
  list(operatorId: string, room: ViewRoom): Promise<StoredView[]> {
    return this.sql.rows<StoredView>(LIST, [operatorId, room]);
  }

  /** One of his own. */
  async find(operatorId: string, id: string): Promise<StoredView | undefined> {
    return (await this.sql.rows<StoredView>(FIND_OWN, [operatorId, id]))[0];
  }

  /** His views stay as they are until this transaction ends, but for what it does to them. */
  async hold(operatorId: string): Promise<void> {
    await this.sql.rows(HOLD, [operatorId]);
  }

  /** A place that was taken for a name that is in use is given back by undoing the transaction. */
  async insert({ id, operatorId, room, name, query, isShared }: NewView): Promise<'made' | 'no_place' | 'name_taken'> {
    const values = [id, operatorId, room, name, JSON.stringify(query), isShared];
    const [row] = await this.sql.rows<{ hasPlace: boolean; isMade: boolean }>(INSERT, values);
    if (row?.isMade === true) return 'made';
    return row?.hasPlace === true ? 'name_taken' : 'no_place';
  }

  /** False when its author has another of that name. */
  async change({ id, name, query, isShared }: Omit<NewView, 'operatorId' | 'room'>): Promise<boolean> {
    return (await this.sql.count(CHANGE, [id, name, JSON.stringify(query), isShared])) === 1;
  }

  async delete(id: string): Promise<void> {
    await this.sql.count(DELETE, [id]);
  }
}
