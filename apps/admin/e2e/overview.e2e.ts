import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { untilMessage } from '../../backend/src/test/system.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { chord, tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { MessageList, sendMessages } from './messages.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

const figure = (page: Page, name: string) =>
  page.locator('main section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });
const heading = (page: Page) => page.locator('main h2').first().waitFor();

describe('before anything was sent', () => {
  test('there is a list of first steps instead of zeros, ticked by what is there', async () => {
    const page = await room.visit('/');
    const steps = figure(page, 'First steps').getByRole('listitem');
    await steps.first().waitFor();
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual([
        expect.stringContaining('Send the first code'),
        expect.stringContaining('Create a key'),
        expect.stringContaining('Add a carrier'),
        expect.stringContaining('Pick the languages'),
        expect.stringMatching(/^Invite someone\s*Done$/),
      ]);
    expect(await figure(page, 'Sent').count()).toBe(0);
    await figure(page, 'Carriers now').getByText('Connected', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Try it' }).last().click();
    await page.waitForURL('**/try');
  });

  test('who can do none of the steps is told that nothing was sent, and may look further back', async () => {
    const page = await room.visit('/', { as: { role: 'auditor' } });
    await page.getByRole('heading', { name: 'Nothing was sent in this time' }).waitFor();
    await page.getByRole('button', { name: 'Look at 30 days' }).click();
    await page.waitForURL('**/?from=-30d');
    await page.getByRole('button', { name: 'Look at 30 days' }).waitFor({ state: 'detached' });
  });

  test('it is good in every look', () => expectGoodInEveryLook(room, '/', heading));
});

describe('with traffic', () => {
  beforeAll(async () => {
    const { client } = room.system;
    await sendMessages(room.system, 3);
    const refused = freshNumber();
    await room.system.carrier.set({ refuse_status: 0x0b }, refused);
    await sendMessages(room.system, 1, { number: () => refused, end: 'failed' });
    const { body } = await client.start({ number: freshNumber() });
    await client.check(body.id, body.passcode);
    await untilMessage(client, body.message.id, 'delivered');
    await sendMessages(room.system, 1);
  });

  test('the numbers are those of what was sent, a moment ago too', async () => {
    const page = await room.visit('/');
    await figure(page, 'Sent').getByText('5', { exact: true }).waitFor();
    await figure(page, 'Delivered').getByText('5 of 5 that a carrier took').waitFor();
    await figure(page, 'Verified').getByText('1 of 6 verifications were approved').waitFor();
    await figure(page, 'Time to deliver')
      .getByText(/95% within \d/)
      .waitFor();
    await figure(page, 'Cost').getByText('No price list covers what was sent.').waitFor();
    await figure(page, 'Most frequent errors').getByText('ESME_RINVDSTADR').waitFor();
    await expect.poll(() => page.getByText('nothing before that to compare with').count()).toBe(1);
    expect(await page.getByText('nothing to compare with').count()).toBe(0);
    await page.getByText('Show the lines as a table').click();
    const rows = page.locator('main details tbody tr');
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(24);
    const sent = () => rows.locator('td:nth-child(2)').allInnerTexts();
    await expect.poll(async () => (await sent()).reduce((sum, count) => sum + Number(count), 0)).toBe(5);
  });

  test('a number opens the rows that it counts, and the way back is the same page', async () => {
    const page = await room.visit('/?from=-1h');
    await page.getByRole('link', { name: 'Sent: 5' }).click();
    await page.waitForURL('**/messages?status=submitted,delivered,undelivered&from=*');
    await new MessageList(page).settled(5);
    await page.goBack();
    await figure(page, 'Most frequent errors').getByRole('link').click();
    await page.waitForURL('**/messages?error=*');
    await new MessageList(page).settled(1);
    await page.goBack();
    await page.waitForURL('**/?from=-1h');
    await figure(page, 'Verified').getByRole('link').click();
    await page.waitForURL('**/verifications?status=approved&from=*');
    await new MessageList(page).settled(1);
    await page.goBack();
    await page.getByRole('link', { name: /^Time to deliver: / }).click();
    await page.waitForURL('**/messages?status=delivered&from=*');
    await page.goBack();
    await page.getByRole('link', { name: /^95% within / }).click();
    await page.waitForURL('**/messages?status=delivered&slower_than_ms=*');
    await page.goBack();
    await page.getByRole('link', { name: /^Half of the codes / }).click();
    await page.waitForURL('**/verifications?status=approved&from=*');
  });

  test('the last hour of a carrier stands in the list of carriers, and leads to its messages', async () => {
    const page = await room.visit('/carriers');
    await page.getByRole('link', { name: '5 of 6' }).click();
    await page.waitForURL('**/messages?carrier=*');
    await new MessageList(page).settled(6);
  });

  test('a range stands in the address, and new numbers come by themselves', async () => {
    const page = await room.visit('/', {}, (fresh) => fresh.clock.install());
    await page.getByText('The last 24 hours.').waitFor();
    await page.getByRole('radio', { name: '7 days' }).click();
    await page.waitForURL('**/?from=-7d');
    await page.getByText('The last 7 days.').waitFor();
    await figure(page, 'Sent').getByText('5', { exact: true }).waitFor();
    // Until then the numbers are those of before, and the next are asked for half a minute after they have come.
    await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
    await page.route(/\/api\/admin\/overview/, (route) => route.fulfill({ status: 503, body: '{}' }));
    await page.clock.fastForward(31_000);
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByText(/^As of /).waitFor();
    await figure(page, 'Sent').getByText('5', { exact: true }).waitFor();
    await page.unroute(/\/api\/admin\/overview/);
    await page.clock.fastForward(31_000);
    await page.getByText(/^As of /).waitFor({ state: 'detached' });
  });

  test('by keys alone: the room, the range, a number, and its rows', async () => {
    const page = await room.visit('/try');
    await chord(page, 'g', 'o');
    await figure(page, 'Sent').waitFor();
    await tabTo(page, '24 hours');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL('**/?from=-1h');
    await tabTo(page, 'Delivered: 100%');
    await untilFocused(page, 'Delivered: 100%');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/messages?status=delivered&from=*');
  });

  test('it is good in every look', () =>
    expectGoodInEveryLook(room, '/', async (page) => {
      await heading(page);
      await page.locator('main details summary').click();
      await page.locator('main details table').waitFor();
    }));
});

test('who may not see messages begins in another room', async () => {
  const page = await room.visit('/', { as: { role: 'editor' } });
  await page.waitForURL('**/try');
});
