import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshGermanNumber, freshNumber } from '../../backend/src/test/numbers.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { MessageList, sendMessages } from './messages.js';

let room: ConsoleUnderTest;
/** The newest first. */
let ids: string[];
let failed: string[];
let german: string[];

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

async function list(path = '/messages'): Promise<{ page: Page; messages: MessageList }> {
  const page = await room.visit(path);
  return { page, messages: new MessageList(page) };
}

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
    const number = freshNumber();
    await system.carrier.set({ refuse_status: 0x0b }, number);
    failed = await sendMessages(system, 1, { number: () => number, end: 'failed' });
    ids = [...failed, ...german, ...oldest];
  });

  test('pages go to older messages and back, and every step is in the history', async () => {
    const { page, messages } = await list();
    expect(await messages.settled(50)).toEqual(ids.slice(0, 50));
    expect(await messages.turn('Newer').isDisabled()).toBe(true);
    await messages.turn('Older').click();
    expect(await messages.settled(11)).toEqual(ids.slice(50));
    expect(await messages.turn('Older').isDisabled()).toBe(true);
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
    await messages.turn('Newer').click();
    expect(await messages.settled(50)).toEqual(ids.slice(0, 50));
    await page.goBack();
    const copied = await list(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await copied.messages.settled(11)).toEqual(ids.slice(50));
  });

  test('each filter narrows the list, alone and together', async () => {
    const { page, messages } = await list();
    await messages.settled(50);
    await messages.filter('Country', 'Germany');
    expect(await messages.settled(3)).toEqual(german);
    await messages.filter('Language', 'German');
    expect(await messages.settled(3)).toEqual(german);
    expect(new URL(page.url()).search).toBe('?country=DE&language=de');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await messages.settled(50);
    await messages.filter('Status', 'Failed');
    expect(await messages.settled(1)).toEqual(failed);
    expect(await messages.rows().innerText()).toContain('the carrier does not accept this number');
    await messages.filter('Time', 'Last hour');
    await messages.filter('Carrier', 'Simulated carrier');
    expect(await messages.settled(1)).toEqual(failed);
  });

  test('filters that nothing matches are named, and each can be taken away', async () => {
    const { page, messages } = await list('/messages?status=failed&country=DE');
    await page.getByRole('heading', { name: 'No messages match' }).waitFor();
    await page.getByRole('button', { name: 'Without Status' }).click();
    expect(await messages.settled(3)).toEqual(german);
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

  test('a row opens the message: a sentence, its way, its text without the code', async () => {
    const { page, messages } = await list('/messages?language=de');
    await messages.settled(3);
    await messages.rows().first().click();
    await page.waitForURL(`**/messages/${german[0]}`);
    await page.getByText(/^Delivered by Simulated carrier in \d+ m?s\.$/).waitFor();
    const kinds = await page
      .locator('[data-step]')
      .evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step')));
    // The receipt may have come before the carrier's answer was known.
    expect(kinds.filter((kind) => kind !== 'submitted')).toEqual([
      'accepted',
      'rendered',
      'attempted',
      'receipt',
      'delivered',
    ]);
    expect(kinds.slice(3)).toContain('submitted');
    const text = page.locator('p[lang="de"]');
    expect((await text.innerText()).replace(/\s+/g, ' ')).toContain('Codewire: Ihr Code ist ••••••');
    expect(await text.innerText()).not.toMatch(/\d{6}/);
    await page.reload();
    await page.getByText('As requested').first().waitFor();
    await page.getByRole('link', { name: 'All messages' }).click();
    await page.waitForURL('**/messages');
  });

  test('a refusal is explained in words and in the carrier’s own', async () => {
    const { page } = await list(`/messages/${failed[0]}`);
    await page
      .getByText('Simulated carrier refused it: the carrier does not accept this number (ESME_RINVDSTADR).')
      .waitFor();
    const attempts = page.getByRole('region', { name: 'Attempts' }).getByRole('cell');
    expect(await attempts.allInnerTexts()).toContainEqual(expect.stringContaining('ESME_RINVDSTADR 0x0000000B'));
    await page.getByText('The carrier has reported nothing yet.').waitFor();
  });
});
