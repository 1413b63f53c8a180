import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { dialog, toast } from './applications.js';
import { Acme, button, NEXT_PASSWORD, PASSWORD } from './carriers.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { chord, pressAt, tabTo, untilFocused } from './keyboard.js';
import { MessageList, sendMessages, untilCopied } from './messages.js';
import { untilValue } from './try.js';

let room: ConsoleUnderTest;
let ids: string[];

beforeAll(async () => {
  room = await startConsoleUnderTest();
  ids = await sendMessages(room.system, 3);
});

afterAll(() => room.stop());

test('a code is sent and checked without a mouse, the focus seen at every step', async () => {
  const page = await room.visit('/try');
  await page.keyboard.press('Tab');
  await untilFocused(page, 'Skip to content');
  await page.keyboard.press('Enter');
  await page.locator('#main:focus').waitFor();
  await tabTo(page, 'Phone number');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(freshNumber());
  await tabTo(page, 'Language');
  await page.keyboard.type('German');
  await tabTo(page, 'Send code');
  await page.keyboard.press('Enter');
  const code = await untilValue(page, 'Code', /^\d{6}$/);
  await expect.poll(() => page.getByRole('log').innerText()).toContain(`Codewire: Ihr Code ist ${code}.`);
  await tabTo(page, `Use code ${code}`);
  await page.keyboard.press('Space');
  await untilFocused(page, 'Code');
  await page.keyboard.press('Enter');
  await page.locator('[data-outcome="approved"]').waitFor();
  await untilCopied(room.system);
  await tabTo(page, 'See it in Messages');
  await page.keyboard.press('Enter');
  await new MessageList(page).settled(1);
});

test('a message is found, opened and left without a mouse', async () => {
  const page = await room.visit('/messages?language=en');
  const messages = new MessageList(page);
  await messages.settled(3);
  await tabTo(page, /^Delivered/);
  await page.keyboard.press('Space');
  await page.waitForURL('**/messages?status=delivered&language=en');
  await messages.settled(3);
  await tabTo(page, /\d+:\d\d:\d\d/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/messages/${ids[0]}`);
  await page.getByRole('heading', { name: 'Message', exact: true }).waitFor();
  await tabTo(page, 'All messages');
  await page.keyboard.press('Enter');
  // The list as it was narrowed.
  await page.waitForURL('**/messages?status=delivered&language=en');
});

test('shortcuts lead through the rooms and the rows', async () => {
  const page = await room.visit('/try');
  await chord(page, 'g', 'm');
  await page.waitForURL('**/messages');
  await page.locator('[data-shortcut-row]').first().waitFor();
  const shown = await new MessageList(page).ids();
  await page.keyboard.press('/');
  await untilFocused(page, 'Add a filter');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Refresh' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/messages/${shown[1]}`);
  await chord(page, 'g', 't');
  await page.waitForURL('**/try');
});

test('the list of shortcuts opens, closes, and switches them off', async () => {
  const page = await room.visit('/try');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  // Browsers tell that a dialog was closed a moment after it is; no hand is as fast.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await page.keyboard.press('?');
  await dialog.getByLabel('Single-key shortcuts are on').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await chord(page, 'g', 'm');
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await dialog.waitFor();
  expect(new URL(page.url()).pathname).toBe('/try');
});

test('a letter typed into a field is a letter', async () => {
  const page = await room.visit('/try');
  const number = page.getByLabel('Phone number');
  await number.fill('');
  await number.pressSequentially('gm?');
  await expect.poll(() => number.inputValue()).toBe('gm?');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('a carrier is added, tested, enabled, paused and given its next password without a mouse, the focus seen at every step', async () => {
  const acme = await Acme.start(room);
  onTestFinished(() => acme.stop());
  const page = await room.visit('/carriers');
  const fill = async (name: string, words: string) => {
    await tabTo(page, name);
    await page.keyboard.type(words);
  };
  await pressAt(page, 'Add a carrier');
  await dialog(page).waitFor();
  await fill('Name', 'By keys');
  await fill('Host', '127.0.0.1');
  await fill('Port', String(acme.port));
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await fill('System id', 'acme');
  await fill('Password', PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/carriers/car_*');
  await page.getByRole('tab', { name: 'Status' }).waitFor();
  await pressAt(page, 'Test By keys');
  await dialog(page).getByRole('list').waitFor();
  await page.keyboard.press('Escape');
  await untilFocused(page, 'Test By keys');
  await pressAt(page, 'Enable By keys', 'Space');
  await dialog(page).waitFor();
  await pressAt(page, 'Enable');
  await page.locator('main').getByText('Enabled', { exact: true }).waitFor();
  await dialog(page).waitFor({ state: 'detached' });
  await untilFocused(page, 'Pause By keys');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await pressAt(page, 'Pause');
  await page.locator('main').getByText('Paused', { exact: true }).waitFor();
  await dialog(page).waitFor({ state: 'detached' });
  await tabTo(page, 'Status');
  for (const tab of ['Settings', 'Credentials']) {
    await page.keyboard.press('ArrowRight');
    await untilFocused(page, tab);
    await page.waitForURL(`**?tab=${tab.toLowerCase()}`);
  }
  await acme.phones.setPasswords('acme', NEXT_PASSWORD, PASSWORD);
  await button(page, 'Replace the password').waitFor();
  await pressAt(page, 'Replace the password');
  await dialog(page).waitFor();
  await fill('New password', NEXT_PASSWORD);
  await page.keyboard.press('Enter');
  await toast(page, 'The new password is in use');
});

test('menus work with the keys, and give the focus back', async () => {
  const page = await room.visit('/messages');
  const button = page.getByRole('button', { name: 'Theme' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.activeElement?.ariaLabel === 'Theme');
  await page.keyboard.press('Enter');
  await page.locator('[role=menuitemradio]:focus').waitFor();
  await page.keyboard.press('ArrowUp');
  await untilFocused(page, 'Dark');
  await page.keyboard.press('Enter');
  await page.locator('html[data-theme="dark"]').waitFor();
});
