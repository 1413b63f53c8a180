// How soon a publish is what every node sends, under load.
import { setTimeout as wait } from 'node:timers/promises';
import { summarize } from '../latencies.mjs';
import { startStack } from '../stack.mjs';

const PUBLISHES = 20;
const EVERY_MS = 250;
const CONNECTIONS_PER_NODE = 32;
/** Codes a second, of each node. */
const RATE = 250;

/** @typedef {import('pg').Client} Database */

/**
 * Both forms of the English text, published as the console does it: the older version gives way, every node is told.
 * @param {Database} database @param {number} round @returns {Promise<void>}
 */
async function publish(database, round) {
  const text = `template_id = (select id from template where purpose = 'verification' and application_id is null)
    and locale = 'en'`;
  await database.query('begin');
  await database.query(`update template_version set status = 'superseded' where ${text} and status = 'published'`);
  await database.query(
    `insert into template_version (template_id, locale, version, body, short_body, status, origin, published_at)
      select template_id, locale, max(version) + 1, $1, $2, 'published', 'admin', clock_timestamp()
      from template_version where ${text} group by template_id, locale`,
    [`Round ${round} full: {code}`, `Round ${round} short: {code}`],
  );
  await database.query(`select pg_notify('codewire_texts', '')`);
  await database.query('commit');
}

/**
 * For each publish the time until the last message of the version before, on whichever node, by the database's clock.
 * @param {Database} database @returns {Promise<number[]>}
 */
async function readDelays(database) {
  const { rows } = await database.query(
    `with versions as (
        select id, published_at, lead(published_at) over (order by id) as next_at from template_version
        where locale = 'en' and template_id = (select id from template where purpose = 'verification' and application_id is null)
      ), last as (
        select template_version_id as id, max(created_at) as at from message group by template_version_id
      )
      select greatest(0, extract(epoch from last.at - v.next_at) * 1000)::float8 as delay
      from versions v join last on last.id = v.id where v.next_at is not null`,
  );
  return rows.map(({ delay }) => delay);
}

/** Messages whose words are not those of the version that they name. @param {Database} database @returns {Promise<number>} */
async function countMixed(database) {
  const { rows } = await database.query(
    `select count(*)::integer as mixed from message m join template_version v on v.id = m.template_version_id
      where v.origin = 'admin' and m.body <> v.body`,
  );
  return rows[0].mixed;
}

/** @param {import('../stack.mjs').Stack} stack */
async function measure(stack) {
  const { generator: second } = await stack.startSecondNode();
  const seconds = Math.ceil(((PUBLISHES + 4) * EVERY_MS) / 1_000);
  const load = /** @type {const} */ ({ kind: 'open', seconds, connections: CONNECTIONS_PER_NODE, rate: RATE });
  const running = Promise.all([stack.generator.run(load), second.run(load)]);
  await wait(2 * EVERY_MS);
  for (let round = 1; round <= PUBLISHES; round += 1) {
    await publish(stack.database, round);
    await wait(EVERY_MS);
  }
  const results = await running;
  const accepted = results.reduce((sum, result) => sum + result.accepted, 0);
  const delays = summarize(await readDelays(stack.database));
  return { delays, codesPerSecond: accepted / seconds, mixed: await countMixed(stack.database) };
}

/** A line for the report. Throws when a message was of two versions. */
export async function measurePublish() {
  const stack = await startStack();
  try {
    const { delays, codesPerSecond, mixed } = await measure(stack);
    if (mixed > 0) throw new Error(`${mixed} messages have other words than the version that they name`);
    return (
      `a publish, on 2 nodes at ${Math.round(codesPerSecond)} codes/s: the last message of the version before is committed ` +
      `${delays.p50.toFixed(0)} ms after it at the median, ${delays.max.toFixed(0)} ms at most (${delays.count} publishes; goal: at most 1000)`
    );
  } finally {
    await stack.stop();
  }
}
