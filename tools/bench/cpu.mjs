import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** proc(5) `stat` behind the command's name: parent, and the ticks of the process and of its ended children. @param {string} pid */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(pid), parent: Number(fields[1]), ticks };
  } catch {
    return undefined;
  }
}

/** A process and all that descends from it. @param {number} pid */
export function familyOf(pid) {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(name) ?? []);
  /** @type {typeof stats} */
  const family = [];
  const visit = (/** @type {number} */ one) => {
    for (const stat of stats) {
      if (stat.pid === one) family.push(stat);
      if (stat.parent === one) visit(stat.pid);
    }
  };
  visit(pid);
  return family;
}

/** CPU seconds a process and all that descends from it have used so far, ended ones included. @param {number} pid */
export function cpuSecondsOf(pid) {
  return familyOf(pid).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/**
 * Until `release` is called these processes run on the first core alone, and leave the others to whoever is measured: for
 * what has a machine of its own where it is used. To be nice is not enough: with all of them at 19 a page still waited a
 * third of its time for a processor. Undefined where there is no such core, or nothing that could tell them so.
 * @param {() => readonly number[]} pidsNow asked again at the end: who descends from them stays where they were
 */
export function keepToFirstCore(pidsNow) {
  const cores = availableParallelism();
  if (cores < 2 || !runOn('0', pidsNow())) return undefined;
  return { release: () => void runOn(`0-${cores - 1}`, pidsNow()) };
}

/** One that has ended meanwhile is no failure. @param {string} cores @param {readonly number[]} pids */
function runOn(cores, pids) {
  const told = pids.map((pid) => spawnSync('taskset', ['--all-tasks', '--pid', '--cpu-list', cores, String(pid)]));
  return told.every(({ error }) => error === undefined);
}

/**
 * @template {string} Name
 * @param {Record<Name, number>} pids
 * @returns {Record<Name, number>} CPU seconds so far
 */
export function cpuSeconds(pids) {
  const entries = Object.entries(pids).map(([name, pid]) => [name, cpuSecondsOf(/** @type {number} */ (pid))]);
  return Object.fromEntries(entries);
}

/**
 * @template {string} Name
 * @param {Record<Name, number>} before @param {Record<Name, number>} after @param {number} codes
 * @returns {Record<Name, number>} CPU seconds per 10,000 codes
 */
export function cpuPer10000(before, after, codes) {
  const entries = Object.entries(after).map(([name, seconds]) => {
    const used = /** @type {number} */ (seconds) - before[/** @type {Name} */ (name)];
    return [name, (used / codes) * 10_000];
  });
  return Object.fromEntries(entries);
}
