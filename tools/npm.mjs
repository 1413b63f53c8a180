import { run } from './run.mjs';

/**
 * Runs npm in the workspace: the one that runs us, else the one on the PATH.
 * @param {string[]} args @param {AbortSignal} [signal]
 */
export function runNpm(args, signal) {
  const self = process.env['npm_execpath'];
  return self?.endsWith('.js') ? run(process.execPath, [self, ...args], { signal }) : run('npm', args, { signal });
}
