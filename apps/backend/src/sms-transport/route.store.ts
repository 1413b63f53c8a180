import type { RouteMode } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';

export interface Route {
  readonly id: string;
  readonly position: number;
  readonly applicationId: string | null;
  readonly country: string | null;
  /** Digits that the international number begins with. */
  readonly prefix: string | null;
  readonly name: string;
  readonly mode: RouteMode;
  readonly carrierIds: readonly string[];
  /** One for each carrier, in the same order; empty: all weigh the same. */
  readonly weights: readonly number[];
  readonly isEnabled: boolean;
  readonly version: number;
}

/** All of a route but its place among the others. */
export type RouteSettings = Omit<Route, 'id' | 'position' | 'version'>;

/** A route as it is added: what is left out begins with its default. */
export type AddedRoute = Pick<Route, 'id' | 'applicationId' | 'country' | 'carrierIds'> & Partial<RouteSettings>;

/** Where a new route comes. */
export type RoutePlace = 'first' | 'last' | { readonly before: Pick<Route, 'position'> };

const LIST: Statement = {
  name: 'route_list',
  text: `select id, position, application_id as "applicationId", country, prefix, name, mode, carrier_ids as "carrierIds",
      weights, is_enabled as "isEnabled", version
    from route order by position`,
};

// Whoever waits for it sees what those before have made of the routes. Who sends reads on.
const LOCK: Statement = { name: 'route_lock', text: `lock table route in exclusive mode` };

// Positions are unique at the end of a statement, so all behind may move at once.
const MAKE_ROOM: Statement = {
  name: 'route_make_room',
  text: `update route set position = position + 1 where position >= $1`,
};

// Gaps between positions are left as they are.
const INSERT: Statement = {
  name: 'route_insert',
  text: `with added as (
      insert into route (id, position, application_id, country, prefix, name, mode, carrier_ids, weights, is_enabled)
      select $1, coalesce($11::integer, case when $10 then coalesce(min(position), 1) - 1 else coalesce(max(position), 0) + 1 end),
        $2, $3, $4, $5, $6, $7::text[], $8::smallint[], $9::boolean
      from route returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

const CHANGE: Statement = {
  name: 'route_change',
  text: `with changed as (
      update route set application_id = $3, country = $4, prefix = $5, name = $6, mode = $7, carrier_ids = $8::text[],
        weights = $9::smallint[], is_enabled = $10, version = version + 1
      where id = $1 and version = $2 returning id
    ) select pg_notify('codewire_carriers', id) from changed`,
};

const EXTEND: Statement = {
  name: 'route_extend',
  text: `with extended as (
      update route set carrier_ids = carrier_ids || $2::text, version = version + 1,
        weights = case when weights = '{}' then weights else weights || 1::smallint end
      where id = $1 and not $2::text = any (carrier_ids) returning id
    ) select pg_notify('codewire_carriers', id) from extended`,
};

const DELETE: Statement = {
  name: 'route_delete',
  text: `with gone as (delete from route where id = $1 returning id)
    select pg_notify('codewire_carriers', id) from gone`,
};

const ORDER: Statement = {
  name: 'route_order',
  text: `with ordered as (
      update route set position = place.position
      from unnest($1::text[]) with ordinality as place (id, position) where route.id = place.id returning route.id
    ) select pg_notify('codewire_carriers', '') from ordered limit 1`,
};

/** The rules by which messages get their carriers, in the order in which they are asked. */
export class RouteStore {
  constructor(private readonly sql: Queryable) {}

  listRoutes(): Promise<Route[]> {
    return this.sql.rows<Route>(LIST);
  }

  /** No other transaction changes routes until this one ends. */
  async lockRoutes(): Promise<void> {
    await this.sql.rows(LOCK);
  }

  /** Before another route means in its place: that one and all behind it move on, so the routes have to be locked. */
  async insertRoute(route: AddedRoute, place: RoutePlace): Promise<void> {
    const position = typeof place === 'string' ? null : place.before.position;
    if (position !== null) await this.sql.count(MAKE_ROOM, [position]);
    const settings = { prefix: null, name: '', mode: 'priority', weights: [], isEnabled: true, ...route } as const;
    await this.sql.rows(INSERT, [route.id, ...valuesOf(settings), place === 'first', position]);
  }

  /** False when it is another version by now, or gone. */
  async changeRoute({ id, version }: Pick<Route, 'id' | 'version'>, settings: RouteSettings): Promise<boolean> {
    return (await this.sql.rows(CHANGE, [id, version, ...valuesOf(settings)])).length === 1;
  }

  /** Another carrier for a route, asked after those it has. */
  async extendRoute(routeId: string, carrierId: string): Promise<void> {
    await this.sql.rows(EXTEND, [routeId, carrierId]);
  }

  async deleteRoute(id: string): Promise<boolean> {
    return (await this.sql.rows(DELETE, [id])).length === 1;
  }

  /** From 1 on; the routes have to be locked, and named all. */
  async orderRoutes(ids: readonly string[]): Promise<void> {
    await this.sql.rows(ORDER, [ids]);
  }
}

function valuesOf(settings: RouteSettings): readonly unknown[] {
  const { applicationId, country, prefix, name, mode, carrierIds, weights, isEnabled } = settings;
  return [applicationId, country, prefix, name, mode, carrierIds, weights, isEnabled];
}
