import type { ApplicationDetail } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { Applications, dialog, makeKey, rowOf, toast } from './applications.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { keepSecret } from './people.js';

let room: ConsoleUnderTest;
let applications: Applications;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  applications = await Applications.of(room);
});

afterAll(() => room.stop());

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
    const application = await applications.add('Old name');
    const page = await applications.open(application);
    const card = page.getByRole('region', { name: 'Settings' });
    await expect.poll(() => card.getByRole('button', { name: 'Save settings' }).isDisabled()).toBe(true);
    await card.getByLabel('Name').fill('New name');
    await card.getByRole('button', { name: 'Save settings' }).click();
    await toast(page, 'Settings saved');
    await page.getByRole('heading', { level: 1, name: 'New name' }).waitFor();
    const key = await makeKey(page, 'texts');
    const number = freshNumber();
    expect(await applications.startWith(key, number)).toBe(201);
    expect(await room.system.carrier.text(number)).toContain('New name');
    await keepSecret(page);
  });
});

describe('the lists for autofill', () => {
  test('what is no app and no host is told at its field; the others are saved, and can be taken off', async () => {
    const application = await applications.add('Autofilled');
    const page = await applications.open(application);
    const card = page.getByRole('region', { name: 'Autofill' });
    const save = card.getByRole('button', { name: 'Save lists' });
    await expect.poll(() => save.isDisabled()).toBe(true);
    await card.getByLabel('Android apps').fill('FA+9qCX9VSu\nFA+9qCX9VS');
    await card.getByLabel('Hosts').fill('https://example.com');
    await save.click();
    await card.getByText('“FA+9qCX9VS” is no app hash').waitFor();
    await card.getByText('“https://example.com” is no host').waitFor();
    await untilFocused(page, 'Android apps');
    await card.getByLabel('Android apps').fill('FA+9qCX9VSu');
    await card.getByLabel('Hosts').fill('Example.com\npay.example');
    await save.click();
    await toast(page, 'Lists for autofill saved');
    const lists = async () => {
      const { app_hashes: hashes, hosts } = await applications.api<ApplicationDetail>(
        'GET',
        `applications/${application.id}`,
      );
      return { hashes, hosts };
    };
    expect(await lists()).toEqual({ hashes: ['FA+9qCX9VSu'], hosts: ['example.com', 'pay.example'] });
    const later = await applications.open(application);
    const again = later.getByRole('region', { name: 'Autofill' });
    await expect.poll(() => again.getByLabel('Hosts').inputValue()).toBe('example.com\npay.example');
    await again.getByLabel('Android apps').fill('');
    await again.getByRole('button', { name: 'Save lists' }).click();
    await toast(later, 'Lists for autofill saved');
    expect(await lists()).toEqual({ hashes: [], hosts: ['example.com', 'pay.example'] });
  });
});

describe('the rules for codes', () => {
  test('each says what it does, and what is wrong is told before it is sent', async () => {
    const page = await applications.open(await applications.add('Rules'));
    await page.getByText('One of 1,000,000 codes.').waitFor();
    await page.getByLabel('Digits of a code').fill('8');
    await page.getByText('One of 100,000,000 codes.').waitFor();
    await page.getByLabel('Digits of a code').fill('11');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByText('A whole number from 4 to 10.').waitFor();
    await untilFocused(page, 'Digits of a code');
    await page.getByLabel('Digits of a code').fill('8');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await toast(page, 'Version 2 is in force');
    await page.getByText('Version 2 is in force. Saving makes version 3').waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel('Digits of a code').inputValue()).toBe('8');
  });

  test('a limit is added, mended and taken away', async () => {
    const application = await applications.add('Limits');
    const page = await applications.open(application);
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
    const { policy } = await applications.api<ApplicationDetail>('GET', `applications/${application.id}`);
    expect(policy.wrong_check_windows).toEqual([
      { limit: 10, seconds: 3_600 },
      { limit: 30, seconds: 86_400 },
    ]);
  });

  test('what somebody else has saved meanwhile is told, and nothing that was typed is lost', async () => {
    const application = await applications.add('Two at once');
    const page = await applications.open(application);
    await page.getByLabel('Digits of a code').fill('8');
    const policy = { ...application.policy, max_checks: 3 };
    await applications.api('PATCH', `applications/${application.id}`, { policy, policy_version: 1 });
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Changed meanwhile: version 2 is in force' });
    await alert.waitFor();
    await expect
      .poll(() => alert.getByRole('row').filter({ hasText: 'Digits' }).getByRole('cell').allInnerTexts())
      .toEqual(['6', '8']);
    await expect.poll(() => page.getByLabel('Digits of a code').inputValue()).toBe('8');
    await alert.getByRole('button', { name: 'Keep mine, to save it over that' }).click();
    await page.getByRole('button', { name: 'Save as version 3' }).click();
    await toast(page, 'Version 3 is in force');
    const saved = await applications.api<ApplicationDetail>('GET', `applications/${application.id}`);
    expect(saved.policy).toMatchObject({ code_length: 8, max_checks: 5 });
  });

  test('or it is taken over', async () => {
    const application = await applications.add('Theirs');
    const page = await applications.open(application);
    await page.getByLabel('Digits of a code').fill('8');
    const policy = { ...application.policy, max_checks: 3 };
    await applications.api('PATCH', `applications/${application.id}`, { policy, policy_version: 1 });
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await page.getByRole('button', { name: 'Take what is in force' }).click();
    await expect.poll(() => page.getByLabel('Digits of a code').inputValue()).toBe('6');
    await expect.poll(() => page.getByLabel('Checks of a code').inputValue()).toBe('3');
    await expect.poll(() => page.getByRole('button', { name: 'Save as version 3' }).isDisabled()).toBe(true);
  });
});

describe('who may what', () => {
  test('a developer sees and keys his own application, and nothing of the others', async () => {
    const own = await applications.add('Of a developer');
    const as = { role: 'developer', applicationIds: [own.id] } as const;
    const page = await room.visit('/apps', { as });
    await page.getByRole('link', { name: 'Of a developer' }).waitFor();
    await expect.poll(() => page.locator('[data-shortcut-row]').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Create an application' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Of a developer' }).click();
    await page.waitForURL(`**/apps/${own.id}`);
    expect(await page.getByRole('button', { name: /^Save/ }).count()).toBe(0);
    await page.getByText('5 in 10 min, 8 in 1 hr, and 12 in 24 hr').waitFor();
    await makeKey(page, 'mine');
    await keepSecret(page);
    await rowOf(page, 'mine').waitFor();
    const { id } = await applications.add('Of another');
    expect((await page.request.get(`${room.console.url}/apps/${id}`)).status()).toBe(404);
  });

  test('an auditor looks, and has nothing to press', async () => {
    const application = await applications.add('Audited');
    await applications.addKey(application, 'seen');
    const page = await applications.open(application, { as: { role: 'auditor' } });
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
  test('the list', () => expectGoodInEveryLook(room, '/apps', page1));
  test('an application', () =>
    expectGoodInEveryLook(room, path, async (page) => {
      await page1(page);
      await page.locator('main details summary').first().click();
    }));
  test('an application without keys, for those who only look', async () => {
    const { id } = await applications.add('Without keys');
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
});
