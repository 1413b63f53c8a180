import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SCENARIO_NAMES, seed } from '../database/seed/seed.js';
import { seedTenMillion, TEN_MILLION } from '../database/seed/ten-million/ten-million.scenario.js';
import { Keyring } from '../platform/keyring.js';
import { UsageError, type Command } from './command.js';
import { withOwnedDatabase } from './with-database.js';

const OPTIONS = {
  'first-key-file': { type: 'string' },
  rows: { type: 'string' },
  force: { type: 'boolean', default: false },
} as const;

export const command: Command = {
  summary: 'Brings what a first start needs into the database, or a scenario to look at. Can be run again.',
  usage: [
    `[${SCENARIO_NAMES.join('|')}] [--first-key-file <path>]`,
    'ten-million [--rows <n>] [--force]   a month of a busy system; simulated messages that are there go',
  ],
  run(args, io) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
    const [scenario = 'default', ...rest] = positionals;
    if (rest.length > 0) throw new UsageError('Name one scenario.');
    const isLarge = scenario === 'ten-million';
    if (!isLarge && (values.rows !== undefined || values.force))
      throw new UsageError('Those are of ten-million alone.');
    const rows = readRows(values.rows);
    const { keyringFile, simulator, environment, database } = io.config();
    const file = values['first-key-file'];
    return withOwnedDatabase(io, 'seed', async (sql) => {
      const options = {
        keyring: Keyring.load(keyringFile),
        simulatorPort: simulator.smppPort,
        isProduction: environment === 'production',
        firstKeyFile: file === undefined ? undefined : resolve(file),
      };
      const made = isLarge
        ? await seedTenMillion({
            ...options,
            sql,
            url: database.migrationUrl,
            rows,
            isForced: values.force,
            onStep: (told) => io.print(told),
          })
        : await seed(sql, scenario, options);
      io.print(made.length === 0 ? 'Everything was there already.' : `Made ${made.join('; ')}.`);
    });
  },
};

function readRows(text = String(TEN_MILLION)): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new UsageError('--rows takes a number from 1 to 99999999.');
  return Number(text);
}
