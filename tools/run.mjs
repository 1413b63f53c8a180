import { spawn } from 'node:child_process';
import { signalProcess } from './processes.mjs';
import { root } from './root.mjs';

/**
 * Runs a program to its end, in a process group of its own, and resolves with its exit code and all it printed; nothing
 * is shown. When the signal aborts, the whole group is ended.
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: AbortSignal }} [options]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, { env = process.env, cwd = root, signal } = {}) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const take = (/** @type {Buffer} */ chunk) => void (output += chunk.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const end = () => void (child.pid !== undefined && signalProcess(-child.pid, 'SIGTERM'));
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  return new Promise((resolve) => {
    const finish = (/** @type {number | null} */ code) => {
      signal?.removeEventListener('abort', end);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += `${command} could not be started: ${error.message}`;
      finish(null);
    });
    child.once('close', finish);
  });
}
