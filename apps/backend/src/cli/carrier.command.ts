import { parseArgs } from 'node:util';
import { Keyring } from '../platform/keyring.js';
import { accountOf } from '../sms-transport/carrier-account.js';
import { checkCarrier, type StepReport } from '../sms-transport/carrier-check.js';
import { addCarrier } from './carrier-add.js';
import { describeRoute, listCarriers } from './carrier-list.js';
import { pricesOfCarrier } from './carrier-prices.js';
import { readNewCarrier } from './carrier-settings.js';
import { chooseCarrier } from './choose-carrier.js';
import { openAudit } from './command-audit.js';
import { UsageError, type Command, type CommandIo } from './command.js';
import { withDatabase } from './with-database.js';

const OTHER_KEYRING =
  'The keyring of CODEWIRE_KEYRING_FILE does not open the password: it is not that of this database.';

export const command: Command = {
  summary:
    'Adds a carrier and routes messages to it, lists the carriers there are, or binds to one once. The password is\n' +
    'asked for, or read from a file or a pipe; it is never an argument. Prints the prices of a carrier, says what a\n' +
    'list of others would change, or imports it.',
  usage: [
    'add --name <text> --host <host> --port <port> --system-id <id>\n' +
      '      [--password-file <path>] [--system-type <text>] [--window <1-255>]',
    'list',
    'test <name>',
    'prices <name> [<csv file> [--apply]]',
  ],
  run(args, io) {
    const [action, ...rest] = args;
    switch (action) {
      case 'add':
        return add(rest, io);
      case 'list':
        parseArgs({ args: rest });
        return withDatabase(io, 'carrier', (sql) => listCarriers(sql, io));
      case 'test':
        return test(rest, io);
      case 'prices':
        return pricesOfCarrier(rest, io);
      default:
        throw new UsageError('Say what to do with carriers.');
    }
  },
};

async function add(args: string[], io: CommandIo): Promise<void> {
  const settings = await readNewCarrier(args, io);
  const keyring = Keyring.load(io.config().keyringFile);
  const auditLog = openAudit(io);
  await withDatabase(io, 'carrier', async (sql) => {
    const { route, names, isAnyLive } = await addCarrier({ sql, keyring, auditLog }, settings);
    io.print(`Added the carrier "${settings.name}". Running nodes bind to it within a second.`);
    io.print(`Route ${describeRoute(route, names)}.`);
    if (!isAnyLive) io.print('Every application here is in test mode, so no message takes that route yet.');
    io.print(`See whether it works: npm run carrier -- test "${settings.name}"`);
  });
}

function test(args: string[], io: CommandIo): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0)
    throw new UsageError('Say which carrier, by its name: see `carrier list`.');
  return withDatabase(io, 'carrier', async (sql) => {
    const carrier = await chooseCarrier(sql, name);
    const account = accountOf(Keyring.load(io.config().keyringFile), carrier);
    if (account === undefined) throw new Error(OTHER_KEYRING);
    io.print(`${carrier.name}: ${carrier.host}:${carrier.port} as ${carrier.systemId}`);
    const { is_well: isWell } = await checkCarrier(account, (report) => io.print(describeStep(report)));
    if (!isWell) throw new Error(`The carrier "${carrier.name}" does not work from here.`);
    io.print('It works.');
  });
}

function describeStep({ step, outcome, ms, detail }: StepReport): string {
  const line = `  ${step.padEnd(12)}  ${ms.toFixed(0).padStart(6)} ms  `;
  if (outcome === 'failed') return `${line}failed. ${detail}`;
  return `${line}ok${detail === null ? '' : ` (${detail})`}`;
}
