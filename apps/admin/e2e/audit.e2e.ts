import { readFile } from 'node:fs/promises';
import type { ApplicationDetail, NewKey } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { adminApi, type AdminApi } from './admin-api.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

/** The numbers of the entries, from the top. */
const numbers = (page: Page) =>
  page
    .locator('[data-shortcut-row]')
    .evaluateAll((links) => links.map((link) => Number(link.getAttribute('href')?.split('/').at(-1))));

/** Resolves with the entries' numbers once the list shows what the address asks for, and they are these many. */
async function settled(page: Page, count: number): Promise<number[]> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelectorAll('[data-shortcut-row]').length === wanted &&
      document.querySelector('[data-old]') === null,
    count,
  );
  return numbers(page);
}

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

test('a record in which nothing is yet says so', async () => {
  const page = await room.visit('/audit');
  await page.getByRole('heading', { name: 'Nothing has been done yet' }).waitFor();
  await page.getByText('0 entries verified').waitFor();
});

test('an empty record is good in every look', () =>
  expectGoodInEveryLook(room, '/audit', (page) => page.getByRole('heading', { level: 2 }).waitFor()));

describe('with 60 entries', () => {
  let api: AdminApi;
  let application: ApplicationDetail;
  let key: NewKey;

  beforeAll(async () => {
    api = await adminApi(room);
    await room.system.database.pool.query(
      `update operator set name = 'Ann Lee', email = 'ann@example.com'
        where id = (select operator_id from session order by created_at desc limit 1)`,
    );
    const settings = { name: 'Shop', sender: 'Shop', default_language: 'en', is_test: true };
    application = await api<ApplicationDetail>('POST', 'applications', settings);
    key = await api<NewKey>('POST', `applications/${application.id}/keys`, { name: 'server', scopes: ['start'] });
    recordSecret('key', key.key);
    const policy = { ...application.policy, code_length: 8 };
    await api('PATCH', `applications/${application.id}`, { policy, policy_version: 1 });
    for (let change = 4; change <= 60; change += 1) {
      await api('PATCH', `applications/${application.id}`, { sender: `Shop ${change}` });
    }
  });

  test('the newest is first, and says who did what to what', async () => {
    const page = await room.visit('/audit');
    expect(await settled(page, 50)).toEqual(down(60, 11));
    const row = page.locator('tbody tr').first();
    await row.getByText('Application changed').waitFor();
    await row.getByText('Ann Lee').last().waitFor();
    await row.getByText('Shop').first().waitFor();
    await page.getByText(/^\d+ entries verified · \d/).waitFor();
  });

  test('pages go to older entries and back, and every step is in the history', async () => {
    const page = await room.visit('/audit');
    await settled(page, 50);
    await page.getByRole('button', { name: 'Older' }).click();
    expect(await settled(page, 10)).toEqual(down(10, 1));
    await page.getByRole('button', { name: 'Newer' }).click();
    expect(await settled(page, 50)).toEqual(down(60, 11));
    await page.goBack();
    expect(await settled(page, 10)).toEqual(down(10, 1));
    await page.reload();
    expect(await settled(page, 10)).toEqual(down(10, 1));
  });

  test('filters narrow the list, and stand in the address', async () => {
    const page = await room.visit('/audit');
    await settled(page, 50);
    const filters = page.getByRole('search');
    await filters.getByLabel('Action', { exact: true }).selectOption({ label: 'Key made' });
    expect(await settled(page, 1)).toEqual([2]);
    await expect.poll(() => new URL(page.url()).search).toBe('?action=key.created');
    await filters.getByLabel('Person', { exact: true }).selectOption({ label: 'Ann Lee' });
    expect(await settled(page, 1)).toEqual([2]);
    await filters.getByLabel('From', { exact: true }).fill('2030-01-01');
    await page.getByRole('heading', { name: 'No entries match' }).waitFor();
    await page.getByRole('button', { name: 'Without From' }).click();
    expect(await settled(page, 1)).toEqual([2]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await settled(page, 50);
    const today = new Date().toISOString().slice(0, 10);
    await filters.getByLabel('From', { exact: true }).fill(today);
    await filters.getByLabel('To', { exact: true }).fill(today);
    await page.waitForURL(`**/audit?from=${today}&to=${today}`);
  });

  test('a link with a filter shows the same to someone else', async () => {
    const page = await room.visit('/audit?action=application.created', { as: { role: 'auditor' } });
    expect(await settled(page, 1)).toEqual([1]);
  });

  test('an entry shows what changed, and what did not is folded away', async () => {
    const page = await room.visit('/audit/3');
    const row = page.getByRole('row').filter({ hasText: 'Code length' });
    await expect.poll(() => row.getByRole('cell').allInnerTexts()).toEqual(['6', '8']);
    const same = page.getByText('7 facts stayed the same');
    await same.waitFor();
    expect(await page.getByText('Resent code').isVisible()).toBe(false);
    await same.click();
    await page.getByText('Resent code').waitFor();
    await page.getByRole('link', { name: 'Everything that was done to it' }).click();
    await page.waitForURL(`**/audit?target=${application.id}`);
    await settled(page, 50);
    await page.getByRole('button', { name: 'Only what was done to Shop: show everything' }).click();
    await page.waitForURL('**/audit');
  });

  test('an entry of a key names what it may do, and never the key', async () => {
    const page = await room.visit('/audit/2');
    const row = page.getByRole('row').filter({ hasText: 'May' });
    await expect.poll(() => row.getByRole('cell').allInnerTexts()).toEqual(['Start']);
    expect(await page.content()).not.toContain(key.key);
    await expect.poll(() => page.locator('main').innerText()).toMatch(/[0-9a-f]{64}/);
    await page.getByRole('link', { name: 'Entry 1 before' }).click();
    await page.waitForURL('**/audit/1');
    expect(await page.getByRole('link', { name: /before$/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Entry 2 after' }).click();
    await page.waitForURL('**/audit/2');
  });

  test('an entry that is not there is answered 404', async () => {
    const page = await room.visit('/audit/9999');
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    expect((await page.request.get(`${room.console.url}/audit/9999`)).status()).toBe(404);
  });

  test('a page that cannot be fetched keeps the last good one, dimmed, until a retry', async () => {
    const page = await room.visit('/audit');
    await settled(page, 50);
    await page.route('**/api/admin/audit?*', (route) => route.abort());
    await page.getByRole('search').getByLabel('Action', { exact: true }).selectOption({ label: 'Key made' });
    const alert = page.getByRole('alert').filter({ hasText: 'The backend does not answer' });
    await alert.waitFor();
    await page.unroute('**/api/admin/audit?*');
    await alert.getByRole('button', { name: 'Try again' }).click();
    expect(await settled(page, 1)).toEqual([2]);
    await alert.waitFor({ state: 'detached' });
  });

  test('an auditor may look and export, a developer may not even look', async () => {
    const auditor = await room.visit('/audit', { as: { role: 'auditor' } });
    await auditor.getByRole('button', { name: 'Export as NDJSON' }).waitFor();
    const developer = await room.visit('/audit', {
      as: { role: 'developer', applicationIds: [application.id] },
    });
    await developer.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
    await developer.getByText('These roles have it: Owner, Admin, and Auditor.').waitFor();
  });

  test('by keys alone an entry is found, opened and left', async () => {
    const page = await room.visit('/audit');
    await settled(page, 50);
    await page.getByRole('button', { name: 'Verify again' }).waitFor();
    await page.keyboard.press('/');
    await untilFocused(page, 'Action');
    await page.keyboard.type('Key made');
    expect(await settled(page, 1)).toEqual([2]);
    // Keys that are typed into a list are no shortcuts.
    await page.keyboard.press('Shift+Tab');
    await untilFocused(page, 'Verify again');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/audit/2');
    await page.getByRole('heading', { name: 'Entry 2' }).waitFor();
    await tabTo(page, 'All entries');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/audit');
  });

  test('the list is good in every look', () =>
    expectGoodInEveryLook(room, '/audit', async (page) => {
      await settled(page, 50);
      await page.locator('nav button').last().click();
      await settled(page, 10);
    }));
  test('what was done to one thing is', () =>
    expectGoodInEveryLook(room, `/audit?target=${key.view.id}`, (page) => settled(page, 1)));
  test('the list without a match is', () =>
    expectGoodInEveryLook(room, '/audit?action=key.revoked&to=2026-01-01', (page) =>
      page.getByRole('heading', { level: 2 }).waitFor(),
    ));
  test('an entry is', () =>
    expectGoodInEveryLook(room, '/audit/3', (page) => page.locator('main table').first().waitFor()));

  test('an export is a file of all that matches, and leaves an entry of its own', async () => {
    const page = await room.visit('/audit?action=application.created');
    await settled(page, 1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as NDJSON' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^codewire-audit-\d{4}-\d\d-\d\d\.ndjson$/);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1]);
    await page.goto(`${room.console.url}/audit/61`);
    await page.getByText('Audit exported').waitFor();
    await expect
      .poll(() => page.getByRole('row').filter({ hasText: 'What' }).getByRole('cell').allInnerTexts())
      .toEqual(['application.created']);
  });

  test('an export asks for a fresh proof first, and without it nothing is taken away', async () => {
    const { pool } = room.system.database;
    const page = await room.visit('/audit');
    await pool.query(`update session set proven_at = now() - interval '11 minutes'`);
    await page.getByRole('button', { name: 'Export as NDJSON' }).click();
    await page.getByRole('heading', { name: 'Is it still you?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export as NDJSON' }).waitFor();
    await pool.query('update session set proven_at = now()');
    const { rows: entries } = await pool.query(`select 1 from audit where action = 'audit.exported'`);
    expect(entries).toHaveLength(1);
  });

  // Last: from here on the record is bent.
  describe('of which one was changed behind the server’s back', () => {
    beforeAll(async () => {
      await room.system.database.pool.query(`update audit set target_name = 'Nothing' where seq = 7`);
      // For half a minute a backend tells again what it found last.
      await room.system.backends[0]!.stop();
      await room.system.startBackend({ CODEWIRE_ADMIN_API_PORT: String(room.adminPort) });
    });

    test('the page names the entry, and what to do', async () => {
      const page = await room.visit('/audit');
      const alert = page.getByRole('alert').filter({ hasText: 'entry 7 does not fit' });
      await alert.getByText('Entry 7 is not what was written.').waitFor();
      await alert.getByText('Keep the database and its logs as they are').waitFor();
      expect(await page.getByText(/entries verified/).count()).toBe(0);
      await alert.getByRole('link', { name: 'See entry 7' }).click();
      await page.waitForURL('**/audit/7');
    });

    test('the notice is good in every look', () =>
      expectGoodInEveryLook(room, '/audit', (page) => page.getByRole('alert').getByRole('link').waitFor()));
  });
});
