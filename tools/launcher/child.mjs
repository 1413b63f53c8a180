import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { signalProcess } from '../processes.mjs';
import { root } from '../root.mjs';

/**
 * @typedef {object} Child a process of the system, in a process group of its own: Ctrl-C in the terminal reaches the
 *   launcher alone, which stops things in order
 * @property {string} name
 * @property {number} pid
 * @property {string} logFile
 * @property {Promise<string>} ended how it ended, in words
 * @property {() => boolean} isRunning
 * @property {() => Promise<void>} stop asks it to end, and ends it after ten seconds
 * @property {() => void} kill ends it and all it started, at once
 */

/**
 * @typedef {object} ChildOptions
 * @property {string} name
 * @property {string[]} args a script and its arguments, run by the installed Node
 * @property {Record<string, string>} env
 * @property {string} logFile begun anew; the one before is kept as `.1`
 * @property {string} [cwd]
 */

/** @param {ChildOptions} options @returns {Child} */
export function startChild({ name, args, env, logFile, cwd = root }) {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(nodeBinary(), args, {
    cwd,
    env: childEnvironment(env),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started`);
  let running = true;
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      running = false;
      resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`);
    });
  });
  const kill = () => void signalProcess(-pid, 'SIGKILL');
  const stop = async () => {
    if (running) child.kill('SIGTERM');
    const stubborn = setTimeout(kill, 10_000);
    await ended;
    clearTimeout(stubborn);
    // Whatever it started and did not end itself.
    kill();
  };
  return { name, pid, logFile, ended, isRunning: () => running, stop, kill };
}

/** The end of a log, for a person to read. @param {string} file @param {number} [lines] */
export function tailOf(file, lines = 20) {
  if (!existsSync(file)) return '(nothing)';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
