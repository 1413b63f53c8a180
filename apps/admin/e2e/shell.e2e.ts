import { ROLES, reachOf, type Permission, type Role } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { chord } from './keyboard.js';
import { sendMessages } from './messages.js';

let room: ConsoleUnderTest;
let message: string;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  [message = ''] = await sendMessages(room.system, 1);
});

afterAll(() => room.stop());

const rail = (page: Page) => page.getByRole('navigation', { name: 'Main' });
const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to' });

async function openPalette(page: Page, typed = ''): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await palette(page).getByRole('combobox').fill(typed);
}

const options = (page: Page) => palette(page).getByRole('option').allInnerTexts();

describe('the rail shows the rooms that are open to a role, and no other', () => {
  const ROOMS: readonly [name: string, permission: Permission][] = [
    ['Overview', 'messages.read'],
    ['Try it', 'try.use'],
    ['Messages', 'messages.read'],
    ['Verifications', 'messages.read'],
    ['Templates', 'texts.read'],
    ['Locales', 'texts.read'],
    ['Carriers', 'carriers.read'],
    ['Routing', 'routes.read'],
    ['Apps & keys', 'applications.read'],
    ['Team', 'team.manage'],
    ['Audit', 'audit.read'],
    ['Settings', 'settings.read'],
  ];

  test.each(ROLES)('%s', async (role: Role) => {
    const page = await room.visit('/', { as: { role } });
    const wanted = ROOMS.filter(([, permission]) => reachOf(role, permission) !== undefined).map(([name]) => name);
    await expect.poll(() => rail(page).getByRole('listitem').allInnerTexts()).toEqual(wanted);
    await page.waitForURL(wanted[0] === 'Overview' ? /:\d+\/$/ : '**/try');
    await rail(page).getByText(`A ${role}`).waitFor();
  });

  test('a room that is closed says what it takes, and who could give it', async () => {
    const page = await room.visit('/messages', { as: { role: 'editor' } });
    await page.getByRole('heading', { level: 1, name: 'This page is not open to you' }).waitFor();
    await page.getByText('It takes the permission “Read the message log”.').waitFor();
    await page.getByText(/Owner, Admin.* and Developer/).waitFor();
    await page.getByText('ask someone who manages the team: Owner and Admin.').waitFor();
    await page.getByRole('link', { name: 'Go to a page that is' }).click();
    await page.waitForURL('**/try');
  });
});

describe('the palette', () => {
  test('leads to a room by a few letters', async () => {
    const page = await room.visit('/try');
    await openPalette(page, 'mess');
    await expect.poll(() => options(page)).toEqual([expect.stringContaining('Messages')]);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/messages');
  });

  test('opens a message whose id was pasted, and remembers it', async () => {
    const page = await room.visit('/try');
    await openPalette(page, `  ${message} `);
    await palette(page).getByRole('option', { name: message }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/messages/${message}`);
    await rail(page).getByRole('link', { name: 'Try it' }).click();
    await page.waitForURL('**/try');
    await openPalette(page);
    await palette(page)
      .getByRole('option', { name: `Messages · ${message}` })
      .click();
    await page.waitForURL(`**/messages/${message}`);
  });

  test('is walked with the arrows, and left with Escape to where one was', async () => {
    const page = await room.visit('/try');
    await rail(page)
      .getByRole('button', { name: /^Go to/ })
      .click();
    const field = palette(page).getByRole('combobox');
    await field.press('ArrowDown');
    await expect.poll(() => palette(page).getByRole('option', { selected: true }).innerText()).toContain('Try it');
    await field.press('ArrowUp');
    await field.press('ArrowUp');
    await expect.poll(() => palette(page).getByRole('option', { selected: true }).innerText()).toBe('Sign out');
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'hidden' });
    await rail(page).locator('button:focus').waitFor();
  });

  test('offers nobody what is not theirs', async () => {
    const page = await room.visit('/messages', { as: { role: 'support' } });
    await openPalette(page);
    const offered = async () => (await options(page)).join();
    await expect.poll(offered).toContain('Messages');
    expect(await offered()).not.toMatch(/Team|Audit|Apps|Make a key|Invite/);
    await palette(page).getByRole('combobox').fill('nothing of that name');
    await palette(page).getByText('Nothing matches.').waitFor();
  });
});

test('where a system has no Chinese letters, the console brings them for its own words', async () => {
  const page = await room.visit('/messages', { language: 'zh-CN' });
  await page.getByRole('heading', { level: 1, name: '消息' }).waitFor();
  await page.waitForFunction(() =>
    [...document.fonts].some(
      ({ family, status }) => family.replaceAll('"', '') === 'Noto Sans SC' && status === 'loaded',
    ),
  );
});

test('a link to the page is copied with one key, and said to be', async () => {
  const page = await room.visit('/messages?status=delivered');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('[data-shortcut-row]').first().waitFor();
  await page.keyboard.press('.');
  // Pointed at, it stays.
  await page.getByText('Link copied').hover();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Link copied').waitFor({ state: 'detached' });
});

test('each room has its keys, those of a closed room do nothing', async () => {
  const page = await room.visit('/messages', { as: { role: 'auditor' } });
  for (const [letter, path] of [
    ['u', '/audit'],
    ['s', '/settings'],
    ['c', '/carriers'],
    ['a', '/apps'],
    ['e', '/templates'],
    ['l', '/locales'],
    ['r', '/routing'],
    ['v', '/verifications'],
    ['m', '/messages'],
  ] as const) {
    await chord(page, 'g', letter);
    await page.waitForURL(`**${path}`);
  }
  await chord(page, 'g', 'p');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/messages');
});
