import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson, codeOf, wrongCodeOf, type Person } from '../../backend/src/test/people.js';
import { expectDialogAccessible } from './axe.js';
import { signIn, startConsoleUnderTest, type ConsoleUnderTest } from './console.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

const endSessions = () => room.system.database.pool.query('delete from session');

/** Asks the backend for what the page shows, as everybody does after a while. */
const refresh = (page: Page) => page.getByRole('button', { name: 'Refresh' }).click();

describe('without a session', () => {
  test.each([
    '/messages?status=failed',
    '/verifications?status=expired',
    '/try',
    '/try/phone/1',
    '/team',
    '/audit',
    '/settings',
    '/apps',
    '/templates',
    '/carriers',
    '/routing',
    '/locales?view=coverage',
    '/me',
    '/nowhere',
  ])('%s leads to the sign-in page, and from there back', async (path) => {
    const { status, headers } = await fetch(room.console.url + path, { redirect: 'manual' });
    expect(status).toBe(307);
    const { pathname, searchParams } = new URL(headers.get('location') ?? '', room.console.url);
    expect([pathname, searchParams.get('next')]).toEqual(['/login', path]);
  });

  test('the front door leads to the sign-in page', async () => {
    const page = await room.visit('/', { as: 'nobody' });
    await expect.poll(() => new URL(page.url()).pathname).toBe('/login');
  });

  test('nothing of the console is in what a visitor is sent', async () => {
    const page = await room.visit('/messages', { as: 'nobody' });
    expect(await page.getByRole('navigation').count()).toBe(0);
    const told = /\b(app|car|msg|opr)_\w{22}/.exec(await page.content());
    expect(told).toBeNull();
  });
});

test('who still has to add a factor is led to where that is done', async () => {
  const page = await room.visit('/messages', { as: { isEnrolled: false } });
  await expect.poll(() => new URL(page.url()).pathname).toBe('/enrol');
});

test('signing out ends the session, says so, leads back to the same page, and it does not come back by itself', async () => {
  const page = await room.visit('/messages?status=failed');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/signed-out?next=*');
  await page.getByRole('heading', { level: 1, name: 'You are signed out' }).waitFor();
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.waitForURL('**/login?next=*');
  expect(new URL(page.url()).searchParams.get('next')).toBe('/messages?status=failed');
  await page.goto(`${room.console.url}/messages`);
  await page.waitForURL('**/login?next=*');
});

describe('a session that ends while someone is at work', () => {
  test('is told over the page, which stays, and the way back leads to it', async () => {
    const page = await room.visit('/messages?status=failed');
    await endSessions();
    await refresh(page);
    const told = page.getByRole('dialog', { name: 'You are signed out' });
    await told.waitFor();
    await expectDialogAccessible(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await told.getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL('**/login?next=*');
    expect(new URL(page.url()).searchParams.get('next')).toBe('/messages?status=failed');
  });

  test('goes on when its person has signed in in another tab', async () => {
    const page = await room.visit('/messages');
    await endSessions();
    await refresh(page);
    const told = page.getByRole('dialog', { name: 'You are signed out' });
    await told.waitFor();
    await signIn(page.context(), room.system);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await told.waitFor({ state: 'detached' });
    await refresh(page);
    await page.getByRole('heading', { name: 'No messages yet' }).waitFor();
  });
});

test('what a page asks by itself says so once nobody is there', async () => {
  const page = await room.visit('/messages', {}, (fresh) => fresh.clock.install());
  const asked = (isIdle: boolean) =>
    page.waitForRequest(
      (request) =>
        request.url().endsWith('/api/admin/context') && (request.headers()['x-codewire-idle'] === '1') === isIdle,
    );
  const present = asked(false);
  await page.clock.runFor(6_000);
  await present;
  const away = asked(true);
  await page.clock.runFor(70_000);
  await away;
  await page.mouse.move(10, 10);
  const back = asked(false);
  await page.clock.runFor(6_000);
  await back;
});

describe('what matters asks for a fresh proof', () => {
  /** A profile whose last proof is an hour old, with the question for new recovery codes confirmed. */
  async function askForCodes(who: Person): Promise<Page> {
    const page = await room.visit('/me', { as: who });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await room.system.database.pool.query(`update session set proven_at = now() - interval '1 hour'`);
    await page.getByRole('button', { name: 'Make new codes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).click();
    return page;
  }
  const proof = (page: Page) => page.getByRole('dialog', { name: 'Is it still you?' });

  test('a wrong code is told, the right one lets it go on by itself', async () => {
    const who = await addPerson(room.system.database.pool);
    const page = await askForCodes(who);
    const code = proof(page).getByLabel('Code from your app');
    await code.fill(wrongCodeOf(who.seed));
    await code.press('Enter');
    await proof(page).locator('[aria-invalid], [role=alert]').first().waitFor();
    await code.fill(codeOf(who.seed));
    await code.press('Enter');
    await page.getByRole('dialog', { name: 'Your new recovery codes' }).waitFor();
    expect(await page.getByText('You are signed out').count()).toBe(0);
  });

  test('called off, it is as if nothing had been asked', async () => {
    const page = await askForCodes(await addPerson(room.system.database.pool));
    await proof(page).waitFor();
    await page.keyboard.press('Escape');
    await proof(page).waitFor({ state: 'detached' });
    expect(await page.locator('dialog [role=alert]').count()).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Make new codes' }).waitFor();
  });
});
