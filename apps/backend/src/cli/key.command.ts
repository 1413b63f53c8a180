import { parseArgs } from 'node:util';
import { readKeyId } from '../applications/api-key.js';
import { ApiKeyStore, type KeyRow } from '../applications/api-key.store.js';
import { ApplicationStore } from '../applications/application.store.js';
import { Keys } from '../applications/keys.js';
import { commandAuthor } from '../platform/author.js';
import { chooseApplication } from './choose-application.js';
import { openAudit } from './command-audit.js';
import { UsageError, type Command, type CommandIo } from './command.js';
import { readKeySettings, readOverlap } from './key-settings.js';
import { renderTable, renderTime } from './table.js';
import { withDatabase } from './with-database.js';

const UNKNOWN = 'There is no key with that id: see `key list`.';
const ID_FORM = /^[0-9A-Za-z]{8}$/;

export const command: Command = {
  summary:
    'Makes a key for a client app, lists the keys there are, gives one a successor, or revokes one. A key may start,\n' +
    'check and read, from anywhere and for ever, unless told otherwise; the scope reveal lets a start answer the code.',
  usage: [
    'create --name <text> [--application <name or id>] [--scopes start,check,read[,reveal]]\n' +
      '      [--addresses <range>,<range>] [--expires 90d]',
    'list',
    'roll <id> [--overlap 0h|1h|24h|72h]',
    'revoke <id>',
  ],
  run(args, io) {
    const [action, ...rest] = args;
    switch (action) {
      case 'create':
        return create(rest, io);
      case 'list':
        parseArgs({ args: rest });
        return withDatabase(io, 'key', (sql) => list(new ApiKeyStore(sql), io));
      case 'roll':
        return roll(rest, io);
      case 'revoke':
        return revoke(rest, io);
      default:
        throw new UsageError('Say what to do with keys.');
    }
  },
};

const SETTINGS = {
  application: { type: 'string' },
  name: { type: 'string' },
  scopes: { type: 'string' },
  addresses: { type: 'string' },
  expires: { type: 'string' },
} as const;

function create(args: string[], io: CommandIo): Promise<void> {
  const { values } = parseArgs({ args, options: SETTINGS });
  const settings = readKeySettings(values, new Date());
  return withDatabase(io, 'key', async (sql) => {
    const application = chooseApplication(await new ApplicationStore(sql).listApplications(), values.application);
    const made = await new Keys(sql, openAudit(io)).create(commandAuthor(), application, settings);
    if (made.kind === 'expiry_refused') throw new UsageError('A key --expires within two years.');
    const mode = application.isTest ? ', in test mode' : '';
    io.print(`Made key ${made.row.id}, "${made.row.name}", of the application "${application.name}"${mode}.`);
    show(made.key, made.row, io);
  });
}

function roll(args: string[], io: CommandIo): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { overlap: { type: 'string', default: '24h' } },
  });
  const overlapHours = readOverlap(values.overlap);
  const id = readId(positionals);
  return withDatabase(io, 'key', async (sql) => {
    const rolled = await new Keys(sql, openAudit(io)).roll(commandAuthor(), id, overlapHours);
    if (rolled.kind === 'unknown') throw new Error(UNKNOWN);
    if (rolled.kind === 'ended') throw new Error(`${id} is revoked, expired or was rolled already: make a new key.`);
    const { state, expiresAt } = (await new ApiKeyStore(sql).readKey(id)) as KeyRow;
    const end = state === 'revoked' ? 'is revoked' : `ends ${renderTime(expiresAt)}`;
    io.print(`Made key ${rolled.row.id}, "${rolled.row.name}", like ${id}, which ${end}.`);
    show(rolled.key, rolled.row, io);
  });
}

function show(key: string, { scopes }: KeyRow, io: CommandIo): void {
  if (scopes.includes('reveal')) {
    io.print('Starts made with it are answered with the code: keep it out of browsers and phones.');
  }
  io.print('This is the only time it is shown:');
  io.print(key);
}

async function list(store: ApiKeyStore, io: CommandIo): Promise<void> {
  const keys = await store.listKeys();
  if (keys.length === 0) return io.print('There are no keys.');
  const head = ['id', 'application', 'name', 'scopes', 'addresses', 'created', 'last used', 'state'];
  const cells = (key: KeyRow) => [
    key.id,
    key.application,
    key.name,
    key.scopes.join(','),
    key.addresses.join(',') || 'any',
    renderTime(key.createdAt),
    renderTime(key.lastUsedAt),
    describeState(key),
  ];
  io.print(renderTable(head, keys.map(cells)));
}

function describeState({ state, revokedAt, expiresAt }: KeyRow): string {
  if (state === 'revoked') return `revoked ${renderTime(revokedAt)}`;
  if (state === 'ending') return `active until ${renderTime(expiresAt)}`;
  return state;
}

function revoke(args: string[], io: CommandIo): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const id = readId(positionals);
  return withDatabase(io, 'key', async (sql) => {
    const revoked = await new Keys(sql, openAudit(io)).revoke(commandAuthor(), id);
    if (revoked.kind === 'unknown') throw new Error(UNKNOWN);
    io.print(
      revoked.kind === 'revoked'
        ? `Revoked ${id}. Within a second no node takes it any more.`
        : `${id} was revoked already, ${renderTime(revoked.at)}.`,
    );
  });
}

/** Throws before the database is asked for what cannot be an id. */
function readId([given, ...rest]: readonly string[]): string {
  if (given === undefined || rest.length > 0) throw new UsageError('Say which key, by its id: see `key list`.');
  // Who finds a key in a place where it does not belong has the key, not its id.
  const id = readKeyId(given) ?? given;
  // Anything else may be a key with a slip in it, and has no business in the database's log.
  if (!ID_FORM.test(id)) throw new Error(UNKNOWN);
  return id;
}
