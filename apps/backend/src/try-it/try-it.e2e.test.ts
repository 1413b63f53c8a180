import type { CheckResponse, ConsoleContext, HandsetInbox, MessagePage, TryResponse } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Client, type Answer } from '../test/client.js';
import { freshNumber, remember } from '../test/numbers.js';
import { signedIn } from '../test/operators.js';
import { insertApplication } from '../test/rows.js';
import { BUILT_IN_LOCALES } from '../templates/locales/built-in-locales.js';
import { startSystem, type System } from '../test/system.js';

const FICTIONAL = '+12125550117';
const PATIENCE = { timeout: 20_000, interval: 20 };

let system: System;
let admin: Client;
/** Of an owner's browser. */
let headers: Record<string, string>;

beforeAll(async () => {
  remember(FICTIONAL);
  system = await startSystem();
  admin = new Client(`http://127.0.0.1:${system.backends[0]!.adminPort}`);
  headers = await signedIn(system.database.pool);
});

afterAll(() => system.stop());

const post = <Body>(path: string, body: unknown) => admin.post<Body>(`/api/admin/${path}`, body, headers);
const context = async () =>
  (await admin.send<ConsoleContext>({ method: 'GET', path: '/api/admin/context', headers })).body;

async function start(body: unknown): Promise<Answer<TryResponse>> {
  const answer = await post<TryResponse>('try', body);
  if (answer.body.passcode !== undefined) recordSecret('code', answer.body.passcode);
  return answer;
}

const inbox = async (number: string) => (await post<HandsetInbox>('handset', { number })).body.messages;

test('the context names the seeded application, its languages and the bind of its carrier', async () => {
  const { application, applications, api_url: apiUrl, code_length: codeLength, locales, carriers } = await context();
  expect(application).toEqual({ id: expect.stringMatching(/^app_/), name: 'Codewire', is_test: true });
  expect(applications).toEqual([application]);
  expect(apiUrl).toBe(system.backends[0]!.url);
  expect(codeLength).toBe(6);
  const rightToLeft = locales.filter(({ direction }) => direction === 'rtl').map(({ tag }) => tag);
  expect(rightToLeft).toEqual(['ar', 'ar-AE', 'ar-EG', 'ar-SA', 'fa', 'he', 'ur']);
  expect(locales.map(({ tag }) => tag)).toEqual(BUILT_IN_LOCALES.map(({ tag }) => tag).sort());
  expect(carriers).toEqual([
    {
      id: expect.stringMatching(/^car_/),
      name: 'Simulated carrier',
      is_simulated: true,
      bind: { state: 'bound', reason: expect.any(String), since: expect.any(String) },
    },
  ]);
});

test('a try shows its code, the handset shows the same one in the text, and the check approves it once', async () => {
  const { status, body } = await start({ number: FICTIONAL, language: 'de' });
  expect(status).toBe(201);
  expect(body).toMatchObject({ is_simulated: true, number: FICTIONAL, language: 'de', status: 'pending' });
  const code = body.passcode ?? 'none';
  expect(code).toMatch(/^\d{6}$/);
  const [shown] = await vi.waitUntil(async () => {
    const messages = await inbox(FICTIONAL);
    return messages.length > 0 && messages;
  }, PATIENCE);
  expect(shown).toMatchObject({
    text: `Codewire: Ihr Code ist ${code}. Er gilt 10 Minuten. Bitte geben Sie ihn nicht weiter.`,
    encoding: 'GSM-7',
    segments: 1,
    from: 'Codewire',
  });
  const check = () => post<CheckResponse>(`try/${body.id}/check`, { code });
  expect([(await check()).body.status, (await check()).body.status]).toEqual(['approved', 'already_approved']);
});

test('a resend shows the same code again, and a wrong check what is left', async () => {
  const { body } = await start({ number: '+447700900321' });
  const again = await post<TryResponse>(`try/${body.id}/resend`, {});
  expect(again.status).toBe(201);
  expect(again.body).toMatchObject({ id: body.id, is_simulated: true, passcode: body.passcode });
  expect(again.body.message.id).not.toBe(body.message.id);
  const wrong = String((Number(body.passcode) + 1) % 1_000_000).padStart(6, '0');
  const checked = await post<CheckResponse>(`try/${body.id}/check`, { code: wrong });
  expect(checked.body).toEqual({ id: body.id, status: 'wrong', attempts_left: 4 });
});

test("the list of messages is every application's, each number masked", async () => {
  const { message } = (await start({ number: FICTIONAL })).body;
  const read = () => admin.send<MessagePage>({ method: 'GET', path: '/api/admin/messages?limit=5', headers });
  // The list is a copy, up to a second behind: until then an older one is the newest.
  const newest = await vi.waitUntil(async () => {
    const [first] = (await read()).body.data;
    return first?.id === message.id && first;
  }, PATIENCE);
  expect(newest.number).toBe('+1 ********17');
});

test('what is no number, no code and no verification is refused as on the API', async () => {
  expect((await start({ number: 'soon' })).problem).toMatchObject({ status: 400, code: 'number.invalid' });
  expect((await post('handset', { number: '12' })).problem).toMatchObject({ status: 400, code: 'number.invalid' });
  expect((await post('try/ver_none/check', { code: '123456' })).problem).toMatchObject({
    status: 404,
    code: 'verification.not_found',
  });
  expect((await post('try/ver_none/resend', {})).problem).toMatchObject({ status: 404 });
  expect((await start({ number: FICTIONAL, reveal: true })).problem).toMatchObject({ code: 'request.invalid' });
});

describe('a developer', () => {
  /** In test mode, made after the one that is seeded. */
  let own: string;
  let developer: Record<string, string>;

  beforeAll(async () => {
    const { pool } = system.database;
    own = await insertApplication(pool, { isTest: true });
    developer = await signedIn(pool, { role: 'developer', applicationIds: [own, 'app_gone'] });
  });

  const postAs = <Body>(path: string, body: unknown) => admin.post<Body>(`/api/admin/${path}`, body, developer);
  const get = async <Body>(path: string) =>
    admin.send<Body>({ method: 'GET', path: `/api/admin/${path}`, headers: developer });

  async function startOwn(body: object = {}): Promise<TryResponse> {
    const answer = await postAs<TryResponse>('try', { number: FICTIONAL, ...body });
    recordSecret('code', answer.body.passcode ?? '');
    return answer.body;
  }

  test('is told of his own applications, and of carriers as everyone', async () => {
    const { body } = await get<ConsoleContext>('context');
    expect(body.applications.map(({ id }) => id)).toEqual([own]);
    expect(body.application).toEqual(body.applications[0]);
    expect(body.carriers).toEqual((await context()).carriers);
    expect((await context()).applications.map(({ id }) => id)).toContain(own);
  });

  test('tries as his own application, named or not, and as no other', async () => {
    const mine = [await startOwn(), await startOwn({ application_id: own })];
    const { rows } = await system.database.pool.query<{ application_id: string }>(
      'select application_id from verification where id = any($1)',
      [mine.map(({ id }) => id)],
    );
    expect(rows.map((row) => row.application_id)).toEqual([own, own]);
    const other = (await context()).application.id;
    const refused = await postAs('try', { number: FICTIONAL, application_id: other });
    expect(refused.problem).toMatchObject({ status: 404, code: 'application.not_found' });
  });

  test("checks and resends his own application's tries; another's are as unknown as none", async () => {
    const mine = await startOwn();
    expect((await postAs<TryResponse>(`try/${mine.id}/resend`, {})).status).toBe(201);
    expect((await postAs<CheckResponse>(`try/${mine.id}/check`, { code: mine.passcode })).body.status).toBe('approved');
    const theirs = (await start({ number: FICTIONAL })).body;
    const missing = { status: 404, code: 'verification.not_found' };
    expect((await postAs(`try/${theirs.id}/check`, { code: theirs.passcode })).problem).toMatchObject(missing);
    expect((await postAs(`try/${theirs.id}/resend`, {})).problem).toMatchObject(missing);
    // Whoever may see every application checks and resends what was tried as any of them.
    const again = await startOwn();
    expect((await post<CheckResponse>(`try/${again.id}/check`, { code: again.passcode })).body.status).toBe('approved');
  });

  test("sees his own application's messages, in the list and one by one, and no other's", async () => {
    const [mine, theirs] = [await startOwn(), (await start({ number: FICTIONAL })).body];
    const listed = async () => (await get<MessagePage>('messages?limit=100')).body.data.map(({ id }) => id);
    await vi.waitUntil(async () => (await listed()).includes(mine.message.id), PATIENCE);
    const ids = await listed();
    const { rows } = await system.database.pool.query('select id from message where application_id = $1', [own]);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ id }: { id: string }) => id)));
    expect((await get(`messages/${mine.message.id}`)).status).toBe(200);
    const missing = { status: 404, code: 'message.not_found' };
    expect((await get(`messages/${theirs.message.id}`)).problem).toMatchObject(missing);
    expect((await get<MessagePage>(`messages?verification=${theirs.id}`)).body.data).toEqual([]);
  });
});

test('no code is shown where the message goes to a real carrier: not by a try and not by a resend', async () => {
  await system.database.pool.query(`with a as (update application set is_test = false),
    p as (update policy set cooldown_seconds = '{0}'),
    c as (update carrier set is_simulated = false) select pg_notify('codewire_carriers', '')`);
  await vi.waitUntil(async () => (await context()).carriers[0]?.is_simulated === false, PATIENCE);
  const number = freshNumber();
  const { status, body } = await start({ number });
  expect(status).toBe(201);
  expect(body).toMatchObject({ is_simulated: false, number });
  expect(body).not.toHaveProperty('passcode');
  const again = await post<TryResponse>(`try/${body.id}/resend`, {});
  expect(again.body).toMatchObject({ id: body.id, is_simulated: false });
  expect(again.body).not.toHaveProperty('passcode');
});

test('a handset that cannot be reached is told as that', async () => {
  await system.simulator.stop();
  expect((await post('handset', { number: FICTIONAL })).problem).toMatchObject({
    status: 503,
    code: 'handset.unavailable',
  });
});
