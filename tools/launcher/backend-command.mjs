import { BACKEND_CLI, bundleBackend } from '../bundle.mjs';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { run } from '../run.mjs';

/**
 * Runs a command of the backend to its end; rejects with what it printed when it fails.
 * @param {string[]} args @param {Record<string, string>} settings @param {AbortSignal} [signal]
 */
export async function runBackendCommand(args, settings, signal) {
  // Where a compiler watches, what it wrote since is not in the bundle yet.
  await bundleBackend();
  const { code, output } = await run(nodeBinary(), [BACKEND_CLI, ...args], { env: childEnvironment(settings), signal });
  if (code !== 0 && !signal?.aborted) throw new Error(`The command "${args.join(' ')}" failed:\n${output.trim()}`);
  return output;
}
