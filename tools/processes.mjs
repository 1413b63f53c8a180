import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** What `/proc/<pid>/stat` says after the command's name, which may hold spaces; undefined where there is no /proc or no such process. */
function statFields(/** @type {number} */ pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {string} column */
function askPs(pid, column) {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

/**
 * A mark that no other process of this machine has, now or later: the pid alone is given out again, most of all in
 * containers, so it is joined with the moment the process started. Undefined when it is not running; a zombie is not.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function processMark(pid) {
  if (process.platform !== 'linux') {
    const started = askPs(pid, 'lstart');
    return started === '' || askPs(pid, 'stat').startsWith('Z') ? undefined : `${pid}@${started}`;
  }
  const fields = statFields(pid);
  // proc(5): field 3 is the state, field 22 the start time in clock ticks since boot; the slice begins at field 3.
  return fields === undefined || fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}@${fields[19]}`;
}

/**
 * The processes that work in a folder. A PostgreSQL server and each of its backends have the data folder as their
 * working directory, so this finds what a killed server left behind and nothing else.
 * @param {string} folder its real path
 * @returns {number[]}
 */
export function processesIn(folder) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder && processMark(pid) !== undefined;
      } catch {
        return false;
      }
    });
}

/** Sends a signal to a process, or to its whole group when `pid` is negative; false when there is none. @param {number} pid @param {NodeJS.Signals} signal */
export function signalProcess(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Resolves to true once the condition holds, to false when the time is over.
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} milliseconds
 * @param {number} [everyMilliseconds]
 */
export async function until(condition, milliseconds, everyMilliseconds = 25) {
  const end = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMilliseconds));
  }
  return true;
}
