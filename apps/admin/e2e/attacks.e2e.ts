import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../../backend/src/test/client.js';
import { insertOperator, insertSession, signedIn } from '../../backend/src/test/operators.js';
import { addPerson, codeOf } from '../../backend/src/test/people.js';
import { addCarrier } from '../../backend/src/test/second-carrier.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { askAdmin } from './admin-api.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { Entry } from './entry.js';
import { sendMessages } from './messages.js';

let room: ConsoleUnderTest;
let admin: Client;
/** Of an owner's browser. */
let headers: Record<string, string>;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  admin = new Client(`http://127.0.0.1:${room.adminPort}`);
  headers = await signedIn(room.system.database.pool);
});

afterAll(() => room.stop());

const db = () => room.system.database.pool;
const ask = <Body>(method: string, path: string, body?: unknown) =>
  askAdmin<Body>(admin, { method, path, headers, body });

interface Application {
  readonly id: string;
}
const firstApplication = async () => (await ask<{ data: Application[] }>('GET', 'applications')).body.data[0]!.id;

/** Would set `window.taken` if anything took it for more than text. */
const MARKUP = `<img src=x onerror="window.taken=1"><script>window.taken=1</script>`;
const SHORT_MARKUP = '<svg onload=taken=1>';

describe('what strangers and colleagues can write is drawn as text', () => {
  let applicationId: string;
  let strangerId: string;
  let carrierId: string;
  let messageId: string;
  let verificationId: string;
  let page: Page;

  beforeAll(async () => {
    applicationId = await firstApplication();
    expect((await ask('PATCH', `applications/${applicationId}`, { name: SHORT_MARKUP })).status).toBe(200);
    const key = { name: MARKUP.slice(0, 60), scopes: ['start'] };
    const made = await ask<{ key: string }>('POST', `applications/${applicationId}/keys`, key);
    expect(made.status).toBe(201);
    expect((await ask('POST', 'templates', { purpose: 'login', application_id: applicationId })).status).toBe(201);
    recordSecret('key', made.body.key);
    const carriers = (await ask<{ data: { id: string }[] }>('GET', 'carriers')).body.data.map(({ id }) => ({ id }));
    expect((await ask('POST', 'routes', { name: SHORT_MARKUP, carriers })).status).toBe(201);
    strangerId = await insertOperator(db(), { role: 'support' });
    await db().query('update operator set name = $2 where id = $1', [strangerId, MARKUP]);
    const { id } = await insertSession(db(), strangerId);
    await db().query('update session set device = $2, address = $2 where id = $1', [id, MARKUP]);
    expect((await ask('PATCH', `team/operators/${strangerId}`, { role: 'ops' })).status).toBe(200);
    await insertSession(db(), strangerId);
    const [message = ''] = await sendMessages(room.system, 1);
    await db().query('update message set error = $2, sender = $3, body = $2 where id = $1', [
      message,
      MARKUP,
      SHORT_MARKUP,
    ]);
    await db().query('update message_search set error = $2, error_code = $3 where id = $1', [
      message,
      MARKUP,
      SHORT_MARKUP,
    ]);
    messageId = message;
    const { rows } = await db().query<{ id: string }>(
      `update verification set metadata = $2 where id = (select verification_id from message where id = $1) returning id`,
      [message, { [SHORT_MARKUP]: MARKUP }],
    );
    verificationId = rows[0]!.id;
    const view = { room: 'messages', name: SHORT_MARKUP, query: { error: 'x' }, is_shared: true };
    expect((await ask('POST', 'views', view)).status).toBe(201);
    carrierId = await addCarrier(room.system, SHORT_MARKUP, 1);
    // A stream that never ends would be waited for.
    page = await room.visit('/', {}, async (fresh) => {
      await fresh.route('**/api/admin/carriers/live', (route) => route.abort());
    });
  });

  test.each([
    ['the overview', () => '/', undefined],
    ['the team', () => '/team', 'img'],
    ['the audit', () => '/audit', 'svg'],
    ['applications', () => '/apps', 'svg'],
    ['an application and its keys', () => `/apps/${applicationId}`, 'img'],
    ['templates', () => '/templates', 'svg'],
    ['carriers', () => '/carriers', 'svg'],
    ['a carrier', () => `/carriers/${carrierId}`, 'svg'],
    ['rules', () => '/routing', 'svg'],
    ['messages', () => '/messages', 'svg'],
    ['verifications', () => '/verifications', undefined],
    ['a message', () => `/messages/${messageId}`, 'svg'],
    ['a verification', () => `/verifications/${verificationId}`, 'img'],
    ['Try it', () => '/try', undefined],
  ])('by %s', async (_, path, shown) => {
    await page.goto(room.console.url + path());
    // The name of a saved view is in a menu that is closed.
    if (shown !== undefined)
      await page.locator('main').getByText(`<${shown}`).filter({ visible: true }).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => 'taken' in window)).toBe(false);
    expect(await page.locator('[onerror], [onload], img[src="x"]').count()).toBe(0);
  });

  test("by someone's own list of sessions", async () => {
    const page = await room.visit('/me', { as: { role: 'ops' } });
    const { rows } = await db().query<{ id: string }>('select id from session order by created_at desc limit 1');
    await db().query('update session set device = $2 where id = $1', [rows[0]!.id, MARKUP]);
    await page.reload();
    await page.getByText('<img').first().waitFor();
    expect(await page.evaluate(() => 'taken' in window)).toBe(false);
  });
});

describe('another site that has the browser send the session along', () => {
  const invitation = JSON.stringify({ email: 'mallory@example.com', role: 'owner' });
  const post = async (other: Record<string, string>, body = invitation) => {
    const { origin: _origin, ...own } = headers;
    const sent = { ...own, ...other };
    for (const [name, value] of Object.entries(other)) if (value === '') delete sent[name];
    return (await admin.send({ method: 'POST', path: '/api/admin/team/invitations', headers: sent, body })).status;
  };
  const json = { 'content-type': 'application/json' };

  test.each<[string, Record<string, string>, number]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded', 'x-codewire-console': '' }, 403],
    ['JSON as plain text', { 'content-type': 'text/plain' }, 415],
    ['no word of where it comes from', { ...json, 'sec-fetch-site': '' }, 403],
    ['the null origin of a sandbox', { ...json, 'sec-fetch-site': '', origin: 'null' }, 403],
    ['a neighbour under the same domain', { ...json, 'sec-fetch-site': 'same-site' }, 403],
    ['another site', { ...json, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ])('does nothing with %s', async (_, other, status) => {
    expect(await post(other)).toBe(status);
    const { rows } = await db().query(`select 1 from operator_link where email = 'mallory@example.com'`);
    expect(rows).toEqual([]);
  });

  test('is what was refused: the same from the console is done', async () => {
    expect(await post(json)).toBe(201);
  });

  test('cannot even ask whether it might: there is no answer to a preflight', async () => {
    const origin = 'https://evil.example';
    const asked = { origin, 'access-control-request-method': 'POST', 'sec-fetch-site': 'cross-site' };
    const answer = await admin.send({ method: 'OPTIONS', path: '/api/admin/team/invitations', headers: asked });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('whoever would lead an operator astray', () => {
  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/%5Cevil.example', 'javascript:alert(1)'])(
    'cannot by an address to come back to: %s',
    async (next) => {
      const person = await addPerson(db());
      const page = await room.visit(`/login?next=${encodeURIComponent(next)}`, { as: 'nobody' });
      await signInByApp(page, person);
      await page.waitForURL((url) => url.pathname !== '/login');
      expect(new URL(page.url()).origin).toBe(room.console.url);
    },
  );

  test('cannot draw the console inside of a page of his own, nor hold on to the window that he opened', async () => {
    for (const path of ['/login', '/setup', '/invite', '/me', '/team']) {
      const answer = await fetch(`${room.console.url}${path}`, { redirect: 'manual' });
      expect(answer.headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    }
  });

  async function signInByApp(page: Page, { email, seed }: { email: string; seed: string }): Promise<void> {
    const entry = new Entry(page);
    await entry.typePassword(email);
    await entry.typeCode(codeOf(seed));
  }
});
