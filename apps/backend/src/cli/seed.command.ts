import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDataSource, poolOf } from '../database/data-source.js';
import { assertSchemaCurrent } from '../database/schema-guard.js';
import { SCENARIO_NAMES, seed } from '../database/seed/seed.js';
import { Sql } from '../database/sql.js';
import { Keyring } from '../platform/keyring.js';
import { UsageError, type Command } from './command.js';

export const command: Command = {
  summary: 'Brings what a first start needs into the database, or a scenario to look at. Can be run again.',
  usage: [`[${SCENARIO_NAMES.join('|')}] [--first-key-file <path>]`],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'first-key-file': { type: 'string' } },
    });
    const [scenario = 'default', ...rest] = positionals;
    if (rest.length > 0) throw new UsageError('Name one scenario.');
    const { database, keyringFile, simulator, environment } = io.config();
    const file = values['first-key-file'];
    const dataSource = createDataSource({ url: database.url, poolSize: 1, applicationName: 'codewire seed' });
    await dataSource.initialize();
    try {
      await assertSchemaCurrent(dataSource);
      const made = await seed(new Sql(() => poolOf(dataSource)), scenario, {
        keyring: Keyring.load(keyringFile),
        simulatorPort: simulator.smppPort,
        isProduction: environment === 'production',
        firstKeyFile: file === undefined ? undefined : resolve(file),
      });
      io.print(made.length === 0 ? 'Everything was there already.' : `Made ${made.join('; ')}.`);
    } finally {
      await dataSource.destroy();
    }
  },
};
