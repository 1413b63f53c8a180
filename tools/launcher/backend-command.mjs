import { join } from 'node:path';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { root } from '../root.mjs';
import { run } from '../run.mjs';

/** The backend's commands. */
export const CLI = join(root, 'apps/backend/dist/cli.js');

/**
 * Runs a command of the backend to its end; rejects with what it printed when it fails.
 * @param {string[]} args @param {Record<string, string>} settings @param {AbortSignal} [signal]
 */
export async function runBackendCommand(args, settings, signal) {
  const { code, output } = await run(nodeBinary(), [CLI, ...args], { env: childEnvironment(settings), signal });
  if (code !== 0 && !signal?.aborted) throw new Error(`The command "${args.join(' ')}" failed:\n${output.trim()}`);
  return output;
}
