import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
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
  expect(await page.locator('[data-old]').count()).toBe(1);
  await page.getByText('Updates paused: the backend does not answer').waitFor();
  await startBackend();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await messages.settled(3);
  await alert.waitFor({ state: 'detached' });
  expect(await page.locator('[data-old]').count()).toBe(0);
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
  await tryPage.getByRole('alert').filter({ hasText: 'Look at its log, then try again.' }).waitFor();
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
  expect(await messages.rows().count()).toBe(3);
});
