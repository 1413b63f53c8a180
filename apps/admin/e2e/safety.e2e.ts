import { readdirSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { signedIn } from '../../backend/src/test/operators.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { TryRoom } from './try.js';
import { addressOf, thingsToVisit, VISITS, type Visited } from './visits.js';
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

/** What a path has in common with the folders of its page: `/messages/:` for `/messages/[id]` and `/messages/:message?tab=json`. */
const patternOf = (path: string) => path.replace(/[?#].*/, '').replaceAll(/:\w+|\[[^\]]+\]/g, ':');

describe('a first visit', () => {
  let things: Visited;

  beforeAll(async () => {
    things = await thingsToVisit(room);
  });

  test.each(VISITS)('of %s loads less than %i KiB of scripts, and nothing in it jumps', async (path, limit, as) => {
    const address = addressOf(path, things);
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
