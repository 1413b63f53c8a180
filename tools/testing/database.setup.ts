import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { BACKEND_CLI, bundleBackend } from '../bundle.mjs';
import { startPostgres } from '../postgres.mjs';
import { root } from '../root.mjs';
import { makeServingLogin } from '../serving-login.mjs';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { SEEDED_TEMPLATE, TEMPLATE } from './test-database-name.js';
import { findRun, openRun, type RunFolder } from './run-folder.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the socket of this run's PostgreSQL. */
    postgresSocketDir: string;
  }
}

// Nothing here outlives the run, so nothing waits for the disk. Every statement is logged with its whole parameters:
// that log is searched for the secrets the tests made.
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'on',
  max_connections: 400,
  log_statement: 'all',
  log_parameter_max_length: -1,
  log_parameter_max_length_on_error: -1,
};

interface TestServer {
  readonly socketDir: string;
  stop(): Promise<void>;
}

/** Runs a command of the backend to its end. Its output is shown when it fails. */
function runBackend(url: string, keyringFile: string, args: string[]): void {
  execFileSync(nodeBinary(), [BACKEND_CLI, ...args], {
    cwd: root,
    env: childEnvironment({ DATABASE_URL: url, CODEWIRE_KEYRING_FILE: keyringFile }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** `npm test` has built before; a single project started by hand builds what changed. */
async function buildBackend(): Promise<void> {
  execFileSync(nodeBinary(), [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'apps/backend', 'apps/simulator'], {
    cwd: root,
    stdio: 'inherit',
  });
  await bundleBackend();
}

async function writeCanary(run: RunFolder, url: string): Promise<void> {
  const canary = `canary-${randomUUID()}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SELECT $1::text', [canary]);
  await client.end();
  writeFileSync(run.canaryFile, canary);
}

async function copyDatabase(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE "${to}" TEMPLATE "${from}"`);
  await client.end();
}

/** Tests of stores begin with the languages and texts that they make themselves. */
async function takeTextsAway(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('TRUNCATE template_version, template, country_locale, locale RESTART IDENTITY');
  await client.end();
}

async function startServer(): Promise<TestServer> {
  const given = findRun();
  const run = given ?? openRun();
  // Where PostgreSQL has to run as another user, that user passes through this folder to its data.
  chmodSync(run.path, 0o711);
  if (given === undefined) await buildBackend();
  const { postgresData: dataDir, postgresLog: logFile } = run;
  const postgres = await startPostgres({ dataDir, logFile, databases: [TEMPLATE], settings: SETTINGS });
  const stop = async () => {
    await postgres.stop();
    if (given === undefined) rmSync(run.path, { recursive: true, force: true });
  };
  try {
    runBackend(postgres.url(TEMPLATE), run.keyringFile, [
      'keyring',
      'create',
      '--file',
      run.keyringFile,
      '--development',
    ]);
    runBackend(postgres.url(TEMPLATE), run.keyringFile, ['migration', 'run']);
    await makeServingLogin(postgres, TEMPLATE);
    await copyDatabase(postgres.url('postgres'), TEMPLATE, SEEDED_TEMPLATE);
    await takeTextsAway(postgres.url(TEMPLATE));
    runBackend(postgres.url(SEEDED_TEMPLATE), run.keyringFile, ['seed', '--first-key-file', run.firstKeyFile]);
    await writeCanary(run, postgres.url('postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { socketDir: postgres.socketDir, stop };
}

/** The one server of this process, and how many projects use it: each project calls the set-up, in a module of its own. */
const shared: { server?: Promise<TestServer>; users: number } = ((globalThis as Record<symbol, unknown>)[
  Symbol.for('codewire.test-server')
] ??= { users: 0 }) as { users: number };

/** Vitest's global set-up of the projects that need a database: one PostgreSQL for all of them, migrated once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  delete process.env['DATABASE_URL'];
  shared.users += 1;
  shared.server ??= startServer();
  const server = await shared.server;
  project.provide('postgresSocketDir', server.socketDir);
  return async () => {
    shared.users -= 1;
    if (shared.users === 0) await server.stop();
  };
}
