import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshGermanNumber, freshNumber } from '../../backend/src/test/numbers.js';
import { insertOperator } from '../../backend/src/test/operators.js';
import { expectAccessible } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest, type PageOptions } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { MessageList, sendMessages } from './messages.js';

let room: ConsoleUnderTest;
/** The newest first. */
let ids: string[];
let failed: string[];
let german: string[];
let refused: string;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

async function list(path = '/messages', options: PageOptions = {}): Promise<{ page: Page; messages: MessageList }> {
  const page = await room.visit(path, options);
  return { page, messages: new MessageList(page) };
}

const search = (page: Page) => decodeURIComponent(new URL(page.url()).search);

test('a log in which nothing is yet says so, and where to begin', async () => {
  const { page } = await list();
  await page.getByRole('heading', { name: 'No messages yet' }).waitFor();
  await page.getByRole('link', { name: 'Send a test code' }).click();
  await page.waitForURL('**/try');
});

describe('with 61 messages', () => {
  beforeAll(async () => {
    const { system } = room;
    const oldest = await sendMessages(system, 57);
    german = await sendMessages(system, 3, { language: 'de', number: freshGermanNumber });
    refused = freshNumber();
    await system.carrier.set({ refuse_status: 0x0b }, refused);
    failed = await sendMessages(system, 1, { number: () => refused, end: 'failed' });
    ids = [...failed, ...german, ...oldest];
  });

  test('pages go to older messages and back, and every step is in the history', async () => {
    const { page, messages } = await list();
    expect(await messages.settled(50)).toEqual(ids.slice(0, 50));
    await page.getByText('61 messages', { exact: true }).waitFor();
    await expect.poll(() => messages.turn('Newer').isDisabled()).toBe(true);
    await messages.turn('Older').click();
    expect(await messages.settled(11)).toEqual(ids.slice(50));
    await expect.poll(() => messages.turn('Older').isDisabled()).toBe(true);
    await messages.turn('Newer').click();
    expect(await messages.settled(50)).toEqual(ids.slice(0, 50));
    await page.goBack();
    expect(await messages.settled(11)).toEqual(ids.slice(50));
    await messages.turn('Newest').click();
    expect(await messages.settled(50)).toEqual(ids.slice(0, 50));
  });

  test('the address is the state: a reload and a copied link show the same rows', async () => {
    const { page, messages } = await list();
    await messages.settled(50);
    await messages.turn('Older').click();
    await messages.settled(11);
    await page.reload();
    expect(await messages.settled(11)).toEqual(ids.slice(50));
    const copied = await list(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await copied.messages.settled(11)).toEqual(ids.slice(50));
    await copied.messages.turn('Newer').click();
    expect(await copied.messages.settled(50)).toEqual(ids.slice(0, 50));
  });

  test('each filter is a chip that narrows the list, alone and together, and can be taken away', async () => {
    const { page, messages } = await list();
    await messages.settled(50);
    await messages.filter('Country', 'Germany');
    expect(await messages.settled(3)).toEqual(german);
    await messages.filter('Language', 'German');
    expect(await messages.settled(3)).toEqual(german);
    await expect.poll(() => search(page)).toBe('?country=DE&language=de');
    await expect.poll(() => messages.chips().allInnerTexts()).toEqual(['Country: Germany', 'Language: German']);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await messages.settled(50);
    await messages.filter('Status', 'Failed', 'Expired');
    expect(await messages.settled(1)).toEqual(failed);
    await expect.poll(() => search(page)).toBe('?status=expired,failed');
    await expect.poll(() => messages.rows().innerText()).toContain('the carrier does not accept this number');
    await messages.choose(/^Time/, 'Last hour', 'menuitemradio');
    await messages.filter('Carrier', 'Simulated carrier');
    expect(await messages.settled(1)).toEqual(failed);
    await expect.poll(() => search(page)).toContain('from=-1h');
    await page.getByRole('button', { name: 'Remove the filter Status' }).click();
    await messages.settled(50);
    await messages.filter('Error', 'the carrier does not accept this number');
    expect(await messages.settled(1)).toEqual(failed);
  });

  test('a number to filter by is in no address, no title and no history, only what stands for it', async () => {
    const { page, messages } = await list();
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await messages.settled(50);
    const dialog = await messages.ask('Number');
    await dialog.getByLabel('Phone number').fill(refused);
    await page.keyboard.press('Enter');
    expect(await messages.settled(1)).toEqual(failed);
    await expect.poll(() => search(page)).toMatch(/^\?number=nfl_\w+$/);
    await page.getByText(`Number: +1 ********${refused.slice(-2)}`).waitFor();
    const told = [...asked, page.url(), await page.title(), await page.evaluate(() => JSON.stringify(history.state))];
    expect(told.filter((text) => decodeURIComponent(text).includes(refused.slice(4)))).toEqual([]);
    await page.reload();
    expect(await messages.settled(1)).toEqual(failed);
  });

  test('filters that nothing matches are named, and each can be taken away', async () => {
    const { page, messages } = await list('/messages?status=failed&country=DE');
    await page.getByRole('heading', { name: 'No messages match' }).waitFor();
    await page.getByRole('button', { name: 'Without Status' }).click();
    expect(await messages.settled(3)).toEqual(german);
  });

  test('bars lead to the rows behind them, by pointer and by state, and back', async () => {
    const { page, messages } = await list('/messages?from=-15m');
    await messages.settled(50);
    await messages.fullBars().first().waitFor();
    await page.getByRole('button', { name: 'Failed 1', exact: true }).click();
    expect(await messages.settled(1)).toEqual(failed);
    await page.getByRole('button', { name: 'Failed 1', exact: true }).click();
    await messages.settled(50);
    const { x, y, width, height } = (await messages.bars().boundingBox())!;
    await page.mouse.move(x + 1, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 4, y + height / 2, { steps: 3 });
    await page.mouse.up();
    await page.getByRole('heading', { name: 'No messages match' }).waitFor();
    await expect.poll(() => search(page)).toMatch(/^\?from=2\d{3}-[\dT:.-]+Z&to=2\d{3}-[\dT:.-]+Z$/);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await messages.settled(50);
    await expect.poll(() => search(page)).toBe('?from=-15m');
    await page.getByText('The same as a table').click();
    await page.getByRole('table', { name: 'Over time' }).getByRole('button').last().click();
    await page.getByRole('button', { name: 'Zoom out' }).waitFor();
    await messages.rows().filter({ hasText: '+' }).first().waitFor();
  });

  test('a state that was pressed and its chip show in the same breath, before any row is drawn', async () => {
    const { page, messages } = await list('/messages?from=-15m');
    await messages.settled(50);
    await messages.fullBars().first().waitFor();
    const shown = await page
      .getByRole('button', { name: 'Failed 1', exact: true })
      .evaluate(async (button: HTMLElement) => {
        button.click();
        // What is drawn piece by piece comes in later tasks.
        await Promise.resolve();
        const chips = [...document.querySelectorAll('[role=search] li')].map(({ textContent }) => textContent);
        return { isPressed: button.ariaPressed, chips, rows: document.querySelectorAll('main tbody tr').length };
      });
    expect(shown).toEqual({ isPressed: 'true', chips: ['Status: Failed'], rows: 50 });
    expect(await messages.settled(1)).toEqual(failed);
  });

  test('a page that comes alive long after it was drawn is taken over as it is', async () => {
    const late = Date.now() + 3_600_000;
    const page = await room.visit('/messages', {}, (fresh) => fresh.clock.setSystemTime(late));
    const messages = new MessageList(page);
    expect(await messages.settled(50)).toEqual(ids.slice(0, 50));
  });

  test('numbers are masked down to two digits', async () => {
    const { messages } = await list();
    await messages.settled(50);
    const text = await messages.rows().allInnerTexts();
    for (const row of text) expect(row).toMatch(/\+(1|49) \*+\d{2}(?!\d)/);
  });

  test('columns and how close lines stand are remembered by this browser', async () => {
    const { page, messages } = await list('/messages?language=de');
    await messages.settled(3);
    expect(await page.getByRole('columnheader').allInnerTexts()).not.toContain('Sender');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Sender' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Error' }).click();
    await page.getByRole('menuitemradio', { name: 'Close together' }).click();
    await page.reload();
    await page.locator('table[data-dense]').waitFor();
    await expect.poll(() => page.getByRole('columnheader').allInnerTexts()).toContain('Sender');
    expect(await page.getByRole('columnheader').allInnerTexts()).not.toContain('Error');
  });

  test('a view is kept, opened, shared with others, and comes back after it was deleted', async () => {
    const { page, messages } = await list('/messages?status=failed&from=-24h');
    await messages.settled(1);
    await messages.choose('Views', 'Save this view…', 'menuitem');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('What failed today');
    await dialog.getByLabel('Others see it, too').check();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'View: What failed today' }).waitFor();
    const other = await list('/messages', { as: { role: 'support' } });
    await other.messages.settled(50);
    await other.messages.choose('Views', /^What failed today/, 'menuitemradio');
    expect(await other.messages.settled(1)).toEqual(failed);
    await expect.poll(() => search(other.page)).toBe('?status=failed&from=-24h');
    await messages.choose('View: What failed today', 'Change your views…', 'menuitem');
    await dialog.getByRole('button', { name: 'Delete the view What failed today' }).click();
    await dialog.getByText('No views are kept yet.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Views', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'View: What failed today' }).waitFor();
  });

  test('a view that two windows change is never written over unseen: one keeps its own, or takes what is saved', async () => {
    const as = { id: await insertOperator(room.system.database.pool) };
    const one = await list('/messages?status=failed', { as });
    await one.messages.settled(1);
    await one.messages.choose('Views', 'Save this view…', 'menuitem');
    await one.page.getByLabel('Name').fill('Failed');
    await one.page.keyboard.press('Enter');
    const other = await list('/messages?status=failed', { as });
    for (const { messages } of [one, other]) {
      await messages.choose('View: Failed', 'Change your views…', 'menuitem');
    }
    await rename(one.page, 'Refused');
    await one.page.getByRole('button', { name: 'Delete the view Refused' }).waitFor();
    await rename(other.page, 'Not sent');
    const conflict = (page: Page, fact: string) =>
      page.getByRole('alert').getByRole('row').filter({ hasText: fact }).getByRole('cell');
    await expect.poll(() => conflict(other.page, 'Name').allInnerTexts()).toEqual(['Refused', 'Not sent']);
    await other.page.getByRole('button', { name: 'Keep mine, to save it over that' }).click();
    await other.page.getByRole('button', { name: 'Delete the view Not sent' }).waitFor();
    await one.page.getByRole('switch', { name: 'Share the view Refused' }).click();
    await expect.poll(() => conflict(one.page, 'Seen by').allInnerTexts()).toEqual(['Only you', 'Shared']);
    await one.page.getByRole('button', { name: 'Take what is saved' }).click();
    await expect.poll(() => one.page.getByLabel('Name').inputValue()).toBe('Not sent');
    await expect.poll(() => one.page.getByRole('switch', { name: 'Share the view Not sent' }).isChecked()).toBe(false);
  });

  test.each([
    ['As CSV, for spreadsheets', 'csv', 1],
    ['As NDJSON, one object a line', 'ndjson', 1],
  ])('%s: a file of what is listed, in its order, and no number in full', async (item, ending, more) => {
    const { page, messages } = await list('/messages?language=de');
    await messages.settled(3);
    const coming = page.waitForEvent('download');
    await messages.choose('Export', item, 'menuitem');
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(new RegExp(`^codewire-messages-[\\d-]+\\.${ending}$`));
    const text = await readFile(await download.path(), 'utf8');
    const lines = text.trim().split(/\r?\n/);
    expect(lines).toHaveLength(german.length + more);
    expect(lines.flatMap((line) => /msg_\w+/.exec(line) ?? [])).toEqual(german);
    expect(text).not.toMatch(/\+49151\d/);
  });

  test('the list is not a file for who may not export', async () => {
    const { page, messages } = await list('/messages', { as: { role: 'support' } });
    await messages.settled(50);
    expect(await page.getByRole('button', { name: 'Export' }).count()).toBe(0);
  });

  test('without a mouse: narrowed, zoomed, kept as a view, taken away as a file, a row opened; the focus seen at every step', async () => {
    const { page, messages } = await list('/messages?from=-15m');
    await messages.settled(50);
    await messages.fullBars().first().waitFor();
    await page.keyboard.press('/');
    await untilFocused(page, 'Add a filter');
    await page.keyboard.press('Enter');
    await page.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Status' });
    await dialog.waitFor();
    for (;;) {
      await page.keyboard.press('Tab');
      if (await dialog.getByLabel('Delivered', { exact: true }).evaluate((box) => box === document.activeElement))
        break;
    }
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/messages?status=delivered&from=-15m');
    await messages.settled(50);
    await tabTo(page, /^Bars along time/);
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Zoom out' }).waitFor();
    await messages.settled(50);
    await untilFocused(page, /^Bars along time/);
    await page.keyboard.press('Escape');
    await page.waitForURL('**/messages?status=delivered&from=-15m');
    await messages.settled(50);
    await page.keyboard.press('/');
    await untilFocused(page, 'Add a filter');
    await tabTo(page, 'Views');
    await page.keyboard.press('Enter');
    await page.locator('[role=menu] :focus').waitFor();
    await page.keyboard.press('End');
    await untilFocused(page, 'Save this view…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Save this view' }).waitFor();
    await tabTo(page, 'Name');
    await page.keyboard.type('By keys');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'View: By keys' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await untilFocused(page, 'Add a filter');
    await tabTo(page, 'Export');
    await page.keyboard.press('Enter');
    await untilFocused(page, 'As CSV, for spreadsheets');
    const coming = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await coming).suggestedFilename()).toMatch(/\.csv$/);
    const shown = await messages.settled(50);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/messages/${shown[0]}`);
  });

  test('what is no longer live says so, and is live again by itself', async () => {
    let askedAt = Infinity;
    const page = await room.visit('/messages?live=1', {}, async (fresh) => {
      await fresh.clock.install();
      await fresh.route('**/messages/live*', (route) => {
        askedAt = Math.min(askedAt, Date.now());
        return route.abort();
      });
    });
    const paused = page.getByText('Live updates paused');
    await page.getByText('New messages come in at the top.').waitFor();
    await expect.poll(() => askedAt).toBeLessThan(Infinity);
    // However long the page took to open.
    await page.clock.pauseAt(askedAt + 9_000);
    expect(await paused.count()).toBe(0);
    await page.clock.runFor(2_000);
    await paused.waitFor();
    await page.unroute('**/messages/live*');
    await page.clock.runFor(1_500);
    await paused.waitFor({ state: 'detached' });
  });

  test('new messages come in by themselves, and wait while someone reads', async () => {
    const { page, messages } = await list('/messages?country=DE');
    await messages.settled(3);
    const hearing = page.waitForResponse('**/messages/live*');
    await page.keyboard.press('l');
    await hearing;
    await expect.poll(() => search(page)).toBe('?country=DE&live=1');
    // Other countries are somebody else's news.
    await sendMessages(room.system, 1);
    const first = await sendUntilShown(messages, 3);
    await messages.rows().first().hover();
    await page.getByText('Paused while you read.').waitFor();
    const next = await sendMessages(room.system, 1, { number: freshGermanNumber });
    await page.getByRole('button', { name: '1 new message' }).waitFor();
    await expectAccessible(page);
    expect((await messages.ids())[0]).toBe(first);
    await page.getByRole('button', { name: '1 new message' }).click();
    await page.waitForFunction(
      (id) => document.querySelector('[data-shortcut-row]')?.getAttribute('href')?.endsWith(id),
      next[0]!,
    );
    await expect.poll(() => messages.rows().count()).toBe(3 + 2);
  });
});

/** The only view of the dialog that is open. */
async function rename(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
}

/** One of the messages that are wanted: the id of the row that came in by itself. */
async function sendUntilShown(messages: MessageList, before: number): Promise<string> {
  const [id = ''] = await sendMessages(room.system, 1, { number: freshGermanNumber });
  await messages.settled(before + 1);
  expect((await messages.ids())[0]).toBe(id);
  return id;
}

describe('in every look', () => {
  test('a filter that is asked for, over chips that are there', () =>
    expectGoodInEveryLook(room, '/messages?status=failed,delivered', async (page) => {
      await page.locator('[data-shortcut-row]').first().waitFor();
      await page.locator('[role=search] button').first().click();
      await page.getByRole('menuitem').first().click();
      await page.locator('dialog[open] input').first().waitFor();
    }));
});
