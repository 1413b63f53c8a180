import { readdirSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { insertOperator, signedIn } from '../../backend/src/test/operators.js';
import { seededCarrier } from '../../backend/src/test/second-carrier.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { adminApi } from './admin-api.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { sendMessages } from './messages.js';
import { TryRoom } from './try.js';
import { KIB, MOST_SHIFT, weigh } from './weight.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A request as a browser on another site, or a program, would make it: every header as given. */
function answer({ path, method = 'GET', headers = {}, body }: Asked): Promise<IncomingMessage> {
  const { hostname, port } = new URL(room.console.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const ask = async (asked: Asked) => (await answer(asked)).statusCode;

describe('the console answers', () => {
  test.each(['/try', '/messages', '/api/admin/context', '/nowhere'])('under no foreign name: %s', async (path) => {
    expect(await ask({ path, headers: { host: 'evil.example' } })).toBe(403);
    expect(await ask({ path, headers: { host: `evil.example:${new URL(room.console.url).port}` } })).toBe(403);
  });

  test('no other site that would send a code, though the browser sends the session along', async () => {
    const { cookie = '' } = await signedIn(room.system.database.pool);
    const body = JSON.stringify({ number: freshNumber() });
    const post = (headers: Record<string, string>) =>
      ask({
        path: '/api/admin/try',
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body,
      });
    expect(await post({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post({ origin: 'https://evil.example' })).toBe(403);
    expect(await post({})).toBe(403);
    expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(403);
    const own = { 'sec-fetch-site': 'same-origin', 'x-codewire-console': '1' };
    expect(await post({ ...own, 'content-type': 'text/plain' })).toBe(415);
    expect(await post({ ...own, cookie: '' })).toBe(401);
    expect(await post(own)).toBe(201);
  });
});

test('on its own machine the console has one name, the one that passkeys and cookies belong to', async () => {
  const { port } = new URL(room.console.url);
  const host = `127.0.0.1:${port}`;
  const { statusCode, headers } = await answer({ path: '/messages?status=failed', headers: { host } });
  expect(statusCode).toBe(307);
  expect(headers.location).toBe(`http://localhost:${port}/messages?status=failed`);
  expect(await ask({ path: '/healthz', headers: { host } })).toBe(200);
  expect(await ask({ path: '/api/admin/session', headers: { host } })).toBe(401);
});

test('what a browser tells of a broken policy is taken, within bounds', async () => {
  const tell = (body: string) =>
    ask({ path: '/csp-reports', method: 'POST', headers: { 'content-type': 'application/csp-report' }, body });
  expect(await tell('{"csp-report":{"violated-directive":"img-src"}}')).toBe(204);
  expect(await tell('x'.repeat(20_000))).toBe(413);
});

test('every page forbids to be framed, cached, sniffed, and to run what is not its own', async () => {
  const page = await room.visit('/try');
  const headers = (await page.reload())!.headers();
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['permissions-policy']).toContain('camera=()');
  expect(headers).not.toHaveProperty('x-powered-by');
});

test('what a page needs comes from this server alone', async () => {
  const page = await room.visit('/try');
  const origins = new Set<string>();
  page.on('request', (asked) => void origins.add(new URL(asked.url()).origin));
  await new TryRoom(page).send(freshNumber(), 'ja');
  await page.locator('[data-step="delivered"]').waitFor();
  expect([...origins]).toEqual([room.console.url]);
});

/** Everything that can be opened, how much of scripts it may load, compressed, and by whom, where not by an owner. */
const VISITS: readonly [path: string, limit: number, as?: Parameters<typeof weigh>[2]][] = [
  ['/login', 190, 'nobody'],
  ['/signed-out', 190, 'nobody'],
  // Opened once in the life of an account, and they have more to ask than the sign-in has.
  ['/invite#:invitation', 200, 'nobody'],
  ['/reset#:reset', 200, 'nobody'],
  ['/enrol', 200, { isEnrolled: false }],
  ['/', 270],
  ['/try', 290],
  ['/try/phone/:handset', 270],
  ['/messages', 270],
  ['/messages?live=1', 270],
  ['/messages/:message', 290],
  ['/messages/:message?tab=related', 290],
  ['/messages/:message?tab=json', 290],
  ['/verifications', 270],
  ['/verifications/:verification', 290],
  ['/apps', 270],
  ['/apps/:application', 290],
  ['/templates', 270],
  ['/templates/:template', 390],
  ['/locales', 270],
  ['/locales?view=coverage', 270],
  ['/locales/:tag', 270],
  ['/carriers', 270],
  ['/carriers/:carrier', 290],
  ['/carriers/:carrier?tab=settings', 290],
  ['/carriers/:carrier?tab=credentials', 290],
  ['/carriers/:carrier?tab=errors', 290],
  ['/carriers/:carrier?tab=receipts', 290],
  ['/carriers/:carrier?tab=trace', 290],
  ['/carriers/:carrier?tab=history', 290],
  ['/routing', 270],
  ['/routing?view=prices', 270],
  ['/routing?view=senders', 270],
  ['/team', 270],
  ['/team/:operator', 290],
  ['/audit', 270],
  ['/audit/:seq', 290],
  ['/settings', 270],
  ['/me', 270],
  ['/:nowhere', 270],
];

/** What a path has in common with the folders of its page: `/messages/:` for `/messages/[id]` and `/messages/:message?tab=json`. */
const patternOf = (path: string) => path.replace(/[?#].*/, '').replaceAll(/:\w+|\[[^\]]+\]/g, ':');

describe('a first visit', () => {
  const things: Record<string, string> = { handset: '1', tag: 'fr', seq: '1', nowhere: 'nowhere' };

  beforeAll(async () => {
    const { pool } = room.system.database;
    const anyOf = async (table: string) =>
      (await pool.query<{ id: string }>(`select id from ${table} limit 1`)).rows[0]!.id;
    const [message = ''] = await sendMessages(room.system, 1);
    const api = await adminApi(room);
    const [invited, reset] = [
      // The first entry of the audit, too.
      await api<{ url: string }>('POST', 'team/invitations', { email: 'ada@example.com', role: 'support' }),
      await api<{ url: string }>('POST', `team/operators/${await insertOperator(pool)}/reset`, { kind: 'password' }),
    ];
    const tokens = [invited, reset].map(({ url }) => new URL(url).hash.slice(1));
    for (const token of tokens) recordSecret('token', token);
    Object.assign(things, {
      message,
      invitation: tokens[0],
      reset: tokens[1],
      verification: await anyOf('verification'),
      template: await anyOf('template'),
      application: await anyOf('application'),
      operator: await anyOf('operator'),
      carrier: await seededCarrier(room.system),
    });
  });

  test.each(VISITS)('of %s loads less than %i KiB of scripts, and nothing in it jumps', async (path, limit, as) => {
    const address = path.replace(/:(\w+)/g, (_, thing: string) => things[thing]!);
    const weights = await weigh(room, address, as);
    expect(weights.scripts).toBeLessThan(limit * KIB);
    expect(weights.styles).toBeLessThan(60 * KIB);
    // A table that is drawn when only the first half of it has come is no fault of the page, and seldom happens twice.
    const shift = weights.shift <= MOST_SHIFT ? weights.shift : (await weigh(room, address, as)).shift;
    expect(shift).toBeLessThanOrEqual(MOST_SHIFT);
  });

  test('is made of every page that there is', () => {
    const app = fileURLToPath(new URL('../app', import.meta.url));
    const pages = readdirSync(app, { recursive: true, encoding: 'utf8' })
      .filter((file) => basename(file) === 'page.tsx')
      .map((file) => patternOf(`/${dirname(file).replaceAll(/\(\w+\)\/?/g, '')}`.replace(/\/\.?$/, '') || '/'));
    // The first run is over here: it has a test of its own.
    expect(pages.length).toBeGreaterThan(20);
    expect([...new Set([...VISITS.map(([path]) => patternOf(path)), '/setup'])].sort()).toEqual(pages.sort());
  });
});

// Last: from here on nothing is simulated.
test('a code that goes to a real carrier is shown nowhere', async () => {
  const { pool } = room.system.database;
  await pool.query(`with a as (update application set is_test = false), p as (update policy set cooldown_seconds = '{0}'),
    c as (update carrier set is_simulated = false) select pg_notify('codewire_carriers', '')`);
  const headers = await signedIn(pool);
  await vi.waitUntil(
    async () =>
      (await (await fetch(`http://127.0.0.1:${room.adminPort}/api/admin/context`, { headers })).text()).includes(
        '"is_simulated":false',
      ),
    { timeout: 20_000, interval: 20 },
  );
  const page = await room.visit('/try');
  await page.getByText('Real carrier. Codes sent here reach real phones and cost money.').waitFor();
  const tryRoom = new TryRoom(page);
  const number = freshNumber();
  await tryRoom.send(number);
  await page.locator('[data-step="delivered"]').waitFor();
  const code = await room.system.carrier.code(number);
  await page.getByText('This message went to a real phone, not to this one.').waitFor();
  expect(await tryRoom.code().inputValue()).toBe('');
  expect(await tryRoom.bubbles().count()).toBe(0);
  await page.getByText('The answer', { exact: true }).click();
  expect(await page.locator('body').innerText()).not.toContain(code);
  await tryRoom.check(code);
  await page.locator('[data-outcome="approved"]').waitFor();
});
