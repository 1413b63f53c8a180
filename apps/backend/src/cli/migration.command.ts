import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf } from '../database/data-source.js';
import { Sql } from '../database/sql.js';
import { importBuiltInTexts } from '../templates/import-built-in-texts.js';
import { UsageError, type Command, type CommandIo } from './command.js';

/** Runs alone in the database: a second one, started at the same time by another deploy, waits and finds nothing to do. */
const LOCK = `hashtext('codewire migration')`;
/** A few hundred texts, on a busy machine. */
const TEXTS_MS = 60_000;

export const command: Command = {
  summary: 'Brings schema and built-in texts up to this build, tells where it stands, or takes the newest step back.',
  usage: ['run', 'status', 'revert --yes'],
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { yes: { type: 'boolean', default: false } },
    });
    const [action = '', ...rest] = positionals;
    const work = ACTIONS.get(action);
    if (work === undefined || rest.length > 0) throw new UsageError('Say what to do with the schema.');
    if (action === 'revert' && !values.yes) {
      throw new UsageError('Taking a step back drops what it made, with all that is in it. Say --yes to that.');
    }
    const { database } = io.config();
    const dataSource = createDataSource({
      url: database.migrationUrl,
      poolSize: 2,
      applicationName: 'codewire migration',
    });
    await dataSource.initialize();
    try {
      await work(dataSource, io);
    } finally {
      await dataSource.destroy();
    }
  },
};

const ACTIONS = new Map<string, (dataSource: DataSource, io: CommandIo) => Promise<void>>([
  ['run', (dataSource, io) => alone(dataSource, () => run(dataSource, io))],
  ['status', status],
  ['revert', (dataSource, io) => alone(dataSource, () => revert(dataSource, io))],
]);

/** The texts too, also where no step was left: a build may bring words alone, and without words nothing can be sent. */
async function run(dataSource: DataSource, io: CommandIo): Promise<void> {
  const ran = await dataSource.runMigrations();
  io.print(ran.length === 0 ? 'The schema was up to date already.' : `Ran ${namesOf(ran)}.`);
  const texts = await new Sql(() => poolOf(dataSource)).transaction(importBuiltInTexts, { mostMs: TEXTS_MS });
  if (texts > 0) io.print(`Brought in ${texts} built-in texts.`);
}

async function status(dataSource: DataSource, io: CommandIo): Promise<void> {
  const done = new Set(await executed(dataSource));
  for (const { name = '' } of dataSource.migrations) io.print(`${done.has(name) ? 'done   ' : 'pending'}  ${name}`);
  for (const name of done) {
    if (!dataSource.migrations.some((known) => known.name === name)) io.print(`newer    ${name}`);
  }
}

async function revert(dataSource: DataSource, io: CommandIo): Promise<void> {
  const newest = (await executed(dataSource)).at(-1);
  if (newest === undefined) throw new Error('No step has been taken in this database.');
  await dataSource.undoLastMigration();
  io.print(`Took ${newest} back.`);
}

/** Names of the steps this database has taken, oldest first. */
async function executed(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<{ name: string | null }[]>(`select to_regclass('migration')::text as name`);
  if (table?.name == null) return [];
  const rows = await dataSource.query<{ name: string }[]>(`select name from migration order by timestamp`);
  return rows.map(({ name }) => name);
}

async function alone(dataSource: DataSource, work: () => Promise<void>): Promise<void> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query(`select pg_advisory_lock(${LOCK})`);
    await work();
  } finally {
    await holder.query(`select pg_advisory_unlock(${LOCK})`);
    await holder.release();
  }
}

function namesOf(migrations: readonly { name: string }[]): string {
  return migrations.map(({ name }) => name).join(', ');
}
