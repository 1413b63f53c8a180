import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { expectAccessible } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { MessageList, sendMessages } from './messages.js';
import { TryRoom } from './try.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  await sendMessages(room.system, 3);
});

afterAll(() => room.stop());

const stopBackend = () => room.system.backends.at(-1)!.stop();
/** Where the console looks for it. */
const startBackend = () => room.system.startBackend({ CODEWIRE_ADMIN_API_PORT: String(room.adminPort) });

test('an address where nothing is answers 404, with ways on', async () => {
  for (const path of ['/nowhere', '/messages/msg_nothing']) {
    const page = await room.visit(path);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    await page.getByRole('link', { name: 'See all messages' }).click();
    await new MessageList(page).settled(3);
    const answer = await page.request.get(room.console.url + path);
    expect(answer.status()).toBe(404);
  }
});

test('while the backend is down the last good rows stay, dimmed, and a retry brings news', async () => {
  const page = await room.visit('/messages');
  const messages = new MessageList(page);
  const ids = await messages.settled(3);
  await stopBackend();
  await page.getByRole('button', { name: 'Refresh' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The backend does not answer' });
  await alert.waitFor();
  expect(await messages.ids()).toEqual(ids);
  await expect.poll(() => page.locator('[data-old]').count()).toBe(1);
  await page.getByText('Updates paused: the backend does not answer').waitFor();
  await startBackend();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await messages.settled(3);
  await alert.waitFor({ state: 'detached' });
  await page.locator('[data-old]').waitFor({ state: 'detached' });
  await page.getByText('Updates paused').waitFor({ state: 'detached' });
});

test('a page opened while the backend is down is drawn, says so, and fills itself after a retry', async () => {
  await stopBackend();
  const page = await room.visit('/messages');
  const alert = page.getByRole('alert').filter({ hasText: 'The backend does not answer' });
  await alert.waitFor();
  expect(await page.locator('tbody tr').count()).toBe(0);
  const tryPage = await room.visit('/try');
  await new TryRoom(tryPage).number().fill(freshNumber());
  await tryPage.getByRole('button', { name: 'Send code' }).click();
  const refused = tryPage.getByRole('region', { name: 'Send a code' }).getByRole('alert');
  await refused.filter({ hasText: 'Look at its log, then try again.' }).waitFor();
  await startBackend();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await new MessageList(page).settled(3);
});

test('an answer that the console cannot read is told as that', async () => {
  const page = await room.visit('/messages');
  const messages = new MessageList(page);
  await messages.settled(3);
  await page.route('**/api/admin/messages?*', (route) => route.fulfill({ json: { rows: [] } }));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('alert').filter({ hasText: 'The answer could not be read' }).waitFor();
  await expect.poll(() => messages.rows().count()).toBe(3);
});

test('without a network the rows stay, no link is followed into nowhere, and all goes on once there is one again', async () => {
  const page = await room.visit('/messages');
  const messages = new MessageList(page);
  const ids = await messages.settled(3);
  await page.context().setOffline(true);
  const banner = page.getByRole('status').filter({ hasText: 'You are offline' });
  await banner.getByText('the console goes on by itself once you are back').waitFor();
  await messages.rows().first().click();
  await banner.getByText('Other pages cannot be opened until then.').waitFor();
  await expectAccessible(page);
  expect(new URL(page.url()).pathname).toBe('/messages');
  expect(await messages.ids()).toEqual(ids);
  expect(await page.getByText('The backend does not answer').count()).toBe(0);
  expect(await page.getByText('Updates paused').count()).toBe(0);
  const asked = page.waitForResponse('**/api/admin/context');
  await page.context().setOffline(false);
  await asked;
  await banner.waitFor({ state: 'detached' });
  await messages.rows().first().click();
  await page.waitForURL(`**/messages/${ids[0]}`);
});

test('a page that breaks says so within the frame, in plain words, and is there again after a retry', async () => {
  const page = await room.visit('/messages');
  const [id = ''] = await new MessageList(page).settled(3);
  await page.goto(`${room.console.url}/messages/${id}`);
  await page.locator('[data-step]').first().waitFor();
  // As after an update: a part of the page that was not needed yet is no longer on the server.
  await page.route('**/_next/static/chunks/**', (route) => route.abort());
  await page.getByRole('tab', { name: 'JSON' }).click();
  await page.getByRole('heading', { level: 1, name: 'This page could not be shown' }).waitFor();
  await page.getByText('Codes are still being sent and checked.').waitFor();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await page.unroute('**/_next/static/chunks/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('pre').getByText(id).first().waitFor();
});
