import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ApplicationDetail } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { Applications, dialog, makeKey, rowOf, toast } from './applications.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { keepSecret, shownSecret } from './people.js';

const run = promisify(execFile);

let room: ConsoleUnderTest;
let applications: Applications;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  applications = await Applications.of(room);
});

afterAll(() => room.stop());

/** A program as the page shows it, with a number of this test's own. */
async function program(page: Page, kind: 'curl' | 'Node'): Promise<string> {
  await dialog(page).getByLabel('Phone number').fill(freshNumber());
  await dialog(page).getByRole('tab', { name: kind }).click();
  return dialog(page).getByRole('tabpanel').locator('pre').innerText();
}

describe('a new key', () => {
  test('is shown once, with programs that work as they are pasted', async () => {
    const page = await applications.open(await applications.add('Shown once'));
    const key = await makeKey(page, 'checkout server');
    const answer = await run('sh', ['-c', `${await program(page, 'curl')} -w ' %{http_code}'`]);
    expect(answer.stdout).toMatch(/^\{"id":"ver_.* 201$/);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', await program(page, 'Node')]);
    expect(stdout).toMatch(/^201 \{/);
    await keepSecret(page);
    expect(await page.content()).not.toContain(key);
    await rowOf(page, 'checkout server')
      .getByText(/(second|minute)s? ago|now/)
      .first()
      .waitFor();
    await page.reload();
    await rowOf(page, 'checkout server').waitFor();
    expect(await page.content()).not.toContain(key);
  });

  test('a key that may only read is tried with what it may do', async () => {
    const page = await applications.open(await applications.add('Reads only'));
    await page.getByRole('button', { name: 'Make a key' }).first().click();
    await dialog(page).getByLabel('Name').fill('dashboard');
    await page.getByRole('checkbox', { name: 'Start' }).uncheck();
    await expect.poll(() => page.getByRole('checkbox', { name: 'Reveal codes' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'Check', exact: true }).uncheck();
    await dialog(page).getByRole('button', { name: 'Make the key' }).click();
    await dialog(page).getByText('Choose at least one.').waitFor();
    await page.getByRole('checkbox', { name: 'Read', exact: true }).check();
    await dialog(page).getByRole('button', { name: 'Make the key' }).click();
    await shownSecret(page, 'key');
    const text = await dialog(page).getByRole('tabpanel').locator('pre').innerText();
    const { stdout } = await run('sh', ['-c', `${text} -w ' %{http_code}'`]);
    expect(stdout).toMatch(/ 200$/);
    await keepSecret(page);
  });

  test('an address that is none is told at its field; ranges and an end are kept', async () => {
    const page = await applications.open(await applications.add('From here'));
    await page.getByRole('button', { name: 'Make a key' }).first().click();
    await dialog(page).getByLabel('Name').fill('office');
    await dialog(page).getByLabel('Addresses').fill('203.0.113.7/24\nnowhere');
    await dialog(page).getByLabel('Valid until').selectOption({ label: '30 days' });
    await dialog(page).getByRole('button', { name: 'Make the key' }).click();
    await dialog(page).locator('textarea[aria-invalid=true]').waitFor();
    await dialog(page).getByLabel('Addresses').fill('203.0.113.7/24\n2001:db8::/32');
    await dialog(page).getByRole('button', { name: 'Make the key' }).click();
    const key = await shownSecret(page, 'key');
    await keepSecret(page);
    await rowOf(page, 'office').getByText('203.0.113.0/24, 2001:db8::/32').waitFor();
    expect(await applications.startWith(key)).toBe(403);
  });
});

describe('a key', () => {
  test('is rolled: the old one works until its overlap ends, and is then folded away', async () => {
    const application = await applications.add('Rolled');
    const old = await applications.addKey(application, 'payments');
    const page = await applications.open(application);
    await page.getByRole('button', { name: 'Roll the key payments' }).click();
    await dialog(page).getByRole('radio', { name: '1 hour' }).check();
    await dialog(page).getByText('The old one works until').first().waitFor();
    await dialog(page).getByRole('button', { name: 'Roll', exact: true }).click();
    const fresh = await shownSecret(page, 'key');
    await keepSecret(page);
    await page.getByText('Replaced', { exact: true }).waitFor();
    expect([await applications.startWith(old.key), await applications.startWith(fresh)]).toEqual([201, 201]);
    await room.system.database.pool.query(
      `with ended as (update api_key set expires_at = now() - interval '1 second' where id = $1)
        select pg_notify('codewire_api_keys', '')`,
      [old.view.id],
    );
    await vi.waitUntil(async () => (await applications.startWith(old.key)) === 401, { timeout: 20_000, interval: 20 });
    expect(await applications.startWith(fresh)).toBe(201);
    await page.reload();
    await page.getByText('1 ended key').first().click();
    await page.getByText('Expired', { exact: true }).waitFor();
  });

  test('is rolled without an overlap when it has leaked, and stops', async () => {
    const application = await applications.add('Leaked');
    const old = await applications.addKey(application, 'in a log');
    const page = await applications.open(application);
    await page.getByRole('button', { name: 'Roll the key in a log' }).click();
    await dialog(page).getByRole('radio', { name: 'Not at all' }).check();
    await dialog(page).getByRole('button', { name: 'Roll', exact: true }).click();
    await shownSecret(page, 'key');
    await vi.waitUntil(async () => (await applications.startWith(old.key)) === 401, { timeout: 20_000, interval: 20 });
    await keepSecret(page);
  });

  test('is revoked, and stops', async () => {
    const application = await applications.add('Revoked');
    const { key } = await applications.addKey(application, 'found in the open');
    expect(await applications.startWith(key)).toBe(201);
    const page = await applications.open(application);
    await page.getByRole('button', { name: 'Revoke the key found in the open' }).click();
    await dialog(page).getByText('Within a second the API refuses whoever calls with it.').waitFor();
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await toast(page, 'The key found in the open is revoked');
    await vi.waitUntil(async () => (await applications.startWith(key)) === 401, { timeout: 20_000, interval: 20 });
    await page.getByRole('heading', { name: 'No keys' }).waitFor();
  });

  test('that nobody has used for a month is marked', async () => {
    const application = await applications.add('Idle');
    const { view } = await applications.addKey(application, 'forgotten');
    await room.system.database.pool.query(`update api_key set created_at = now() - interval '41 days' where id = $1`, [
      view.id,
    ]);
    const page = await applications.open(application);
    await rowOf(page, 'forgotten').getByText('idle for 41 days').waitFor();
  });
});

test('without a mouse a key is made, and rolled', async () => {
  const application = await applications.add('By keys');
  const page = await applications.open(application);
  await page.locator('main').focus();
  await tabTo(page, 'Make a key');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await tabTo(page, 'Name');
  await page.keyboard.type('by keys');
  await tabTo(page, 'Read');
  await page.keyboard.press('Space');
  await tabTo(page, 'Make the key');
  await page.keyboard.press('Enter');
  await shownSecret(page, 'key');
  await tabTo(page, 'curl');
  await page.keyboard.press('ArrowRight');
  await untilFocused(page, 'Node');
  await page.getByText('Save it as try.mjs').waitFor();
  await tabTo(page, 'I have kept it');
  await page.keyboard.press('Enter');
  await rowOf(page, 'by keys').getByText('Start, Check, and Read').waitFor();
  await tabTo(page, 'Roll the key by keys');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await tabTo(page, '24 hours');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Roll');
  await page.keyboard.press('Enter');
  await shownSecret(page, 'key');
  await tabTo(page, 'I have kept it');
  await page.keyboard.press('Enter');
  await page.getByText('Replaced', { exact: true }).waitFor();
});

describe('in every look', () => {
  let application: ApplicationDetail;
  let path: string;

  beforeAll(async () => {
    application = await applications.add('Looked at');
    path = `/apps/${application.id}`;
    await applications.addKey(application, 'first');
    const { view } = await applications.addKey(application, 'revoked');
    await applications.api('DELETE', `applications/${application.id}/keys/${view.id}`);
  });

  const page1 = (page: Page) => page.locator('main table').first().waitFor();
  const press = (index: number) => async (page: Page) => {
    await page1(page);
    await page.locator('main section').first().getByRole('button').nth(index).click();
    await dialog(page).waitFor();
  };

  test('the dialog of a new key', () => expectGoodInEveryLook(room, path, press(0)));
  test('the question before a key is rolled', () => expectGoodInEveryLook(room, path, press(1)));
  test('the question before a key is revoked', () => expectGoodInEveryLook(room, path, press(2)));
  test('a new key', async () => {
    const { id } = await applications.add('Key shown');
    await expectGoodInEveryLook(room, `/apps/${id}`, async (page) => {
      await page.locator('main section').first().getByRole('button').first().click();
      await dialog(page).locator('input[name=name]').fill('shown');
      await dialog(page).locator('button[type=submit]').click();
      await dialog(page).getByRole('tablist').waitFor();
      recordSecret('key', (await dialog(page).locator('code').first().innerText()).trim());
    });
  });
});
