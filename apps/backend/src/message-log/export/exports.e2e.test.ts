import { request, type IncomingMessage } from 'node:http';
import {
  REVEALS_PER_HOUR,
  type MessageSearchPage,
  type RevealedNumber,
  type SavedView,
  type SavedViewList,
  type VerificationSearchPage,
} from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Browser } from '../../test/browser.js';
import type { Client } from '../../test/client.js';
import { freshNumber } from '../../test/numbers.js';
import { CONSOLE_HEADERS } from '../../test/operators.js';
import { expectRefusal } from '../../test/refusals.js';
import { startSystem, type System } from '../../test/system.js';
import { join, type Colleague } from '../../test/team.js';

const BULK = 40_000;
const number = freshNumber();
let system: System;
let ops: Colleague;
let started: { readonly id: string; readonly messageId: string };

beforeAll(async () => {
  system = await startSystem();
  ops = await join(system, 'ops');
  // The name and the sender are what an attacker would have a spreadsheet calculate.
  const { id: application, client } = await system.addApplication();
  await system.database.pool.query(`update application set name = '=1+1', sender = '@SUM(A1)' where id = $1`, [
    application,
  ]);
  started = await start(client);
  await copied(`messages?application=${application}`);
  await copied(`verifications?application=${application}`);
  await insertBulk();
});

afterAll(() => system.stop());

async function start(client: Client) {
  const { body } = await client.start({ number });
  return { id: body.id, messageId: body.message.id };
}

/** Waits until the copies that the console reads have it. */
async function copied(path: string): Promise<void> {
  const isThere = async () =>
    (await ops.browser.get<MessageSearchPage | VerificationSearchPage>(path)).body.data.length > 0;
  await vi.waitUntil(isThere, { timeout: 20_000, interval: 50 });
}

async function insertBulk(): Promise<void> {
  await system.database.pool.query(
    `insert into message_search select 'msg_' || lpad(n::text, 22, '0'), 'ver_bulk', 'app_bulk', null, 'DE', 'de', 'login', 1,
        null, 'Bulk', 'GSM-7', 1, 0, 'expired', 'not_sent_in_time', null, now(), null, now(), null, false, now()
      from generate_series(1, $1::int) n`,
    [BULK],
  );
}

const audited = async (action: string) =>
  (
    await system.database.pool.query<{ target_id: string; after: Record<string, unknown> }>(
      'select target_id, after from audit where action = $1 order by seq',
      [action],
    )
  ).rows;

describe('a saved view', () => {
  test('is kept, shared, changed from the version that was seen, and deleted', async () => {
    const { browser } = ops;
    const given = { room: 'messages', name: 'Failed', query: { status: 'failed', from: '-24h' }, is_shared: true };
    const made = await browser.post<SavedView>('views', given);
    expect(made).toMatchObject({ status: 201, body: { ...given, version: 1, is_own: true } });
    const path = `views/${made.body.id}`;
    const other = await join(system, 'support');
    const seen = (await other.browser.get<SavedViewList>('views?room=messages')).body.data;
    expect(seen).toEqual([{ ...made.body, is_own: false }]);
    expectRefusal(await other.browser.ask('PATCH', path, { version: 1, name: 'Mine' }), {
      status: 404,
      code: 'view.not_found',
    });
    expect((await browser.ask('PATCH', path, { version: 1, name: 'Lost' })).status).toBe(200);
    expectRefusal(await browser.ask('PATCH', path, { version: 1, name: 'Late' }), {
      status: 409,
      code: 'view.changed',
    });
    expect((await browser.ask('DELETE', path)).status).toBe(204);
    expect((await other.browser.get<SavedViewList>('views?room=messages')).body.data).toEqual([]);
  });

  test.each([
    { query: { status: 'a\0b' } },
    { query: { status: '\ud800' } },
    { query: { STATUS: 'failed' } },
    { name: '' },
    { room: 'audit' },
  ])('that is given %j is refused', async (changes) => {
    const given = { room: 'messages', name: 'Odd', query: {}, is_shared: false, ...changes };
    expect((await ops.browser.post('views', given)).status).toBe(400);
  });
});

describe('a number', () => {
  const reveal = (browser: Browser, path: string, reason = 'He says that nothing came.') =>
    browser.post<RevealedNumber>(`${path}/reveal`, { reason });

  test('of a message and of its verification is shown in full, and kept nowhere', async () => {
    const { browser } = await join(system, 'support');
    const answer = await reveal(browser, `messages/${started.messageId}`);
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.body).toEqual({ number, left: REVEALS_PER_HOUR - 1 });
    expect((await reveal(browser, `verifications/${started.id}`)).body).toEqual({ number, left: REVEALS_PER_HOUR - 2 });
    const entries = await audited('number.revealed');
    expect(entries.map(({ target_id }) => target_id)).toEqual([started.messageId, started.id]);
    expect(JSON.stringify(entries)).not.toContain(number.slice(1));
  });

  test('is shown for a reason, to whoever proved lately who he is', async () => {
    const { browser, id } = await join(system, 'support');
    for (const reason of ['', 'why', ' '.repeat(9), 'x'.repeat(201)]) {
      expect((await reveal(browser, `messages/${started.messageId}`, reason)).problem.field).toBe('reason');
    }
    await system.database.pool.query(
      `update session set proven_at = now() - interval '11 min' where operator_id = $1`,
      [id],
    );
    expectRefusal(await reveal(browser, `messages/${started.messageId}`), {
      status: 403,
      code: 'auth.step_up_needed',
    });
  });

  test('of twenty-five that are asked for at once ten are shown, and the rest is told when to ask again', async () => {
    const { browser } = await join(system, 'support');
    const before = (await audited('number.revealed')).length;
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => reveal(browser, `messages/${started.messageId}`)),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(25 - REVEALS_PER_HOUR);
    for (const answer of refused) {
      expectRefusal(answer, { status: 429, code: 'reveal.too_many' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(3_500);
    }
    expect((await audited('number.revealed')).length - before).toBe(REVEALS_PER_HOUR);
  });
});

describe('a file for spreadsheets', () => {
  test('has the columns of the list, the number masked, and calculates nothing', async () => {
    const { status, headers, text } = await ops.browser.get(`messages/export?format=csv&verification=${started.id}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(/^attachment; filename="codewire-messages-\d{4}-\d\d-\d\d\.csv"$/),
      'cache-control': 'no-store',
    });
    const [head = '', line = '', ...rest] = text.split('\r\n');
    expect(head).toMatch(/^\uFEFFid,verification_id,number,country,/);
    expect(line).toMatch(new RegExp(`^${started.messageId},${started.id},'\\+1 \\*+${number.slice(-2)},US,`));
    expect(line).toContain(`,'=1+1,`);
    expect(rest).toEqual(['']);
    expect((await audited('messages.exported')).at(-1)).toEqual({
      target_id: 'messages',
      after: { format: 'csv', filters: { verification: started.id } },
    });
  });

  test('of verifications has one line for each', async () => {
    const { text } = await ops.browser.get('verifications/export?format=csv&country=US');
    expect(text.split('\r\n').filter((line) => line.startsWith(`${started.id},`))).toHaveLength(1);
    expect(text).not.toContain(number.slice(1));
    expect((await audited('verifications.exported')).at(-1)?.after).toEqual({
      format: 'csv',
      filters: { country: ['US'] },
    });
  });
});

test.each([
  ['messages/export', 400, 'request.invalid'],
  ['messages/export?format=xlsx', 400, 'request.invalid'],
  ['messages/export?format=csv&limit=1', 400, 'request.invalid'],
  ['messages/export?format=csv&number=nfl_0000000000000000000000', 404, 'filter.not_found'],
])('%s is refused, and leaves no entry', async (path, status, code) => {
  const before = await audited('messages.exported');
  const { problem, ...answer } = await ops.browser.get(path);
  expect([answer.status, problem.code]).toEqual([status, code]);
  expect(await audited('messages.exported')).toEqual(before);
});

describe(`an export of ${BULK} rows`, () => {
  const BULKY = 'messages/export?format=ndjson&application=app_bulk';

  /** An answer of which only the head was read. */
  function begin(path = BULKY): Promise<IncomingMessage> {
    const { adminPort: port } = system.backends[0]!;
    const headers = { ...CONSOLE_HEADERS, cookie: `__Host-cw_session=${ops.browser.cookie('__Host-cw_session')}` };
    return new Promise((resolve, reject) => {
      request({ hostname: '127.0.0.1', port, path: `/api/admin/${path}`, headers, agent: false }, resolve)
        .on('error', reject)
        .end();
    });
  }

  async function lastRead(): Promise<string | null | undefined> {
    const { rows } = await system.database.pool.query<{ at: string | null }>(
      `select max(query_start)::text as at from pg_stat_activity where application_name like 'codewire %'
        and datname = current_database() and (query like '%s.application_id = v.value%' or query like '%s.application_id as "applicationId"%')`,
    );
    return rows[0]?.at;
  }

  test('is read no faster than it is taken, and whole in the end', async () => {
    const answer = await begin();
    // Nothing is taken, so after what the sockets hold it stops reading.
    const seen: unknown[] = [];
    await vi.waitUntil(
      async () => {
        seen.push(await lastRead());
        return seen.length > 5 && seen.slice(-5).every((at) => at === seen.at(-1));
      },
      { timeout: 20_000, interval: 100 },
    );
    let text = '';
    const later: (string | null | undefined)[] = [];
    let taken = 0;
    for await (const chunk of answer.setEncoding('utf8')) {
      text += chunk as string;
      // Often: a connection that reads a page shows only until something else is asked on it.
      if ((taken += 1) % 2 === 0) later.push(await lastRead());
    }
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines.pop()!)).toEqual({ is_complete: true, rows: BULK, is_capped: false });
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect([ids.length, new Set(ids).size]).toEqual([BULK, BULK]);
    expect(ids).toEqual(ids.toSorted().reverse());
    // It went on reading only as it was taken.
    const stalledAt = String(seen.at(-1) ?? '');
    expect(later.some((at) => (at ?? '') > stalledAt)).toBe(true);
  });

  test('is one of two, and one whose reader went away frees its place', async () => {
    const [first, second] = [await begin(), await begin()];
    expectRefusal(await ops.browser.get(BULKY), { status: 429, code: 'export.too_many' });
    first.destroy();
    const third = await vi.waitUntil(
      async () => {
        const answer = await begin();
        return answer.statusCode === 200 ? answer : void answer.resume();
      },
      { timeout: 20_000, interval: 50 },
    );
    for (const answer of [second, third]) answer.destroy();
  });
});
