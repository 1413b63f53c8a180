import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ApplicationDetail, NewKey } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { adminApi, type AdminApi } from './admin-api.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { focused, tabTo } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { keepSecret, shownSecret } from './people.js';

const run = promisify(execFile);

let room: ConsoleUnderTest;
let api: AdminApi;
let seeded: string;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  api = await adminApi(room);
  const { rows } = await room.system.database.pool.query<{ id: string }>('select id from application');
  seeded = rows[0]!.id;
});

afterAll(() => room.stop());

const dialog = (page: Page) => page.locator('dialog[open]');
const toast = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function addApplication(name: string): Promise<ApplicationDetail> {
  return api('POST', 'applications', { name, sender: 'Codewire', default_language: 'en', is_test: true });
}

async function addKey(application: ApplicationDetail, name: string): Promise<NewKey> {
  const made = await api<NewKey>('POST', `applications/${application.id}/keys`, { name, scopes: ['start', 'check'] });
  recordSecret('key', made.key);
  return made;
}

async function open(application: Pick<ApplicationDetail, 'id'>, options = {}): Promise<Page> {
  const page = await room.visit(`/apps/${application.id}`, options);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** What the API answers a start with that key. */
async function startWith(key: string): Promise<number> {
  const response = await fetch(`${room.system.backends[0]!.url}/v1/otp`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ number: freshNumber() }),
  });
  return response.status;
}

/** A program as the page shows it, with a number of this test's own. */
async function program(page: Page, kind: 'curl' | 'Node'): Promise<string> {
  await dialog(page).getByLabel('Phone number').fill(freshNumber());
  await dialog(page).getByRole('tab', { name: kind }).click();
  return dialog(page).getByRole('tabpanel').locator('pre').innerText();
}

async function makeKey(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Make a key' }).click();
  await dialog(page).getByLabel('Name').fill(name);
  await dialog(page).getByRole('button', { name: 'Make the key' }).click();
  return shownSecret(page, 'key');
}

describe('applications', () => {
  test('one is created, and its page is where its first key is made', async () => {
    const page = await room.visit('/apps');
    await page.getByRole('button', { name: 'Create an application' }).click();
    await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
    await dialog(page).getByText('Type a name.').waitFor();
    await dialog(page).getByLabel('Name').fill('Garden');
    await dialog(page).getByLabel('Sender').fill('Much too long a sender');
    await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
    await dialog(page).getByText('Use a number, or up to 11 letters and digits of plain Latin.').waitFor();
    await dialog(page).getByLabel('Sender').fill('Garden');
    await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
    await page.waitForURL('**/apps/app_*');
    await toast(page, 'Garden is created');
    await page.getByRole('heading', { name: 'No keys' }).waitFor();
    await page.getByRole('link', { name: 'All applications' }).click();
    await rowOf(page, 'Garden').getByText('Test', { exact: true }).waitFor();
  });

  test('a name that another one has is refused at its field', async () => {
    const page = await room.visit('/apps');
    await page.getByRole('button', { name: 'Create an application' }).click();
    await dialog(page).getByLabel('Name').fill('Codewire');
    await dialog(page).getByLabel('Sender').fill('Codewire');
    await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
    await dialog(page).locator('input[name=name][aria-invalid=true]').waitFor();
  });

  test('settings are saved, and stand in the next text', async () => {
    const application = await addApplication('Old name');
    const page = await open(application);
    const card = page.getByRole('region', { name: 'Settings' });
    expect(await card.getByRole('button', { name: 'Save settings' }).isDisabled()).toBe(true);
    await card.getByLabel('Name').fill('New name');
    await card.getByRole('button', { name: 'Save settings' }).click();
    await toast(page, 'Settings saved');
    await page.getByRole('heading', { level: 1, name: 'New name' }).waitFor();
    const key = await makeKey(page, 'texts');
    const number = freshNumber();
    await fetch(`${room.system.backends[0]!.url}/v1/otp`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ number }),
    });
    expect(await room.system.carrier.text(number)).toContain('New name');
    await keepSecret(page);
  });
});

describe('the rules for codes', () => {
  test('each says what it does, and what is wrong is told before it is sent', async () => {
    const page = await open(await addApplication('Rules'));
    await page.getByText('One of 1,000,000 codes.').waitFor();
    await page.getByLabel('Digits of a code').fill('8');
    await page.getByText('One of 100,000,000 codes.').waitFor();
    await page.getByLabel('Digits of a code').fill('11');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByText('A whole number from 4 to 10.').waitFor();
    expect(await focused(page)).toBe('Digits of a code');
    await page.getByLabel('Digits of a code').fill('8');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await toast(page, 'Version 2 is in force');
    await page.getByText('Version 2 is in force. Saving makes version 3').waitFor();
    await page.reload();
    expect(await page.getByLabel('Digits of a code').inputValue()).toBe('8');
  });

  test('a limit is added, mended and taken away', async () => {
    const application = await addApplication('Limits');
    const page = await open(application);
    const limits = page.getByRole('group', { name: 'Wrong checks of one number' });
    await limits.getByRole('button', { name: 'Add a limit' }).click();
    await limits.getByLabel('At most').last().fill('20');
    await limits.getByLabel('within').last().fill('24');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByText('Each must be longer than the one above').waitFor();
    await limits.getByRole('button', { name: 'Take away limit 3' }).click();
    await limits.getByLabel('At most').last().fill('30');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await toast(page, 'Version 2 is in force');
    const { policy } = await api<ApplicationDetail>('GET', `applications/${application.id}`);
    expect(policy.wrong_check_windows).toEqual([
      { limit: 10, seconds: 3_600 },
      { limit: 30, seconds: 86_400 },
    ]);
  });

  test('what somebody else has saved meanwhile is told, and nothing that was typed is lost', async () => {
    const application = await addApplication('Two at once');
    const page = await open(application);
    await page.getByLabel('Digits of a code').fill('8');
    const policy = { ...application.policy, max_checks: 3 };
    await api('PATCH', `applications/${application.id}`, { policy, policy_version: 1 });
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Changed meanwhile: version 2 is in force' });
    await alert.waitFor();
    expect(await alert.getByRole('row').filter({ hasText: 'Digits' }).getByRole('cell').allInnerTexts()).toEqual([
      '6',
      '8',
    ]);
    expect(await page.getByLabel('Digits of a code').inputValue()).toBe('8');
    await alert.getByRole('button', { name: 'Keep mine, to save it over that' }).click();
    await page.getByRole('button', { name: 'Save as version 3' }).click();
    await toast(page, 'Version 3 is in force');
    const saved = await api<ApplicationDetail>('GET', `applications/${application.id}`);
    expect(saved.policy).toMatchObject({ code_length: 8, max_checks: 5 });
  });

  test('or it is taken over', async () => {
    const application = await addApplication('Theirs');
    const page = await open(application);
    await page.getByLabel('Digits of a code').fill('8');
    const policy = { ...application.policy, max_checks: 3 };
    await api('PATCH', `applications/${application.id}`, { policy, policy_version: 1 });
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByRole('button', { name: 'Take what is in force' }).click();
    expect(await page.getByLabel('Digits of a code').inputValue()).toBe('6');
    expect(await page.getByLabel('Checks of a code').inputValue()).toBe('3');
    expect(await page.getByRole('button', { name: 'Save as version 3' }).isDisabled()).toBe(true);
  });
});

describe('a new key', () => {
  test('is shown once, with programs that work as they are pasted', async () => {
    const page = await open(await addApplication('Shown once'));
    const key = await makeKey(page, 'checkout server');
    const answer = await run('sh', ['-c', `${await program(page, 'curl')} -w ' %{http_code}'`]);
    expect(answer.stdout).toMatch(/^\{"id":"ver_.* 201$/);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', await program(page, 'Node')]);
    expect(stdout).toMatch(/^201 \{/);
    await keepSecret(page);
    expect(await page.content()).not.toContain(key);
    await rowOf(page, 'checkout server')
      .getByText(/seconds? ago|now/)
      .first()
      .waitFor();
    await page.reload();
    await rowOf(page, 'checkout server').waitFor();
    expect(await page.content()).not.toContain(key);
  });

  test('a key that may only read is tried with what it may do', async () => {
    const page = await open(await addApplication('Reads only'));
    await page.getByRole('button', { name: 'Make a key' }).first().click();
    await dialog(page).getByLabel('Name').fill('dashboard');
    await page.getByRole('checkbox', { name: 'Start' }).uncheck();
    expect(await page.getByRole('checkbox', { name: 'Reveal codes' }).isDisabled()).toBe(true);
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
    const page = await open(await addApplication('From here'));
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
    expect(await startWith(key)).toBe(403);
  });
});

describe('a key', () => {
  test('is rolled: the old one works until its overlap ends, and is then folded away', async () => {
    const application = await addApplication('Rolled');
    const old = await addKey(application, 'payments');
    const page = await open(application);
    await page.getByRole('button', { name: 'Roll the key payments' }).click();
    await dialog(page).getByRole('radio', { name: '1 hour' }).check();
    await dialog(page).getByText('The old one works until').first().waitFor();
    await dialog(page).getByRole('button', { name: 'Roll', exact: true }).click();
    const fresh = await shownSecret(page, 'key');
    await keepSecret(page);
    await page.getByText('Replaced', { exact: true }).waitFor();
    expect([await startWith(old.key), await startWith(fresh)]).toEqual([201, 201]);
    await room.system.database.pool.query(
      `with ended as (update api_key set expires_at = now() - interval '1 second' where id = $1)
        select pg_notify('codewire_api_keys', '')`,
      [old.view.id],
    );
    await vi.waitUntil(async () => (await startWith(old.key)) === 401, { timeout: 20_000, interval: 20 });
    expect(await startWith(fresh)).toBe(201);
    await page.reload();
    await page.getByText('1 ended key').first().click();
    await page.getByText('Expired', { exact: true }).waitFor();
  });

  test('is rolled without an overlap when it has leaked, and stops within a second', async () => {
    const application = await addApplication('Leaked');
    const old = await addKey(application, 'in a log');
    const page = await open(application);
    await page.getByRole('button', { name: 'Roll the key in a log' }).click();
    await dialog(page).getByRole('radio', { name: 'Not at all' }).check();
    await dialog(page).getByRole('button', { name: 'Roll', exact: true }).click();
    await shownSecret(page, 'key');
    await vi.waitUntil(async () => (await startWith(old.key)) === 401, { timeout: 1_000, interval: 20 });
    await keepSecret(page);
  });

  test('is revoked, and stops within a second', async () => {
    const application = await addApplication('Revoked');
    const { key } = await addKey(application, 'found in the open');
    expect(await startWith(key)).toBe(201);
    const page = await open(application);
    await page.getByRole('button', { name: 'Revoke the key found in the open' }).click();
    await dialog(page).getByText('Within a second the API refuses whoever calls with it.').waitFor();
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await toast(page, 'The key found in the open is revoked');
    await vi.waitUntil(async () => (await startWith(key)) === 401, { timeout: 1_000, interval: 20 });
    await page.getByRole('heading', { name: 'No keys' }).waitFor();
  });

  test('that nobody has used for a month is marked', async () => {
    const application = await addApplication('Idle');
    const { view } = await addKey(application, 'forgotten');
    await room.system.database.pool.query(`update api_key set created_at = now() - interval '41 days' where id = $1`, [
      view.id,
    ]);
    const page = await open(application);
    await rowOf(page, 'forgotten').getByText('idle for 41 days').waitFor();
  });
});

describe('who may what', () => {
  test('a developer sees and keys his own application, and nothing of the others', async () => {
    const own = await addApplication('Of a developer');
    const as = { role: 'developer', applicationIds: [own.id] } as const;
    const page = await room.visit('/apps', { as });
    await page.getByRole('link', { name: 'Of a developer' }).waitFor();
    expect(await page.locator('[data-shortcut-row]').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Create an application' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Of a developer' }).click();
    await page.waitForURL(`**/apps/${own.id}`);
    expect(await page.getByRole('button', { name: /^Save/ }).count()).toBe(0);
    await page.getByText('5 in 10 min, 8 in 1 hr, and 12 in 24 hr').waitFor();
    await makeKey(page, 'mine');
    await keepSecret(page);
    await rowOf(page, 'mine').waitFor();
    expect((await page.request.get(`${room.console.url}/apps/${seeded}`)).status()).toBe(404);
  });

  test('an auditor looks, and has nothing to press', async () => {
    const application = await addApplication('Audited');
    await addKey(application, 'seen');
    const page = await open(application, { as: { role: 'auditor' } });
    await rowOf(page, 'seen').waitFor();
    expect(
      await page
        .locator('main')
        .getByRole('button', { name: /Make|Roll|Revoke|Save/ })
        .count(),
    ).toBe(0);
  });

  test('support does not come in', async () => {
    const page = await room.visit('/apps', { as: { role: 'support' } });
    await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
  });
});

test('without a mouse a key is made, and rolled', async () => {
  const application = await addApplication('By keys');
  const page = await open(application);
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
  expect(await focused(page)).toBe('Node');
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
    application = await addApplication('Looked at');
    path = `/apps/${application.id}`;
    await addKey(application, 'first');
    const { view } = await addKey(application, 'revoked');
    await api('DELETE', `applications/${application.id}/keys/${view.id}`);
  });

  const page1 = (page: Page) => page.locator('main table').first().waitFor();
  const press = (index: number) => async (page: Page) => {
    await page1(page);
    await page.locator('main section').first().getByRole('button').nth(index).click();
    await dialog(page).waitFor();
  };

  test('the list', () => expectGoodInEveryLook(room, '/apps', page1));
  test('an application', () =>
    expectGoodInEveryLook(room, path, async (page) => {
      await page1(page);
      await page.locator('main details summary').first().click();
    }));
  test('an application without keys, for those who only look', async () => {
    const { id } = await addApplication('Without keys');
    await expectGoodInEveryLook(room, `/apps/${id}`, (page) => page.getByRole('heading', { level: 1 }).waitFor(), {
      role: 'auditor',
    });
  });
  test('rules that are wrong', () =>
    expectGoodInEveryLook(room, path, async (page) => {
      await page1(page);
      await page.locator('main form').last().locator('input').first().fill('99');
      await page.locator('main form').last().locator('button[type=submit]').click();
      await page.locator('[aria-invalid=true]').first().waitFor();
    }));
  test('the dialog of a new application', () =>
    expectGoodInEveryLook(room, '/apps', async (page) => {
      await page1(page);
      await page.locator('main header button').click();
      await dialog(page).locator('button[type=submit]').click();
      await dialog(page).locator('[aria-invalid=true]').first().waitFor();
    }));
  test('the dialog of a new key', () => expectGoodInEveryLook(room, path, press(0)));
  test('the question before a key is rolled', () => expectGoodInEveryLook(room, path, press(1)));
  test('the question before a key is revoked', () => expectGoodInEveryLook(room, path, press(2)));
  test('a new key', async () => {
    const { id } = await addApplication('Key shown');
    await expectGoodInEveryLook(room, `/apps/${id}`, async (page) => {
      await page.locator('main section').first().getByRole('button').first().click();
      await dialog(page).locator('input[name=name]').fill('shown');
      await dialog(page).locator('button[type=submit]').click();
      await dialog(page).getByRole('tablist').waitFor();
      recordSecret('key', (await dialog(page).locator('code').first().innerText()).trim());
    });
  });
});
