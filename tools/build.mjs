// `npm run build`, and the same for the launcher and the tests: everything that changed, told only when it fails.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleBackend } from './bundle.mjs';
import { prepareConsole } from './console.mjs';
import { childEnvironment, nodeBinary } from './node.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

/** One build, no service left behind, nothing reported to anyone. */
const SETTINGS = {
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
  // A production build, whatever the launcher itself was told.
  NODE_ENV: 'production',
};

/**
 * Builds what changed since the last time.
 * @param {{ without?: string[], signal?: AbortSignal }} [options]
 */
export async function build({ without = [], signal } = {}) {
  const args = [
    join(root, 'node_modules/nx/dist/bin/nx.js'),
    'run-many',
    '-t',
    'build',
    '--parallel=2',
    '--outputStyle=static',
  ];
  if (without.length > 0) args.push(`--exclude=${without.join(',')}`);
  const { code, output } = await run(nodeBinary(), args, { env: childEnvironment(SETTINGS), signal });
  if (signal?.aborted) return output;
  if (code !== 0) throw new Error(`the build failed:\n${output}`);
  // No task of Nx: its cache is shared by all clones, and puts its results in place anew under whatever runs from them.
  if (!without.includes('@codewire/backend')) await bundleBackend();
  return output;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  build().then(
    (output) => {
      console.log(output.trim());
      // A supervisor starts the console's server by its path: what it serves has to be complete.
      prepareConsole();
    },
    (error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
