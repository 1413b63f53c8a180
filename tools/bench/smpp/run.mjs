// `npm run bench:smpp`: the links alone, against carriers in a process of their own that know bytes only.
//   (nothing)      what one bind carries, with a receipt for every message
//   --soak         what sixteen binds need of memory
//   --neighbours   what a carrier that fails does to another one
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from '../../build.mjs';
import { childEnvironment, nodeBinary } from '../../node.mjs';
import { machine } from '../machine.mjs';

/**
 * @typedef {import('./links.mjs').Task} Task
 * @typedef {import('./links.mjs').Done} Done
 * @typedef {import('./carrier.mjs').Ports} Ports
 */

const FULL = { warmUp: 2, saturate: 5, runs: 5, soak: 60, beside: 3 };
const QUICK = { warmUp: 1, saturate: 1, runs: 3, soak: 5, beside: 1 };
const PAIRS = 5;
const RATE = 100;
const BINDS_EACH = 4;
const BETWEEN =
  'links and carriers are separate processes on loopback; each message is encoded, submitted and answered, and its receipt read and answered';

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

const children = /** @type {import('node:child_process').ChildProcess[]} */ ([]);

/** A process of the bench: what it says first, and how to ask it for more. @param {string} path */
async function startPart(path) {
  const child = fork(path, { execPath: nodeBinary(), env: childEnvironment() });
  children.push(child);
  const lost = once(child, 'exit').then(() => Promise.reject(new Error(`${path} has ended before its time`)));
  // Whoever waits for a message hears of it; afterwards it is as it should be.
  lost.catch(() => undefined);
  const next = async () => (await Promise.race([once(child, 'message'), lost]))[0];
  return { child, next, first: await next() };
}

/** A new process for the links, and a way to tell it what to do. */
async function startLinks() {
  const { child, next } = await startPart(fileURLToPath(new URL('links.mjs', import.meta.url)));
  return {
    stop: () => child.disconnect(),
    /** @param {Task} task @returns {Promise<Done>} */
    run: (task) => {
      child.send(task);
      return next();
    },
  };
}

const number = (/** @type {number} */ value) => Math.round(value).toLocaleString('en-US');
const median = (/** @type {number[]} */ values) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const list = (/** @type {number[]} */ values, /** @type {(value: number) => string} */ print) =>
  values.map(print).join(', ');

/** What must be true of a figure before it means anything. @param {Done} done */
function assertWhole({ submitted, receipts, others }) {
  if (Object.keys(others).length > 0) throw new Error(`not all were taken: ${JSON.stringify(others)}`);
  if (receipts !== submitted) throw new Error(`${submitted} were taken, and ${receipts} receipts came`);
}

/** @param {Ports} ports @param {typeof FULL} seconds */
async function measureBind(ports, seconds) {
  const links = await startLinks();
  const port = /** @type {number} */ (ports.well[0]);
  await links.run({ kind: 'saturate', port, seconds: seconds.warmUp });
  const runs = [];
  for (let run = 0; run < seconds.runs; run += 1) {
    const done = await links.run({ kind: 'saturate', port, seconds: seconds.saturate });
    assertWhole(done);
    runs.push(done);
  }
  links.stop();
  const rates = runs.map(({ submitted, seconds: took }) => submitted / took);
  const cpu = runs.map(({ cpuSeconds, submitted }) => (cpuSeconds / submitted) * 10_000);
  say(`one bind, window 10, a receipt for every message: ${number(median(rates))} messages/s (goal: 2,000)`);
  say(`  each of ${runs.length} runs: ${list(rates, number)}`);
  say(`  CPU of the link's process: ${median(cpu).toFixed(2)} s per 10,000 (${list(cpu, (one) => one.toFixed(2))})`);
}

/** @param {Ports} ports @param {typeof FULL} seconds */
async function measureMemory(ports, seconds) {
  const links = await startLinks();
  const task = { kind: /** @type {const} */ ('soak'), ports: ports.well, bindsEach: BINDS_EACH, rate: RATE };
  const done = await links.run({ ...task, seconds: seconds.soak });
  links.stop();
  assertWhole(done);
  const binds = BINDS_EACH * ports.well.length;
  say(
    `${binds} binds on ${ports.well.length} carriers, ${RATE} messages/s on each bind for ${seconds.soak} s: at most ${done.maxRssMb.toFixed(0)} MB (goal: under 150)`,
  );
  say(`  ${number(done.submitted)} messages, each with its receipt; ${done.cpuSeconds.toFixed(1)} CPU s in all`);
}

/** @param {Ports} ports @param {typeof FULL} seconds */
async function measureNeighbours(ports, seconds) {
  const [port, good] = /** @type {[number, number]} */ (/** @type {unknown} */ (ports.well));
  const links = await startLinks();
  const beside = async (/** @type {number} */ neighbour, /** @type {boolean} */ isNeighbourUp) => {
    const done = await links.run({
      kind: 'beside',
      port,
      neighbour,
      isNeighbourUp,
      rate: RATE,
      seconds: seconds.beside,
    });
    assertWhole(done);
    return done.latencies.p50;
  };
  await beside(good, true);
  for (const manner of /** @type {const} */ (['down', 'throttled', 'silent'])) {
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const measure = { well: () => beside(good, true), ill: () => beside(ports[manner], manner !== 'down') };
      // Every other pair the other way round: a machine that gets slower favours neither.
      const well = pair % 2 === 0 ? await measure.well() : undefined;
      const ill = await measure.ill();
      pairs.push({ well: well ?? (await measure.well()), ill });
    }
    const ratios = pairs.map(({ well, ill }) => ill / well);
    say(
      `beside a carrier that is ${manner}: p50 ${median(ratios).toFixed(2)} of that beside one that is well (goal: at most 1.2)`,
    );
    say(`  ${PAIRS} pairs, ms: ${pairs.map(({ well, ill }) => `${well.toFixed(2)} / ${ill.toFixed(2)}`).join(', ')}`);
  }
  links.stop();
}

async function main() {
  if (process.platform !== 'linux') throw new Error('This runs on Linux only, as the other bench does.');
  const isQuick = process.argv.includes('--quick');
  const seconds = isQuick ? QUICK : FULL;
  await build({ without: ['@codewire/admin', '@codewire/backend', '@codewire/simulator'] });
  const loadBefore = loadavg();
  const { first: ports } = await startPart(fileURLToPath(new URL('carrier.mjs', import.meta.url)));
  if (process.argv.includes('--soak')) await measureMemory(ports, seconds);
  else if (process.argv.includes('--neighbours')) await measureNeighbours(ports, seconds);
  else await measureBind(ports, seconds);
  const conditions = [...machine(loadBefore, isQuick), BETWEEN];
  say(`\n${conditions.map((line) => `- ${line}`).join('\n')}`);
}

/** What was started goes with it, however it ends. */
function stopAll() {
  for (const child of children) if (child.connected) child.disconnect();
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
process.on('exit', () => children.forEach((child) => child.kill()));

main()
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(stopAll);
