import type { Appearance, PasskeyOptions, SessionView, Settings, SettingsChange, TotpBegun } from '@codewire/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Authenticator } from '../test/authenticator.js';
import { Browser } from '../test/browser.js';
import { insertOperator, insertSession, type OperatorSeed } from '../test/operators.js';
import { addPasskey, addPerson, codeOf, CONSOLE, passTotpStep, sessionHash, signInAs } from '../test/people.js';
import { expectRefusal } from '../test/refusals.js';
import { startSystem, type System } from '../test/system.js';

let system: System;
const db = () => system.database.pool;

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
});

afterAll(() => system.stop());

afterEach(async () => {
  await db().query(`delete from setting`);
  await db().query(`insert into setting default values`);
});

/** A browser in which someone is signed in, at one of two processes. */
async function browserOf(seed: OperatorSeed = {}, process = 0): Promise<Browser> {
  const session = await insertSession(db(), await insertOperator(db(), seed));
  return Browser.signedIn(system.backends[process]!.adminPort, session);
}

async function change(browser: Browser, changes: Omit<SettingsChange, 'version'>) {
  const { body } = await browser.get<Settings>('settings');
  return browser.ask<Settings>('PATCH', 'settings', { version: body.version, ...changes });
}

/** Someone with an app and a passkey, who has just come in. */
async function comeInWithPasskey(seed: OperatorSeed = {}) {
  const authenticator = new Authenticator(CONSOLE);
  const person = await addPerson(db(), seed);
  const browser = new Browser(system.backends[0]!.adminPort);
  expect((await signInAs(browser, person)).status).toBe(200);
  expect((await addPasskey(browser, authenticator)).status).toBe(200);
  return { person, browser, authenticator };
}

describe('settings', () => {
  test('are changed by one after the other, and the audit tells what was another before', async () => {
    const owner = await browserOf();
    const { body: first } = await owner.get<Settings>('settings');
    expect(first).toMatchObject({
      brand: 'Codewire',
      console_language: 'en',
      second_factor: 'any',
      idle_minutes: 30,
      absolute_hours: 12,
      step_up_minutes: 10,
    });
    const changed = await owner.ask<Settings>('PATCH', 'settings', {
      version: first.version,
      brand: 'Acme',
      idle_minutes: 15,
    });
    expect(changed.body).toMatchObject({ brand: 'Acme', idle_minutes: 15, absolute_hours: 12 });
    const late = await owner.ask('PATCH', 'settings', { version: first.version, absolute_hours: 8 });
    expectRefusal(late, { status: 409, code: 'settings.changed' });
    const { rows } = await db().query(`select before, after from audit where action = 'settings.changed'`);
    expect(rows).toEqual([
      { before: { brand: 'Codewire', idle_minutes: 30 }, after: { brand: 'Acme', idle_minutes: 15 } },
    ]);
  });

  test('that are out of their limits are refused at their field', async () => {
    const owner = await browserOf();
    for (const [field, value] of [
      ['idle_minutes', 4],
      ['absolute_hours', 25],
      ['step_up_minutes', 0],
      ['second_factor', 'none'],
      ['console_language', 'tlh'],
      ['brand', ''],
    ] as const) {
      const refused = await change(owner, { [field]: value });
      expectRefusal(refused, { status: 400, code: 'request.invalid', field });
    }
  });

  test('what a page shows before the sign-in is told to anyone, and nothing else', async () => {
    await change(await browserOf(), { brand: 'Acme', console_language: 'de', second_factor: 'any' });
    const visitor = new Browser(system.backends[1]!.adminPort);
    const { body } = await visitor.get<Appearance>('appearance');
    expect(body).toEqual({ brand: 'Acme', console_language: 'de' });
  });

  test('the name stands in what an authenticator app is given', async () => {
    const owner = await browserOf();
    await change(owner, { brand: 'Acme & Co' });
    const { body } = await owner.post<TotpBegun>('me/totp');
    recordSecret('totp', body.secret);
    recordSecret('token', body.ticket);
    expect(new URL(body.uri).searchParams.get('issuer')).toBe('Acme & Co');
  });
});

describe('a shorter time holds at once, on every node, for sessions that are open', () => {
  test.each<[string, Omit<SettingsChange, 'version'>, string]>([
    ['without anyone there', { idle_minutes: 5 }, `last_seen_at = now() - interval '6 min'`],
    ['since the sign-in', { absolute_hours: 1 }, `created_at = now() - interval '61 min'`],
  ])('%s', async (_, changes, aged) => {
    const browser = await browserOf({ role: 'ops' }, 1);
    await db().query(`update session set ${aged} where secret_hash = $1`, [sessionHash(browser)]);
    expect((await browser.get('session')).status).toBe(200);
    // Being asked for counts as being there.
    await db().query(`update session set ${aged} where secret_hash = $1`, [sessionHash(browser)]);
    expect((await change(await browserOf(), changes)).status).toBe(200);
    expectRefusal(await browser.get('session'), { status: 401, code: 'auth.not_signed_in' });
  });

  test('since the last proof', async () => {
    const browser = await browserOf({}, 1);
    await db().query(`update session set proven_at = now() - interval '3 min' where secret_hash = $1`, [
      sessionHash(browser),
    ]);
    expect((await browser.get('audit/export')).status).toBe(200);
    expect((await change(await browserOf(), { step_up_minutes: 2 })).status).toBe(200);
    expectRefusal(await browser.get('audit/export'), { status: 403, code: 'auth.step_up_needed' });
  });
});

describe('where passkeys are asked for', () => {
  test('nobody asks it of others who has none himself', async () => {
    const refused = await change(await browserOf(), { second_factor: 'passkey' });
    expectRefusal(refused, { status: 409, code: 'settings.locks_out', field: 'second_factor' });
    const { body } = await (await browserOf()).get<Settings>('settings');
    expect(body.second_factor).toBe('any');
  });

  test('of those with most power, others go on as they were', async () => {
    const { browser } = await comeInWithPasskey();
    expect((await change(browser, { second_factor: 'passkey_for_privileged' })).status).toBe(200);
    expect((await (await browserOf({ role: 'support' })).get('messages')).status).toBe(200);
    expectRefusal(await (await browserOf({ role: 'connectivity' }, 1)).get('messages'), {
      status: 403,
      code: 'auth.enrolment_needed',
    });
  });

  test('who has none may add one and nothing else before, with a fresh proof', async () => {
    const { browser: owner } = await comeInWithPasskey();
    await change(owner, { second_factor: 'passkey' });
    const person = await addPerson(db(), { role: 'ops' });
    const browser = new Browser(system.backends[0]!.adminPort);
    expect((await signInAs(browser, person)).status).toBe(200);
    const { body } = await browser.get<SessionView>('session');
    expect(body).toMatchObject({ must_enrol: true, needs_passkey: true });
    expectRefusal(await browser.get('messages'), { status: 403, code: 'auth.enrolment_needed' });
    const age = (minutes: number) =>
      db().query(`update session set proven_at = now() - make_interval(mins => $2) where secret_hash = $1`, [
        sessionHash(browser),
        minutes,
      ]);
    await age(11);
    expectRefusal(await browser.post('me/passkeys/options'), { status: 403, code: 'auth.step_up_needed' });
    await age(0);
    expect((await addPasskey(browser, new Authenticator(CONSOLE))).status).toBe(200);
    expect((await browser.get('messages')).status).toBe(200);
  });

  test('an app opens nothing for who has a passkey, and the last passkey stays', async () => {
    const { person, browser } = await comeInWithPasskey();
    await change(browser, { second_factor: 'passkey' });
    await passTotpStep(db(), person);
    const stepUp = await browser.post('session/step-up/totp', { code: codeOf(person.seed) });
    expectRefusal(stepUp, { status: 401, code: 'auth.code_wrong' });
    const { body } = await browser.get<SessionView>('session');
    expect(body.step_up_methods).toEqual(['passkey']);
    const { rows } = await db().query<{ id: string }>('select id from passkey where operator_id = $1', [person.id]);
    const removed = await browser.ask('DELETE', `me/passkeys/${rows[0]!.id}`);
    expectRefusal(removed, { status: 409, code: 'operator.last_factor' });
    await passTotpStep(db(), person);
    const elsewhere = new Browser(system.backends[1]!.adminPort);
    expectRefusal(await signInAs(elsewhere, person), { status: 401, code: 'auth.code_wrong' });
    expectRefusal(await elsewhere.get('session'), { status: 401, code: 'auth.not_signed_in' });
  });

  test('a sign-in by passkey is one', async () => {
    const { browser, authenticator } = await comeInWithPasskey();
    await change(browser, { second_factor: 'passkey' });
    const elsewhere = new Browser(system.backends[1]!.adminPort);
    const { body } = await elsewhere.post<PasskeyOptions>('sign-in/passkey/options', {});
    recordSecret('token', body.ticket);
    const response = authenticator.get(body.options);
    expect((await elsewhere.post('sign-in/passkey', { ticket: body.ticket, response })).status).toBe(200);
    expect((await elsewhere.get('messages')).status).toBe(200);
  });
});
