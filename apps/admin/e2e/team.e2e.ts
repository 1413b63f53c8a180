import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertSession } from '../../backend/src/test/operators.js';
import { startConsoleUnderTest, type ConsoleUnderTest, type PageOptions } from './console.js';
import { tabTo } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { addPerson, keepSecret, shownSecret, type Person } from './people.js';

let room: ConsoleUnderTest;
let application: string;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  const { rows } = await room.system.database.pool.query<{ id: string }>('select id from application');
  application = rows[0]!.id;
});

afterAll(() => room.stop());

const dialog = (page: Page) => page.locator('dialog[open]');
const toast = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();
const choose = (page: Page, label: string) => page.getByRole('radio', { name: label, exact: true }).check();

/** What the admin API says of a link, as someone who has it asks. */
async function readLink(url: string): Promise<number> {
  const response = await fetch(`${room.console.url}/api/admin/links/read`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-codewire-console': '1',
      'sec-fetch-site': 'same-origin',
      origin: room.console.url,
    },
    body: JSON.stringify({ token: url.split('#')[1] }),
  });
  return response.status;
}

async function openMember({ id }: Person, options?: PageOptions): Promise<Page> {
  const page = await room.visit(`/team/${id}`, options);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

describe('invitations', () => {
  test('a link is made for an address and a role, shown once, and can be copied', async () => {
    const page = await room.visit('/team');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('No invitation is open.').waitFor();
    await page.getByRole('button', { name: 'Invite someone' }).click();
    await page.getByLabel('E-mail address').fill('Eve@Example.com');
    await choose(page, 'Developer');
    await page.getByRole('checkbox', { name: 'Codewire' }).check();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await shownSecret(page, 'token');
    expect(link).toMatch(new RegExp(`^${room.console.url}/invite#.{40,}$`));
    await page.getByText('Codewire sends no e-mail.').waitFor();
    await dialog(page).getByRole('button', { name: 'Copy' }).click();
    await dialog(page).getByText('Copied').first().waitFor();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    // What stays until it is kept does not go by Escape.
    await page.keyboard.press('Escape');
    await dialog(page).waitFor();
    await keepSecret(page);
    expect(await page.content()).not.toContain(link.split('#')[1]);
    const row = page.getByRole('row').filter({ hasText: 'eve@example.com' });
    await row.getByText('Developer').waitFor();
    await row.getByText('A owner').waitFor();
    expect(await readLink(link)).toBe(200);
    await row.getByRole('button', { name: 'Withdraw' }).click();
    await dialog(page).getByText('The link for eve@example.com stops working at once.').waitFor();
    await dialog(page).getByRole('button', { name: 'Withdraw' }).click();
    await toast(page, 'The invitation of eve@example.com is withdrawn');
    await page.getByText('No invitation is open.').waitFor();
    expect(await readLink(link)).toBe(404);
  });

  test('what is missing is told at its field, and the focus goes there', async () => {
    const page = await room.visit('/team');
    await page.getByRole('button', { name: 'Invite someone' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('Type an e-mail address, such as ann@example.com.').waitFor();
    await page.getByText('Choose a role.').waitFor();
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('email');
    await page.getByLabel('E-mail address').fill('frank@example.com');
    await choose(page, 'Developer');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('Choose at least one application.').waitFor();
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('checkbox');
  });

  test('an address that is in the team already is refused at its field', async () => {
    const ann = await addPerson(room, 'Ann Taken', { role: 'support' });
    const page = await room.visit('/team');
    await page.getByRole('button', { name: 'Invite someone' }).click();
    await page.getByLabel('E-mail address').fill(ann.email);
    await choose(page, 'Support');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.locator('input[type=email][aria-invalid=true]').waitFor();
  });

  test('an admin is not offered to make owners', async () => {
    const page = await room.visit('/team', { as: { role: 'admin' } });
    await page.getByRole('button', { name: 'Invite someone' }).click();
    await page.getByText('Roles that may do more than yours are not offered.').waitFor();
    expect(await page.getByRole('radio', { name: 'Owner', exact: true }).count()).toBe(0);
    await expect.poll(() => page.getByRole('radio', { name: 'Admin', exact: true }).count()).toBe(1);
  });

  test('what asks for a fresh proof does nothing when the proof is called off', async () => {
    const page = await room.visit('/team');
    await room.system.database.pool.query(`update session set proven_at = now() - interval '11 minutes'`);
    await page.getByRole('button', { name: 'Invite someone' }).click();
    await page.getByLabel('E-mail address').fill('gil@example.com');
    await choose(page, 'Support');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByRole('heading', { name: 'Is it still you?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Make the link' }).waitFor();
    await expect.poll(() => page.getByLabel('E-mail address').inputValue()).toBe('gil@example.com');
    await room.system.database.pool.query('update session set proven_at = now()');
  });
});

describe('someone of the team', () => {
  test('is given another role, and all his sessions end at once', async () => {
    const bob = await addPerson(room, 'Bob Miller', { role: 'support' });
    await insertSession(room.system.database.pool, bob.id);
    await insertSession(room.system.database.pool, bob.id);
    const page = await room.visit('/team');
    await page.getByRole('link', { name: 'Bob Miller' }).click();
    await page.waitForURL(`**/team/${bob.id}`);
    await choose(page, 'Developer');
    await page.getByRole('checkbox', { name: 'Codewire' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByText('Support becomes Developer.').waitFor();
    await dialog(page).getByText('2 sessions end at once.').waitFor();
    await dialog(page).getByRole('button', { name: 'Change' }).click();
    await toast(page, 'What Bob Miller may do has changed');
    await page.getByText('Nobody is signed in with this account.').waitFor();
    const { rows } = await room.system.database.pool.query('select role, application_ids from operator where id = $1', [
      bob.id,
    ]);
    expect(rows).toEqual([{ role: 'developer', application_ids: [application] }]);
  });

  test('is deactivated and reactivated', async () => {
    const carl = await addPerson(room, 'Carl Off', { role: 'ops' });
    const page = await openMember(carl);
    await page.getByRole('button', { name: 'Deactivate' }).click();
    await dialog(page).getByText('No session is open.').waitFor();
    await dialog(page).getByRole('button', { name: 'Deactivate' }).click();
    await toast(page, 'Carl Off is deactivated');
    // There is no way back in for someone who may not come in.
    await page.getByRole('button', { name: 'Reset the password' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Reactivate' }).click();
    await dialog(page).getByRole('button', { name: 'Reactivate' }).click();
    await toast(page, 'Carl Off may sign in again');
    await page.getByRole('button', { name: 'Deactivate' }).waitFor();
  });

  test('is removed, and is no longer in the list', async () => {
    const dora = await addPerson(room, 'Dora Gone', { role: 'editor' });
    const page = await openMember(dora);
    await page.getByRole('button', { name: 'Remove' }).click();
    await dialog(page).getByText('This cannot be undone.').waitFor();
    await dialog(page).getByRole('button', { name: 'Remove' }).click();
    await page.waitForURL('**/team');
    await toast(page, 'Dora Gone is no longer in the team');
    await page.getByRole('link', { name: 'Dora Gone' }).waitFor({ state: 'detached' });
    const answer = await page.request.get(`${room.console.url}/team/${dora.id}`);
    expect(answer.status()).toBe(404);
  });

  test('is signed out of one browser, which is led to the sign-in, and stays in the other', async () => {
    const { pool } = room.system.database;
    const theirs = await room.visit('/messages', { as: { role: 'connectivity' } });
    const { rows } = await pool.query<Person>(`select id, name, email from operator where role = 'connectivity'`);
    const person = rows[0]!;
    const ended = await pool.query<{ id: string }>('select id from session where operator_id = $1', [person.id]);
    await insertSession(pool, person.id);
    const page = await openMember(person);
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByRole('button', { name: 'End all' }).waitFor();
    await page.locator(`[data-session="${ended.rows[0]!.id}"]`).getByRole('button').click();
    await dialog(page).getByRole('button', { name: 'End', exact: true }).click();
    await toast(page, 'Session ended');
    await page.locator(`[data-session="${ended.rows[0]!.id}"]`).waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('[data-session]').count()).toBe(1);
    await theirs.reload();
    await theirs.waitForURL('**/login?*');
  });

  test('is signed out everywhere', async () => {
    const person = await addPerson(room, 'Nina Everywhere', { role: 'ops' });
    await insertSession(room.system.database.pool, person.id);
    await insertSession(room.system.database.pool, person.id);
    const page = await openMember(person);
    await page.getByRole('button', { name: 'End all' }).click();
    await dialog(page).getByRole('heading', { name: 'End all 2 sessions?' }).waitFor();
    await dialog(page).getByRole('button', { name: 'End', exact: true }).click();
    await toast(page, '2 sessions ended');
    await page.getByText('Nobody is signed in with this account.').waitFor();
  });

  test('gets a way back in by a link that is shown once', async () => {
    const emil = await addPerson(room, 'Emil Lost', { role: 'auditor' });
    await insertSession(room.system.database.pool, emil.id);
    const page = await openMember(emil);
    await page.getByRole('button', { name: 'Reset the password' }).click();
    await dialog(page).getByText('Until it is used, the old password works, too.').waitFor();
    await dialog(page).getByRole('button', { name: 'Make the link' }).click();
    const password = await shownSecret(page, 'token');
    await keepSecret(page);
    await page.getByRole('button', { name: 'Reset the access' }).click();
    await dialog(page).getByText('1 session ends at once.').waitFor();
    await dialog(page).getByRole('button', { name: 'Make the link' }).click();
    const access = await shownSecret(page, 'token');
    await keepSecret(page);
    await page.getByText('Nobody is signed in with this account.').waitFor();
    expect([await readLink(password), await readLink(access)]).toEqual([404, 200]);
  });
});

describe('where something cannot be changed the page says why', () => {
  test('oneself, and that without another owner nobody could make one', async () => {
    const page = await room.visit('/team');
    await room.system.database.pool.query(
      `update operator set deactivated_at = now() where role = 'owner' and id <> (select operator_id from session order by created_at desc limit 1)`,
    );
    await page.reload();
    await page.getByRole('row').filter({ hasText: '· you' }).getByRole('link').click();
    await page.getByText('Nobody changes his own role: another owner or admin does that.').waitFor();
    await page.getByText('You are the only owner.').waitFor();
    expect(await page.getByRole('button', { name: /Remove|Deactivate|Reset|Save/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'your profile' }).click();
    await page.waitForURL('**/me');
    await room.system.database.pool.query('update operator set deactivated_at = null');
  });

  test('an owner, for an admin', async () => {
    const olga = await addPerson(room, 'Olga Owner', { role: 'owner' });
    const page = await openMember(olga, { as: { role: 'admin' } });
    await page.getByText('Only an owner can change this').waitFor();
    expect(await page.getByRole('button', { name: /Remove|Deactivate|Reset|Save/ }).count()).toBe(0);
  });

  test('the room itself, for a role that does not look after people', async () => {
    const page = await room.visit('/team', { as: { role: 'support' } });
    await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
    await page.getByText('It takes the permission “Manage the team”.').waitFor();
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Team' }).count()).toBe(0);
  });
});

test('without a mouse someone is invited, and someone else is removed', async () => {
  await addPerson(room, 'Aaron First', { role: 'editor' });
  const page = await room.visit('/team');
  await page.getByRole('link', { name: 'Aaron First' }).waitFor();
  await page.keyboard.press('Tab');
  await tabTo(page, 'Invite someone');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await tabTo(page, 'E-mail address');
  await page.keyboard.type('hans@example.com');
  await tabTo(page, 'Owner');
  // Within a group of radio buttons arrows choose.
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Make the link');
  await page.keyboard.press('Enter');
  await shownSecret(page, 'token');
  await tabTo(page, 'I have kept it');
  await page.keyboard.press('Enter');
  await page.getByRole('row').filter({ hasText: 'hans@example.com' }).getByText('Support').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Invite someone');

  await tabTo(page, 'Aaron First');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/team/opr_*');
  await page.getByRole('button', { name: 'Remove' }).waitFor();
  await page.locator('main').focus();
  await tabTo(page, 'Remove');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await tabTo(page, 'Remove');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/team');
  await page.getByRole('link', { name: 'Aaron First' }).waitFor({ state: 'detached' });
});

describe('in every look', () => {
  let kim: Person;

  beforeAll(async () => {
    kim = await addPerson(room, 'Kim Look', { role: 'developer', applicationIds: [application] });
    await insertSession(room.system.database.pool, kim.id);
  });

  const path = () => `/team/${kim.id}`;
  const rows = (page: Page) => page.locator('[data-shortcut-row]').first().waitFor();
  const session = (page: Page) => page.locator('[data-session]').first().waitFor();
  const press = (button: (page: Page) => ReturnType<Page['locator']>) => async (page: Page) => {
    await session(page);
    await button(page).click();
    await dialog(page).waitFor();
  };

  test('the team', () => expectGoodInEveryLook(room, '/team', rows));
  test('someone of it', () => expectGoodInEveryLook(room, path(), session));
  test('oneself', async () => {
    await expectGoodInEveryLook(room, '/team', async (page) => {
      await rows(page);
      const own = await (await page.request.get(`${room.console.url}/api/admin/session`, { headers: HEADERS })).json();
      await page.goto(`${room.console.url}/team/${(own as { operator: { id: string } }).operator.id}`);
      await page.locator('a[href="/me"]').last().waitFor();
    });
  });
  test('a room that is closed', () =>
    expectGoodInEveryLook(room, '/team', (page) => page.getByRole('heading', { level: 1 }).waitFor(), {
      role: 'support',
    }));

  test('the dialog of an invitation, with what is missing', () =>
    expectGoodInEveryLook(room, '/team', async (page) => {
      await rows(page);
      await page.locator('main header button').click();
      await dialog(page).locator('input[value=developer]').check();
      await dialog(page).locator('button[type=submit]').click();
      await dialog(page).locator('[aria-invalid=true]').first().waitFor();
    }));

  test('a link that is shown once', () =>
    expectGoodInEveryLook(room, path(), async (page) => {
      await press(() => page.locator('main section').nth(3).getByRole('button').first())(page);
      await dialog(page).locator('footer button').last().click();
      await dialog(page).locator('code').waitFor();
    }));

  test('the question before a session is ended', () =>
    expectGoodInEveryLook(
      room,
      path(),
      press((page) => page.locator('[data-session] button').first()),
    ));
  test('the question before someone is removed', () =>
    expectGoodInEveryLook(
      room,
      path(),
      press((page) => page.locator('main section').last().getByRole('button').last()),
    ));
});

const HEADERS = { 'sec-fetch-site': 'same-origin', 'x-codewire-console': '1' };
