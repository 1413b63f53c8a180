// `npm run bench`: the hot path, measured on this machine, from a start at a client to its receipt in the database.
import { loadavg } from 'node:os';
import { build } from '../build.mjs';
import { measureCommit, measureHttpFloor } from './floor.mjs';
import { measureStarts, measureWire } from './measure.mjs';
import { conditions, details, table } from './report.mjs';
import { startGenerator, startStack, useSimulator } from './stack.mjs';

/** @typedef {import('./stack.mjs').Stack} Stack */

const CONNECTIONS = 64;
const SLOW_RATE = 200;
const FIXED_RATE = 3_000;
/** Of what the machine does at most; a rate beyond it would only measure a queue. */
const KEPT_SHARE = 0.85;
const LONGEST_MILLISECONDS = 170_000;

const FULL = { warmUp: 3, saturated: 15, fixed: 10, slow: 15, checks: 6 };
const QUICK = { warmUp: 1, saturated: 4, fixed: 3, slow: 3, checks: 2 };

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** @param {Stack} stack @param {typeof FULL} seconds @returns {Promise<import('./report.mjs').Measured>} */
async function measure(stack, seconds) {
  say('warming up');
  await measureStarts(stack, { kind: 'closed', seconds: seconds.warmUp, connections: CONNECTIONS });
  say(`${CONNECTIONS} connections, as fast as they are answered, ${seconds.saturated} s`);
  const saturated = await measureStarts(stack, {
    kind: 'closed',
    seconds: seconds.saturated,
    connections: CONNECTIONS,
  });
  const kept = Math.floor((saturated.codesPerSecond * KEPT_SHARE) / 100) * 100;
  const fixedRate = Math.max(100, Math.min(FIXED_RATE, kept));
  say(
    `fixed ${fixedRate}/s, ${seconds.fixed} s${fixedRate < FIXED_RATE ? ` (${FIXED_RATE}/s is beyond this machine)` : ''}`,
  );
  const fixed = await measureStarts(stack, {
    kind: 'open',
    seconds: seconds.fixed,
    connections: CONNECTIONS,
    rate: fixedRate,
  });
  say(`checks, ${seconds.checks} s`);
  const checks = await stack.generator.run({ kind: 'checks', seconds: seconds.checks, connections: CONNECTIONS });
  say(`fixed ${SLOW_RATE}/s, ${seconds.slow} s, over a carrier that remembers when each submit_sm came`);
  const keeping = await stack.startKeepingSimulator();
  await useSimulator(stack.database, keeping);
  const slowPhase = /** @type {const} */ ({ kind: 'open', connections: CONNECTIONS, rate: SLOW_RATE });
  await measureStarts(stack, { ...slowPhase, seconds: 1 }, keeping);
  const slow = await measureStarts(stack, { ...slowPhase, seconds: seconds.slow }, keeping);
  return { saturated, fixed, fixedRate, slow, wire: await measureWire(slow, keeping), checks };
}

async function main() {
  if (process.platform !== 'linux') throw new Error('CPU times are read from /proc: this runs on Linux only.');
  const isQuick = process.argv.includes('--quick');
  await build({ without: ['@codewire/admin'] });
  const loadBefore = loadavg();
  say('what this machine does at best');
  const httpFloor = await measureHttpFloor((port) => startGenerator(port, 'none'), isQuick ? 1 : 2);
  const stack = await startStack();
  const stop = once(stack.stop);
  const tooLong = setTimeout(() => void stop().then(() => process.exit(1)), LONGEST_MILLISECONDS);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop().then(() => process.exit(130)));
  try {
    const floor = { ...httpFloor, commit: await measureCommit(stack.database) };
    const measured = await measure(stack, isQuick ? QUICK : FULL);
    const facts = conditions({ folder: stack.folder, loadBefore, isQuick, floor });
    say(`\n${table(measured)}\n\n${[...facts, ...details(measured)].map((line) => `- ${line}`).join('\n')}`);
  } finally {
    clearTimeout(tooLong);
    await stop();
  }
}

/** @param {() => Promise<void>} run */
function once(run) {
  /** @type {Promise<void> | undefined} */
  let running;
  return () => (running ??= run());
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
