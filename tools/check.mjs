// `npm run check [part ...]`: the fast loop. One line per part; what a part says is shown only when it fails.
// Plain JavaScript for Node 20, without packages: it installs them first.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProjects } from './boundaries/projects.mjs';
import { install, needsInstall } from './install.mjs';
import { entriesWithHost, isLockOf } from './lock-file.mjs';
import { childEnvironment, nodeBinary } from './node.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { findSuppressionsWithoutReason } from './suppressions.mjs';
import { stopSignal } from './testing/stop-signal.mjs';

/** @typedef {() => Promise<string>} Part what is wrong, in words; empty when nothing is */

/** What the parts keep between two runs, out of everybody's way. */
const CACHE = 'node_modules/.cache/codewire';

/** Parts at once: one for each core of a small machine. */
const LANES = 2;

const stop = stopSignal();

/** Runs a script of an installed package, or of ours, to its end; its output when it fails. @param {string} script @param {string[]} args */
async function failureOf(script, ...args) {
  const env = childEnvironment({ NO_COLOR: '1', FORCE_COLOR: '0' });
  const { code, output } = await run(nodeBinary(), [join(root, script), ...args], { env, signal: stop });
  return code === 0 ? '' : output.trim() || `${script} ended with ${code} and said nothing`;
}

/** One after the other, up to the first that fails. @param {Part[]} steps */
async function firstFailure(...steps) {
  for (const step of steps) {
    const failure = await step();
    if (failure !== '') return failure;
  }
  return '';
}

/** @param {string[]} args */
const tsc = (...args) => failureOf('node_modules/typescript/bin/tsc', ...args);

/** Checks the types of a project that compiles to nothing. @param {string} project */
const typesOf = (project) => {
  const memory = `${CACHE}/${project.replaceAll('/', '-')}.tsbuildinfo`;
  return () => tsc('-p', project, '--incremental', '--tsBuildInfoFile', memory);
};

/** @type {Promise<string> | undefined} */
let compiled;

/** Compiles what Node runs, once, whichever part needs it first. */
const compile = () => (compiled ??= tsc('-b'));

/** @param {string[]} words */
const backend = (...words) => failureOf('apps/backend/dist/cli.js', ...words);

async function checkLint() {
  const unexplained = findSuppressionsWithoutReason();
  if (unexplained.length > 0) return `Suppressions without a reason (" -- why"):\n${unexplained.join('\n')}`;
  return failureOf('node_modules/oxlint/bin/oxlint', '--report-unused-disable-directives', '--deny-warnings');
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

async function checkLock() {
  const lock = readJson('package-lock.json');
  const hosts = entriesWithHost(lock);
  if (hosts.length > 0) return `package-lock.json names a host for ${hosts.join(', ')}: run \`npm run lock\`.`;
  const folders = ['', ...readProjects(root).map(({ folder }) => folder)];
  const stale = folders.filter((folder) => !isLockOf(lock, folder, readJson(join(folder, 'package.json'))));
  return stale.length === 0
    ? ''
    : `package-lock.json was made for another package.json of ${stale.map((folder) => folder || 'the workspace').join(', ')}: run \`npm run lock\`.`;
}

/** The longest first, so that the lanes end together. @type {Record<string, Part>} */
const PARTS = {
  unit: () => failureOf('node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--reporter=dot'),
  types: () =>
    firstFailure(
      compile,
      typesOf('apps/admin'),
      typesOf('apps/admin/e2e'),
      typesOf('apps/simulator/tsconfig.test.json'),
      typesOf('tools'),
    ),
  format: () =>
    failureOf(
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level=warn',
      '--cache',
      `--cache-location=${CACHE}/prettier`,
      '.',
    ),
  boundaries: () =>
    failureOf(
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      'apps',
      'libs',
    ),
  unused: () => failureOf('node_modules/knip/bin/knip.js', '--no-progress'),
  lint: checkLint,
  generated: () =>
    firstFailure(
      compile,
      () => backend('env-example', '--file', '.env.example', '--check'),
      () => backend('openapi', '--file', 'docs/openapi.json', '--check'),
    ),
  lock: checkLock,
};

/** @param {string} line */
const tell = (line) => console.log(line);

/** @param {number} start */
const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** Takes parts from the queue until there are none; resolves with how many failed. @param {[string, Part][]} queue */
async function runLane(queue) {
  let failed = 0;
  for (let next = queue.shift(); next !== undefined && !stop.aborted; next = queue.shift()) {
    const [name, part] = next;
    const start = performance.now();
    const failure = await part().catch((error) => String(error?.stack ?? error));
    if (stop.aborted) break;
    tell(`${failure === '' ? 'ok  ' : 'FAIL'}  ${name.padEnd(10)}  ${secondsSince(start)}`);
    if (failure === '') continue;
    failed += 1;
    tell(`${failure}\n`);
  }
  return failed;
}

/** @param {string[]} names */
async function main(names) {
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) {
    throw new Error(`There is no part "${unknown.join('", "')}"; there are ${Object.keys(PARTS).join(', ')}.`);
  }
  const start = performance.now();
  if (needsInstall()) {
    tell('installing the packages, about a minute the first time ...');
    await install(stop);
  }
  const queue = Object.entries(PARTS).filter(([name]) => names.length === 0 || names.includes(name));
  const count = queue.length;
  const failed = (await Promise.all(Array.from({ length: LANES }, () => runLane(queue)))).reduce((a, b) => a + b);
  if (stop.aborted) throw new Error('stopped');
  if (count > 1) tell(`${count - failed} of ${count} parts are fine, ${secondsSince(start)}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
