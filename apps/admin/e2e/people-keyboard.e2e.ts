import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertSession, SESSION_COOKIE } from '../../backend/src/test/operators.js';
import { addPerson, addRecoveryCodes, codeOf, PASSWORD } from '../../backend/src/test/people.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { Entry, setupToken } from './entry.js';
import { tabTo, untilFocused } from './keyboard.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest({ hasOwner: false });
  recordSecret('password', PASSWORD);
});

afterAll(() => room.stop());

async function type(page: Page, field: string, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

async function press(page: Page, button: string | RegExp): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press('Enter');
}

test('the first run without a mouse, the focus seen at every step', async () => {
  const page = await room.visit('/setup', { as: 'nobody' });
  const entry = new Entry(page);
  await type(page, 'Setup token', await setupToken(room.system));
  await page.keyboard.press('Enter');
  await entry.untilAt('Create your account');
  await type(page, 'Your name', 'Anna Smith');
  await type(page, 'E-mail address', 'anna@example.com');
  await type(page, 'Password', PASSWORD);
  await tabTo(page, 'Show password');
  await page.keyboard.press('Space');
  await expect.poll(() => entry.field('Password').inputValue()).toBe(PASSWORD);
  await untilFocused(page, 'Hide password');
  await press(page, 'Create account');
  await entry.untilAt('Add a second factor');
  await press(page, /^Authenticator app/);
  await entry.untilAt('Connect your app');
  const seed = (await page.locator('code').first().innerText()).replaceAll(' ', '');
  await type(page, 'Code from the app', codeOf(seed));
  await page.keyboard.press('Enter');
  await entry.untilAt('Keep your recovery codes');
  await press(page, 'I have kept them');
  await entry.untilAt('Who sends the codes?');
  await type(page, 'Brand name', 'Acme');
  await tabTo(page, 'Default language');
  await press(page, 'Send your first code');
  await page.waitForURL('**/try');
});

test('a sign-in without a mouse, and around a lost phone', async () => {
  const { pool } = room.system.database;
  const someone = await addPerson(pool);
  await addRecoveryCodes(pool, someone.id);
  const page = await room.visit('/login', { as: 'nobody' });
  const entry = new Entry(page);
  await type(page, 'E-mail address', someone.email);
  await type(page, 'Password', PASSWORD);
  await page.keyboard.press('Enter');
  await entry.untilAt('Code from your app');
  await press(page, 'Use a recovery code');
  await entry.untilAt('Recovery code');
  await press(page, 'Use a code from your app');
  await entry.untilAt('Code from your app');
  await type(page, 'Code', codeOf(someone.seed));
  await press(page, 'Sign in');
  await page.waitForURL(/:\d+\/$/);
});

test('a session is ended and codes are made anew without a mouse', async () => {
  const { pool } = room.system.database;
  const someone = await addPerson(pool);
  await insertSession(pool, someone.id);
  const page = await room.visit('/me', { as: 'nobody' }, async (fresh) => {
    const { token } = await insertSession(pool, someone.id);
    await fresh
      .context()
      .addCookies([
        { name: SESSION_COOKIE, value: token, url: 'https://localhost', httpOnly: true, secure: true, sameSite: 'Lax' },
      ]);
  });
  await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor();
  await page.getByRole('button', { name: 'Make new codes' }).waitFor();
  await press(page, 'Make new codes');
  await page.getByRole('dialog', { name: 'Make new recovery codes?' }).waitFor();
  await press(page, 'Make new codes');
  await page.getByRole('dialog', { name: 'Your new recovery codes' }).waitFor();
  await press(page, 'I have kept them');
  await page.getByText('10 codes left.').waitFor();
  await page.goto(`${room.console.url}/me`);
  await insertSession(pool, someone.id);
  await page.reload();
  await page
    .getByRole('button', { name: /^End the session/ })
    .first()
    .waitFor();
  await press(page, /^End the session/);
  await page.getByText('Session ended').waitFor();
});
