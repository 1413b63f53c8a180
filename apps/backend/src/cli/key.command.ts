import { KEY_SCOPES } from '@codewire/contracts';
import { parseArgs } from 'node:util';
import { createApiKey, readKeyId } from '../applications/api-key.js';
import { ApplicationStore, type KeyRow } from '../applications/application.store.js';
import { chooseApplication } from './choose-application.js';
import { UsageError, type Command, type CommandIo } from './command.js';
import { renderTable, renderTime } from './table.js';
import { withDatabase } from './with-database.js';

const LONGEST_NAME = 60;
const UNKNOWN = 'There is no key with that id: see `key list`.';
const ID_FORM = /^[0-9A-Za-z]{8}$/;

export const command: Command = {
  summary: 'Makes a key for a client app, lists the keys there are, or revokes one.',
  usage: ['create --name <text> [--application <name or id>] [--reveal-code]', 'list', 'revoke <id>'],
  run(args, io) {
    const [action, ...rest] = args;
    switch (action) {
      case 'create':
        return create(rest, io);
      case 'list':
        parseArgs({ args: rest });
        return withDatabase(io, 'key', (sql) => list(new ApplicationStore(sql), io));
      case 'revoke':
        return revoke(rest, io);
      default:
        throw new UsageError('Say what to do with keys.');
    }
  },
};

function create(args: string[], io: CommandIo): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      application: { type: 'string' },
      name: { type: 'string' },
      'reveal-code': { type: 'boolean', default: false },
    },
  });
  const name = values.name?.trim() ?? '';
  if (name === '' || name.length > LONGEST_NAME) {
    throw new UsageError(`Give the key a --name of 1 to ${LONGEST_NAME} characters: who will use it?`);
  }
  return withDatabase(io, 'key', async (sql) => {
    const store = new ApplicationStore(sql);
    const application = chooseApplication(await store.listApplications(), values.application);
    const { id, key, secretHash } = createApiKey(application.isTest ? 'test' : 'live');
    const reveals = values['reveal-code'];
    const scopes = KEY_SCOPES.filter((scope) => scope !== 'reveal' || reveals);
    await store.insertKey({
      id,
      applicationId: application.id,
      name,
      secretHash,
      scopes,
      isSeeded: false,
      createdBy: '',
    });
    const mode = application.isTest ? ', in test mode' : '';
    io.print(`Made key ${id}, "${name}", of the application "${application.name}"${mode}.`);
    if (reveals) io.print('Starts made with it are answered with the code: keep it out of browsers and phones.');
    io.print('This is the only time it is shown:');
    io.print(key);
  });
}

async function list(store: ApplicationStore, io: CommandIo): Promise<void> {
  const keys = await store.listKeys();
  if (keys.length === 0) return io.print('There are no keys.');
  const head = ['id', 'application', 'name', 'permissions', 'created', 'last used', 'state'];
  const cells = (key: KeyRow) => [
    key.id,
    key.application,
    key.name,
    key.reveals ? 'reveal code' : '-',
    renderTime(key.created_at),
    renderTime(key.last_used_at),
    key.state === 'revoked' ? `revoked ${renderTime(key.revoked_at)}` : key.state,
  ];
  io.print(renderTable(head, keys.map(cells)));
}

function revoke(args: string[], io: CommandIo): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [given, ...rest] = positionals;
  if (given === undefined || rest.length > 0) throw new UsageError('Say which key, by its id: see `key list`.');
  // Who finds a key in a place where it does not belong has the key, not its id.
  const id = readKeyId(given) ?? given;
  // Anything else may be a key with a slip in it, and has no business in the database's log.
  if (!ID_FORM.test(id)) throw new Error(UNKNOWN);
  return withDatabase(io, 'key', async (sql) => {
    const store = new ApplicationStore(sql);
    if (await store.revokeKey(id)) return io.print(`Revoked ${id}. Within a second no node takes it any more.`);
    const known = (await store.listKeys()).find((key) => key.id === id);
    if (known === undefined) throw new Error(UNKNOWN);
    io.print(`${id} was revoked already, ${renderTime(known.revoked_at)}.`);
  });
}
