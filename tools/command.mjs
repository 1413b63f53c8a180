// `npm run key`, `carrier`, `seed`, `migration:run` and their kin: a command of the backend, on the database that is
// there. Plain JavaScript for Node 20, without packages: after a clean clone there are none.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { build } from './build.mjs';
import { BACKEND_CLI } from './bundle.mjs';
import { install, needsInstall } from './install.mjs';
import { findDatabase } from './launcher/find-database.mjs';
import { readSettings, withEnvFile } from './launcher/settings.mjs';
import { childEnvironment, nodeBinary } from './node.mjs';
import { root } from './root.mjs';

/** Commands that only look at the sources. */
const WITHOUT_DATABASE = ['env-example', 'openapi', 'keyring'];

/** Standard output is the command's alone: people pipe it. @param {string} line */
const tell = (line) => console.error(`codewire: ${line}`);

/** @param {string[]} args */
function needsDatabase([name = '', ...rest]) {
  return name !== '' && !WITHOUT_DATABASE.includes(name) && !rest.includes('--help') && !rest.includes('-h');
}

/** @param {AbortSignal} signal */
async function prepare(signal) {
  if (needsInstall()) {
    tell('installing the packages, about a minute the first time ...');
    await install(signal);
  }
  await build({ without: ['@codewire/admin', '@codewire/simulator'], signal });
}

/**
 * Runs the command on our own terminal or pipes and resolves with its exit code. A Ctrl-C there reaches both of us; we
 * wait for the command, so that what was opened for it is closed after it.
 * @param {string[]} args @param {Record<string, string>} env @param {AbortSignal} signal @returns {Promise<number>}
 */
function runThrough(args, env, signal) {
  const child = spawn(nodeBinary(), [BACKEND_CLI, ...args], {
    cwd: root,
    env: childEnvironment(env),
    stdio: 'inherit',
  });
  signal.addEventListener('abort', () => void child.kill(signal.reason));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

async function main() {
  const args = process.argv.slice(2);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => stop.abort(name));
  const open = needsDatabase(args) ? await findDatabase(readSettings(withEnvFile(process.env))) : undefined;
  await prepare(stop.signal);
  if (stop.signal.aborted) return void (process.exitCode = 130);
  const database = await open?.();
  try {
    process.exitCode = await runThrough(args, database?.env ?? {}, stop.signal);
  } finally {
    await database?.close();
  }
}

main().catch((error) => {
  // A plain Error says what is wrong outside; anything else is a fault of ours and shows where.
  console.error(error.constructor === Error ? `codewire: ${error.message}` : error);
  process.exitCode = 1;
});
