// `npm run bench:texts`: what it costs to choose a language and write a message in it, in every built-in text; and how
// soon a publish is what every node sends (not with --quick).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from '../../build.mjs';
import { childEnvironment, nodeBinary } from '../../node.mjs';
import { machine } from '../machine.mjs';
import { measurePublish } from './publish.mjs';

/** @typedef {import('./renders.mjs').Figure} Figure */

const RUNS = { full: 25, quick: 3 };
const GOAL = 5;

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);
const micros = (/** @type {number} */ value) => value.toFixed(2);

/** @param {number} runs @returns {Promise<Figure[]>} */
async function measure(runs) {
  const child = fork(fileURLToPath(new URL('renders.mjs', import.meta.url)), {
    execPath: nodeBinary(),
    env: childEnvironment(),
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill());
  const lost = once(child, 'exit').then(() => Promise.reject(new Error('the renders have ended before their time')));
  lost.catch(() => undefined);
  child.send({ runs });
  return (await Promise.race([once(child, 'message'), lost]))[0];
}

/** @param {Figure} figure */
function print({ name, micros: middle, runs, slowest, slowestMicros }) {
  say(`${name}: ${micros(middle)} microseconds a message at the median (goal: at most ${GOAL})`);
  say(`  slowest text (${slowest}): ${micros(slowestMicros)}`);
  say(`  each of ${runs.length} runs: ${runs.map(micros).join(', ')}`);
}

async function main() {
  const isQuick = process.argv.includes('--quick');
  await build({ without: ['@codewire/admin'] });
  const loadBefore = loadavg();
  const figures = await measure(isQuick ? RUNS.quick : RUNS.full);
  figures.forEach(print);
  if (!isQuick) say(await measurePublish());
  const conditions = [
    ...machine(loadBefore, isQuick),
    'a language chosen and a message written by the service of the backend, verification, login and payment in every language; runs of all cases interleaved',
  ];
  say(`\n${conditions.map((line) => `- ${line}`).join('\n')}`);
}

await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
