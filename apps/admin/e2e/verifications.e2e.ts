import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshGermanNumber, freshNumber } from '../../backend/src/test/numbers.js';
import { startConsoleUnderTest, type ConsoleUnderTest, type PageOptions } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { MessageList } from './messages.js';

let room: ConsoleUnderTest;
/** The newest first. */
let ids: string[];
let approved: string;
let german: string;
let germanNumber: string;

async function list(path = '/verifications', options: PageOptions = {}): Promise<{ page: Page; rows: MessageList }> {
  const page = await room.visit(path, options);
  return { page, rows: new MessageList(page) };
}

const search = (page: Page) => decodeURIComponent(new URL(page.url()).search);

async function begin(number: string): Promise<{ id: string; code: string }> {
  const { body } = await room.system.client.start({ number, language: 'en' });
  return { id: body.id, code: await room.system.carrier.code(number) };
}

/** The console reads copies, which are a moment behind. */
async function untilCopied(status: string, id: string): Promise<void> {
  await vi.waitUntil(
    async () => {
      const { rows } = await room.system.database.pool.query<{ status: string }>(
        'select status from verification_search where id = $1',
        [id],
      );
      return rows[0]?.status === status;
    },
    { timeout: 20_000, interval: 50 },
  );
}

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

test('before anyone was asked for a code the list says so, and where to begin', async () => {
  const { page } = await list();
  await page.getByRole('heading', { name: 'No verifications yet' }).waitFor();
  await page.getByRole('link', { name: 'Send a test code' }).click();
  await page.waitForURL('**/try');
});

describe('with verifications', () => {
  beforeAll(async () => {
    const first = await begin(freshNumber());
    await room.system.client.check(first.id, first.code);
    approved = first.id;
    germanNumber = freshGermanNumber();
    const second = await begin(germanNumber);
    german = second.id;
    const third = await begin(freshNumber());
    ids = [third.id, german, approved];
    await untilCopied('approved', approved);
    await Promise.all([german, third.id].map((id) => untilCopied('pending', id)));
  });

  test('each tells how it ended, by how many checks and sends, and leads to its page', async () => {
    const { page, rows } = await list();
    expect(await rows.settled(3)).toEqual(ids);
    await page.getByText('3 verifications', { exact: true }).waitFor();
    await expect.poll(() => rows.rows().nth(2).innerText()).toMatch(/Approved[\s\S]*1 of \d[\s\S]*1 of \d/);
    for (const text of await rows.rows().allInnerTexts()) expect(text).toMatch(/\+(1|49) \*+\d{2}(?!\d)/);
    await rows.rows().nth(2).click();
    await page.waitForURL(`**/verifications/${approved}`);
  });

  test('filters narrow it, alone and together; a number is in no address', async () => {
    const { page, rows } = await list();
    await rows.settled(3);
    await rows.filter('Status', 'Approved');
    expect(await rows.settled(1)).toEqual([approved]);
    await page.getByRole('button', { name: 'Remove the filter Status' }).click();
    await rows.settled(3);
    await rows.filter('Country', 'Germany');
    expect(await rows.settled(1)).toEqual([german]);
    await expect.poll(() => search(page)).toBe('?country=DE');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows.settled(3);
    const dialog = await rows.ask('Number');
    await dialog.getByLabel('Phone number').fill(germanNumber);
    await page.keyboard.press('Enter');
    expect(await rows.settled(1)).toEqual([german]);
    await expect.poll(() => search(page)).toMatch(/^\?number=nfl_\w+$/);
  });

  test('a view of this room is no view of the other', async () => {
    const { page, rows } = await list('/verifications?status=approved');
    await rows.settled(1);
    await rows.choose('Views', 'Save this view…', 'menuitem');
    await page.getByRole('dialog').getByLabel('Name').fill('What went well');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'View: What went well' }).waitFor();
    await page.goto(`${room.console.url}/messages`);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByText('No views are kept yet.').waitFor();
  });

  test('the list is taken away as a file, in its order, without a number in full', async () => {
    const { page, rows } = await list();
    await rows.settled(3);
    const coming = page.waitForEvent('download');
    await rows.choose('Export', 'As CSV, for spreadsheets', 'menuitem');
    const text = await readFile(await (await coming).path(), 'utf8');
    expect(
      text
        .trim()
        .split('\r\n')
        .flatMap((line) => /^"?(ver_\w+)/.exec(line)?.[1] ?? []),
    ).toEqual(ids);
    expect(text).not.toContain(germanNumber.slice(3));
  });

  test('without a mouse: zoomed in and out by the bars, a row opened', async () => {
    const { page, rows } = await list('/verifications?from=-15m');
    await rows.settled(3);
    await rows.fullBars().first().waitFor();
    await tabTo(page, /^Bars along time/);
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Zoom out' }).waitFor();
    await rows.settled(3);
    await untilFocused(page, /^Bars along time/);
    await page.keyboard.press('Escape');
    await page.waitForURL('**/verifications?from=-15m');
    await rows.settled(3);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/verifications/${ids[0]}`);
  });

  test('the list in every look', () =>
    expectGoodInEveryLook(room, '/verifications?status=pending,approved', async (page) => {
      await page.locator('[data-shortcut-row]').first().waitFor();
      await page.locator('[role=option]').first().waitFor();
    }));
});

test('who may not read the log does not come in', async () => {
  const { page } = await list('/verifications', { as: { role: 'editor' } });
  await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
});
