import type { CarrierView } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { routeOver, seededCarrier } from '../../backend/src/test/second-carrier.js';
import { untilMessage } from '../../backend/src/test/system.js';
import { dialog, rowOf, toast } from './applications.js';
import { expectAccessible, expectAccessibleInBothThemes, expectNoSidewaysScroll, NARROW, ZOOMED } from './axe.js';
import { Acme, button, confirm, NEXT_PASSWORD, panel, PASSWORD, WRONG_PASSWORD } from './carriers.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';

let room: ConsoleUnderTest;
let acme: Acme;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  acme = await Acme.start(room);
});

afterAll(async () => {
  await room.stop();
  await acme.stop();
});

describe('a carrier', () => {
  test('is added, tested, enabled, and seen to be connected without a reload', async () => {
    const page = await room.visit('/carriers');
    await button(page, 'Add a carrier').click();
    await confirm(page, 'Add');
    await dialog(page).getByText('One to 60 characters.').waitFor();
    await untilFocused(page, 'Name');
    await dialog(page).getByLabel('Name', { exact: true }).fill('Northwind');
    await dialog(page).getByLabel('Host').fill('127.0.0.1');
    await dialog(page).getByLabel('Port').fill(String(acme.port));
    await dialog(page).getByText('Not encrypted').click();
    await dialog(page).getByLabel('System id').fill('acme');
    await dialog(page).getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog(page).getByText('More settings').click();
    await dialog(page).getByLabel('Connections').fill('17');
    await dialog(page).getByText('More settings').click();
    await confirm(page, 'Add');
    await dialog(page).getByText('A whole number from 1 to 16.').waitFor();
    await dialog(page).getByLabel('Connections').fill('2');
    await confirm(page, 'Add');
    await toast(page, 'Carrier added.');
    await page.waitForURL('**/carriers/car_*');
    await page.getByText('Disabled: it has no connections').waitFor();
    await button(page, 'Test Northwind').click();
    await dialog(page).getByText('All is well').waitFor();
    await expect
      .poll(() => dialog(page).getByRole('listitem').allInnerTexts())
      .toEqual(
        ['Address worked', 'Connection worked', 'not needed', 'Sign-in (bind) worked', 'enquire_link', 'unbind'].map(
          (words) => expect.stringContaining(words),
        ),
      );
    await expectAccessible(page);
    await dialog(page).getByRole('button', { name: 'Close' }).last().click();
    await button(page, 'Enable Northwind').click();
    await dialog(page).getByText('No route names it: it takes nothing until one does.').waitFor();
    await expectAccessible(page);
    await dialog(page).getByText('Nothing is encrypted on the way').waitFor();
    await confirm(page, 'Enable');
    await toast(page, 'Northwind is enabled');
    await rowOf(page, '2, sends and receives').getByText('Connected', { exact: true }).waitFor();
    await page.getByText('No route names it: it takes no messages yet.').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await page.getByRole('link', { name: 'All carriers' }).click();
    await rowOf(page, 'Northwind').getByText('Not encrypted').waitFor();
    await expect.poll(() => rowOf(page, 'Northwind').getByText('Connected', { exact: true }).count()).toBe(2);
    // Receipts go round all binds of the account, and others of this file are to have theirs.
    await acme.setStatus(id, 'disabled');
  });

  test('that cannot be reached says which step fails and why, and why it is down', async () => {
    const { id, name } = await acme.add({ port: 1 });
    await acme.setStatus(id, 'enabled');
    const page = await room.visit('/carriers');
    await rowOf(page, name).getByText('Down', { exact: true }).waitFor();
    await rowOf(page, name).getByText('the carrier’s address did not take the connection').waitFor();
    await button(page, `Test ${name}`).click();
    await dialog(page).getByText('nothing listens there: is the port right?').waitFor();
    await dialog(page).getByText('not reached').first().waitFor();
    await acme.setStatus(id, 'disabled');
  });

  test('is paused in the list by those who may, and every open page follows', async () => {
    const { id, name } = await acme.bound();
    const watching = await acme.open({ id });
    await watching.getByText('Connected', { exact: true }).waitFor();
    const page = await room.visit('/carriers', { as: { role: 'ops' } });
    expect(await page.getByRole('button', { name: /^(Test|Add)/ }).count()).toBe(0);
    await button(page, `Pause ${name}`).click();
    await dialog(page).getByText('Its connections stay up, so receipts').waitFor();
    await expectAccessible(page);
    await confirm(page, 'Pause');
    await toast(page, `${name} is paused`);
    await rowOf(page, name).getByText('Paused', { exact: true }).waitFor();
    await watching.getByText('Paused: it takes no new messages').waitFor();
    await watching.getByText('Connected', { exact: true }).waitFor();
    await acme.setStatus(id, 'disabled');
    await watching.getByText('None: it is disabled.').waitFor();
    await button(page, `Enable ${name}`).waitFor();
  });

  test('is deleted once nothing stands in the way', async () => {
    const { id, name } = await acme.add();
    const { routeId } = await routeOver(room.system, [id]);
    // As the routes that are made in the console, all of them have names.
    await room.system.database.pool.query(
      `update route set name = case id when $1 then 'All to it' else 'Another' end`,
      [routeId],
    );
    const named = await acme.open({ id }, 'settings');
    await panel(named).getByText('One route names it. Take it out of there first: All to it').waitFor();
    expect(await button(named, 'Delete').count()).toBe(0);
    await room.system.database.pool.query('delete from route where id = $1', [routeId]);
    const page = await acme.open({ id }, 'settings');
    await button(page, 'Delete').click();
    await confirm(page, 'Delete');
    await page.waitForURL('**/carriers');
    await toast(page, `${name} is deleted`);
    expect((await page.request.get(`${room.console.url}/carriers/${id}`)).status()).toBe(404);
  });
});

describe('settings', () => {
  test('show what they would end before they are saved, and what is wrong before they are sent', async () => {
    const carrier = await acme.bound({ binds: 2 });
    const page = await acme.open(carrier, 'settings');
    await page.getByLabel('Window').fill('256');
    await button(page, 'Review changes').click();
    await page.getByText('A whole number from 1 to 255.').waitFor();
    await page.getByLabel('Window').fill('20');
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('tab', { name: 'Settings (unsaved)' }).click();
    await button(page, 'Review changes').click();
    await dialog(page).getByText('2 connections end and are made anew').waitFor();
    await expectAccessible(page);
    const facts = dialog(page).getByRole('row').filter({ hasText: 'Window' }).getByRole('cell');
    await expect.poll(() => facts.allInnerTexts()).toEqual(['10', '20']);
    expect((await acme.read(carrier.id)).window_size).toBe(10);
    await confirm(page, 'Apply');
    await toast(page, 'Changes saved');
    await page.getByRole('tab', { name: 'Settings', exact: true }).waitFor();
    await page.getByLabel('Segments a second').fill('50');
    await button(page, 'Review changes').click();
    await dialog(page).getByText('No connection is touched').waitFor();
    await confirm(page, 'Apply');
    await page.getByRole('tab', { name: 'Settings', exact: true }).waitFor();
    await expect.poll(() => acme.read(carrier.id)).toMatchObject({ window_size: 20, tps: 50 });
    await page.getByRole('tab', { name: 'History' }).click();
    // What was there at the first look is shown until the rest has come: it was added, enabled, and changed twice since.
    await expect.poll(() => panel(page).getByText('What changed').count()).toBe(4);
    await panel(page).getByText('What changed').first().click();
    await rowOf(page, 'Segments a second').getByText('50').waitFor();
    await acme.setStatus(carrier.id, 'disabled');
  });

  test('of two people are never written over unseen: one keeps hers on top, or takes what is saved', async () => {
    const { id } = await acme.add();
    const page = await acme.open({ id }, 'settings');
    const theirs = (version: number, part: object) => acme.api('PATCH', `carriers/${id}`, { version, ...part });
    await page.getByLabel('Window').fill('20');
    await page.getByLabel('Port').fill('2');
    await theirs(1, { port: 3, name: 'Theirs' });
    await button(page, 'Review changes').click();
    const conflict = page.getByRole('alert').filter({ hasText: 'Changed meanwhile' });
    await conflict.getByText('A owner').waitFor();
    await conflict.getByRole('row').filter({ hasText: 'Port' }).getByText('3', { exact: true }).waitFor();
    await conflict.getByRole('button', { name: 'Keep mine, on top of that' }).click();
    await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('Theirs');
    await expect.poll(() => page.getByLabel('Port').inputValue()).toBe('2');
    await button(page, 'Review changes').click();
    await confirm(page, 'Apply');
    await toast(page, 'Changes saved');
    await expect.poll(() => acme.read(id)).toMatchObject({ name: 'Theirs', port: 2, window_size: 20, version: 3 });
    await page.getByLabel('Window').fill('30');
    await theirs(3, { window_size: 40 });
    await button(page, 'Review changes').click();
    await conflict.getByRole('button', { name: 'Take what is saved, drop mine' }).click();
    await expect.poll(() => page.getByLabel('Window').inputValue()).toBe('40');
  });

  test('of what the carrier means by its answers, and how its receipts are read, are kept with the rest', async () => {
    const { id } = await acme.add({ tps: 5 });
    const page = await acme.open({ id }, 'errors');
    await page.getByLabel('Search codes and meanings').fill('sender is invalid');
    await panel(page).getByRole('row').nth(2).waitFor({ state: 'detached' });
    await expect.poll(() => panel(page).getByRole('row').last().innerText()).toContain('ESME_RINVSRCADR');
    await expect.poll(() => page.url()).toContain('q=sender');
    await panel(page).getByLabel('Code', { exact: true }).fill('0x');
    await button(page, 'Add the rule').click();
    await page.getByText('That is no code.').waitFor();
    await panel(page).getByLabel('Code', { exact: true }).fill('ESME_RINVSRCADR');
    await panel(page).getByLabel('What follows', { exact: true }).selectOption('permanent');
    await button(page, 'Add the rule').click();
    await panel(page).getByText('own rule').waitFor();
    await button(page, 'Review changes').click();
    await dialog(page).getByText('Rules for answers · 0x0000000A').waitFor();
    await confirm(page, 'Apply');
    await toast(page, 'Changes saved');
    await page.getByRole('tab', { name: 'Receipts' }).click();
    await page.getByText('Its receipts have shown nothing yet.').waitFor();
    await page.getByText('Decimal in the answer, hexadecimal in the receipt').click();
    await button(page, 'Review changes').click();
    await confirm(page, 'Apply');
    await dialog(page).waitFor({ state: 'detached' });
    await expect
      .poll(() => acme.read(id))
      .toMatchObject({
        tps: 5,
        settings: { status_actions: { '0x0000000A': 'permanent' }, receipt_ids: 'decimal_to_hex' },
      });
  });
});

test('a password that the carrier refuses is not taken, one that it takes is, and there is a way back', async () => {
  const carrier = await acme.bound();
  const page = await acme.open(carrier, 'credentials');
  const replace = async (password: string) => {
    await dialog(page).getByLabel('New password').fill(password);
    await confirm(page, 'Replace the password');
  };
  await panel(page).getByText('A owner').waitFor();
  await button(page, 'Replace the password').click();
  await replace(WRONG_PASSWORD);
  await dialog(page).getByText('the password is wrong').waitFor();
  await expectAccessible(page);
  expect((await acme.read(carrier.id)).version).toBe(1);
  await acme.phones.setPasswords('acme', NEXT_PASSWORD, PASSWORD);
  await replace(NEXT_PASSWORD);
  await toast(page, 'The new password is in use');
  await panel(page).getByText('is kept until').waitFor();
  await button(page, 'Go back to the one before').click();
  await confirm(page, 'Go back to the one before');
  await toast(page, 'The password before is in use again');
  await expect.poll(() => acme.read(carrier.id)).toMatchObject({ version: 3 });
  await button(page, 'Replace the password').click();
  await dialog(page).getByText('Take it without a test').click();
  await replace(WRONG_PASSWORD);
  await toast(page, 'The new password is in use');
  await page.getByRole('tab', { name: 'Status' }).click();
  await panel(page).getByText('ESME_RINVPASWD').waitFor();
  expect(await page.content()).not.toMatch(new RegExp([PASSWORD, NEXT_PASSWORD, WRONG_PASSWORD].join('|')));
  await acme.setStatus(carrier.id, 'disabled');
});

describe('the trace', () => {
  let carrier: CarrierView;

  beforeAll(async () => {
    carrier = await acme.bound();
    const { client } = await routeOver(room.system, [carrier.id]);
    const { body } = await client.start({ number: freshNumber() });
    await untilMessage(client, body.message.id, 'delivered');
  });

  test('opens each PDU to its fields, filters them by the address, and holds still', async () => {
    const page = await acme.open(carrier, 'trace&command=submit_sm');
    const pdus = page.getByRole('list', { name: 'PDUs, newest first' }).getByRole('listitem');
    await pdus.first().click();
    await expect.poll(() => pdus.count()).toBe(1);
    await expect.poll(() => pdus.first().innerText()).toMatch(/short_message\s+redacted \(\d+ octets\)/);
    expect(await pdus.first().innerText()).toMatch(/destination_addr\s+\*+\d\d/);
    await button(page, 'Pause').click();
    await page.getByText('Paused: nothing moves while you read.').waitFor();
    await page.getByLabel('Direction').selectOption('in');
    await page.getByRole('heading', { name: 'No PDUs match' }).waitFor();
    await page.getByRole('button', { name: 'Without Command' }).click();
    await page.waitForURL('**?tab=trace&direction=in');
    await pdus.filter({ hasText: 'deliver_sm' }).first().waitFor();
    await rowOf(page, 'submit_sm').getByText('–').waitFor();
  });

  test('is for those who may read traffic; others hear which permission it takes', async () => {
    const page = await acme.open(carrier, 'receipts', { as: { role: 'auditor' } });
    await page.getByText('are for those who may read the traffic of carriers').waitFor();
    expect(await page.getByRole('tab', { name: 'Trace' }).count()).toBe(0);
    await expect.poll(() => page.locator('main').getByRole('button').allInnerTexts()).toEqual([]);
    await page.goto(`${room.console.url}/carriers/${carrier.id}?tab=trace`);
    await page.getByText('Read the traffic of carriers').waitFor();
  });
});

test('support does not come in', async () => {
  const page = await room.visit('/carriers', { as: { role: 'support' } });
  await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
});

test('what is no longer live says so, and is live again by itself', async () => {
  let askedAt = Infinity;
  const page = await room.visit('/carriers', {}, async (fresh) => {
    await fresh.clock.install();
    await fresh.route('**/carriers/live', (route) => {
      askedAt = Math.min(askedAt, Date.now());
      return route.abort();
    });
  });
  const paused = page.getByText('Live updates paused');
  await expect.poll(() => askedAt).toBeLessThan(Infinity);
  // However long the page took to open.
  await page.clock.pauseAt(askedAt + 9_000);
  expect(await paused.count()).toBe(0);
  await page.clock.runFor(2_000);
  await paused.waitFor();
  await page.unroute('**/carriers/live');
  await page.clock.runFor(1_500);
  await paused.waitFor({ state: 'detached' });
});

describe('in every look', () => {
  const list = (page: Page) => page.locator('main table').first().waitFor();

  test('the list', () => expectGoodInEveryLook(room, '/carriers', list));

  test('the dialog of a new carrier, with what is wrong in it', () =>
    expectGoodInEveryLook(room, '/carriers', async (page) => {
      await page.locator('main header button').click();
      await dialog(page).locator('summary').click();
      await dialog(page).locator('button[type=submit]').click();
      await dialog(page).locator('[aria-invalid=true]').first().waitFor();
    }));

  test('the simulated one, for those who only look', async () =>
    expectGoodInEveryLook(
      room,
      `/carriers/${await seededCarrier(room.system)}?tab=settings`,
      (page) => page.locator('main dl').first().waitFor(),
      { role: 'auditor' },
    ));

  test('each tab of one', async () => {
    const { id } = await acme.bound({ settings: { status_actions: { '0x00000400': 'retry' } } });
    for (const look of [
      { language: 'en-XA', theme: 'light' },
      { language: 'ar', theme: 'dark' },
    ] as const) {
      const page = await acme.open({ id }, 'status', look);
      for (const tab of await page.getByRole('tab').all()) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await tab.click();
        await panel(page).locator('section, ol').first().waitFor();
        await page.waitForFunction(() => document.querySelector('main [aria-busy=true]') === null);
        const folded = panel(page).locator('details summary');
        if ((await folded.count()) > 0) await folded.first().click();
        await expectAccessibleInBothThemes(page);
        await page.setViewportSize({ width: NARROW, height: 800 });
        await expectNoSidewaysScroll(page);
        await page.setViewportSize(ZOOMED);
        await expectNoSidewaysScroll(page, ZOOMED.width);
      }
      await room.leave(page);
    }
    await acme.setStatus(id, 'disabled');
  });
});
