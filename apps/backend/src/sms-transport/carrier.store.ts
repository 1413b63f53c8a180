import type { Queryable, Statement } from '../database/sql.js';

/** A carrier as the links and the console need it; the password stays sealed. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly isSimulated: boolean;
  readonly isEnabled: boolean;
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly systemType: string;
  readonly passwordSealed: Buffer;
  readonly windowSize: number;
}

export interface Route {
  readonly id: string;
  readonly position: number;
  readonly applicationId: string | null;
  readonly country: string | null;
  readonly carrierIds: readonly string[];
}

const LIST_CARRIERS: Statement = {
  name: 'carrier_list',
  text: `select id, name, is_simulated as "isSimulated", is_enabled as "isEnabled", host, port,
      system_id as "systemId", system_type as "systemType", password_sealed as "passwordSealed", window_size as "windowSize"
    from carrier order by created_at, id`,
};

const LIST_ROUTES: Statement = {
  name: 'route_list',
  text: `select id, position, application_id as "applicationId", country, carrier_ids as "carrierIds"
    from route order by position`,
};

const INSERT_CARRIER: Statement = {
  name: 'carrier_insert',
  text: `with added as (
      insert into carrier (id, name, is_simulated, host, port, system_id, system_type, password_sealed, window_size)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

// A new route goes first or last; gaps between positions are left as they are.
const INSERT_ROUTE: Statement = {
  name: 'route_insert',
  text: `with added as (
      insert into route (id, position, application_id, country, carrier_ids)
      select $1, case when $5 then coalesce(min(position), 1) - 1 else coalesce(max(position), 0) + 1 end, $2, $3, $4::text[]
      from route returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

export class CarrierStore {
  constructor(private readonly sql: Queryable) {}

  listCarriers(): Promise<Carrier[]> {
    return this.sql.rows<Carrier>(LIST_CARRIERS);
  }

  listRoutes(): Promise<Route[]> {
    return this.sql.rows<Route>(LIST_ROUTES);
  }

  /** Links of every sender node come up within a second. */
  async insertCarrier(carrier: Omit<Carrier, 'isEnabled'>): Promise<void> {
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

  async insertRoute(route: Omit<Route, 'position'>, place: 'first' | 'last'): Promise<void> {
    await this.sql.rows(INSERT_ROUTE, [
      route.id,
      route.applicationId,
      route.country,
      route.carrierIds,
      place === 'first',
    ]);
  }
}

/** The AAD of a carrier's password: a sealed password copied to another carrier does not open. */
export const passwordContext = (carrierId: string) => `carrier.password|${carrierId}`;
