import { ApplicationStore } from '../applications/application.store.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Sql } from '../database/sql.js';
import { commandAuthor } from '../platform/author.js';
import { newId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import { CarrierStore, openPassword, passwordContext, type Carrier } from '../sms-transport/carrier.store.js';
import { RouteStore, type AddedRoute } from '../sms-transport/route.store.js';
import { placeForCarrier } from '../sms-transport/routing.js';
import type { NewCarrier } from './carrier-settings.js';

export interface AddedCarrier {
  /** Through which the carrier gets its messages. */
  readonly route: AddedRoute;
  /** Of applications and carriers, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether any application reaches real phones. */
  readonly isAnyLive: boolean;
}

/** Stores a carrier, its password sealed, and gives it the messages of every application that is not in test mode. */
export function addCarrier(
  { sql, keyring, auditLog }: { readonly sql: Sql; readonly keyring: Keyring; readonly auditLog: AuditLog },
  { password, ...settings }: NewCarrier,
): Promise<AddedCarrier> {
  return sql.transaction(async (tx) => {
    const [store, routes] = [new CarrierStore(tx), new RouteStore(tx)];
    await routes.lockRoutes();
    const carriers = await store.listCarriers();
    assertNewName(carriers, settings.name);
    assertSameKeyring(carriers, keyring);
    const id = newId('car');
    const passwordSealed = keyring.encrypt(password, passwordContext(id));
    await store.insertCarrier({ ...settings, id, isSimulated: false, passwordSealed });
    const route = await routeTo(routes, { id, name: settings.name }, carriers);
    const applications = await new ApplicationStore(tx).listApplications();
    await auditLog.append(tx, commandAuthor(), {
      action: 'carrier.created',
      target: { kind: 'carrier', id, name: settings.name },
      after: factsOf(settings),
    });
    return {
      route,
      names: new Map([...applications, ...carriers, { id, name: settings.name }].map((one) => [one.id, one.name])),
      isAnyLive: applications.some(({ isTest }) => !isTest),
    };
  });
}

function factsOf({ host, port, systemId, systemType, windowSize }: Omit<NewCarrier, 'password'>) {
  const account = { host, port, system_id: systemId, system_type: systemType, window_size: windowSize };
  return { ...account, password: 'changed' };
}

async function routeTo(
  store: RouteStore,
  { id, name }: Pick<Carrier, 'id' | 'name'>,
  carriers: readonly Carrier[],
): Promise<AddedRoute> {
  const place = placeForCarrier(await store.listRoutes(), new Map(carriers.map((carrier) => [carrier.id, carrier])));
  if (place.kind === 'joins') {
    await store.extendRoute(place.route.id, id);
    return { ...place.route, carrierIds: [...place.route.carrierIds, id] };
  }
  const route = { id: newId('rou'), name, applicationId: null, country: null, carrierIds: [id] };
  await store.insertRoute(route, place.kind === 'before' ? { before: place.route } : 'last');
  return route;
}

function assertNewName(carriers: readonly Carrier[], name: string): void {
  if (carriers.some((carrier) => carrier.name === name)) {
    throw new Error(`There is a carrier "${name}" already: see \`carrier list\`.`);
  }
}

/** A password sealed under another keyring would be of no use to the nodes, and nobody could tell by looking at it. */
function assertSameKeyring(carriers: readonly Carrier[], keyring: Keyring): void {
  if (carriers.length === 0 || carriers.some((carrier) => openPassword(keyring, carrier) !== undefined)) return;
  throw new Error(
    'The keyring of CODEWIRE_KEYRING_FILE opens no password in this database: it is another one. Nothing was changed.',
  );
}
