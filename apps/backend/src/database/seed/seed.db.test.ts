import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PURPOSES } from '@codewire/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../../tools/testing/secrets.js';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { hashKey, readKeyId } from '../../applications/api-key.js';
import { ApiKeyStore } from '../../applications/api-key.store.js';
import { ApplicationStore } from '../../applications/application.store.js';
import { Keyring } from '../../platform/keyring.js';
import { CarrierStore, passwordContext } from '../../sms-transport/carrier.store.js';
import { RouteStore } from '../../sms-transport/route.store.js';
import { BUILT_IN_TEXTS } from '../../templates/built-in-texts.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { seed, type SeedOptions } from './seed.js';

let database: OpenDatabase;
let folder: string;
let keyFile: string;
let options: SeedOptions;

beforeEach(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'codewire-seed-'));
  keyFile = join(folder, 'first-key');
  options = {
    keyring: Keyring.load(currentRun().keyringFile),
    simulatorPort: 2775,
    isProduction: false,
    firstKeyFile: keyFile,
  };
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

/** What a seeded database holds, as counts. */
async function counts(): Promise<Record<string, number>> {
  const tables = ['application', 'policy', 'api_key', 'carrier', 'route', 'template', 'template_version'];
  const columns = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ');
  const { rows } = await database.pool.query<Record<string, number>>(`select ${columns}`);
  return rows[0] as Record<string, number>;
}

const ONE_OF_EACH = {
  application: 1,
  policy: 1,
  api_key: 1,
  carrier: 1,
  route: 1,
  template: PURPOSES.length,
  template_version: BUILT_IN_TEXTS.length,
};

function readKey(): string {
  const key = readFileSync(keyFile, 'utf8').trimEnd();
  recordSecret('key', key);
  return key;
}

describe('the default scenario', () => {
  test('makes an application in test mode with the default policy, and a key of it that reveals codes', async () => {
    await seed(database.sql, 'default', options);
    const stored = await new ApiKeyStore(database.sql).findKey(readKeyId(readKey()) ?? '');
    expect(stored).toMatchObject({
      scopes: ['start', 'check', 'read', 'reveal'],
      application: {
        name: 'Codewire',
        isTest: true,
        defaultLanguage: 'en',
        sender: 'Codewire',
        policy: {
          codeLength: 6,
          lifeSeconds: 600,
          maxChecks: 5,
          maxSends: 5,
          resend: 'same',
          cooldownSeconds: [30, 60, 90, 120],
          sendWindows: [
            { limit: 5, seconds: 600 },
            { limit: 8, seconds: 3_600 },
            { limit: 12, seconds: 86_400 },
          ],
          wrongCheckWindows: [
            { limit: 10, seconds: 3_600 },
            { limit: 20, seconds: 86_400 },
          ],
        },
      },
    });
    expect(stored?.secretHash.equals(hashKey(readKey()))).toBe(true);
    expect(await new ApiKeyStore(database.sql).hasSeededKey()).toBe(true);
  });

  test('leaves the key alone on one line, for its owner only, and says it nowhere else', async () => {
    writeFileSync(`${keyFile}.new`, 'left by a start that was killed', { mode: 0o644 });
    const made = await seed(database.sql, 'default', options);
    const content = readFileSync(keyFile, 'utf8');
    expect(content).toMatch(/^cw_test_[0-9A-Za-z]{57}\n$/);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(made.join()).not.toContain(readKey());
    expect(existsSync(`${keyFile}.new`)).toBe(false);
  });

  test('makes a simulated carrier that a bind can be made to, and a route for all to it', async () => {
    await seed(database.sql, 'default', options);
    const store = new CarrierStore(database.sql);
    const [carrier] = await store.listCarriers();
    expect(carrier).toMatchObject({
      name: 'Simulated carrier',
      isSimulated: true,
      status: 'enabled',
      host: '127.0.0.1',
      port: 2775,
      systemId: 'codewire',
    });
    const password = options.keyring.decrypt(carrier!.passwordSealed, passwordContext(carrier!.id));
    recordSecret('password', password);
    expect(password).toMatch(/^[\w-]{8}$/);
    expect(await new RouteStore(database.sql).listRoutes()).toMatchObject([
      { applicationId: null, country: null, carrierIds: [carrier!.id] },
    ]);
  });

  test('changes nothing the second time, and does not bring back a key file that was taken away', async () => {
    await seed(database.sql, 'default', options);
    rmSync(keyFile);
    expect(await counts()).toEqual(ONE_OF_EACH);
    expect(await seed(database.sql, 'default', options)).toEqual([]);
    expect(await counts()).toEqual(ONE_OF_EACH);
    expect(existsSync(keyFile)).toBe(false);
  });

  test('run by several at once makes one of each', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => seed(database.sql, 'default', options)));
    expect(made.filter((words) => words.length > 0)).toHaveLength(1);
    expect(await counts()).toEqual(ONE_OF_EACH);
    const stored = await new ApiKeyStore(database.sql).findKey(readKeyId(readKey()) ?? '');
    expect(stored?.secretHash.equals(hashKey(readKey()))).toBe(true);
  });

  test('makes no key without a file to leave it in; a later run with one does', async () => {
    await seed(database.sql, 'default', { ...options, firstKeyFile: undefined });
    expect(await counts()).toEqual({ ...ONE_OF_EACH, api_key: 0 });
    expect(await seed(database.sql, 'default', options)).toEqual([`a key that reveals codes, in ${keyFile}`]);
    expect(readKeyId(readKey())).toBeDefined();
  });

  test('makes nothing at all when the key cannot be left', async () => {
    const nowhere = { ...options, firstKeyFile: join(folder, 'no', 'such', 'folder') };
    await expect(seed(database.sql, 'default', nowhere)).rejects.toThrow('ENOENT');
    expect(Object.values(await counts()).every((count) => count === 0)).toBe(true);
  });

  test('gives no revealing key to an application that reaches real phones', async () => {
    await insertApplication(database.pool, { isTest: false });
    await seed(database.sql, 'default', options);
    expect(await counts()).toMatchObject({ application: 1, api_key: 0 });
    expect(existsSync(keyFile)).toBe(false);
  });

  test('a carrier that listens elsewhere at the next start is followed', async () => {
    await seed(database.sql, 'default', options);
    await seed(database.sql, 'default', { ...options, simulatorPort: 12_775 });
    const carriers = await new CarrierStore(database.sql).listCarriers();
    expect(carriers.map(({ port }) => port)).toEqual([12_775]);
  });
});

describe('production', () => {
  const inProduction = (): SeedOptions => ({ ...options, isProduction: true, firstKeyFile: undefined });

  test('gets the texts and an application that reaches real phones, and nothing fit for development only', async () => {
    await seed(database.sql, 'default', inProduction());
    expect(await counts()).toEqual({ ...ONE_OF_EACH, api_key: 0, carrier: 0, route: 0 });
    expect(await new ApplicationStore(database.sql).findApplication()).toMatchObject({ isTest: false });
  });

  test('is refused a first key and a demo', async () => {
    const words = 'Production takes the scenario "default" alone';
    await expect(seed(database.sql, 'default', { ...inProduction(), firstKeyFile: keyFile })).rejects.toThrow(words);
    await expect(seed(database.sql, 'demo', inProduction())).rejects.toThrow(words);
    expect(Object.values(await counts()).every((count) => count === 0)).toBe(true);
  });
});

test.each(['dmeo', '', 'toString', '__proto__'])(
  'there is no scenario "%s", and the known ones are named',
  async (name) => {
    await expect(seed(database.sql, name, options)).rejects.toThrow(
      `There is no scenario "${name}". There are: default, demo, ten-million.`,
    );
  },
);
