import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { expectAccessibleInBothThemes, expectNoSidewaysScroll, NARROW, ZOOMED } from './axe.js';
import { button, confirm } from './carriers.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { expectGoodInEveryLook, LOOKS } from './looks.js';
import { MessageList, sendMessages } from './messages.js';

/** Everything that opens, in every look: some twenty rounds of axe. */
const LONG = 180_000;

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

const expectGood = (path: string, prepare: (page: Page) => Promise<unknown>) =>
  expectGoodInEveryLook(room, path, prepare);

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor();
const emptyList = (page: Page) => page.getByRole('heading', { level: 2 }).waitFor();
const rows = (page: Page) => page.locator('[data-shortcut-row]').first().waitFor();
const timeline = (page: Page) => page.locator('[data-step]').first().waitFor();

async function sendAndCheck(page: Page): Promise<void> {
  await page.locator('input[type=tel]').fill(freshNumber());
  await page.locator('button[type=submit]').first().click();
  await page.locator('[data-step="delivered"]').waitFor();
  await page.getByRole('log').getByRole('button').last().click();
  await page.locator('button[type=submit]').last().click();
  await page.locator('[data-outcome="approved"]').waitFor();
}

describe('before there is anything', () => {
  test('the list of messages', () => expectGood('/messages', emptyList));
  test('the list of verifications', () => expectGood('/verifications', emptyList));
  test('Try it', () => expectGood('/try', heading));
  test('an address where nothing is', () => expectGood('/nowhere', heading));
  test('the way out', () => expectGoodInEveryLook(room, '/signed-out', heading, 'nobody'));
});

describe('with messages', () => {
  let delivered: string;

  beforeAll(async () => {
    [delivered = ''] = await sendMessages(room.system, 2, { language: 'ar' });
  });

  test('the list, with its chart', () =>
    expectGood('/messages', async (page) => {
      await rows(page);
      await page.locator('[role=option]').first().waitFor();
    }));
  test('the list without a match', () => expectGood('/messages?status=expired&language=de', emptyList));
  test('a message that was delivered', () => expectGood(`/messages/${delivered}`, timeline));
  test('Try it, after an approved code', () => expectGood('/try', sendAndCheck));

  test('Try it, after a refusal', () =>
    expectGood('/try', async (page) => {
      await page.locator('input[type=tel]').fill('12');
      await page.locator('button[type=submit]').first().click();
      await page.locator('[role=alert] code').waitFor();
    }));

  test(
    'the palette, the list of shortcuts, the menus and the carriers',
    async () => {
      for (const look of LOOKS) {
        const page = await room.visit('/messages', look);
        await rows(page);
        const opened = page.locator('[role=menu], [role=dialog], dialog[open]').locator('visible=true');
        for (const button of await page.locator('#rail [aria-haspopup]').all()) {
          await button.click();
          await opened.first().waitFor();
          await expectAccessibleInBothThemes(page);
          await page.keyboard.press('Escape');
          await opened.first().waitFor({ state: 'hidden' });
        }
        await room.leave(page);
      }
    },
    LONG,
  );

  test('the menu of a narrow screen', async () => {
    for (const look of LOOKS) {
      const page = await room.visit('/messages', { ...look, width: NARROW });
      await rows(page);
      await page.locator('header button').first().click();
      await page.locator('#rail').locator('visible=true').waitFor();
      await expectAccessibleInBothThemes(page);
      await expectNoSidewaysScroll(page);
      await room.leave(page);
    }
  });

  test('at 400 % a message is found and opened, and a carrier is paused', async () => {
    const page = await room.visit('/messages');
    await page.setViewportSize(ZOOMED);
    await rows(page);
    await new MessageList(page).filter('Language', 'Arabic');
    await page.waitForURL('**/messages?language=ar');
    await new MessageList(page).settled(2);
    await page.locator('[data-shortcut-row]').first().click();
    await page.waitForURL(`**/messages/${delivered}`);
    await timeline(page);
    await expectNoSidewaysScroll(page, ZOOMED.width);
    await page.locator('header button').first().click();
    await page.locator('#rail').getByRole('link', { name: 'Carriers' }).click();
    await page.waitForURL('**/carriers');
    await button(page, 'Pause Simulated carrier').click();
    await expectNoSidewaysScroll(page, ZOOMED.width);
    await confirm(page, 'Pause');
    await page.locator('main').getByText('Paused', { exact: true }).first().waitFor();
  });
});

test('the page of a console whose backend is down', async () => {
  await room.system.backends[0]!.stop();
  await expectGood('/messages', (page) => page.locator('[role=alert] button').waitFor());
});
