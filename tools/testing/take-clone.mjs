import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install, needsInstall } from '../install.mjs';
import { nodeBinary } from '../node.mjs';
import { root } from '../root.mjs';
import { stopSignal } from './stop-signal.mjs';

/**
 * Takes the clone from wherever it is to where tests can run, and runs them; resolves with the exit code. For Node 20,
 * without packages.
 * @param {string[]} projects
 * @returns {Promise<number>}
 */
export async function testProjects(projects) {
  const stop = stopSignal();
  if (needsInstall()) {
    console.log('installing the packages, about a minute the first time ...');
    await install(stop);
  }
  if (stop.aborted) throw new Error('stopped');
  const child = spawn(nodeBinary(), [join(root, 'tools/testing/run-tests.mjs'), ...projects], { stdio: 'inherit' });
  stop.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Ends this process the way a run of tests does that could not begin. @param {unknown} error */
export function tellFailure(error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
