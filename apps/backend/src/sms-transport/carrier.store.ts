import { CarrierSettings, type CarrierStatus, type RouteMode } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';
import type { Keyring } from '../platform/keyring.js';

/** A carrier as the links and the console need it; the password stays sealed. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly isSimulated: boolean;
  readonly status: CarrierStatus;
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly systemType: string;
  readonly passwordSealed: Buffer;
  /** Most submits without an answer, per bind. */
  readonly windowSize: number;
  /** How many the carrier permits, over all nodes. */
  readonly binds: number;
  /** Segments a second over all binds; null where only the carrier limits. */
  readonly tps: number | null;
  readonly settings: CarrierSettings;
  readonly tlsKeySealed: Buffer | null;
  readonly version: number;
}

/** A carrier as it is added: the rest begins with its defaults. */
export type AddedCarrier = Pick<
  Carrier,
  'id' | 'name' | 'isSimulated' | 'host' | 'port' | 'systemId' | 'systemType' | 'passwordSealed' | 'windowSize'
>;

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

/** A route as it is added: the rest begins with its defaults. */
export type AddedRoute = Pick<Route, 'id' | 'applicationId' | 'country' | 'carrierIds'>;

const LIST_CARRIERS: Statement = {
  name: 'carrier_list',
  text: `select id, name, is_simulated as "isSimulated", status, host, port, system_id as "systemId",
      system_type as "systemType", password_sealed as "passwordSealed", window_size as "windowSize", binds, tps, settings,
      tls_key_sealed as "tlsKeySealed", version
    from carrier order by created_at, id`,
};

const LIST_ROUTES: Statement = {
  name: 'route_list',
  text: `select id, position, application_id as "applicationId", country, prefix, name, mode, carrier_ids as "carrierIds",
      weights, is_enabled as "isEnabled", version
    from route order by position`,
};

const INSERT_CARRIER: Statement = {
  name: 'carrier_insert',
  text: `with added as (
      insert into carrier (id, name, is_simulated, host, port, system_id, system_type, password_sealed, window_size)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

// A waiting second command sees what the first made of the routes. Who sends reads on.
const LOCK_ROUTES: Statement = { name: 'route_lock', text: `lock table route in exclusive mode` };

// Positions are unique at every moment of a statement, so all move out of the way first, and then to their places.
const MAKE_ROOM: Statement = {
  name: 'route_make_room',
  text: `update route set position = position + 1000000 where position >= $1`,
};
const CLOSE_UP: Statement = {
  name: 'route_close_up',
  text: `update route set position = position - 1000000 + 1 where position >= 1000000 + $1`,
};

const EXTEND_ROUTE: Statement = {
  name: 'route_extend',
  text: `with extended as (
      update route set carrier_ids = carrier_ids || $2::text where id = $1 and not $2::text = any (carrier_ids) returning id
    ) select pg_notify('codewire_carriers', id) from extended`,
};

// Gaps between positions are left as they are.
const INSERT_ROUTE: Statement = {
  name: 'route_insert',
  text: `with added as (
      insert into route (id, position, application_id, country, carrier_ids)
      select $1, coalesce($6::integer, case when $5 then coalesce(min(position), 1) - 1 else coalesce(max(position), 0) + 1 end),
        $2, $3, $4::text[]
      from route returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

export class CarrierStore {
  constructor(private readonly sql: Queryable) {}

  /** Settings that a carrier's row does not name have their defaults. */
  async listCarriers(): Promise<Carrier[]> {
    const rows = await this.sql.rows<Carrier>(LIST_CARRIERS);
    return rows.map((row) => ({ ...row, settings: CarrierSettings.parse(row.settings) }));
  }

  listRoutes(): Promise<Route[]> {
    return this.sql.rows<Route>(LIST_ROUTES);
  }

  /** Links of every sender node come up within a second. */
  async insertCarrier(carrier: AddedCarrier): Promise<void> {
    await this.sql.rows(INSERT_CARRIER, [
      carrier.id,
      carrier.name,
      carrier.isSimulated,
      carrier.host,
      carrier.port,
      carrier.systemId,
      carrier.systemType,
      carrier.passwordSealed,
      carrier.windowSize,
    ]);
  }

  /** No other transaction changes routes until this one ends. */
  async lockRoutes(): Promise<void> {
    await this.sql.rows(LOCK_ROUTES);
  }

  /** Another carrier for a route, asked after those it has. */
  async extendRoute(routeId: string, carrierId: string): Promise<void> {
    await this.sql.rows(EXTEND_ROUTE, [routeId, carrierId]);
  }

  /** Before another route means in its place: that one and all behind it move on, so the routes have to be locked. */
  async insertRoute(route: AddedRoute, place: 'first' | 'last' | { before: Route }): Promise<void> {
    const position = typeof place === 'string' ? null : place.before.position;
    if (position !== null) {
      await this.sql.count(MAKE_ROOM, [position]);
      await this.sql.count(CLOSE_UP, [position]);
    }
    await this.sql.rows(INSERT_ROUTE, [
      route.id,
      route.applicationId,
      route.country,
      route.carrierIds,
      place === 'first',
      position,
    ]);
  }
}

/** The AAD of a carrier's password: a sealed password copied to another carrier does not open. */
export const passwordContext = (carrierId: string) => `carrier.password|${carrierId}`;

/** A carrier's password in clear; undefined when it was sealed under a key that this keyring does not have. */
export function openPassword(keyring: Keyring, { id, passwordSealed }: Carrier): string | undefined {
  try {
    return keyring.decrypt(passwordSealed, passwordContext(id));
  } catch {
    return undefined;
  }
}
