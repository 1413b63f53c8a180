import { randomBytes } from 'node:crypto';
import { KEY_SCOPES } from '@codewire/contracts';
import { DEFAULT_POLICY } from '@codewire/otp';
import { createApiKey } from '../../applications/api-key.js';
import { ApiKeyStore } from '../../applications/api-key.store.js';
import { insertApplication } from '../../applications/application-setup.js';
import { ApplicationStore, type Application } from '../../applications/application.store.js';
import { newId } from '../../platform/ids.js';
import { CarrierStore, passwordContext } from '../../sms-transport/carrier.store.js';
import { RouteStore } from '../../sms-transport/route.store.js';
import { importBuiltInTexts } from '../../templates/import-built-in-texts.js';
import type { Statement, Tx } from '../sql.js';
import { writeFirstKey } from './first-key.js';
import type { SeedOptions } from './seed.js';

const NAME = 'Codewire';
const CARRIER = 'Simulated carrier';
const HOST = '127.0.0.1';

const HAS_SEEDED_KEY: Statement = {
  name: 'seed_has_key',
  text: `select 1 from api_key where is_seeded limit 1`,
};

// The simulated carrier listens where this start of the system tells it to.
const MOVE_CARRIER: Statement = {
  name: 'seed_move_carrier',
  text: `with moved as (
      update carrier set port = $3 where is_simulated and name = $1 and host = $2 and port <> $3 returning id
    ) select pg_notify('codewire_carriers', id) from moved`,
};

/**
 * What a first start needs. In development everything to send a code to a handset at once; in production the texts and
 * an application, for carriers and keys are made there by hand. What is there already stays as it is. Returns what was
 * made, in words.
 */
export async function seedDefault(tx: Tx, options: SeedOptions): Promise<string[]> {
  const made: string[] = [];
  const texts = await importBuiltInTexts(tx);
  if (texts > 0) made.push(`${texts} built-in texts`);
  const application = await seedApplication(tx, options, made);
  if (options.isProduction) return made;
  await seedCarrier(tx, options, made);
  if (options.firstKeyFile !== undefined) await seedKey(tx, application, options.firstKeyFile, made);
  return made;
}

async function seedApplication(tx: Tx, { isProduction }: SeedOptions, made: string[]): Promise<Application> {
  const store = new ApplicationStore(tx);
  const present = await store.findApplication();
  if (present !== undefined) return present;
  const id = newId('app');
  const settings = { id, name: NAME, sender: NAME, defaultLanguage: 'en', isTest: !isProduction };
  await insertApplication(tx, settings, DEFAULT_POLICY);
  made.push(`the application "${NAME}"${isProduction ? '' : ', in test mode'}`);
  const application = await store.findApplication(id);
  if (application === undefined) throw new Error('the application is not there after its insert');
  return application;
}

async function seedCarrier(tx: Tx, { keyring, simulatorPort }: SeedOptions, made: string[]): Promise<void> {
  const store = new CarrierStore(tx);
  const present = (await store.listCarriers()).find(({ isSimulated }) => isSimulated);
  if (present !== undefined) {
    await tx.rows(MOVE_CARRIER, [CARRIER, HOST, simulatorPort]);
    return;
  }
  const id = newId('car');
  // SMPP 3.4 4.1.1: a password has at most eight characters.
  const password = randomBytes(6).toString('base64url');
  await store.insertCarrier({
    id,
    name: CARRIER,
    isSimulated: true,
    host: HOST,
    port: simulatorPort,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: keyring.encrypt(password, passwordContext(id)),
    windowSize: 10,
  });
  const route = { id: newId('rou'), name: CARRIER, applicationId: null, country: null, carrierIds: [id] };
  await new RouteStore(tx).insertRoute(route, 'last');
  made.push('the simulated carrier and a route to it');
}

/** The key that first tries are made with. It reveals codes, so no application that reaches real phones gets one. */
async function seedKey(tx: Tx, application: Application, file: string, made: string[]): Promise<void> {
  if (!application.isTest || (await tx.rows(HAS_SEEDED_KEY)).length > 0) return;
  const { id, key, secretHash } = createApiKey('test');
  await new ApiKeyStore(tx).insertKey({
    id,
    applicationId: application.id,
    name: 'first key',
    secretHash,
    scopes: KEY_SCOPES,
    addresses: [],
    expiresAt: null,
    isSeeded: true,
    createdBy: 'first start',
  });
  // Before the commit: a key that nobody was told would be the only one there ever is.
  writeFirstKey(file, key);
  made.push(`a key that reveals codes, in ${file}`);
}
