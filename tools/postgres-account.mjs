import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';

// PostgreSQL refuses to run as root, and its initdb refuses a user that has no name. Three ways around, best first:
// as we are; inside a user namespace, where the server believes to be `nobody` while the kernel still sees our user,
// so that our own 0700 folders stay readable; or really as `nobody`, in folders that `nobody` can reach.

/** The uid and gid of `nobody` on every Linux: the kernel's overflow ids. */
const NOBODY = 65534;

const NAMESPACE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

/** Where the third way keeps what `nobody` must reach; only root can write beside it. */
const REACHABLE = '/var/lib/codewire-postgres';

/**
 * @typedef {object} Account how PostgreSQL's programs are started on this machine
 * @property {'self' | 'namespace' | 'nobody'} kind
 */

function hasName() {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/**
 * Finds the way PostgreSQL can run here.
 * @returns {Account}
 */
export function chooseAccount() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { kind: 'self' };
  if (spawnSync('unshare', [...NAMESPACE, 'true']).status === 0) return { kind: 'namespace' };
  if (isRoot) return { kind: 'nobody' };
  throw new Error(
    `PostgreSQL needs a user with a name, and uid ${process.getuid?.()} has none here. Add one, or set DATABASE_URL.`,
  );
}

/**
 * The command line that starts a program of PostgreSQL under an account.
 * @param {Account} account @param {string} program @param {string[]} args
 * @returns {{ command: string, args: string[], options: { uid?: number, gid?: number } }}
 */
export function commandFor(account, program, args) {
  if (account.kind === 'namespace') return { command: 'unshare', args: [...NAMESPACE, program, ...args], options: {} };
  if (account.kind === 'nobody') return { command: program, args, options: { uid: NOBODY, gid: NOBODY } };
  return { command: program, args, options: {} };
}

/** Whether every folder above (and the path itself, if it is there) lets strangers pass. */
function isReachable(/** @type {string} */ path) {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** @param {string} folder */
function makeReachable(folder) {
  mkdirSync(REACHABLE, { recursive: true, mode: 0o755 });
  return join(REACHABLE, folder);
}

/**
 * The folder the data really lives in: the wanted one, or for `nobody`, where a folder above it is closed, one under
 * /var/lib that is named after it.
 * @param {Account} account @param {string} wanted
 */
export function dataFolderFor(account, wanted) {
  if (account.kind !== 'nobody' || isReachable(dirname(wanted))) return wanted;
  return makeReachable(`data-${createHash('sha256').update(resolve(wanted)).digest('hex').slice(0, 16)}`);
}

/**
 * Where PostgreSQL's programs can be started from: their package, or a copy that `nobody` can reach.
 * @param {Account} account @param {string} native the package's `native` folder @param {string} version
 */
export function programsFor(account, native, version) {
  if (account.kind !== 'nobody' || isReachable(join(native, 'bin'))) return native;
  const copy = makeReachable(`native-${version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  return copy;
}

/** Gives a folder to the account, when it is another user's. @param {Account} account @param {string} folder */
export function giveTo(account, folder) {
  if (account.kind !== 'nobody') return;
  if (lstatSync(folder).isSymbolicLink()) throw new Error(`${folder} is a link; remove it and try again`);
  chownSync(folder, NOBODY, NOBODY);
}

/** Removes a data folder wherever the account had to put it. @param {Account} account @param {string} wanted */
export function removeData(account, wanted) {
  rmSync(dataFolderFor(account, wanted), { recursive: true, force: true });
}
