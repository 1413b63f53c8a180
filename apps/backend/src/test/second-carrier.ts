import { recordSecret } from '../../../../tools/testing/secrets.js';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { newId } from '../platform/ids.js';
import { Keyring } from '../platform/keyring.js';
import { CarrierStore, passwordContext } from '../sms-transport/carrier.store.js';
import { RouteStore } from '../sms-transport/route.store.js';
import type { Client } from './client.js';
import { NO_LIMITS, type System } from './system.js';

/** At most eight characters, as SMPP 3.4 has it. */
export const CARRIER_PASSWORD = 'pa55word';

/** One more carrier on this machine, which real messages may be sent over. Returns its id. */
export async function addCarrier({ database }: System, name: string, port: number): Promise<string> {
  const id = newId('car');
  recordSecret('password', CARRIER_PASSWORD);
  await new CarrierStore(database.sql).insertCarrier({
    id,
    name,
    isSimulated: false,
    host: '127.0.0.1',
    port,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: Keyring.load(currentRun().keyringFile).encrypt(CARRIER_PASSWORD, passwordContext(id)),
    windowSize: 10,
  });
  return id;
}

/** The carrier that every system has. */
export async function seededCarrier({ database }: System): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>('select id from carrier where is_simulated');
  return rows[0]!.id;
}

/** The carrier that every system has, made a real one: beside a real carrier a simulated one takes nothing. Returns its id. */
export async function healthyCarrier({ database }: System): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    'update carrier set is_simulated = false where is_simulated returning id',
  );
  return rows[0]!.id;
}

/** An application whose messages go to these carriers, in this order: a caller of it, and its route. */
export async function routeOver(
  system: System,
  carrierIds: readonly string[],
): Promise<{ client: Client; routeId: string }> {
  const { id: applicationId, client } = await system.addApplication({ policy: NO_LIMITS });
  const route = { id: newId('rou'), applicationId, country: null, carrierIds };
  await new RouteStore(system.database.sql).insertRoute(route, 'first');
  return { client, routeId: route.id };
}
