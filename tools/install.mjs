import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';
import { root } from './root.mjs';

/** @typedef {import('./lock-file.mjs').LockFile} LockFile */

/** @param {string} file @returns {LockFile | undefined} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether what is installed is what the lock says. npm writes down what it installed when it has finished, so half an
 * installation has no such file. A package for other platforms may be missing; one that is there must be the locked one.
 * @param {LockFile} wanted @param {LockFile | undefined} installed
 */
export function isInstalled(wanted, installed) {
  if (installed === undefined) return false;
  return Object.entries(wanted.packages)
    .filter(([folder]) => folder.includes('node_modules/'))
    .every(([folder, { version, optional, resolved }]) => {
      const found = installed.packages[folder];
      return found === undefined ? optional === true : found.version === version && found.resolved === resolved;
    });
}

/** True when `npm ci` has to run before anything else can. */
export function needsInstall() {
  const wanted = readLock(join(root, 'package-lock.json'));
  if (wanted === undefined) throw new Error('package-lock.json is missing or broken: this is not a whole clone.');
  return !isInstalled(wanted, readLock(join(root, 'node_modules/.package-lock.json')));
}

/** Installs the packages of the lock. @param {AbortSignal} [signal] */
export async function install(signal) {
  const { code, output } = await runNpm(['ci'], signal);
  if (code !== 0 && !signal?.aborted) throw new Error(`npm ci failed:\n${output}`);
}
