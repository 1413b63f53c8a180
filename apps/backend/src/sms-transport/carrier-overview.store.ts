import type { BindView, CarrierStatus, CarrierView } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';
import { PASSWORD_KEPT_HOURS } from './carrier-setup.js';
import { CARRIER_COLUMNS, withDefaults, type Carrier } from './carrier.store.js';

/** A carrier with what a page tells of it besides. */
export interface ListedCarrier extends Carrier {
  readonly passwordChangedAt: Date;
  /** Null when there is no password to go back to. */
  readonly canRestoreUntil: Date | null;
  /** Ids of those that name it, in their order. */
  readonly routes: string[];
  readonly createdAt: Date;
}

/** How its binds and its queue stand just now. */
export interface CarrierStanding {
  readonly binds: readonly BindView[];
  readonly queue: CarrierView['queue'];
}

export const IDLE: CarrierStanding = { binds: [], queue: { waiting: 0, oldest_seconds: null } };

/** So many are counted in a queue: where there are more it does not matter how many. */
const MOST_COUNTED = 10_000;

const LISTED = `select ${CARRIER_COLUMNS}, c.created_at as "createdAt", c.password_changed_at as "passwordChangedAt",
    case when c.password_before_sealed is not null
        and c.password_changed_at > statement_timestamp() - interval '${PASSWORD_KEPT_HOURS} hours'
      then c.password_changed_at + interval '${PASSWORD_KEPT_HOURS} hours' end as "canRestoreUntil",
    array(select r.id from route r where c.id = any (r.carrier_ids) order by r.position) as routes
  from carrier c`;

const LIST: Statement = { name: 'carrier_overview_list', text: `${LISTED} order by c.created_at, c.id` };
const FIND: Statement = { name: 'carrier_overview_find', text: `${LISTED} where c.id = $1` };

const STATUSES: Statement = {
  name: 'carrier_statuses',
  text: `select id, status from carrier order by created_at, id`,
};

// What a dead node told last is not how things stand.
const BINDS: Statement = {
  name: 'carrier_binds',
  text: `select carrier_id as "carrierId", slot, node, state from bind_lease
    where held_until > statement_timestamp() order by carrier_id, slot`,
};

// From one queue's head to the next one's, as those who send look at them: as many steps as there are queues. A message
// that was submitted waits again from the moment in which its receipt was due.
const QUEUES: Statement = {
  name: 'carrier_queues',
  text: `with recursive head as (
      (select next_carriers, due_at, state, created_at from message where due_at is not null and next_carriers > ''
        order by next_carriers, due_at limit 1)
      union all
      select next.next_carriers, next.due_at, next.state, next.created_at from head cross join lateral (
        select m.next_carriers, m.due_at, m.state, m.created_at from message m
        where m.due_at is not null and m.next_carriers > head.next_carriers
        order by m.next_carriers, m.due_at limit 1
      ) next
    )
    select next_carriers as name,
      extract(epoch from statement_timestamp() - case state when 'submitted' then due_at else created_at end)::float8 as age,
      (select count(*)::int from (
        select from message m where m.next_carriers = head.next_carriers and m.due_at <= statement_timestamp()
        limit ${MOST_COUNTED}
      ) due) as waiting
    from head where due_at <= statement_timestamp()`,
};

interface Queue {
  readonly name: string;
  /** Seconds that the message at its head waits. */
  readonly age: number;
  readonly waiting: number;
}

/** Carriers as pages show them. Looks at tables of other rooms, and changes nothing. */
export class CarrierOverviewStore {
  constructor(private readonly sql: Queryable) {}

  async list(): Promise<ListedCarrier[]> {
    return (await this.sql.rows<ListedCarrier>(LIST)).map(withDefaults);
  }

  async find(id: string): Promise<ListedCarrier | undefined> {
    const [row] = await this.sql.rows<ListedCarrier>(FIND, [id]);
    return row && withDefaults(row);
  }

  listStatuses(): Promise<{ id: string; status: CarrierStatus }[]> {
    return this.sql.rows(STATUSES);
  }

  /** By carrier; those that hold no bind and have no queue are left out. */
  async standings(): Promise<ReadonlyMap<string, CarrierStanding>> {
    const [leases, queues] = await Promise.all([
      this.sql.rows<{ carrierId: string; slot: number; node: string; state: BindView[] }>(BINDS),
      this.sql.rows<Queue>(QUEUES),
    ]);
    const standings = new Map<string, CarrierStanding>();
    const change = (id: string, by: (standing: CarrierStanding) => Partial<CarrierStanding>) => {
      const standing = standings.get(id) ?? IDLE;
      standings.set(id, { ...standing, ...by(standing) });
    };
    for (const { carrierId, slot, node, state } of leases) {
      const told = state.map((bind) => ({ ...bind, slot, node }));
      change(carrierId, ({ binds }) => ({ binds: [...binds, ...told] }));
    }
    for (const queue of queues) {
      for (const id of queue.name.split(' ')) change(id, (standing) => ({ queue: joined(standing.queue, queue) }));
    }
    return standings;
  }
}

/** A message of several carriers waits in the queue of each. */
function joined({ waiting, oldest_seconds: oldest }: CarrierView['queue'], queue: Queue): CarrierView['queue'] {
  return { waiting: waiting + queue.waiting, oldest_seconds: Math.floor(Math.max(oldest ?? 0, queue.age, 0)) };
}
