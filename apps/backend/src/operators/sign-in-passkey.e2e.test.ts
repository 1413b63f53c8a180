import type { PasskeyOptions, SignInAnswer } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Authenticator, type Cheat } from '../test/authenticator.js';
import { Browser } from '../test/browser.js';
import { addPasskey, addPerson, auditOf, codeOf, CONSOLE, PASSWORD, signInAs, type Person } from '../test/people.js';
import { expectRefusal } from '../test/refusals.js';
import { startSystem, type System } from '../test/system.js';

const EXPIRED = { status: 409, code: 'auth.ticket_expired' };
const PASSKEY_REFUSED = { status: 422, code: 'auth.passkey_refused' };

let system: System;
let port: number;
const db = () => system.database.pool;

beforeAll(async () => {
  // Each browser stands behind the one proxy, at an address of its own.
  system = await startSystem({ env: { CODEWIRE_CONSOLE_PROXIES: '1' } });
  port = system.backends[0]!.adminPort;
});

afterAll(() => system.stop());

let addresses = 0;
const freshBrowser = () => new Browser(port, { 'x-forwarded-for': `198.51.100.${(addresses += 1)}` });

/** The answer to a right password. */
async function byPassword(browser: Browser, { email }: Person) {
  const { body } = await browser.post<SignInAnswer>('sign-in/password', { email, password: PASSWORD });
  if (body.kind !== 'second_factor') throw new Error('no second factor was asked for');
  recordSecret('token', body.ticket);
  return body;
}

const isSignedIn = async (browser: Browser) => (await browser.get('session')).status === 200;

describe('a passkey', () => {
  const ask = async (browser: Browser, ticket?: string) => {
    const { body } = await browser.post<PasskeyOptions>('sign-in/passkey/options', { ...(ticket && { ticket }) });
    recordSecret('token', body.ticket);
    return body;
  };

  async function withPasskey(): Promise<{ person: Person; authenticator: Authenticator }> {
    const person = await addPerson(db());
    const home = freshBrowser();
    await signInAs(home, person);
    const authenticator = new Authenticator(CONSOLE);
    await addPasskey(home, authenticator);
    return { person, authenticator };
  }

  const answerWith = async (browser: Browser, authenticator: Authenticator, cheat: Cheat = {}, ticket?: string) => {
    const asked = await ask(browser, ticket);
    return browser.post('sign-in/passkey', { ticket: asked.ticket, response: authenticator.get(asked.options, cheat) });
  };

  test('is both factors: it signs in alone', async () => {
    const { person, authenticator } = await withPasskey();
    const browser = freshBrowser();
    const { options } = await ask(browser);
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required', allowCredentials: [] });
    expect((await answerWith(browser, authenticator)).body).toEqual({ kind: 'signed_in' });
    expect(await isSignedIn(browser)).toBe(true);
    expect((await auditOf(db(), person.id)).at(-1)).toMatchObject({
      action: 'operator.signed_in',
      after: { method: 'passkey' },
    });
  });

  test('is a second factor after a password', async () => {
    const { person, authenticator } = await withPasskey();
    const browser = freshBrowser();
    const { ticket, methods } = await byPassword(browser, person);
    expect(methods).toEqual(['passkey', 'totp']);
    const id = authenticator.credentialId.toString('base64url');
    expect((await ask(browser, ticket)).options).toMatchObject({ allowCredentials: [{ id }] });
    expect((await answerWith(browser, authenticator, {}, ticket)).status).toBe(200);
    // The password's ticket is used up with it.
    expectRefusal(await browser.post('sign-in/totp', { ticket, code: codeOf(person.seed) }), EXPIRED);
  });

  test("of another person does not complete somebody else's password", async () => {
    const { authenticator } = await withPasskey();
    const { person } = await withPasskey();
    const browser = freshBrowser();
    const { ticket } = await byPassword(browser, person);
    expectRefusal(await answerWith(browser, authenticator, {}, ticket), PASSKEY_REFUSED);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test.each<[string, Cheat]>([
    ['given to another site', { origin: 'https://evil.example' }],
    ['to a question of its own', { challenge: 'AAAA' }],
    ['without a finger, a face or a PIN', { isVerified: false }],
    ['with a counter that went back', { counter: 1 }],
    ['with the counter of last time', { counter: 7 }],
    ['in the name of somebody else', { userHandle: Buffer.from('opr_other').toString('base64url') }],
  ])('is refused when its answer was %s', async (_, cheat) => {
    const { person, authenticator } = await withPasskey();
    authenticator.counter = 6;
    expect((await answerWith(freshBrowser(), authenticator)).status).toBe(200);
    const browser = freshBrowser();
    expectRefusal(await answerWith(browser, authenticator, cheat), PASSKEY_REFUSED);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await auditOf(db(), person.id)).at(-1)).toMatchObject({
      action: 'operator.sign_in_refused',
      actor: 'visitor',
      after: { reason: 'passkey' },
    });
  });

  test('answers a question once', async () => {
    const { authenticator } = await withPasskey();
    const browser = freshBrowser();
    const { ticket, options } = await ask(browser);
    const input = { ticket, response: authenticator.get(options) };
    const answers = await Promise.all(Array.from({ length: 5 }, () => freshBrowser().post('sign-in/passkey', input)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) expectRefusal(answer, EXPIRED);
  });

  test('that nobody has, and whatever is no answer at all, is refused in the same words', async () => {
    const stranger = new Authenticator(CONSOLE);
    const answers = [await answerWith(freshBrowser(), stranger)];
    const { authenticator } = await withPasskey();
    const id = authenticator.credentialId.toString('base64url');
    const noAnswers = [{}, { id: 1 }, { id }, { id, rawId: id, type: 'public-key', response: { clientDataJSON: '!' } }];
    for (const response of noAnswers) {
      const { ticket } = await ask(freshBrowser());
      answers.push(await freshBrowser().post('sign-in/passkey', { ticket, response }));
    }
    for (const answer of answers) expectRefusal(answer, PASSKEY_REFUSED);
  });

  test('of someone who was deactivated does not open', async () => {
    const { person, authenticator } = await withPasskey();
    await db().query('update operator set deactivated_at = now() where id = $1', [person.id]);
    expectRefusal(await answerWith(freshBrowser(), authenticator), PASSKEY_REFUSED);
  });

  test('is asked for a hundred times from one address; then there is a wait', async () => {
    const browser = freshBrowser();
    const answers = [];
    for (let each = 0; each < 101; each += 1) answers.push(await browser.post('sign-in/passkey/options'));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    expectRefusal(answers.at(-1)!, { status: 429, code: 'auth.too_many_attempts' });
  });
});
