// Runs the named projects of Vitest as one test run and searches what it left for secrets. Started by `npm test` and
// `npm run test:peers`, once there are packages, under the Node that strips types.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { childEnvironment } from '../node.mjs';
import { chooseAccount, removeData } from '../postgres-account.mjs';
import { stopLeftoverPostgres } from '../postgres.mjs';
import { root } from '../root.mjs';
import { openRun } from './run-folder.ts';
import { checkSecrets } from './secrets-check.mjs';
import { stopSignal } from './stop-signal.mjs';
import { closingLine, summarize } from './test-report.mjs';

/** @typedef {import('./run-folder.ts').RunFolder} RunFolder */

const stop = stopSignal();

/** @param {string} line */
const tell = (line) => console.log(line);

/** What Vitest and the tests see of the surroundings: a database or a setting of the caller's is none of theirs. @param {RunFolder} run */
function testEnvironment(run) {
  const { CI, NO_COLOR, FORCE_COLOR, TERM, CHROMIUM_PATH } = process.env;
  const given = { CI, NO_COLOR, FORCE_COLOR, TERM, CHROMIUM_PATH };
  return childEnvironment({ ...given, NODE_ENV: undefined, TEST_RUN_FOLDER: run.path });
}

/**
 * Runs Vitest; all it prints is shown and kept beside the output of the other processes.
 * @param {RunFolder} run @param {string[]} projects @param {string} reportFile
 * @returns {Promise<number | null>}
 */
function runVitest(run, projects, reportFile) {
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ];
  const log = createWriteStream(join(run.output, 'vitest.log'), { mode: 0o600 });
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: testEnvironment(run),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(process.stdout, { end: false });
  child.stderr.pipe(process.stderr, { end: false });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  // Ctrl-C reaches Vitest by itself; a signal to us alone does not.
  stop.addEventListener('abort', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => log.end(() => resolve(code)));
  });
}

/** @param {RunFolder} run @param {string[]} projects */
async function runProjects(run, projects) {
  const reportFile = join(run.path, 'report.json');
  const exitCode = await runVitest(run, projects, reportFile);
  // A run that was killed leaves its server behind.
  await stopLeftoverPostgres(run.postgresData);
  if (!existsSync(reportFile)) throw new Error(`Vitest ended with ${exitCode} before it could report.`);
  const outcome = summarize(JSON.parse(readFileSync(reportFile, 'utf8')), { projects, exitCode });
  const isWhole = projects.includes('e2e');
  const { complaints, summary } = checkSecrets(run, isWhole ? {} : { kinds: ['code', 'number', 'key'] });
  tell(complaints.length === 0 ? `no secret in any output: ${summary}` : `secrets: ${summary}`);
  return {
    ...outcome,
    // The search is one more test.
    passed: outcome.passed + (complaints.length === 0 ? 1 : 0),
    failed: outcome.failed + (complaints.length === 0 ? 0 : 1),
    complaints: [...outcome.complaints, ...complaints],
  };
}

/** @param {string[]} projects */
async function main(projects) {
  tell('building what changed ...');
  await build({ signal: stop });
  if (stop.aborted) throw new Error('stopped');
  const run = openRun();
  let isGood = false;
  try {
    const outcome = await runProjects(run, projects);
    isGood = outcome.failed === 0;
    for (const complaint of outcome.complaints) tell(`FAIL  ${complaint}`);
    if (!isGood) tell(`What every process printed is kept in ${run.path}`);
    tell(closingLine(outcome));
  } finally {
    removeData(chooseAccount(), run.postgresData);
    if (isGood) rmSync(run.path, { recursive: true, force: true });
  }
  process.exitCode = isGood ? 0 : 1;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  tell(closingLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exitCode = 1;
});
