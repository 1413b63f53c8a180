import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processMark, signalProcess, until } from '../processes.mjs';
import { stopLeftoverPostgres } from '../postgres.mjs';

/** @typedef {{ name: string, pid: number, mark: string }} RecordedChild */
/** @typedef {{ pid: number, mark: string, children: RecordedChild[], backend?: Record<string, string> }} HolderRecord */

/** @typedef {ReturnType<typeof describePaths>} Paths */

/** What a data folder holds. @param {string} dataDir */
export function describePaths(dataDir) {
  return {
    dataDir,
    holder: join(dataDir, 'launcher.json'),
    keyring: join(dataDir, 'keyring.json'),
    firstKey: join(dataDir, 'first-key'),
    postgres: join(dataDir, 'postgres'),
    log: (/** @type {string} */ name) => join(dataDir, 'logs', `${name}.log`),
  };
}

/** @param {string} file @returns {HolderRecord | undefined} */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The process that works with a data folder now, as it wrote itself down; undefined when there is none.
 * @param {string} dataDir
 */
export function findHolder(dataDir) {
  const holder = readHolder(describePaths(dataDir).holder);
  return holder !== undefined && processMark(holder.pid) === holder.mark ? holder : undefined;
}

/** Puts our record in place if no other is there: a link is made whole or not at all. @param {Paths} paths @param {HolderRecord} record */
function claim(paths, record) {
  const own = `${paths.holder}.${process.pid}`;
  writeFileSync(own, JSON.stringify(record), { mode: 0o600 });
  try {
    linkSync(own, paths.holder);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} dataDir @param {number} pid */
function refuse(dataDir, pid) {
  return new Error(`Codewire already runs on ${dataDir} (process ${pid}). Stop it first, or set CODEWIRE_DATA_DIR.`);
}

/** Takes a dead holder's record away and returns it; a living one's stays, and its data folder is not to be had. @param {Paths} paths */
function setAside(paths) {
  const holder = findHolder(paths.dataDir);
  if (holder) throw refuse(paths.dataDir, holder.pid);
  const aside = `${paths.holder}.${process.pid}.old`;
  try {
    renameSync(paths.holder, aside);
  } catch {
    return undefined;
  }
  // Between our look and our move another launcher may have put its own record there: the one moved is the one judged.
  const moved = readHolder(aside);
  if (moved !== undefined && processMark(moved.pid) === moved.mark) {
    renameSync(aside, paths.holder);
    throw refuse(paths.dataDir, moved.pid);
  }
  rmSync(aside);
  return moved;
}

/** Ends the processes that a killed launcher left behind: only those that are the very ones it wrote down. @param {HolderRecord} left */
async function stopLeftovers(left) {
  const alive = () => left.children.filter(({ pid, mark }) => processMark(pid) === mark);
  for (const { pid } of alive()) signalProcess(-pid, 'SIGTERM');
  if (await until(() => alive().length === 0, 10_000)) return;
  for (const { pid } of alive()) signalProcess(-pid, 'SIGKILL');
  await until(() => alive().length === 0, 5_000);
}

/**
 * Takes the data folder for this process, making it if need be; a second process is refused. What a killed one left
 * running is stopped first.
 * @param {string} dataDir
 */
export async function takeDataFolder(dataDir) {
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  const paths = describePaths(dataDir);
  /** @type {HolderRecord} */
  const record = { pid: process.pid, mark: processMark(process.pid) ?? '', children: [] };
  let left;
  while (!claim(paths, record)) left = setAside(paths) ?? left;
  if (left) await stopLeftovers(left);
  await stopLeftoverPostgres(paths.postgres);
  const save = () => {
    writeFileSync(`${paths.holder}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${paths.holder}.new`, paths.holder);
  };
  return {
    ...paths,
    /** Writes a child down, so that a later launcher can stop it if this one is killed. @param {string} name @param {number} pid */
    recordChild(name, pid) {
      record.children = record.children.filter((child) => child.name !== name);
      record.children.push({ name, pid, mark: processMark(pid) ?? '' });
      save();
    },
    /** Tells the commands the backend's settings, now that its database can be used. @param {Record<string, string>} settings */
    recordBackend(settings) {
      record.backend = settings;
      save();
    },
    release: () => rmSync(paths.holder, { force: true }),
  };
}

/** @typedef {Awaited<ReturnType<typeof takeDataFolder>>} DataFolder */
