import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs npm in the workspace: the one that runs us, else the one on the PATH. Resolves with its exit code and all it
 * printed; nothing is shown.
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function runNpm(args) {
  const self = process.env['npm_execpath'];
  const [command, ...first] = self?.endsWith('.js') ? [process.execPath, self] : ['npm'];
  const child = spawn(/** @type {string} */ (command), [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (/** @type {Buffer} */ chunk) => void (output += chunk.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: `npm could not be started: ${error.message}` }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
