import type { FactorAdded, Profile, TotpBegun } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Authenticator } from '../test/authenticator.js';
import { Browser } from '../test/browser.js';
import { insertSession } from '../test/operators.js';
import {
  addPasskey,
  addPerson,
  addRecoveryCodes,
  auditOf,
  codeOf,
  CONSOLE,
  PASSWORD,
  passTotpStep,
  signInAs,
  wrongCodeOf,
  type Person,
} from '../test/people.js';
import { expectRefusal } from '../test/refusals.js';
import { startSystem, type System } from '../test/system.js';
import { SESSION_COOKIE } from './session-cookie.js';

const NEW_PASSWORD = 'seven loud mountains 11';
const NOT_SIGNED_IN = { status: 401, code: 'auth.not_signed_in' };

let system: System;
let port: number;
const db = () => system.database.pool;

beforeAll(async () => {
  recordSecret('password', NEW_PASSWORD);
  system = await startSystem({ env: { CODEWIRE_CONSOLE_PROXIES: '1' } });
  port = system.backends[0]!.adminPort;
});

afterAll(() => system.stop());

let addresses = 0;
const freshBrowser = () => new Browser(port, { 'x-forwarded-for': `198.51.100.${(addresses += 1)}` });

/** Someone who is signed in here and in another browser. */
async function signedInTwice(seed: Parameters<typeof addPerson>[1] = {}) {
  const person = await addPerson(db(), seed);
  const browser = Browser.signedIn(port, await insertSession(db(), person.id));
  const other = Browser.signedIn(port, await insertSession(db(), person.id));
  return { person, browser, other };
}

const profileOf = async (browser: Browser) => (await browser.get<Profile>('me')).body;
const remove = (browser: Browser, path: string) => browser.ask('DELETE', path);

async function beginTotp(browser: Browser): Promise<TotpBegun> {
  const { body } = await browser.post<TotpBegun>('me/totp');
  recordSecret('totp', body.secret);
  recordSecret('token', body.ticket);
  return body;
}

async function confirmTotp(browser: Browser, { ticket, secret }: TotpBegun, code = codeOf(secret)) {
  const answer = await browser.post<FactorAdded>('me/totp/confirm', { ticket, code });
  for (const code of answer.body.recovery_codes ?? []) recordSecret('token', code);
  return answer;
}

/** The session went on under another secret, and the other one is over. */
async function expectRenewed(browser: Browser, before: string | undefined, other: Browser): Promise<void> {
  expect(browser.cookie(SESSION_COOKIE)).not.toBe(before);
  const old = new Browser(port);
  old.bring(SESSION_COOKIE, before!);
  expectRefusal(await old.get('session'), NOT_SIGNED_IN);
  expectRefusal(await other.get('session'), NOT_SIGNED_IN);
  expect((await browser.get('session')).status).toBe(200);
}

const lastEntryOf = async ({ id }: Person) => (await auditOf(db(), id)).at(-1);

describe('the first second factor', () => {
  const NEWCOMER = { hasTotp: false, isEnrolled: false } as const;

  test('by app completes the enrolment, brings recovery codes, and ends what was opened by password alone', async () => {
    const { person, browser, other } = await signedInTwice(NEWCOMER);
    const begun = await beginTotp(browser);
    expect(begun.uri).toContain(`secret=${begun.secret}&`);
    // Nothing is a factor before its code has come back.
    expect((await profileOf(browser)).has_totp).toBe(false);
    const wrong = await browser.post('me/totp/confirm', { ticket: begun.ticket, code: wrongCodeOf(begun.secret) });
    expectRefusal(wrong, { status: 401, code: 'auth.code_wrong' });
    const before = browser.cookie(SESSION_COOKIE);
    const code = codeOf(begun.secret);
    const { status, body } = await confirmTotp(browser, begun, code);
    expect(status).toBe(200);
    expect(new Set(body.recovery_codes).size).toBe(10);
    await expectRenewed(browser, before, other);
    expect((await browser.get('context')).status).toBe(200);
    expect(await profileOf(browser)).toMatchObject({ has_totp: true, recovery_codes_left: 10 });
    expect(await lastEntryOf(person)).toMatchObject({
      action: 'operator.totp_added',
      after: { totp: 'added', recovery_codes: 'changed', sessions_ended: 1 },
    });
    expectRefusal(await confirmTotp(browser, begun), { status: 409, code: 'auth.ticket_expired' });

    // From now on the password alone is half of it, and the code that confirmed counts as used.
    const again = freshBrowser();
    const asked = await signInAs(again, person, code);
    expectRefusal(asked, { status: 401, code: 'auth.code_wrong' });
    await passTotpStep(db(), person);
    expect((await signInAs(again, { ...person, seed: begun.secret })).status).toBe(200);
  });

  test('by passkey completes it too, however long it takes', async () => {
    const { browser, other } = await signedInTwice(NEWCOMER);
    await db().query(`update session set proven_at = now() - interval '29 min'`);
    const before = browser.cookie(SESSION_COOKIE);
    const { status, body } = await addPasskey(browser, new Authenticator(CONSOLE));
    expect(status).toBe(200);
    expect(body.recovery_codes).toHaveLength(10);
    await expectRenewed(browser, before, other);
    expect((await profileOf(browser)).passkeys).toMatchObject([{ name: 'Phone', last_used_at: null }]);
  });

  test('is added once when two browsers add one at the same time', async () => {
    const { browser, other } = await signedInTwice(NEWCOMER);
    const [one, two] = [await beginTotp(browser), await beginTotp(other)];
    const answers = await Promise.all([confirmTotp(browser, one), confirmTotp(other, two)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = answers[0].status === 200 ? browser : other;
    expect(await profileOf(winner)).toMatchObject({ has_totp: true, recovery_codes_left: 10 });
  });
});

describe('factors', () => {
  test('a further one brings no recovery codes; a new app replaces the old one', async () => {
    const { person, browser, other } = await signedInTwice();
    const before = browser.cookie(SESSION_COOKIE);
    const begun = await beginTotp(browser);
    expect((await confirmTotp(browser, begun)).body).toEqual({ recovery_codes: [] });
    await expectRenewed(browser, before, other);
    expect(await lastEntryOf(person)).toMatchObject({ action: 'operator.totp_added', after: { totp: 'changed' } });
    await passTotpStep(db(), person);
    expectRefusal(await signInAs(freshBrowser(), person), { status: 401, code: 'auth.code_wrong' });
    expect((await signInAs(freshBrowser(), { ...person, seed: begun.secret })).status).toBe(200);
  });

  test('the last one cannot be removed, whichever it is, not even by two requests at once', async () => {
    const { person, browser } = await signedInTwice();
    expectRefusal(await remove(browser, 'me/totp'), { status: 409, code: 'operator.last_factor' });
    await addPasskey(browser, new Authenticator(CONSOLE));
    const [passkey] = (await profileOf(browser)).passkeys;
    const second = Browser.signedIn(port, await insertSession(db(), person.id));
    const answers = await Promise.all([remove(browser, 'me/totp'), remove(second, `me/passkeys/${passkey!.id}`)]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const { rows } = await db().query<{ n: number }>(
      `select (totp_sealed is not null)::int + (select count(*)::int from passkey where operator_id = o.id) as n
        from operator o where id = $1`,
      [person.id],
    );
    expect(rows[0]!.n).toBe(1);
  });

  test('one that is removed signs nobody in, and its removal ends other sessions', async () => {
    const { person, browser } = await signedInTwice();
    await addPasskey(browser, new Authenticator(CONSOLE));
    const other = Browser.signedIn(port, await insertSession(db(), person.id));
    const before = browser.cookie(SESSION_COOKIE);
    expect((await remove(browser, 'me/totp')).status).toBe(204);
    await expectRenewed(browser, before, other);
    expect(await lastEntryOf(person)).toMatchObject({ action: 'operator.totp_removed' });
    // What is not there is removed already.
    expect((await remove(browser, 'me/totp')).status).toBe(204);
    const { body } = await freshBrowser().post<{ methods: string[] }>('sign-in/password', {
      email: person.email,
      password: PASSWORD,
    });
    expect(body.methods).toEqual(['passkey']);
  });

  test('a passkey is known once, and one of somebody else is not there to remove', async () => {
    const { browser } = await signedInTwice();
    const authenticator = new Authenticator(CONSOLE);
    await addPasskey(browser, authenticator);
    const { browser: stranger } = await signedInTwice();
    expectRefusal(await addPasskey(stranger, authenticator), { status: 422, code: 'auth.passkey_refused' });
    const [passkey] = (await profileOf(browser)).passkeys;
    const answer = await remove(stranger, `me/passkeys/${passkey!.id}`);
    expectRefusal(answer, { status: 404, code: 'passkey.not_found' });
  });

  test('a ticket works for the person it was made for, and for no other purpose', async () => {
    const [{ browser }, { browser: stranger }] = [await signedInTwice(), await signedInTwice()];
    const begun = await beginTotp(browser);
    const expired = { status: 409, code: 'auth.ticket_expired' };
    expectRefusal(await confirmTotp(stranger, begun), expired);
    const code = codeOf(begun.secret);
    expectRefusal(await freshBrowser().post('sign-in/totp', { ticket: begun.ticket, code }), expired);
    expect((await confirmTotp(browser, begun)).status).toBe(200);
  });

  test('new recovery codes are the only ones that work', async () => {
    const { person, browser, other } = await signedInTwice();
    const [old] = await addRecoveryCodes(db(), person.id);
    const before = browser.cookie(SESSION_COOKIE);
    const { body } = await browser.post<FactorAdded>('me/recovery-codes');
    for (const code of body.recovery_codes) recordSecret('token', code);
    await expectRenewed(browser, before, other);
    const entry = browser.at(port);
    const { body: asked } = await entry.post<{ ticket: string }>('sign-in/password', {
      email: person.email,
      password: PASSWORD,
    });
    const use = (code: string) => entry.post('sign-in/recovery-code', { ticket: asked.ticket, code });
    expectRefusal(await use(old!), { status: 401, code: 'auth.code_wrong' });
    expect((await use(body.recovery_codes[0]!)).status).toBe(200);
  });

  test.each(['me/password', 'me/totp', 'me/totp/confirm', 'me/passkeys/options', 'me/passkeys', 'me/recovery-codes'])(
    'POST %s asks for a fresh proof',
    async (path) => {
      const { person, browser } = await signedInTwice();
      await db().query(`update session set proven_at = now() - interval '11 min' where operator_id = $1`, [person.id]);
      expectRefusal(await browser.post(path), { status: 403, code: 'auth.step_up_needed' });
    },
  );
});

describe('the password', () => {
  test('is changed by whoever knows it; other sessions and sign-ins under way end', async () => {
    const { person, browser, other } = await signedInTwice();
    const entry = freshBrowser();
    const { body } = await entry.post<{ ticket: string }>('sign-in/password', {
      email: person.email,
      password: PASSWORD,
    });
    const before = browser.cookie(SESSION_COOKIE);
    const change = (current: string, password: string) => browser.post('me/password', { current, password });
    expectRefusal(await change('not the one at all', NEW_PASSWORD), {
      status: 422,
      code: 'password.wrong',
      field: 'current',
    });
    expectRefusal(await change(PASSWORD, 'passwordpassword'), {
      status: 422,
      code: 'password.guessable',
      field: 'password',
    });
    expectRefusal(await change(PASSWORD, 'short'), { status: 400, code: 'request.invalid', field: 'password' });
    expect((await change(PASSWORD, NEW_PASSWORD)).status).toBe(204);
    await expectRenewed(browser, before, other);
    const late = await entry.post('sign-in/totp', { ticket: body.ticket, code: codeOf(person.seed) });
    expectRefusal(late, { status: 409, code: 'auth.ticket_expired' });
    expectRefusal(await signInAs(freshBrowser(), person), { status: 401, code: 'auth.sign_in_failed' });
    // Nobody waits for this entry, for its time would tell.
    const refused = async () => (await lastEntryOf(person))?.action === 'operator.sign_in_refused';
    await vi.waitUntil(refused, { timeout: 20_000, interval: 20 });
    expect((await auditOf(db(), person.id)).find(({ action }) => action === 'operator.password_changed')).toMatchObject(
      {
        before: null,
        after: { password: 'changed', sessions_ended: 1 },
      },
    );
  });

  test('is guessed at five times by whoever has only the browser', async () => {
    const { browser, person } = await signedInTwice();
    const guess = () => browser.post('me/password', { current: 'not the one at all', password: NEW_PASSWORD });
    const answers = await Promise.all(Array.from({ length: 12 }, guess));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
    const told = (await auditOf(db(), person.id)).filter(({ action }) => action === 'operator.sign_in_refused');
    expect(told.map(({ after }) => after)).toEqual(Array(5).fill({ reason: 'password', step_up: true }));
  });
});

describe('the account', () => {
  test('has a name, which its operator changes', async () => {
    const { person, browser } = await signedInTwice({ role: 'support' });
    const { body } = await browser.ask<Profile>('PATCH', 'me', { name: '  Lena Hartmann ' });
    expect(body.operator).toMatchObject({ name: 'Lena Hartmann', email: person.email, role: 'support' });
    expect(await lastEntryOf(person)).toMatchObject({
      action: 'operator.changed',
      before: { name: 'A support' },
      after: { name: 'Lena Hartmann' },
    });
    expectRefusal(await browser.ask('PATCH', 'me', { name: 'Lena', role: 'owner' }), {
      status: 400,
      code: 'request.invalid',
      field: 'role',
    });
  });

  test('shows its sessions, and ends one, the others, or its own', async () => {
    const { person, browser, other } = await signedInTwice();
    const third = Browser.signedIn(port, await insertSession(db(), person.id));
    const { sessions } = await profileOf(browser);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ is_current }) => is_current)).toMatchObject([{ device: 'Test 1, Linux' }]);
    const ownOf = async (of: Browser) => (await profileOf(of)).sessions.find(({ is_current }) => is_current)!.id;
    const thirdId = await ownOf(third);
    expect((await remove(browser, `me/sessions/${thirdId}`)).status).toBe(204);
    expectRefusal(await third.get('session'), NOT_SIGNED_IN);
    expectRefusal(await remove(browser, `me/sessions/${thirdId}`), { status: 404, code: 'session.not_found' });
    expect((await remove(browser, 'me/sessions')).status).toBe(204);
    expectRefusal(await other.get('session'), NOT_SIGNED_IN);
    expect((await remove(browser, `me/sessions/${await ownOf(browser)}`)).status).toBe(204);
    expect(browser.cookie(SESSION_COOKIE)).toBeUndefined();
    const ended = (await auditOf(db(), person.id)).filter(({ action }) => action === 'operator.sessions_ended');
    expect(ended).toHaveLength(3);
  });

  test('does not end sessions of others', async () => {
    const [{ browser }, stranger] = [await signedInTwice(), await signedInTwice()];
    const [session] = (await profileOf(stranger.browser)).sessions;
    const answer = await remove(browser, `me/sessions/${session!.id}`);
    expectRefusal(answer, { status: 404, code: 'session.not_found' });
    expect((await stranger.browser.get('session')).status).toBe(200);
  });
});
