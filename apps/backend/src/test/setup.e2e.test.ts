import type { SetupView } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { command as operator } from '../cli/operator.command.js';
import { SESSION_COOKIE, SETUP_COOKIE } from '../operators/session-cookie.js';
import { Browser } from './browser.js';
import { commandLine } from './command-line.js';
import { insertOperator, insertSession } from './operators.js';
import { expectRefusal } from './refusals.js';
import { startSystem, type System } from './system.js';

const PASSWORD = 'gravel-lantern-otter-39';
const OWNER = { email: 'ada@example.com', name: 'Ada', password: PASSWORD };

let system: System;
let port: number;

beforeAll(async () => {
  recordSecret('password', PASSWORD);
  system = await startSystem();
  port = system.backends[0]!.adminPort;
});

afterAll(() => system.stop());

beforeEach(async () => {
  await system.database.pool.query('delete from operator');
  await system.database.pool.query(
    `update setup set token_hash = null, claim_hash = null, owner_id = null, finished_at = null, attempts_left = 0`,
  );
});

/** In this process: what another one prints is kept, and searched for secrets. */
const run = (...args: string[]) => commandLine({ operator }, system.database.url)('operator', ...args);

async function printToken(): Promise<string> {
  const token = (await run('setup-token')).printed.split('\n').at(-1) ?? '';
  recordSecret('token', token);
  return token;
}

const stepOf = async (browser: Browser) => (await browser.get<SetupView>('setup')).body.step;

/** A browser that has shown the token. */
async function claimed(): Promise<Browser> {
  const browser = new Browser(port);
  expect((await browser.post('setup/claim', { token: await printToken() })).status).toBe(204);
  return browser;
}

/** What adding a second factor comes to. */
const enrol = (email: string) =>
  system.database.pool.query('update operator set enrolled_at = now() where email = $1', [email]);

const owners = async () =>
  (await system.database.pool.query<{ email: string }>('select email from operator order by email')).rows.map(
    ({ email }) => email,
  );

describe('the first run', () => {
  test('goes from the token over the owner and his second factor to the application, and is over', async () => {
    const browser = new Browser(port);
    expect((await browser.get('setup')).body).toEqual({ step: 'token', application: null, languages: [] });
    const token = await printToken();
    const claim = await browser.post('setup/claim', { token: token.toLowerCase().replaceAll('-', ' ') });
    expect(claim.status).toBe(204);
    expect(claim.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(await stepOf(browser)).toBe('owner');

    expect((await browser.post('setup/owner', { ...OWNER, email: 'Ada@Example.com' })).status).toBe(204);
    expect(await stepOf(browser)).toBe('second_factor');
    expectRefusal(await browser.get('context'), { status: 403, code: 'auth.enrolment_needed' });

    await enrol(OWNER.email);
    const last = await browser.get<SetupView>('setup');
    expect(last.body).toMatchObject({
      step: 'application',
      application: { name: 'Codewire', default_language: 'en' },
      languages: expect.arrayContaining(['ar', 'de', 'en']),
    });
    expect((await browser.post('setup/finish', { name: ' Acme ', default_language: 'de' })).status).toBe(204);
    expectRefusal(await browser.get('setup'), { status: 404, code: 'setup.finished' });
    const { rows } = await system.database.pool.query(`select name, default_language from application`);
    expect(rows).toEqual([{ name: 'Acme', default_language: 'de' }]);
    await system.database.pool.query(`update application set name = 'Codewire', default_language = 'en'`);
  });

  test('leaves in the audit who became the owner and what the application became, and no password', async () => {
    const { rows } = await system.database.pool.query(
      `select action, actor_kind, actor_name, before, after from audit order by seq`,
    );
    const actor = { actor_kind: 'operator', actor_name: 'Ada <ada@example.com>' };
    expect(rows).toEqual([
      { ...actor, action: 'operator.created', before: null, after: { email: OWNER.email, name: 'Ada', role: 'owner' } },
      {
        ...actor,
        action: 'setup.finished',
        before: { name: 'Codewire', default_language: 'en' },
        after: { name: 'Acme', default_language: 'de' },
      },
    ]);
  });

  test('makes nobody without the token', async () => {
    await printToken();
    const browser = new Browser(port);
    expectRefusal(await browser.post('setup/owner', OWNER), { status: 401, code: 'setup.token_wrong' });
    expectRefusal(await browser.post('setup/claim', { token: 'AAAA-AAAA-AAAA-AAAA-AAAA' }), {
      status: 401,
      code: 'setup.token_wrong',
    });
    expectRefusal(await browser.post('setup/finish', { name: 'Acme', default_language: 'de' }), {
      status: 401,
      code: 'auth.not_signed_in',
    });
    expect(await owners()).toEqual([]);
  });

  test('looks at ten tries of a token, however many come at once; the right one after them is too late', async () => {
    const token = await printToken();
    const guesses = Array.from({ length: 60 }, (_, at) => `AAAA-AAAA-AAAA-AAAA-${String(1_000 + at)}`);
    const answers = await Promise.all(guesses.map((guess) => new Browser(port).post('setup/claim', { token: guess })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const { rows } = await system.database.pool.query('select attempts_left from setup');
    expect(rows).toEqual([{ attempts_left: 0 }]);
    expectRefusal(await new Browser(port).post('setup/claim', { token }), { status: 401, code: 'setup.token_wrong' });
  });

  test('gives a token to one browser of two that show it at once', async () => {
    const token = await printToken();
    const both = await Promise.all([0, 1].map(() => new Browser(port).post('setup/claim', { token })));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 401]);
  });

  test('takes no token after its hour', async () => {
    const token = await printToken();
    await system.database.pool.query(`update setup set token_expires_at = now() - interval '1 s'`);
    expectRefusal(await new Browser(port).post('setup/claim', { token }), { status: 401, code: 'setup.token_wrong' });
  });

  test('refuses a password that is guessed first, and keeps the claim', async () => {
    const browser = await claimed();
    const answer = await browser.post('setup/owner', { ...OWNER, password: 'passwordpassword' });
    expectRefusal(answer, { status: 422, code: 'password.guessable', field: 'password' });
    expect(await stepOf(browser)).toBe('owner');
  });

  test('is begun again with another token when the browser of a half-made owner is lost', async () => {
    const lost = await claimed();
    await lost.post('setup/owner', OWNER);
    const found = await claimed();
    expect(await stepOf(found)).toBe('owner');
    expect((await found.post('setup/owner', { ...OWNER, email: 'grace@example.com' })).status).toBe(204);
    expect(await owners()).toEqual(['grace@example.com']);
    expect(await stepOf(lost)).toBe('token');
  });

  test('makes one owner of two requests at once', async () => {
    const browser = await claimed();
    const emails = ['one@example.com', 'two@example.com'];
    await Promise.all(emails.map((email) => browser.at(port).post('setup/owner', { ...OWNER, email })));
    expect(await owners()).toHaveLength(1);
  });

  test('is closed by an owner with a second factor: no claim, no token, no second owner', async () => {
    const browser = await claimed();
    const token = await printToken();
    await browser.post('setup/owner', OWNER);
    await enrol(OWNER.email);
    const stranger = new Browser(port);
    expectRefusal(await stranger.get('setup'), { status: 404, code: 'setup.finished' });
    expectRefusal(await stranger.post('setup/claim', { token }), { status: 404, code: 'setup.finished' });
    expectRefusal(await browser.post('setup/owner', { ...OWNER, email: 'eve@example.com' }), {
      status: 404,
      code: 'setup.finished',
    });
    expect((await run('setup-token')).complained).toMatch(/^There is an owner already/);
    expect(await owners()).toEqual([OWNER.email]);
  });

  test('waits at the last step for an owner who signs in again', async () => {
    const browser = await claimed();
    await browser.post('setup/owner', OWNER);
    await enrol(OWNER.email);
    browser.forget(SESSION_COOKIE);
    browser.forget(SETUP_COOKIE);
    expect((await browser.get('setup')).status).toBe(404);
    const { rows } = await system.database.pool.query<{ id: string }>('select id from operator');
    const again = Browser.signedIn(port, await insertSession(system.database.pool, rows[0]!.id));
    expect(await stepOf(again)).toBe('application');
  });

  test('is finished by an owner alone, in a language there are texts for, and once', async () => {
    const as = async (role: 'owner' | 'admin') =>
      Browser.signedIn(
        port,
        await insertSession(system.database.pool, await insertOperator(system.database.pool, { role })),
      );
    const finish = (browser: Browser, language = 'en') =>
      browser.post('setup/finish', { name: 'Codewire', default_language: language });
    const [owner, admin] = [await as('owner'), await as('admin')];
    expectRefusal(await finish(admin), { status: 403, code: 'auth.permission_denied' });
    expectRefusal(await finish(owner, 'tlh'), { status: 400, code: 'request.invalid', field: 'default_language' });
    const both = await Promise.all([finish(owner), finish(owner)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
  });
});
