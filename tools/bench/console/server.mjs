// What the console asks the admin API for, one after the other: from the request to the last octet of its answer.
import { newId } from '../../../apps/backend/dist/platform/ids.js';
import { until } from '../../processes.mjs';
import { summarize } from '../latencies.mjs';

const RUNS = 100;
const PAGE = 50;
const DAY_MS = 86_400_000;
/** The counts of a month of ten million messages are made by a server that starts, an hour at a time. */
const COUNTING_MS = 30 * 60_000;
const SESSION_COOKIE = '__Host-cw_session';

/** @typedef {import('./stack.mjs').Stack} Stack */
/** @typedef {{ name: string, p50: number, p95: number, max: number, rows: number, isPartial: boolean }} Figure milliseconds */

/** As a browser with the console open asks. @param {string} token */
export const consoleHeaders = (token) => ({
  'sec-fetch-site': 'same-origin',
  'x-codewire-console': '1',
  cookie: `${SESSION_COOKIE}=${token}`,
});

/** @param {Stack} stack @param {string} path */
async function ask({ adminPort, token }, path) {
  const startedAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${adminPort}/api/admin/${path}`, { headers: consoleHeaders(token) });
  const body = /** @type {any} */ (await response.json());
  if (!response.ok) throw new Error(`${path}: ${response.status} ${body.code}`);
  return { ms: performance.now() - startedAt, body };
}

/** @param {number[]} milliseconds */
function p95Of(milliseconds) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

/** @param {Stack} stack @param {string} name @param {(run: number) => string} pathOf @returns {Promise<Figure>} */
async function measure(stack, name, pathOf) {
  await ask(stack, pathOf(0));
  const times = [];
  let [rows, isPartial] = [0, false];
  for (let run = 1; run <= RUNS; run += 1) {
    const { ms, body } = await ask(stack, pathOf(run));
    times.push(ms);
    rows = body.data?.length ?? body.count ?? body.bars?.length ?? 0;
    isPartial ||= body.is_partial === true;
  }
  const { p50, max } = summarize(times);
  return { name, p50, p95: p95Of(times), max, rows, isPartial };
}

/** Places all over the log, and numbers that have messages. @param {Stack} stack */
async function choose({ database }) {
  const { rows: places } = await database.query(
    `select id from message_search tablesample system (5) order by random() limit ${RUNS + 1}`,
  );
  const { rows: hashes } = await database.query(
    `select number_hash as hash from message_search tablesample system (5) order by random() limit ${RUNS + 1}`,
  );
  const numbers = [];
  for (const { hash } of hashes) {
    const id = newId('nfl');
    await database.query(
      `insert into number_filter (id, number_hash, masked, author, created_at) values ($1, $2, '+1 **', 'bench', now())`,
      [id, hash],
    );
    numbers.push(id);
  }
  const { rows: carriers } = await database.query('select id from carrier order by name');
  return { places: places.map(({ id }) => id), numbers, carrier: carriers[0]?.id };
}

/** The numbers of days, read from the counts alone. @param {Stack} stack @returns {Promise<Figure[]>} */
export async function measureOverviews(stack) {
  const isCounted = async () => {
    const { rows } = await stack.database.query(
      `select bool_and(coalesce(done_until, 'epoch') > now() - interval '25 hours') as done from roll_up_progress`,
    );
    return rows[0].done === true;
  };
  if (!(await until(isCounted, COUNTING_MS, 1_000))) throw new Error('the messages were not counted in time');
  const figures = [];
  for (const days of [7, 30]) {
    const from = () => new Date(Date.now() - days * DAY_MS).toISOString();
    figures.push(await measure(stack, `overview of ${days} days`, () => `overview?from=${from()}`));
  }
  return figures;
}

/** @param {Stack} stack @returns {Promise<Figure[]>} */
export async function measureServer(stack) {
  const { places, numbers, carrier } = await choose(stack);
  /** @param {unknown[]} list @param {number} run */
  const at = (list, run) => String(list[run % list.length]);
  const cursor = (/** @type {number} */ run) => Buffer.from(at(places, run), 'latin1').toString('base64url');
  const list = `messages?limit=${PAGE}`;
  /** @type {[name: string, pathOf: (run: number) => string][]} */
  const cases = [
    ['first page', () => list],
    ['middle page', (run) => `${list}&cursor=${cursor(run)}`],
    ['last page', () => `${list}&direction=newer`],
    ['two filters', () => `${list}&status=failed&carrier=${carrier}`],
    ['a rare error', () => `${list}&error=ESME_RMSGQFUL`],
    ['by number', (run) => `${list}&number=${at(numbers, run)}`],
    ['count of two filters', () => `messages/count?status=failed&carrier=${carrier}`],
    ['histogram of a day', () => 'messages/histogram'],
    ['verifications, first page', () => `verifications?limit=${PAGE}`],
    ['verifications by number', (run) => `verifications?limit=${PAGE}&number=${at(numbers, run)}`],
  ];
  const figures = [];
  for (const [name, pathOf] of cases) figures.push(await measure(stack, name, pathOf));
  return figures;
}
