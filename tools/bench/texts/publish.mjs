// How soon a publish is what every node sends, under load.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { auditKey } from '../../../apps/backend/dist/audit/audit-chain.js';
import { AuditLog } from '../../../apps/backend/dist/audit/audit-log.js';
import { Sql } from '../../../apps/backend/dist/database/sql.js';
import { Keyring } from '../../../apps/backend/dist/platform/keyring.js';
import { TemplateStore } from '../../../apps/backend/dist/templates/desk/template.store.js';
import { TextStore } from '../../../apps/backend/dist/templates/desk/text.store.js';
import { textTag } from '../../../apps/backend/dist/templates/desk/text.views.js';
import { Texts } from '../../../apps/backend/dist/templates/desk/texts.js';
import { summarize } from '../latencies.mjs';
import { startStack } from '../stack.mjs';

const PUBLISHES = 20;
const EVERY_MS = 250;
const CONNECTIONS_PER_NODE = 32;
/** Codes a second, of each node. */
const RATE = 250;

/** @typedef {import('pg').Client} Database */

const AUTHOR = { kind: /** @type {const} */ ('command'), id: null, name: 'bench', address: null, requestId: null };
const WORDS = { transliterates: false };

/**
 * Publishes both forms of the English text as the desk does it for the console: checked, audited, every node told.
 * @param {import('../stack.mjs').Stack} stack
 */
async function openDesk({ database: { host, port, user, database }, folder }) {
  const pool = new pg.Pool({ host, port, user, database, max: 1 });
  const sql = new Sql(() => pool);
  const audit = new AuditLog(auditKey(Keyring.load(join(folder, 'secrets', 'keyring.json'))));
  const [texts, templates, versions] = [new Texts(sql, audit), new TemplateStore(sql), new TextStore(sql)];
  const shared = (await templates.listShared()).find(({ purpose }) => purpose === 'verification');
  if (shared === undefined) throw new Error('there is no text for verifications');
  const text = { templateId: shared.id, locale: 'en' };
  const see = async () => {
    const found = await versions.listVersions(text);
    return { newest: found[0]?.version ?? 0, seen: { ...text, tag: textTag(shared, found) } };
  };
  /** @param {number} round @returns {Promise<void>} */
  const publish = async (round) => {
    const words = { ...WORDS, body: `Round ${round} full: {code}`, shortBody: `Round ${round} short: {code}` };
    const saved = await texts.save(AUTHOR, (await see()).seen, words);
    const { newest: version, seen } = await see();
    const published = await texts.publish(AUTHOR, seen, { version, isReviewed: false });
    if (saved.kind !== 'changed' || published.kind !== 'changed') throw new Error(`${saved.kind}, ${published.kind}`);
  };
  return { publish, close: () => pool.end() };
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
  const desk = await openDesk(stack);
  const seconds = Math.ceil(((PUBLISHES + 4) * EVERY_MS) / 1_000);
  const load = /** @type {const} */ ({ kind: 'open', seconds, connections: CONNECTIONS_PER_NODE, rate: RATE });
  const running = Promise.all([stack.generator.run(load), second.run(load)]);
  await wait(2 * EVERY_MS);
  for (let round = 1; round <= PUBLISHES; round += 1) {
    await desk.publish(round);
    await wait(EVERY_MS);
  }
  await desk.close();
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
