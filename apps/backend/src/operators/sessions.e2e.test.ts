import type { PasskeyOptions, SessionView } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Authenticator } from '../test/authenticator.js';
import { Browser } from '../test/browser.js';
import { insertOperator, insertSession } from '../test/operators.js';
import {
  addPasskey,
  addPerson,
  auditOf,
  codeOf,
  CONSOLE,
  passTotpStep,
  sessionHash,
  signInAs,
  wrongCodeOf,
  type Person,
} from '../test/people.js';
import { expectRefusal } from '../test/refusals.js';
import { startSystem, type System } from '../test/system.js';
import { newSecretToken } from './secret-token.js';
import { SESSION_COOKIE } from './session-cookie.js';

const NOT_SIGNED_IN = { status: 401, code: 'auth.not_signed_in' };
const STEP_UP_NEEDED = { status: 403, code: 'auth.step_up_needed' };

let system: System;
const db = () => system.database.pool;
const portOf = (process: number) => system.backends[process]!.adminPort;

beforeAll(async () => {
  system = await startSystem({ backends: 2, env: { CODEWIRE_CONSOLE_PROXIES: '1' } });
});

afterAll(() => system.stop());

let addresses = 0;
const freshBrowser = () => new Browser(portOf(0), { 'x-forwarded-for': `198.51.100.${(addresses += 1)}` });

/** Someone who has just come in, his browser, and the code that he came in with. */
async function comeIn(): Promise<{ person: Person; browser: Browser; code: string }> {
  const person = await addPerson(db());
  const browser = freshBrowser();
  const code = codeOf(person.seed);
  expect((await signInAs(browser, person, code)).status).toBe(200);
  return { person, browser, code };
}

/** A second browser of someone, as if he had signed in there. */
async function anotherBrowser(operatorId: string, process = 0): Promise<Browser> {
  return Browser.signedIn(portOf(process), await insertSession(db(), operatorId));
}

const statusOf = async (browser: Browser) => (await browser.get('session')).status;

/** Makes a session's proof so many minutes older. */
const age = (browser: Browser, minutes: number) =>
  db().query(`update session set proven_at = proven_at - make_interval(mins => $2) where secret_hash = $1`, [
    sessionHash(browser),
    minutes,
  ]);

describe('a session', () => {
  test('never begins with a secret that someone brought along', async () => {
    const person = await addPerson(db());
    const browser = freshBrowser();
    const planted = newSecretToken().token;
    browser.bring(SESSION_COOKIE, planted);
    expect((await signInAs(browser, person)).status).toBe(200);
    expect(browser.cookie(SESSION_COOKIE)).not.toBe(planted);
    expect(await statusOf(browser)).toBe(200);
    const thief = freshBrowser();
    thief.bring(SESSION_COOKIE, planted);
    expectRefusal(await thief.get('session'), NOT_SIGNED_IN);
  });

  test('that a browser had before ends when someone signs in there anew', async () => {
    const { browser } = await comeIn();
    const kept = browser.at(portOf(0));
    expect((await signInAs(browser, await addPerson(db()))).status).toBe(200);
    expectRefusal(await kept.get('session'), NOT_SIGNED_IN);
  });

  test('that was signed out of does not come back, and can be signed out of again', async () => {
    const { person, browser } = await comeIn();
    const kept = browser.at(portOf(0));
    const answer = await browser.post('sign-out');
    expect(answer.status).toBe(204);
    expect(answer.headers['clear-site-data']).toBe('"cache"');
    expect(answer.headers['set-cookie']).toEqual([
      '__Host-cw_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
    expectRefusal(await kept.get('session'), NOT_SIGNED_IN);
    expect((await kept.post('sign-out')).status).toBe(204);
    expect((await freshBrowser().post('sign-out')).status).toBe(204);
    const entries = (await auditOf(db(), person.id)).map(({ action }) => action);
    expect(entries).toEqual(['operator.signed_in', 'operator.signed_out']);
  });

  test('is not found by a cookie of another name, nor by one of two', async () => {
    const { browser } = await comeIn();
    const token = browser.cookie(SESSION_COOKIE)!;
    const other = freshBrowser();
    // What a page of another port or a neighbouring host could set.
    other.bring('cw_session', token);
    expectRefusal(await other.get('session'), NOT_SIGNED_IN);
    const two = new Browser(portOf(0), {
      cookie: `${SESSION_COOKIE}=${newSecretToken().token}; ${SESSION_COOKIE}=${token}`,
    });
    expectRefusal(await two.get('session'), NOT_SIGNED_IN);
  });

  test('tells whose it is, what he may do, and until when', async () => {
    const { person, browser } = await comeIn();
    const { body } = await browser.get<SessionView>('session');
    expect(body).toMatchObject({
      operator: { id: person.id, email: person.email, role: 'owner', application_ids: [] },
      permissions: expect.arrayContaining(['me.use', 'owners.manage']),
      must_enrol: false,
      step_up_methods: ['totp'],
    });
    const minutes = (time: string) => (new Date(time).getTime() - Date.now()) / 60_000;
    expect(minutes(body.step_up_until)).toBeCloseTo(10, 0);
    expect(minutes(body.expires_at)).toBeCloseTo(720, 0);
  });

  test('ends after half an hour in which nobody was there', async () => {
    const { browser } = await comeIn();
    const idle = (minutes: number) =>
      db().query(`update session set last_seen_at = now() - make_interval(mins => $2) where secret_hash = $1`, [
        sessionHash(browser),
        minutes,
      ]);
    await idle(29);
    expect(await statusOf(browser)).toBe(200);
    // That request was someone: the half hour begins anew.
    await idle(29);
    const page = new Browser(portOf(0), { 'x-codewire-idle': '1' });
    page.bring(SESSION_COOKIE, browser.cookie(SESSION_COOKIE)!);
    expect(await statusOf(page)).toBe(200);
    const { rows } = await db().query<{ minutes: number }>(
      `select extract(epoch from now() - last_seen_at)::int / 60 as minutes from session where secret_hash = $1`,
      [sessionHash(browser)],
    );
    // A page that asks by itself is nobody.
    expect(rows[0]!.minutes).toBe(29);
    await idle(31);
    expectRefusal(await browser.get('session'), NOT_SIGNED_IN);
  });

  test('ends after twelve hours, however busy', async () => {
    const { browser } = await comeIn();
    const { rows } = await db().query<{ hours: number }>(
      `update session set expires_at = expires_at - interval '12 hours' where secret_hash = $1
        returning extract(epoch from expires_at - created_at)::int / 3600 as hours`,
      [sessionHash(browser)],
    );
    expect(rows[0]!.hours).toBe(0);
    expectRefusal(await browser.get('session'), NOT_SIGNED_IN);
  });

  test('is one of five: a sixth ends the one that was seen least recently', async () => {
    const person = await addPerson(db());
    const browsers = [];
    for (let each = 0; each < 5; each += 1) browsers.push(await anotherBrowser(person.id));
    for (const [index, browser] of browsers.entries()) {
      await db().query(`update session set last_seen_at = now() - make_interval(mins => $2) where secret_hash = $1`, [
        sessionHash(browser),
        index === 3 ? 20 : index + 1,
      ]);
    }
    expect((await signInAs(freshBrowser(), person)).status).toBe(200);
    expect(await Promise.all(browsers.map(statusOf))).toEqual([200, 200, 200, 401, 200]);
  });
});

describe('two processes', () => {
  test('agree at once on a session that its operator has ended', async () => {
    const { person, browser } = await comeIn();
    const elsewhere = await anotherBrowser(person.id, 1);
    expect(await statusOf(elsewhere)).toBe(200);
    expect((await browser.ask('DELETE', 'me/sessions')).status).toBe(204);
    expect(await statusOf(elsewhere)).toBe(401);
    expect(await statusOf(browser)).toBe(200);
  });

  test('agree at once on a changed role: a stolen cookie is worth nothing after it', async () => {
    const { person, browser } = await comeIn();
    const stolen = browser.at(portOf(1));
    expect(await statusOf(stolen)).toBe(200);
    const owner = await anotherBrowser(await insertOperator(db()));
    const change = await owner.ask('PATCH', `team/operators/${person.id}`, { role: 'support' });
    expect(change.status).toBeLessThan(300);
    expect(await statusOf(stolen)).toBe(401);
    expectRefusal(await browser.get('session'), NOT_SIGNED_IN);
  });

  test('agree at once on someone who was deactivated', async () => {
    const { person, browser } = await comeIn();
    await db().query('update operator set deactivated_at = now() where id = $1', [person.id]);
    expect(await statusOf(browser.at(portOf(1)))).toBe(401);
  });
});

describe('a fresh proof', () => {
  const delicate = (browser: Browser) => browser.post('me/recovery-codes');

  test('is asked for ten minutes after the last, and gives the session another secret', async () => {
    const { person, browser } = await comeIn();
    await age(browser, 11);
    expectRefusal(await delicate(browser), STEP_UP_NEEDED);
    const stolen = browser.at(portOf(0));
    await passTotpStep(db(), person);
    const answer = await browser.post<SessionView>('session/step-up/totp', { code: codeOf(person.seed) });
    expect(answer.status).toBe(200);
    expect(new Date(answer.body.step_up_until).getTime()).toBeGreaterThan(Date.now() + 9 * 60_000);
    expectRefusal(await stolen.get('session'), NOT_SIGNED_IN);
    expect(await statusOf(browser)).toBe(200);
    expect((await auditOf(db(), person.id)).at(-1)).toMatchObject({
      action: 'operator.stepped_up',
      after: { by: 'totp' },
    });
  });

  test('by a code counts once, and is guessed at five times', async () => {
    const { person, browser, code } = await comeIn();
    const wrong = { code: wrongCodeOf(person.seed) };
    expectRefusal(await browser.post('session/step-up/totp', { code }), { status: 401, code: 'auth.code_wrong' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post('session/step-up/totp', wrong)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(16);
    expect((await auditOf(db(), person.id)).at(-1)).toMatchObject({
      action: 'operator.sign_in_refused',
      actor: 'operator',
      after: { reason: 'totp', step_up: true },
    });
  });

  test('by a passkey is for the session that asked, once', async () => {
    const { person, browser } = await comeIn();
    const authenticator = new Authenticator(CONSOLE);
    await addPasskey(browser, authenticator);
    await age(browser, 11);
    const ask = async (from: Browser) => {
      const { body } = await from.post<PasskeyOptions>('session/step-up/passkey/options');
      recordSecret('token', body.ticket);
      return { ticket: body.ticket, response: authenticator.get(body.options) };
    };
    const asked = await ask(browser);
    const other = await anotherBrowser(person.id);
    const answer = await other.post('session/step-up/passkey', asked);
    expectRefusal(answer, { status: 409, code: 'auth.ticket_expired' });
    const again = await ask(browser);
    const before = browser.cookie(SESSION_COOKIE);
    expect((await browser.post('session/step-up/passkey', again)).status).toBe(200);
    expect(browser.cookie(SESSION_COOKIE)).not.toBe(before);
    expectRefusal(await browser.post('session/step-up/passkey', again), { status: 409, code: 'auth.ticket_expired' });
    expect((await delicate(browser)).status).toBe(200);
  });

  test('by a passkey of somebody else is none', async () => {
    const { browser } = await comeIn();
    await addPasskey(browser, new Authenticator(CONSOLE));
    const stranger = await comeIn();
    const authenticator = new Authenticator(CONSOLE);
    await addPasskey(stranger.browser, authenticator);
    const { body } = await browser.post<PasskeyOptions>('session/step-up/passkey/options');
    const response = authenticator.get(body.options);
    expectRefusal(await browser.post('session/step-up/passkey', { ticket: body.ticket, response }), {
      status: 422,
      code: 'auth.passkey_refused',
    });
  });
});
