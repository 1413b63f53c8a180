import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SCENARIO_NAMES, seed } from '../database/seed/seed.js';
import { Keyring } from '../platform/keyring.js';
import { UsageError, type Command } from './command.js';
import { withOwnedDatabase } from './with-database.js';

export const command: Command = {
  summary: 'Brings what a first start needs into the database, or a scenario to look at. Can be run again.',
  usage: [`[${SCENARIO_NAMES.join('|')}] [--first-key-file <path>]`],
  run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'first-key-file': { type: 'string' } },
    });
    const [scenario = 'default', ...rest] = positionals;
    if (rest.length > 0) throw new UsageError('Name one scenario.');
    const { keyringFile, simulator, environment } = io.config();
    const file = values['first-key-file'];
    return withOwnedDatabase(io, 'seed', async (sql) => {
      const made = await seed(sql, scenario, {
        keyring: Keyring.load(keyringFile),
        simulatorPort: simulator.smppPort,
        isProduction: environment === 'production',
        firstKeyFile: file === undefined ? undefined : resolve(file),
      });
      io.print(made.length === 0 ? 'Everything was there already.' : `Made ${made.join('; ')}.`);
    });
  },
};
