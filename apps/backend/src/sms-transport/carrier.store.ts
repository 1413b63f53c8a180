import { CarrierSettings, type CarrierStatus } from '@codewire/contracts';
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

/** A carrier as it is added: what is left out begins with its default. */
export type AddedCarrier = Pick<
  Carrier,
  'id' | 'name' | 'isSimulated' | 'host' | 'port' | 'systemId' | 'systemType' | 'passwordSealed' | 'windowSize'
> &
  Partial<Pick<Carrier, 'status' | 'binds' | 'tps' | 'settings' | 'tlsKeySealed'>>;

/** Of `carrier c`. */
export const CARRIER_COLUMNS = `c.id, c.name, c.is_simulated as "isSimulated", c.status, c.host, c.port,
  c.system_id as "systemId", c.system_type as "systemType", c.password_sealed as "passwordSealed",
  c.window_size as "windowSize", c.binds, c.tps, c.settings, c.tls_key_sealed as "tlsKeySealed", c.version`;

const LIST: Statement = {
  name: 'carrier_list',
  text: `select ${CARRIER_COLUMNS} from carrier c order by c.created_at, c.id`,
};

const FIND: Statement = {
  name: 'carrier_find',
  text: `select ${CARRIER_COLUMNS} from carrier c where c.id = $1`,
};

const HOLD: Statement = {
  name: 'carrier_hold',
  text: `select ${CARRIER_COLUMNS} from carrier c where c.id = $1 for no key update`,
};

const INSERT: Statement = {
  name: 'carrier_insert',
  text: `with added as (
      insert into carrier (id, name, is_simulated, host, port, system_id, system_type, password_sealed, window_size,
        status, binds, tps, settings, tls_key_sealed)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, 'enabled'), coalesce($11::smallint, 1), $12,
        coalesce($13::jsonb, '{}'), $14) returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

/** What links need to know of carriers. */
export class CarrierStore {
  constructor(private readonly sql: Queryable) {}

  async listCarriers(): Promise<Carrier[]> {
    return (await this.sql.rows<Carrier>(LIST)).map(withDefaults);
  }

  async findCarrier(id: string): Promise<Carrier | undefined> {
    const [row] = await this.sql.rows<Carrier>(FIND, [id]);
    return row && withDefaults(row);
  }

  /** The carrier as it is, and as it stays until this transaction ends. */
  async hold(id: string): Promise<Carrier | undefined> {
    const [row] = await this.sql.rows<Carrier>(HOLD, [id]);
    return row && withDefaults(row);
  }

  /** Links of every sender node come up within a second. */
  async insertCarrier(carrier: AddedCarrier): Promise<void> {
    await this.sql.rows(INSERT, [
      carrier.id,
      carrier.name,
      carrier.isSimulated,
      carrier.host,
      carrier.port,
      carrier.systemId,
      carrier.systemType,
      carrier.passwordSealed,
      carrier.windowSize,
      carrier.status ?? null,
      carrier.binds ?? null,
      carrier.tps ?? null,
      carrier.settings === undefined ? null : JSON.stringify(carrier.settings),
      carrier.tlsKeySealed ?? null,
    ]);
  }
}

/** Settings that a carrier's row does not name have their defaults. */
export function withDefaults<Row extends Pick<Carrier, 'settings'>>(row: Row): Row {
  return { ...row, settings: CarrierSettings.parse(row.settings) };
}

/** The AAD of a carrier's password: a sealed password copied to another carrier does not open. */
export const passwordContext = (carrierId: string) => `carrier.password|${carrierId}`;
export const tlsKeyContext = (carrierId: string) => `carrier.tls_key|${carrierId}`;

/** A carrier's password in clear; undefined when it was sealed under a key that this keyring does not have. */
export function openPassword(
  keyring: Keyring,
  { id, passwordSealed }: Pick<Carrier, 'id' | 'passwordSealed'>,
): string | undefined {
  return opened(() => keyring.decrypt(passwordSealed, passwordContext(id)));
}

/** The private key for TLS, PEM; null where there is none, undefined when this keyring does not open it. */
export function openTlsKey(
  keyring: Keyring,
  { id, tlsKeySealed }: Pick<Carrier, 'id' | 'tlsKeySealed'>,
): string | null | undefined {
  return tlsKeySealed === null ? null : opened(() => keyring.decrypt(tlsKeySealed, tlsKeyContext(id)));
}

function opened(open: () => string): string | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
