import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { insertOperator } from '../../backend/src/test/operators.js';
import { toast } from './applications.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';

let room: ConsoleUnderTest;
const db = () => room.system.database.pool;

beforeAll(async () => {
  room = await startConsoleUnderTest();
});

afterAll(() => room.stop());

afterEach(async () => {
  await db().query('delete from setting');
  await db().query('insert into setting default values');
});

/** An owner who has a passkey; nobody signs in by it here. */
async function ownerWithPasskey(): Promise<string> {
  const id = await insertOperator(db());
  await db().query(
    `insert into passkey (id, operator_id, credential_id, public_key, counter, name) values ($1, $2, $3, '\\x00', 0, 'key')`,
    [`pky_${id}`, id, Buffer.from(id)],
  );
  return id;
}

describe('name and language', () => {
  test('are saved, stand in the frame and the title, and meet whoever asks for no language of ours', async () => {
    const page = await room.visit('/settings');
    await page.getByLabel('Name of this installation').fill('Acme Codes');
    await page.getByLabel('Language of the console').selectOption({ label: 'Deutsch' });
    await page.getByRole('button', { name: 'Save name and language' }).click();
    await toast(page, 'Name and language saved');
    await page.getByText('Acme Codes', { exact: true }).locator('visible=true').first().waitFor();
    const stranger = await room.visit('/login', { as: 'nobody', acceptLanguage: 'tlh' });
    await expect.poll(() => stranger.title()).toMatch(/ · Acme Codes$/);
    await expect.poll(() => stranger.evaluate(() => document.documentElement.lang)).toBe('de');
    await stranger.getByRole('banner').getByText('Acme Codes').waitFor();
  });

  test('an empty name is told at its field, by keyboard alone', async () => {
    const page = await room.visit('/settings');
    await tabTo(page, 'Name of this installation');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await page.getByText('Type a name.').waitFor();
    await untilFocused(page, 'Name of this installation');
  });
});

describe('times of sessions', () => {
  test('out of their limits are told at their field; within them they are saved, and of two who save the second is told', async () => {
    const [page, other] = [await room.visit('/settings'), await room.visit('/settings')];
    await page.getByLabel('Minutes without anyone there').fill('3');
    await page.getByRole('button', { name: 'Save times' }).click();
    await page.getByText('Type a whole number from 5 to 240.').waitFor();
    await page.getByLabel('Minutes without anyone there').fill('15');
    await page.getByRole('button', { name: 'Save times' }).click();
    await toast(page, 'Times saved');
    await other.getByLabel('Hours since the sign-in').fill('8');
    await other.getByRole('button', { name: 'Save times' }).click();
    await other.getByText('The settings were changed since they were read.').waitFor();
    await other.getByRole('button', { name: 'Save times' }).click();
    await toast(other, 'Times saved');
    const { rows } = await db().query('select absolute_hours from setting');
    expect(rows).toEqual([{ absolute_hours: 8 }]);
  });
});

describe('a passkey for everyone', () => {
  test('is not asked of others by who has none', async () => {
    const page = await room.visit('/settings');
    await page.getByLabel('A passkey for everyone').check();
    await page.getByText(/have no passkey yet/).waitFor();
    await page.getByRole('button', { name: 'Save second factor' }).click();
    await page.getByText('You have no passkey, and this policy asks you for one.').waitFor();
  });

  test('leads whoever has none to where one is added, and offers no app there', async () => {
    const page = await room.visit('/settings', { as: { id: await ownerWithPasskey() } });
    await page.getByLabel('A passkey for everyone').check();
    await page.getByRole('button', { name: 'Save second factor' }).click();
    await toast(page, 'Second factor saved');
    const other = await room.visit('/messages', { as: { role: 'ops' } });
    await other.waitForURL('**/enrol');
    await other.getByRole('heading', { name: 'A passkey is asked for' }).waitFor();
    await expect.poll(() => other.getByRole('main').getByRole('button').count()).toBe(1);
  });
});

test('who may only read sees what is set, and can press nothing', async () => {
  const page = await room.visit('/settings', { as: { role: 'auditor' } });
  await page.getByRole('main').getByText('An authenticator app or a passkey').waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
});

test('the page passes in every look', () =>
  expectGoodInEveryLook(room, '/settings', (page) => page.locator('input[name=brand]').waitFor()));
