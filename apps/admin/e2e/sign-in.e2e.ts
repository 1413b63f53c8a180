import type { LinkKind, OneTimeLink } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../backend/src/test/browser.js';
import { insertOperator, insertSession } from '../../backend/src/test/operators.js';
import { addPerson, addRecoveryCodes, codeOf, passTotpStep, type Person } from '../../backend/src/test/people.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { expectAccessible } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { addAuthenticator, Entry } from './entry.js';
import { untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';

/** Of this console and no other: the port is not that of HTTP. */
const FRONT_DOOR = /^http:\/\/localhost:\d+\/$/;

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

const person = (seed: Parameters<typeof addPerson>[1] = {}) => addPerson(room.system.database.pool, seed);

async function visitor(path = '/login'): Promise<{ page: Page; entry: Entry }> {
  const page = await room.visit(path, { as: 'nobody' });
  return { page, entry: new Entry(page) };
}

/** By password and app. */
async function signIn(entry: Entry, { email, seed }: Person): Promise<void> {
  await entry.typePassword(email);
  await entry.heading('Code from your app').waitFor();
  await entry.typeCode(codeOf(seed));
}

/** Whoever gives out links: an owner's browser. */
async function linkMaker(): Promise<Browser> {
  const { pool } = room.system.database;
  return Browser.signedIn(room.adminPort, await insertSession(pool, await insertOperator(pool)));
}

async function makeLink(path: string, body: unknown): Promise<string> {
  const { url } = (await (await linkMaker()).post<OneTimeLink>(path, body)).body;
  recordSecret('token', new URL(url).hash.slice(1));
  return url.slice(new URL(url).origin.length);
}

const invite = (email: string) => makeLink('team/invitations', { email, role: 'ops' });
const reset = (id: string, kind: Exclude<LinkKind, 'invitation'>) => makeLink(`team/operators/${id}/reset`, { kind });

describe('signing in', () => {
  test('by password and app leads to where one wanted to go', async () => {
    const { page, entry } = await visitor('/messages?status=failed');
    await page.waitForURL('**/login?next=*');
    await signIn(entry, await person());
    await page.waitForURL('**/messages?status=failed');
    const [session] = (await page.context().cookies('https://localhost')).filter(({ name }) =>
      name.startsWith('__Host-'),
    );
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  });

  test('leads nowhere outside, whatever the address says', async () => {
    const { page, entry } = await visitor('/login?next=//evil.example/');
    await signIn(entry, await person());
    await page.waitForURL(FRONT_DOOR);
  });

  test('by a passkey alone needs nothing typed; after a password it is the second factor', async () => {
    const someone = await person();
    const { page, entry } = await visitor();
    await addAuthenticator(page);
    await signIn(entry, someone);
    await page.waitForURL(FRONT_DOOR);
    await page.goto(`${room.console.url}/me`);
    await entry.button('Add a passkey').click();
    await entry.button('Create on this device').click();
    await page.getByText('Passkey added').waitFor();
    await page.context().clearCookies({ name: /^__Host-/ });
    await page.goto(`${room.console.url}/login`);
    await entry.button('Sign in with a passkey').click();
    await page.waitForURL(FRONT_DOOR);
    await page.context().clearCookies({ name: /^__Host-/ });
    await page.goto(`${room.console.url}/login`);
    await entry.typePassword(someone.email);
    await entry.untilAt('Your passkey');
    await entry.button('Use the passkey').click();
    await page.waitForURL(FRONT_DOOR);
  });

  test('by a passkey that its owner does not confirm says so in plain words', async () => {
    const { page, entry } = await visitor();
    await addAuthenticator(page);
    await entry.button('Sign in with a passkey').click();
    await page.getByRole('alert').filter({ hasText: 'No passkey was used' }).waitFor();
    await entry.untilAt('No passkey was used');
    await expectAccessible(page);
  });

  test('by a recovery code works once', async () => {
    const someone = await person();
    const [code = ''] = await addRecoveryCodes(room.system.database.pool, someone.id);
    for (const isFirst of [true, false]) {
      const { page, entry } = await visitor();
      await entry.typePassword(someone.email);
      await entry.button('Use a recovery code').click();
      await entry.untilAt('Recovery code');
      await entry.typeCode(code, 'Recovery code');
      await (isFirst ? page.waitForURL(FRONT_DOOR) : page.getByText('was used before').waitFor());
    }
  });

  test('goes on at the first page when the second took too long', async () => {
    const { page, entry } = await visitor();
    const someone = await person();
    await entry.typePassword(someone.email);
    await entry.heading('Code from your app').waitFor();
    await room.system.database.pool.query(`update sign_in_step set expires_at = now() where operator_id = $1`, [
      someone.id,
    ]);
    await entry.typeCode(codeOf(someone.seed));
    await page.getByRole('alert').filter({ hasText: 'Begin again' }).waitFor();
    await passTotpStep(room.system.database.pool, someone);
    await signIn(entry, someone);
    await page.waitForURL(FRONT_DOOR);
  });

  test('tells nobody whether there is such an account', async () => {
    const { email } = await person();
    const told: string[] = [];
    for (const typed of [email, 'nobody@example.com']) {
      const { page, entry } = await visitor();
      await entry.typePassword(typed, 'not the password at all');
      told.push(await page.getByRole('alert').filter({ hasText: 'Not signed in' }).innerText());
      await entry.untilAt('Not signed in');
    }
    expect(told[0]).toBe(told[1]);
  });

  test('says how long to wait after too many attempts', async () => {
    const { page, entry } = await visitor();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answer = page.waitForResponse('**/sign-in/password');
      await entry.typePassword('guessed@example.com', 'not the password at all');
      await answer;
      await page.getByRole('alert').filter({ hasText: 'Not signed in' }).waitFor();
    }
    await entry.button('Sign in').click();
    await page.getByRole('alert').filter({ hasText: 'Too many attempts' }).waitFor();
    await expect
      .poll(() => page.getByRole('button', { name: /^Try again in (1 min \d+|\d+) s$/ }).isDisabled())
      .toBe(true);
    await expectAccessible(page);
  });

  test('and what is missing is told at its field', async () => {
    const { page, entry } = await visitor();
    await entry.button('Sign in').click();
    await untilFocused(page, 'E-mail address');
    await entry.field('E-mail address').fill('anna@example.com');
    await entry.button('Sign in').click();
    await untilFocused(page, 'Password');
    await page.getByText('Type your password.').waitFor();
  });
});

describe('a one-time link', () => {
  test('invites: a password, a second factor, and one is in', async () => {
    const path = await invite('ben@example.com');
    const { page, entry } = await visitor(path);
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await entry.heading('Welcome to Codewire').waitFor();
    await page.getByText('ben@example.com').waitFor();
    await page.getByText('Operations', { exact: true }).waitFor();
    await entry.field('Your name').fill('Ben');
    await entry.field('New password').fill('a ladder made of rain 3');
    recordSecret('password', 'a ladder made of rain 3');
    await entry.button('Accept and go on').click();
    await entry.heading('Add a second factor').waitFor();
    await entry.connectApp();
    await entry.keepCodes();
    await page.waitForURL(FRONT_DOOR);
    expect(asked.filter((url) => url.includes(path.split('#')[1]!))).toEqual([]);
  });

  test('that was left half-way goes on after the next sign-in', async () => {
    const { page, entry } = await visitor(await invite('carla@example.com'));
    await entry.field('Your name').fill('Carla');
    await entry.field('New password').fill('a ladder made of rain 4');
    recordSecret('password', 'a ladder made of rain 4');
    await entry.button('Accept and go on').click();
    await entry.heading('Add a second factor').waitFor();
    await page.context().clearCookies({ name: /^__Host-/ });
    await page.goto(`${room.console.url}/messages`);
    await entry.typePassword('carla@example.com', 'a ladder made of rain 4');
    await page.waitForURL('**/enrol');
    await addAuthenticator(page);
    await entry.press(/^Passkey/);
    await entry.keepCodes();
    await page.waitForURL(FRONT_DOOR);
  });

  test('whose session ended meanwhile leads to the sign-in', async () => {
    const { page, entry } = await visitor(await invite('dora@example.com'));
    await entry.field('Your name').fill('Dora');
    await entry.field('New password').fill('a ladder made of rain 6');
    recordSecret('password', 'a ladder made of rain 6');
    await entry.button('Accept and go on').click();
    await entry.heading('Add a second factor').waitFor();
    await page.context().clearCookies({ name: /^__Host-/ });
    await entry.press(/^Authenticator app/);
    await page.waitForURL('**/login*');
  });

  test('sets a new password; the second factor stays', async () => {
    const someone = await person();
    const { page, entry } = await visitor(await reset(someone.id, 'password'));
    await entry.heading('Set a new password').waitFor();
    await entry.field('New password').fill('a ladder made of rain 5');
    recordSecret('password', 'a ladder made of rain 5');
    await entry.button('Set the password').click();
    await entry.heading('Your password is set').waitFor();
    expect(page.url()).not.toContain('#');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await entry.typePassword(someone.email, 'a ladder made of rain 5');
    await entry.typeCode(codeOf(someone.seed));
    await page.waitForURL(FRONT_DOOR);
  });

  test('that is over says what to do; another one pasted over it counts', async () => {
    const { page, entry } = await visitor('/reset#nothing');
    await entry.heading('This link is over').waitFor();
    await page.getByText('Ask whoever gave it to you for a new one.').waitFor();
    const path = await reset((await person()).id, 'access');
    await page.evaluate((hash) => void (window.location.hash = hash), path.split('#')[1]!);
    await entry.heading('Get back in').waitFor();
  });
});

describe('in every look', () => {
  const PAGES: [name: string, path: () => Promise<string>][] = [
    ['the sign-in', async () => '/login'],
    ['a link that is over', async () => '/invite#nothing'],
    ['an invitation', () => invite(`${crypto.randomUUID()}@example.com`)],
    ['a reset', async () => reset((await person()).id, 'password')],
  ];

  test.each(PAGES)('%s passes, and fits a phone', async (_name, pathOf) => {
    const path = await pathOf();
    await expectGoodInEveryLook(
      room,
      path,
      (page) => page.waitForFunction(() => document.querySelector('[role="status"]') === null),
      'nobody',
    );
  });

  test('the second factor, and the page of those who have none', async () => {
    const someone = await person();
    for (const language of ['en', 'ar'] as const) {
      const page = await room.visit('/enrol', { as: { isEnrolled: false }, language });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page);
      await page.context().clearCookies({ name: /^__Host-/ });
      await page.goto(`${room.console.url}/login`);
      await page.locator('input[type=email]').fill(someone.email);
      await page.locator('input[type=password]').fill('eleven quiet lanterns 7');
      await page.locator('button[type=submit]').click();
      await page.locator('input[autocomplete=one-time-code]').waitFor();
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page);
    }
  });
});
