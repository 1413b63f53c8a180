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

/** A carrier as it is added: the rest begins with its defaults. */
export type AddedCarrier = Pick<
  Carrier,
  'id' | 'name' | 'isSimulated' | 'host' | 'port' | 'systemId' | 'systemType' | 'passwordSealed' | 'windowSize'
>;

const LIST_CARRIERS: Statement = {
  name: 'carrier_list',
  text: `select id, name, is_simulated as "isSimulated", status, host, port, system_id as "systemId",
      system_type as "systemType", password_sealed as "passwordSealed", window_size as "windowSize", binds, tps, settings,
      tls_key_sealed as "tlsKeySealed", version
    from carrier order by created_at, id`,
};

const INSERT_CARRIER: Statement = {
  name: 'carrier_insert',
  text: `with added as (
      insert into carrier (id, name, is_simulated, host, port, system_id, system_type, password_sealed, window_size)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
    ) select pg_notify('codewire_carriers', id) from added`,
};

export class CarrierStore {
  constructor(private readonly sql: Queryable) {}

  /** Settings that a carrier's row does not name have their defaults. */
  async listCarriers(): Promise<Carrier[]> {
    const rows = await this.sql.rows<Carrier>(LIST_CARRIERS);
    return rows.map((row) => ({ ...row, settings: CarrierSettings.parse(row.settings) }));
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
