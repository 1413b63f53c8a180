import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SESSION_COOKIE } from '../../backend/src/test/operators.js';
import { addPerson, codeOf, PASSWORD, type Person } from '../../backend/src/test/people.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { expectAccessible } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { addAuthenticator, Entry } from './entry.js';
import { expectGoodInEveryLook } from './looks.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

const NEW_PASSWORD = 'nine borrowed umbrellas 2';

/** Someone's profile, in a browser in which he has just signed in. */
async function openProfile(who: Person): Promise<{ page: Page; entry: Entry }> {
  const page = await room.visit('/me', { as: who });
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { page, entry: new Entry(page) };
}

const someone = () => addPerson(room.system.database.pool);
const card = (page: Page, title: string) => page.getByRole('region', { name: title });
const rowsOf = (page: Page, title: string) => card(page, title).getByRole('listitem');

/** As if the last proof were an hour old. */
async function forgetProof(who: Person): Promise<void> {
  await room.system.database.pool.query(
    `update session set proven_at = now() - interval '1 hour' where operator_id = $1`,
    [who.id],
  );
}

describe('a phone for tests', () => {
  /** Nobody's: only a simulated carrier takes it. */
  const NUMBER = '+12125550171';

  test('is proven by the code that is on it, shown masked, and forgotten', async () => {
    const { page, entry } = await openProfile(await someone());
    const phone = card(page, 'Phone for tests');
    await entry.field('Phone number').fill(NUMBER);
    await phone.getByRole('button', { name: 'Send a code' }).click();
    const code = entry.field('Code from the phone');
    await code.fill('000000');
    await phone.getByRole('button', { name: 'Prove it' }).click();
    await phone.getByRole('alert').filter({ hasText: 'That is not the code.' }).waitFor();
    await code.fill(await room.system.carrier.code(NUMBER));
    await phone.getByRole('button', { name: 'Prove it' }).click();
    await phone.getByText('+1 ********71').waitFor();
    await phone.getByRole('button', { name: 'Forget this number' }).click();
    await page.getByText('Number forgotten').waitFor();
    await entry.field('Phone number').waitFor();
  });

  test('is nothing for those who write no texts', async () => {
    const page = await room.visit('/me', { as: { role: 'support' } });
    await card(page, 'Your sessions').waitFor();
    expect(await card(page, 'Phone for tests').count()).toBe(0);
  });
});

describe('one’s sessions', () => {
  test('each is listed with its browser, and one that is ended is out at once', async () => {
    const who = await someone();
    const other = await openProfile(who);
    const { page, entry } = await openProfile(who);
    await page.waitForFunction(() => document.querySelectorAll('[aria-label^="End the session"]').length === 1);
    await expect.poll(() => rowsOf(page, 'Your sessions').filter({ hasText: 'This one' }).count()).toBe(1);
    await page.getByRole('button', { name: /^End the session/ }).click();
    await page.getByText('Session ended').waitFor();
    await expect.poll(() => rowsOf(page, 'Your sessions').count()).toBe(1);
    await other.entry.field('Name').fill('Somebody else');
    await other.entry.button('Save').click();
    await other.page.getByRole('dialog', { name: 'You are signed out' }).waitFor();
    await entry.button('End all others').waitFor({ state: 'detached' });
  });

  test('all others end with one button', async () => {
    const who = await someone();
    await openProfile(who);
    await openProfile(who);
    const { page, entry } = await openProfile(who);
    await entry.button('End all others').click();
    await page.getByText('All other sessions ended').waitFor();
    await expect.poll(() => rowsOf(page, 'Your sessions').count()).toBe(1);
  });
});

describe('one’s account', () => {
  test('a new name stands in the frame, too', async () => {
    const { page, entry } = await openProfile(await someone());
    await entry.field('Name').fill('Dana Ortiz');
    await entry.button('Save').click();
    await page.getByText('Name saved').waitFor();
    await page.getByRole('navigation').getByText('Dana Ortiz').waitFor();
  });

  test('a changed password ends other sessions, and is the one to sign in with', async () => {
    const who = await someone();
    const { page, entry } = await openProfile(who);
    await entry.button('Change password').click();
    const dialog = page.getByRole('dialog', { name: 'Change password' });
    await dialog.getByLabel('Current password').fill('not the password at all');
    await dialog.getByLabel('New password').fill(NEW_PASSWORD);
    recordSecret('password', NEW_PASSWORD);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    await dialog.getByLabel('Current password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Password changed, other sessions ended').waitFor();
    await page.context().clearCookies({ name: SESSION_COOKIE });
    await page.goto(`${room.console.url}/login`);
    await entry.typePassword(who.email, NEW_PASSWORD);
    await entry.heading('Code from your app').waitFor();
  });

  test('what matters asks for a fresh proof, and goes on by itself', async () => {
    const who = await someone();
    const { page, entry } = await openProfile(who);
    await forgetProof(who);
    await entry.button('Make new codes').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
    const proof = page.getByRole('dialog', { name: 'Is it still you?' });
    await proof.getByLabel('Code from your app').fill(codeOf(who.seed));
    await proof.getByRole('button', { name: 'Confirm' }).click();
    const shown = page.getByRole('dialog', { name: 'Your new recovery codes' });
    await shown.waitFor();
    await expect.poll(() => shown.getByRole('listitem').count()).toBe(10);
    await expectAccessible(page);
    await shown.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 codes left.').waitFor();
  });
});

describe('one’s second factors', () => {
  test('a passkey is added under a name and removed; the last factor stays', async () => {
    const { page, entry } = await openProfile(await someone());
    await addAuthenticator(page);
    await page.getByText('Your only second factor.').waitFor();
    await entry.button('Add a passkey').click();
    await page.getByRole('dialog').getByLabel('Name').fill('Work laptop');
    await entry.button('Create on this device').click();
    await rowsOf(page, 'Passkeys').filter({ hasText: 'Work laptop' }).waitFor();
    await entry.button('Add a passkey').click();
    await entry.button('Create on this device').click();
    await page.getByRole('alert').filter({ hasText: 'This device has one already' }).waitFor();
    await page.keyboard.press('Escape');
    await entry.button('Remove Work laptop').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('Passkey removed').waitFor();
    await entry.button('Disconnect').waitFor({ state: 'detached' });
  });

  test('the app is replaced: disconnected while there is a passkey, and connected again', async () => {
    const { page, entry } = await openProfile(await someone());
    await addAuthenticator(page);
    await entry.button('Add a passkey').click();
    await entry.button('Create on this device').click();
    await page.getByText('Passkey added').waitFor();
    await entry.button('Disconnect').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Authenticator app disconnected').waitFor();
    await entry.button('Connect an app').click();
    const dialog = page.getByRole('dialog', { name: 'Connect an app' });
    const seed = (await dialog.locator('code').innerText()).replaceAll(' ', '');
    await expectAccessible(page);
    await dialog.getByLabel('Code from the app').fill(codeOf(seed));
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('Authenticator app connected').waitFor();
  });
});

test('language, theme and shortcuts are this browser’s own', async () => {
  const { page } = await openProfile(await someone());
  await card(page, 'This console').getByLabel('Theme').selectOption('dark');
  await page.locator('html[data-theme="dark"]').waitFor();
  await card(page, 'This console').getByLabel('Single-key shortcuts').uncheck();
  await page.locator('body').press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await card(page, 'This console').getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { level: 1, name: 'Profil' }).waitFor();
});

test('the profile passes in every look, and fits a phone', async () => {
  const who = await someone();
  await expectGoodInEveryLook(room, '/me', (page) => page.getByRole('heading', { level: 1 }).waitFor(), who);
});
