// `npm run bench:console [-- --rows 1000000] [--data <folder>] [--only tail,pages] [--quick]`: how the console bears a month of ten million
// messages: what the server takes for a page, what a slow machine takes to draw it, and what the live tail takes at 200
// rows a second. With a folder the database stays there, and is measured again by the next run.
import { loadavg } from 'node:os';
import { build } from '../../build.mjs';
import { summarize } from '../latencies.mjs';
import { machine } from '../machine.mjs';
import { measureFilters, measurePages } from './pages.mjs';
import { measureExport } from './export.mjs';
import { measureRoutes } from './routes.mjs';
import { measureOverviews, measureServer } from './server.mjs';
import { startStack } from './stack.mjs';
import { measureTail } from './tail.mjs';

const ROWS = 10_000_000;
const QUICK_ROWS = 50_000;
const RATE = 200;
const SECONDS = 120;
const QUICK_SECONDS = 10;
const LONG_TASK_MS = 50;

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);
const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;

/** @param {number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** @param {number[]} values */
const told = (values) => `p50 ${ms(summarize(values).p50)}, p95 ${ms(quantile(values, 0.95))} (${values.length})`;

/** @param {string[]} args */
function readArguments(args) {
  const isQuick = args.includes('--quick');
  const given = args[args.indexOf('--rows') + 1];
  const rows = args.includes('--rows') ? Number(given) : isQuick ? QUICK_ROWS : ROWS;
  if (!Number.isInteger(rows) || rows < 1_000) throw new Error('--rows takes a number from 1000 on');
  const kept = args.includes('--data') ? args[args.indexOf('--data') + 1] : undefined;
  if (args.includes('--data') && (kept === undefined || kept.startsWith('--')))
    throw new Error('--data takes a folder');
  const parts = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : Object.keys(PARTS);
  if (!parts.every((part) => part in PARTS)) throw new Error(`--only takes some of ${Object.keys(PARTS).join()}`);
  return { isQuick, rows, kept, parts };
}

/** @param {import('./server.mjs').Figure[]} figures */
function serverLines(figures) {
  return figures.map(
    ({ name, p50, p95, max, rows, isPartial }) =>
      `${name}: p50 ${ms(p50)}, p95 ${ms(p95)}, max ${ms(max)} (${rows} rows${isPartial ? ', partial' : ''})`,
  );
}

/** What is measured, in this order. @type {Record<string, (stack: import('./stack.mjs').Stack, isQuick: boolean) => Promise<void>>} */
const PARTS = {
  async server(stack) {
    say('\nserver, 100 runs each, from the request to the last octet over loopback (goal: p95 at most 20 ms)');
    for (const line of serverLines(await measureServer(stack))) say(`- ${line}`);
  },

  async overview(stack) {
    say('\noverview, the same way, once its messages are counted (goal: p95 at most 50 ms)');
    for (const line of serverLines(await measureOverviews(stack))) say(`- ${line}`);
  },

  async export(stack) {
    const file = await measureExport(stack);
    say(
      `\nexport: ${file.rows.toLocaleString('en-US')} rows, ${file.mib.toFixed(0)} MiB in ${file.seconds.toFixed(1)} s (goal: 1,000,000 in 30 s), backend +${file.grownMib.toFixed(0)} MiB at most (goal: 64)`,
    );
  },

  async pages(stack) {
    const waits = await measureFilters(stack);
    say(`\nfilter to rows on screen, in Chromium: ${told(waits)} (goal: p95 at most 400 ms)`);
    const pages = await measurePages(stack);
    say(`\nthe list in Chromium, processor throttled ${pages.throttle}x`);
    say(`- largest contentful paint: ${told(pages.lcps)} (goal: at most 1500 ms)`);
    const durations = pages.interactions.map(({ duration }) => duration);
    const slow = pages.interactions.toSorted((a, b) => b.duration - a.duration).slice(0, 3);
    say(
      `- interaction to next paint: p98 ${ms(quantile(durations, 0.98))} of ${durations.length} (goal: at most 150 ms)`,
    );
    say(`  the slowest: ${slow.map(({ duration, what }) => `${ms(duration)} ${what}`).join(', ')}`);
    say(`- filter to rows on screen: ${told(pages.throttledWaits)}`);
    say(`- layout shift: ${Math.max(...pages.shifts).toFixed(3)} at most (goal: 0.02)`);
  },

  async rooms(stack) {
    const { throttle, drawn } = await measureRoutes(stack);
    say(`\nevery room, opened for the first time, processor throttled ${throttle}x (goals: 1500 ms, 0.02)`);
    for (const { route, lcps, shift } of drawn)
      say(`- ${route}: largest contentful paint ${told(lcps)}, layout shift ${shift.toFixed(3)}`);
  },

  async tail(stack, isQuick) {
    const tail = await measureTail(stack, { rate: RATE, seconds: isQuick ? QUICK_SECONDS : SECONDS });
    const long = tail.longTasks.filter((task) => task > LONG_TASK_MS);
    say(
      `\nlive tail, ${tail.rate.toFixed(0)} rows/s for ${tail.seconds.toFixed(0)} s, not throttled, ${tail.isApart ? 'the servers on the first core alone' : 'the servers on the same cores'}`,
    );
    say(`- long tasks: ${long.length}${long.length > 0 ? `, the longest ${ms(Math.max(...long))}` : ''} (goal: none)`);
    say(`- heap: ${tail.heapMib >= 0 ? '+' : ''}${tail.heapMib.toFixed(1)} MiB`);
  },
};

async function main() {
  const { isQuick, rows, kept, parts } = readArguments(process.argv.slice(2));
  await build({ without: ['@codewire/simulator'] });
  const loadBefore = loadavg();
  say(kept === undefined ? `${rows.toLocaleString('en-US')} messages of a month` : `the messages of ${kept}`);
  const stack = await startStack({ rows, kept, say });
  const stop = () => stack.stop();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop().then(() => process.exit(130)));
  try {
    for (const part of parts) await PARTS[part]?.(stack, isQuick);
    say(
      `\n${[...machine(loadBefore, isQuick), 'server, console, PostgreSQL and browser on this machine'].map((line) => `- ${line}`).join('\n')}`,
    );
  } finally {
    await stop();
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
});
