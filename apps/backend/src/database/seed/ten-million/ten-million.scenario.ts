import { DEFAULT_POLICY } from '@codewire/otp';
import pg from 'pg';
import { insertApplication } from '../../../applications/application-setup.js';
import { ApplicationStore, type Application } from '../../../applications/application.store.js';
import { newId } from '../../../platform/ids.js';
import type { Keyring } from '../../../platform/keyring.js';
import { CarrierStore, passwordContext } from '../../../sms-transport/carrier.store.js';
import { TextCatalogue } from '../../../templates/text-catalogue.js';
import { readTextSnapshot } from '../../../templates/text-snapshot.js';
import type { Sql, Tx } from '../../sql.js';
import { seed, type SeedOptions } from '../seed.js';
import { fill } from './fill.js';
import { Teller, type Cast } from './teller.js';

export const TEN_MILLION = 10_000_000;

/** The newest message is over, so that nothing of it is looked at by the senders. */
const NEWEST_MS = 15 * 60_000;
const MOST_PEOPLE = 500_000;
const MESSAGES_PER_PERSON = 5;

const APPLICATIONS = ['Shop', 'Bank'];
const CARRIERS = ['Northline', 'Southgate'];

// A server that reads on would begin to count from here, and what is told lies before.
const FORGET_COUNTS = [
  `truncate message_roll_up, verification_roll_up, time_roll_up, cost_roll_up`,
  `update roll_up_progress set done_until = null`,
];

export interface TenMillionOptions extends SeedOptions {
  readonly sql: Sql;
  /** The owner's: tables are emptied, and indexes built. */
  readonly url: string;
  readonly rows: number;
  /** Also beside messages of real people, which stay. */
  readonly isForced: boolean;
  readonly onStep: (told: string) => void;
}

/**
 * A month of a busy system, to see how the console bears it: messages of three applications by three carriers, with
 * verifications, attempts and receipts, and the copies that the console searches. Simulated messages that are there go.
 * The tables are locked meanwhile. What the overview counts is counted by the next server.
 */
export async function seedTenMillion(options: TenMillionOptions): Promise<string[]> {
  const { sql, url, keyring, rows, isForced, onStep } = options;
  if (options.isProduction) throw new Error('Production takes no messages that never were.');
  const isEmptied = !(await hasRealMessages(url));
  if (!isEmptied && !isForced) {
    throw new Error(
      'This database has messages that are not simulated. With --force they stay, and others come to them.',
    );
  }
  const made = await seed(sql, 'default', options);
  const endMs = Date.now() - NEWEST_MS;
  const cast = await sql.transaction((tx) => castOf(tx, { keyring, rows, endMs }));
  const startedAt = performance.now();
  await fill({ url, count: rows, endMs, isEmptied, teller: new Teller(cast), onStep });
  await administer(url, FORGET_COUNTS);
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  return [...made, `${rows.toLocaleString('en-US')} messages of thirty days, in ${seconds} s`];
}

async function castOf(
  tx: Tx,
  { keyring, rows, endMs }: Pick<Cast, 'keyring' | 'endMs'> & { rows: number },
): Promise<Cast> {
  const first = await new ApplicationStore(tx).findApplication();
  if (first === undefined) throw new Error('the default scenario left something out');
  const applications = [first];
  for (const name of APPLICATIONS) applications.push(await findOrMake(tx, name));
  const texts = TextCatalogue.of(await readTextSnapshot(tx), { onBroken: () => undefined });
  const { codeLength, lifeSeconds } = DEFAULT_POLICY;
  return {
    keyring,
    applications,
    carrierIds: await carrierIdsOf(tx, keyring),
    people: Math.max(1, Math.min(MOST_PEOPLE, Math.ceil(rows / MESSAGES_PER_PERSON))),
    endMs,
    render: (applicationId, purpose, locale) =>
      texts.render({ applicationId, purpose, locale, brand: first.name, minutes: lifeSeconds / 60, codeLength }),
  };
}

async function findOrMake(tx: Tx, name: string): Promise<Application> {
  const store = new ApplicationStore(tx);
  const present = await store.findApplication(name);
  if (present !== undefined) return present;
  const id = newId('app');
  await insertApplication(tx, { id, name, sender: name, defaultLanguage: 'en', isTest: true }, DEFAULT_POLICY);
  const made = await store.findApplication(id);
  if (made === undefined) throw new Error('the application is not there after its insert');
  return made;
}

/** The simulated one of every first start, and two that nothing is sent by. */
async function carrierIdsOf(tx: Tx, keyring: Keyring): Promise<string[]> {
  const store = new CarrierStore(tx);
  const present = await store.listCarriers();
  for (const name of CARRIERS.filter((wanted) => !present.some((carrier) => carrier.name === wanted))) {
    const id = newId('car');
    await store.insertCarrier({
      id,
      name,
      isSimulated: true,
      status: 'disabled',
      host: '127.0.0.1',
      port: 2_775,
      systemId: 'codewire',
      systemType: '',
      passwordSealed: keyring.encrypt('none', passwordContext(id)),
      windowSize: 10,
    });
  }
  const carriers = await store.listCarriers();
  return carriers.filter(({ isSimulated }) => isSimulated).map(({ id }) => id);
}

/** Looks for as long as it takes: of ten million simulated messages none may be real. */
async function hasRealMessages(url: string): Promise<boolean> {
  return (await administer(url, ['select from message where not is_simulated_only limit 1'])) > 0;
}

/** Rows of the last statement. */
async function administer(url: string, statements: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'codewire seed' });
  await client.connect();
  try {
    let rows = 0;
    for (const statement of statements) rows = (await client.query(statement)).rowCount ?? 0;
    return rows;
  } finally {
    await client.end();
  }
}
