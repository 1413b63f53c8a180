// The live tail while messages come in: what the page takes so long for that nobody could type.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { CopyIn } from '../../../apps/backend/dist/database/seed/ten-million/copy-in.js';
import { columnsOf, noRows, TABLES } from '../../../apps/backend/dist/database/seed/ten-million/tables.js';
import { Teller } from '../../../apps/backend/dist/database/seed/ten-million/teller.js';
import { Keyring } from '../../../apps/backend/dist/platform/keyring.js';
import { familyOf, keepToFirstCore } from '../cpu.mjs';
import { notedBy, openVisitor } from './pages.mjs';

/** @typedef {import('./stack.mjs').Stack} Stack */

const EVERY_MS = 100;

/** @param {Stack} stack */
async function openSource({ settings, database }) {
  const client = new pg.Client({ connectionString: settings.DATABASE_URL });
  await client.connect();
  const { rows: applications } = await database.query(
    `select id, sender, policy_version as "policyVersion" from application order by created_at`,
  );
  const { rows: carriers } = await database.query('select id from carrier');
  const text = {
    templateVersionId: 1,
    body: 'Your code is {code}.',
    encoding: /** @type {const} */ ('GSM-7'),
    segments: 1,
  };
  const teller = new Teller({
    keyring: Keyring.load(settings.CODEWIRE_KEYRING_FILE),
    applications,
    carrierIds: carriers.map(({ id }) => id),
    people: 10_000,
    render: () => text,
    get endMs() {
      return Date.now();
    },
  });
  /** @param {number} count */
  const send = async (count) => {
    const rows = noRows();
    for (let told = 0; told < count; told += 1) teller.tell(Date.now(), rows);
    await client.query('begin');
    for (const table of TABLES) {
      const copy = await CopyIn.begin(client, table, columnsOf(table));
      await copy.write(rows[table].take());
      await copy.end();
    }
    await client.query('commit');
  };
  return { send, close: () => client.end() };
}

/** @param {Stack} stack @param {{ rate: number, seconds: number }} load */
export async function measureTail(stack, { rate, seconds }) {
  const [visitor, source] = [await openVisitor(stack, 1), await openSource(stack)];
  // A task is as long as a clock says. Whoever looks at a page has the servers on another machine than his own.
  const apart = keepToFirstCore(() => {
    const servers = Object.values(stack.pids).flatMap((pid) => familyOf(pid));
    return [process.pid, ...servers.map(({ pid }) => pid)];
  });
  try {
    const { page, cdp } = await visitor.visit('/messages?live=1');
    await page.waitForTimeout(3_000);
    const heap = async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      return (await cdp.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
    };
    const heapBefore = await heap();
    // To collect all garbage at once is a long task, and not the page's.
    await page.waitForTimeout(1_000);
    const before = (await notedBy(page)).longTasks.length;
    const first = await page.locator('tbody tr a').first().getAttribute('href');
    const startedAt = performance.now();
    let sent = 0;
    while (performance.now() - startedAt < seconds * 1_000) {
      const due = Math.floor(((performance.now() - startedAt) / 1_000) * rate) - sent;
      if (due > 0) await source.send(due);
      sent += due;
      await wait(EVERY_MS);
    }
    const took = (performance.now() - startedAt) / 1_000;
    const { longTasks } = await notedBy(page);
    if ((await page.locator('tbody tr a').first().getAttribute('href')) === first) throw new Error('no row came in');
    return {
      rate: sent / took,
      seconds: took,
      isApart: apart !== undefined,
      longTasks: longTasks.slice(before),
      heapMib: (await heap()) - heapBefore,
    };
  } finally {
    apart?.release();
    await visitor.close();
    await source.close();
  }
}
