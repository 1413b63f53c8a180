import type { LiveBinds, LiveMessages } from '@codewire/contracts';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLES, type Things } from '../../backend/src/test/admin-examples.js';
import { Client } from '../../backend/src/test/client.js';
import { EventStream } from '../../backend/src/test/event-stream.js';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { insertOperator, insertSession, signedIn } from '../../backend/src/test/operators.js';
import { addPerson, PASSWORD } from '../../backend/src/test/people.js';
import { addCarrier, CARRIER_PASSWORD } from '../../backend/src/test/second-carrier.js';
import { currentRun } from '../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { askAdmin } from './admin-api.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { addressOf, thingsToVisit, VISITS, type Visited } from './visits.js';

let room: ConsoleUnderTest;
let admin: Client;
/** Of an owner's browser. */
let headers: Record<string, string>;
let things: Visited;
/** What nobody should ever read again, by what it is. */
let canaries: Map<string, string>;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  admin = new Client(`http://127.0.0.1:${room.adminPort}`);
  headers = await signedIn(room.system.database.pool);
  things = await thingsToVisit(room);
  canaries = await plantCanaries();
});

afterAll(() => room.stop());

const ask = <Body>(method: string, path: string, body?: unknown) =>
  askAdmin<Body>(admin, { method, path, headers, body });

async function plantCanaries(): Promise<Map<string, string>> {
  const { pool } = room.system.database;
  const person = await addPerson(pool);
  const other = await insertSession(pool, person.id);
  const key = { name: 'canary', scopes: ['start', 'reveal'] };
  const made = await ask<{ key: string }>('POST', `applications/${things['application']}/keys`, key);
  recordSecret('key', made.body.key);
  await addCarrier(room.system, 'Canary', 1);
  const keyring = JSON.parse(readFileSync(currentRun().keyringFile, 'utf8')) as unknown;
  const { number, code } = await sendCode();
  return new Map([
    ['a new key', made.body.key],
    ["the first key's", room.system.client.key!],
    ["another's session", other.token],
    ['an invitation', things['invitation']!],
    ['a link for a new password', things['reset']!],
    ['a password', PASSWORD],
    ['the seed of an app', person.seed],
    ["a carrier's password", CARRIER_PASSWORD],
    ['a code', code],
    ['a number', number.replace('+', '')],
    ...longStrings(keyring).map((value, at) => [`the keyring (${at})`, value] as const),
  ]);
}

async function sendCode(): Promise<{ number: string; code: string }> {
  const number = freshNumber();
  expect((await ask('POST', 'try', { number })).status).toBe(201);
  return { number, code: await room.system.carrier.code(number) };
}

function longStrings(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 32 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(longStrings) : [];
}

/** Where something was found, by what it is. */
function expectNone(seen: ReadonlyMap<string, string>): void {
  for (const [name, value] of canaries) {
    expect(value.length, name).toBeGreaterThan(5);
    const found = [...seen].filter(([, text]) => text.includes(value)).map(([where]) => where);
    expect(found, name).toEqual([]);
  }
}

test('no secret of the system is in a page, or in what the router asks for', async () => {
  const seen = new Map<string, string>();
  const pages = new Map<unknown, Page>();
  // Over once there is an owner.
  for (const [path, , as] of [...VISITS, ['/setup', 0, 'nobody'] as const]) {
    const address = new URL(addressOf(path, things), room.console.url);
    const page = pages.get(as) ?? (await room.visit(address.pathname, { as: as ?? {} }));
    pages.set(as, page);
    const status = ['/:nowhere', '/setup'].includes(path) ? 404 : 200;
    const answer = await page.goto(address.href);
    expect(answer?.status(), path).toBe(status);
    expect(new URL(page.url()).pathname).toBe(address.pathname);
    seen.set(path, (await answer?.text()) ?? '').set(`${path}, drawn`, await page.content());
    // What the router asks for when it goes from page to page.
    address.searchParams.set('_rsc', '1');
    const payload = await page.request.get(address.href, { headers: { rsc: '1' } });
    expect(payload.headers()['content-type'], path).toContain('text/x-component');
    seen.set(`${path}, payload`, await payload.text());
  }
  expect(seen.size).toBe((VISITS.length + 1) * 3);
  // What may be read is found there, so that what nobody may read would be.
  expect(seen.get('/messages/:message, payload')).toContain(things['message']);
  expectNone(seen);
});

/** Without which there would be nothing but a refusal. */
const NEEDED: Readonly<Record<string, string>> = {
  overview: `?from=${new Date(Date.now() - 3_600_000).toISOString()}`,
  views: '?room=messages',
  'messages/export': '?format=csv',
  'verifications/export': '?format=csv',
};

/** What can be asked for beside the examples: other forms of the same, and the carrier that has the password. */
async function otherAnswers(): Promise<string[]> {
  const { pool } = room.system.database;
  const { rows } = await pool.query<{ id: string }>(`select id from carrier where name = 'Canary'`);
  const carrier = `carriers/${rows[0]!.id}`;
  return [
    ...['', '/trace', '/history', '/prices'].map((part) => carrier + part),
    'appearance',
    'messages/export?format=ndjson',
    'verifications/export?format=ndjson',
    'views?room=verifications',
  ];
}

test('no secret of the system is in an answer to anything that the console can ask for', async () => {
  const named = { ...things, session: '', key: '', operator: await insertOperator(room.system.database.pool) };
  await insertSession(room.system.database.pool, named.operator);
  const { body } = await ask<{ id: string }>('POST', 'messages/number-filters', { number: freshNumber() });
  const paths = Object.entries(EXAMPLES)
    .filter(([route]) => route.startsWith('GET ') && !route.endsWith('/live'))
    .map(([route, { path }]) => {
      const values = route.includes('number-filters') ? [body.id] : [...(path?.(named as unknown as Things) ?? [])];
      const asked = route.replace('GET /api/admin/', '').replace(/:\w+/g, () => values.shift()!);
      return asked + (NEEDED[asked] ?? '');
    });
  const seen = new Map<string, string>();
  const refused: string[] = [];
  for (const path of [...paths, ...(await otherAnswers())]) {
    const { status, text } = await ask('GET', path);
    if (status !== 200) refused.push(`${path}: ${status}`);
    seen.set(path, text);
  }
  expect(refused).toEqual([]);
  expect(seen.size).toBeGreaterThan(40);
  expectNone(seen);
});

test('no secret of the system is in an event of a stream', async () => {
  const hear = (path: string) =>
    EventStream.open(`http://127.0.0.1:${room.adminPort}/api/admin/${path}`, { ...headers });
  expect(Object.keys(EXAMPLES).filter((route) => route.endsWith('/live'))).toHaveLength(2);
  const [messages, carriers] = [await hear('messages/live'), await hear('carriers/live')];
  const { number, code } = await sendCode();
  canaries.set('a code that was sent meanwhile', code).set('its number', number.replace('+', ''));
  await messages.until(({ rows }: LiveMessages) => rows.length > 0);
  await carriers.until((told: LiveBinds) => told.carriers.length === 2);
  for (const stream of [messages, carriers]) stream.close();
  expectNone(
    new Map([
      ['messages', messages.heard.join()],
      ['carriers', carriers.heard.join()],
    ]),
  );
});
