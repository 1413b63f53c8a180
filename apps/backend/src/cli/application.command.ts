import { parseArgs } from 'node:util';
import { ApplicationStore, type Application, type ApplicationRow } from '../applications/application.store.js';
import { Applications } from '../applications/applications.js';
import { commandAuthor } from '../platform/author.js';
import { readLists, readSettings } from './application-settings.js';
import { chooseApplication } from './choose-application.js';
import { openAudit } from './command-audit.js';
import { UsageError, type Command, type CommandIo } from './command.js';
import { renderTable } from './table.js';
import { withDatabase } from './with-database.js';

export const command: Command = {
  summary:
    'Makes an application, changes how it shows itself in messages, or lists those there are. The name is the brand\n' +
    'in its texts (at most 20 characters), the sender what a phone shows as the source. Apps (by the hash that Android\n' +
    'computes) and hosts are those that texts may be made for; each list is said as a whole, `none` empties it.',
  usage: [
    'add --name <text> --sender <text> [--language <tag>] [--test]',
    'change <name or id> [--name <text>] [--sender <text>] [--language <tag>]\n' +
      '      [--app-hash <hash> [--app-hash …]] [--host <host> [--host …]]',
    'list',
  ],
  run(args, io) {
    const [action, ...rest] = args;
    switch (action) {
      case 'add':
        return add(rest, io);
      case 'change':
        return change(rest, io);
      case 'list':
        parseArgs({ args: rest });
        return withDatabase(io, 'application', async (sql) =>
          list(await new ApplicationStore(sql).listApplications(), io),
        );
      default:
        throw new UsageError('Say what to do with applications.');
    }
  },
};

const SETTINGS = {
  name: { type: 'string' },
  sender: { type: 'string' },
  language: { type: 'string' },
} as const;

const LISTS = {
  'app-hash': { type: 'string', multiple: true },
  host: { type: 'string', multiple: true },
} as const;

function add(args: string[], io: CommandIo): Promise<void> {
  const { values } = parseArgs({ args, options: { ...SETTINGS, test: { type: 'boolean', default: false } } });
  const { name, sender, defaultLanguage = 'en' } = readSettings(values);
  if (name === undefined || sender === undefined) throw new UsageError('An application needs a --name and a --sender.');
  const isTest = values.test;
  return withDatabase(io, 'application', async (sql) => {
    const applications = new Applications(sql, openAudit(io));
    const made = await applications.create(commandAuthor(), { name, sender, defaultLanguage, isTest });
    if (made.kind === 'name_taken') throw nameTaken(name);
    io.print(
      isTest
        ? `Made the application "${name}", in test mode: it reaches the simulated carrier only.`
        : `Made the application "${name}": it reaches real phones, through the carriers its messages are routed to.`,
    );
    io.print(`Make it a key: npm run key -- create --application "${name}" --name "<who will use it>"`);
  });
}

function change(args: string[], io: CommandIo): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { ...SETTINGS, ...LISTS } });
  const [which, ...rest] = positionals;
  if (which === undefined || rest.length > 0) throw new UsageError('Say which application, by its name or id.');
  const settings = { ...readSettings(values), ...readLists(values) };
  if (Object.values(settings).every((value) => value === undefined)) throw new UsageError('Say what to change.');
  return withDatabase(io, 'application', async (sql) => {
    const store = new ApplicationStore(sql);
    const { id } = chooseApplication(await store.listApplications(), which);
    const { kind } = await new Applications(sql, openAudit(io)).change(commandAuthor(), id, settings);
    if (kind === 'name_taken') throw nameTaken(settings.name);
    list(await store.listApplications(), io);
    const changed = await store.findApplication(id);
    if (changed !== undefined) tellLists(changed, io);
  });
}

function nameTaken(name: string | undefined): Error {
  return new Error(`There is an application "${name}" already.`);
}

function tellLists({ appHashes, hosts }: Application, io: CommandIo): void {
  if (appHashes.length > 0) io.print(`Apps that texts may be made for: ${appHashes.join(', ')}`);
  if (hosts.length > 0) io.print(`Hosts that texts may be bound to: ${hosts.join(', ')}`);
}

function list(applications: readonly ApplicationRow[], io: CommandIo): void {
  if (applications.length === 0) return io.print('There are no applications: `npm run seed` makes the first.');
  const cells = (row: ApplicationRow) => [
    row.id,
    row.name,
    row.sender,
    row.defaultLanguage,
    row.isTest ? 'test' : 'live',
  ];
  io.print(renderTable(['id', 'name', 'sender', 'language', 'mode'], applications.map(cells)));
}
