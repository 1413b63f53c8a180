import type { CarrierList, PriceImported, PricePage, RouteList, RouteView, SenderList } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { insertCarrier } from '../../backend/src/test/rows.js';
import { adminApi, type AdminApi } from './admin-api.js';
import { dialog, rowOf, toast } from './applications.js';
import { expectAccessible } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest, type PageOptions } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { dragRule, press, rule, shownRules, untilShown } from './routing.js';

let room: ConsoleUnderTest;
let api: AdminApi;
/** The one that every system has, and two that nobody can connect to. */
let simulated: string;
let acme: string;
let beta: string;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  api = await adminApi(room);
  const { pool } = room.system.database;
  [acme, beta] = [await insertCarrier(pool), await insertCarrier(pool)];
  await pool.query(`update carrier set name = 'Acme' where id = $1`, [acme]);
  await pool.query(`update carrier set name = 'Beta' where id = $1`, [beta]);
  const { data } = await api<CarrierList>('GET', 'carriers');
  simulated = data.find((carrier) => carrier.is_simulated)!.id;
});

afterAll(() => room.stop());

const list = async () => (await api<RouteList>('GET', 'routes')).data;
const order = async () => (await list()).map(({ name }) => name);
const add = (name: string, more: object = {}) =>
  api<RouteView>('POST', 'routes', { name, carriers: [{ id: simulated }], ...more });

async function clear(): Promise<void> {
  for (const { id } of await list()) await api('DELETE', `routes/${id}`);
}

async function open(path = '/routing', options: PageOptions = {}): Promise<Page> {
  const page = await room.visit(path, options);
  await page.getByRole('heading', { level: 1, name: 'Routing' }).waitFor();
  return page;
}

describe('rules', () => {
  beforeEach(async () => {
    await clear();
    for (const name of ['A', 'B', 'C']) await add(name, name === 'C' ? {} : { country: 'DE' });
  });

  test('one is added with all it can say, and says it in words; what is missing is told first', async () => {
    const page = await open();
    await press(page, 'Add a rule');
    await press(dialog(page), 'Add');
    await dialog(page).getByText('Give it a name.').waitFor();
    await dialog(page).getByText('Take in at least one carrier.').waitFor();
    await untilFocused(page, 'Name');
    await dialog(page).getByLabel('Name').fill('German mobiles');
    await dialog(page).getByLabel('Country').selectOption('DE');
    await dialog(page).getByLabel('Number begins with').fill('+33 6');
    await dialog(page).getByLabel('Application').selectOption('Codewire');
    await dialog(page).getByText('Numbers of Germany that begin with +336, for Codewire').waitFor();
    await dialog(page).getByRole('radio', { name: 'By weight' }).check();
    for (const name of ['Acme', 'Beta']) {
      await dialog(page).getByLabel('One more carrier').selectOption(name);
      await press(dialog(page), 'Take it in');
    }
    await dialog(page).getByLabel('Weight of Acme').fill('3');
    await dialog(page).getByText('75%').waitFor();
    await dialog(page).getByLabel('Place', { exact: true }).selectOption('Before B');
    await press(dialog(page), 'Add');
    await dialog(page).locator('input[aria-invalid=true][placeholder="+49 15"]').waitFor();
    await dialog(page).getByLabel('Number begins with').fill('+49 15');
    await press(dialog(page), 'Add');
    await toast(page, 'German mobiles is added');
    await untilShown(page, ['A', 'German mobiles', 'B', 'C']);
    const row = rule(page, 'German mobiles');
    await row.getByText('Numbers of Germany that begin with +4915, for Codewire').waitFor();
    await expect
      .poll(() => row.getByRole('list').getByRole('listitem').allInnerTexts())
      .toEqual([expect.stringMatching(/^Acme\s+75%\s+Disabled$/), expect.stringMatching(/^Beta\s+25%\s+Disabled$/)]);
    expect((await list())[1]).toMatchObject({
      country: 'DE',
      prefix: '4915',
      mode: 'weighted',
      carriers: [
        { id: acme, weight: 3 },
        { id: beta, weight: 1 },
      ],
      is_enabled: true,
    });
  });

  test('they are put in order by buttons, which keep the focus; and it is undone', async () => {
    const page = await open();
    await press(page, 'Move C up');
    await toast(page, 'C is rule 2 of 3 now');
    await untilShown(page, ['A', 'C', 'B']);
    await page.locator('[aria-label="Move C up"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await toast(page, 'C is rule 1 of 3 now');
    await expect.poll(order).toEqual(['C', 'A', 'B']);
    await rule(page, 'A').getByText('It is never asked: rules above it take all that it would.').waitFor();
    await page.locator('[role=status]').getByRole('button', { name: 'Undo' }).last().click();
    await toast(page, 'The rules stand as before');
    await expect.poll(order).toEqual(['A', 'C', 'B']);
    await untilShown(page, ['A', 'C', 'B']);
  });

  test('or dragged; what is let go where it was, or given up, stays', async () => {
    const page = await open();
    await dragRule(page, 'A', 'B', async () => {
      await page.locator('[data-drop=after]').waitFor();
      await page.mouse.up();
    });
    await toast(page, 'A is rule 2 of 3 now');
    await expect.poll(order).toEqual(['B', 'A', 'C']);
    await dragRule(page, 'B', 'C', async () => {
      await page.locator('[data-drop=after]').waitFor();
      await page.keyboard.press('Escape');
      await page.mouse.up();
    });
    await page.locator('[data-lifted]').waitFor({ state: 'detached' });
    await expect.poll(() => shownRules(page)).toEqual(['B', 'A', 'C']);
    await expect.poll(order).toEqual(['B', 'A', 'C']);
  });

  test('or lifted by a key, and every step is told', async () => {
    const page = await open();
    const told = page.locator('[aria-live=assertive]');
    await page.getByRole('button', { name: /^Move A, rule/ }).focus();
    await page.keyboard.press('Space');
    await told.getByText('A is lifted, rule 1 of 3.').waitFor();
    await page.keyboard.press('ArrowDown');
    await told.getByText('A: place 2 of 3. Before C.').waitFor();
    await page.keyboard.press('Escape');
    await told.getByText('A is put back: rule 1 of 3.').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('End');
    await told.getByText('A: place 3 of 3.').waitFor();
    await page.keyboard.press('Space');
    await toast(page, 'A is rule 3 of 3 now');
    await untilShown(page, ['B', 'C', 'A']);
    await untilFocused(page, 'Move A, rule 3 of 3');
    await expect.poll(order).toEqual(['B', 'C', 'A']);
    await page.keyboard.press('z');
    await toast(page, 'The rules stand as before');
    await expect.poll(order).toEqual(['A', 'B', 'C']);
  });

  test('an order that somebody else has changed meanwhile is not undone unseen', async () => {
    const page = await open();
    const ids = (await list()).map(({ id }) => id);
    await api('PUT', 'routes/order', { ids: [...ids].reverse() });
    await press(page, 'Move A down');
    const alert = page.getByRole('alert').filter({ hasText: 'The rules were changed meanwhile by A owner' });
    await alert.waitFor();
    await untilShown(page, ['C', 'B', 'A']);
    await expect.poll(order).toEqual(['C', 'B', 'A']);
    await press(alert, 'Move it all the same');
    await toast(page, 'A is rule 1 of 3 now');
    await expect.poll(order).toEqual(['A', 'C', 'B']);
  });

  test('one is switched off and on; without a default that is said', async () => {
    const page = await open();
    expect(await page.getByText('No rule takes all the rest').count()).toBe(0);
    await page.getByRole('switch', { name: 'Rule C' }).uncheck();
    await toast(page, 'C is off');
    await page.getByText('No rule takes all the rest').waitFor();
    await press(page, 'Undo');
    await page.getByText('No rule takes all the rest').waitFor({ state: 'detached' });
    expect((await list())[2]).toMatchObject({ name: 'C', is_enabled: true });
  });

  test('what somebody else has saved of one meanwhile is told, and nothing that was chosen is lost', async () => {
    const page = await open();
    await press(page, 'Edit A');
    await dialog(page).getByLabel('Name').fill('Mine');
    const { id } = (await list())[0]!;
    await api('PATCH', `routes/${id}`, { version: 1, name: 'Theirs', country: 'FR' });
    await press(dialog(page), 'Save');
    const alert = dialog(page).getByRole('alert').filter({ hasText: 'Changed meanwhile by A owner' });
    await alert.waitFor();
    await expect
      .poll(() => alert.getByRole('row').filter({ hasText: 'Name' }).getByRole('cell').allInnerTexts())
      .toEqual(['Theirs', 'Mine']);
    await press(alert, 'Keep mine, to save it over that');
    await press(dialog(page), 'Save');
    await toast(page, 'Mine is saved');
    expect((await list())[0]).toMatchObject({ name: 'Mine', country: 'DE' });
  });

  test('one is deleted, and comes back at its place', async () => {
    const page = await open();
    await press(page, 'Delete B');
    await press(dialog(page), 'Delete');
    await toast(page, 'B is deleted');
    await untilShown(page, ['A', 'C']);
    await press(page, 'Undo');
    await untilShown(page, ['A', 'B', 'C']);
    await expect.poll(order).toEqual(['A', 'B', 'C']);
  });

  test('who would carry a number is answered with the rule that decides, and why not the others', async () => {
    await api('PATCH', `routes/${(await list())[1]!.id}`, { version: 1, country: null, carriers: [{ id: acme }] });
    const ways = [{ id: beta }, { id: simulated }];
    await api('PATCH', `routes/${(await list())[2]!.id}`, { version: 1, carriers: ways });
    const page = await open();
    const question = page.getByRole('region', { name: 'Who would carry this?' });
    await question.getByLabel('Phone number').fill('12');
    await press(question, 'Find out');
    await question.locator('input[aria-invalid=true]').waitFor();
    await question.getByLabel('Phone number').fill(freshNumber());
    await press(question, 'Find out');
    await question.getByText('would carry it').waitFor();
    await rule(page, 'C').getByText('Decides').waitFor();
    await expect.poll(() => page.locator('[data-decides=true]').count()).toBe(1);
    await rule(page, 'A').getByText('Skipped: it is for another country').waitFor();
    await rule(page, 'B').getByText('Skipped: none of its carriers can take this message').waitFor();
    const candidates = question.getByRole('region', { name: 'Carriers of C' });
    await candidates.getByText('It is disabled.').waitFor();
    await candidates.getByText('Carries it').waitFor();
    await expect.poll(() => page.url()).toBe(`${room.console.url}/routing`);

    // It stays asked: what is changed is seen in the answer.
    await page.getByRole('switch', { name: 'Rule C' }).uncheck();
    await question.getByText('Nobody would carry it').waitFor();
    await rule(page, 'C').getByText('Skipped: it is off').waitFor();
  });
});

test('a price list with a fault is told line by line, mended, looked at, and then replaces the prices', async () => {
  const page = await open('/routing?view=prices');
  await page.getByLabel('Carrier', { exact: true }).selectOption('Acme');
  await page.waitForURL(`**/routing?view=prices&carrier=${acme}`);
  await page.getByRole('heading', { name: 'Acme has no prices' }).waitFor();
  await page.getByLabel('Choose a price list').setInputFiles({
    name: 'prices.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('prefix,price,currency\n49,0.075,EUR\n4915,cheap,EUR\n'),
  });
  const fault = rowOf(page, '4915,cheap,EUR');
  await fault.getByText('The price is no number.').waitFor();
  await expect.poll(() => fault.getByRole('cell').first().innerText()).toBe('3');
  expect(await page.getByRole('button', { name: 'Replace the prices' }).count()).toBe(0);
  const lines = page.getByLabel('Or write it here');
  await lines.fill((await lines.inputValue()).replace('cheap', '0.08'));
  await press(page, 'Look what it would do');
  await page.getByText('2 new').waitFor();
  const prices = () => api<PricePage>('GET', `carriers/${acme}/prices`);
  expect((await prices()).data).toEqual([]);
  await press(page, 'Replace the prices');
  await toast(page, 'Prices of Acme imported');
  await rowOf(page, '+4915').getByText('€0.08').waitFor();
  expect((await prices()).data.map(({ prefix, price }) => [prefix, price])).toEqual([
    ['49', '0.075'],
    ['4915', '0.08'],
  ]);

  const many = Array.from({ length: 60 }, (_, n) => `44${String(n + 10)},0.01,EUR\n`).join('');
  await lines.fill(`49,0.07,EUR\n${many}`);
  await press(page, 'Look what it would do');
  await page.getByText('1 price would be gone').waitFor();
  await page.getByText('1 changed').waitFor();
  await press(page, 'Replace the prices');
  await rowOf(page, '+4410').waitFor();
  await press(page, 'Next');
  await rowOf(page, '+4469').waitFor();
  await rowOf(page, '+49').getByText('€0.07').waitFor();
  await press(page, 'Previous');
  await rowOf(page, '+4410').waitFor();
});

test('a sender is added, refused where there is one already, deleted, and comes back', async () => {
  const page = await open('/routing?view=senders');
  const senders = async () => (await api<SenderList>('GET', 'senders')).data;
  await press(page, 'Add a sender');
  await dialog(page).getByLabel('Sender').fill('Straße 7 und mehr');
  await press(dialog(page), 'Add');
  await dialog(page).getByText('Use a number, or up to 11 letters').waitFor();
  await expectAccessible(page);
  await dialog(page).getByLabel('Sender').fill('ACME');
  await dialog(page).getByLabel('Country').selectOption('FR');
  await dialog(page).getByLabel('Carrier').selectOption('Beta');
  await press(dialog(page), 'Add');
  await toast(page, 'Sender added');
  await rowOf(page, 'ACME').getByText('France').waitFor();
  await expectAccessible(page);
  expect(await senders()).toMatchObject([{ sender: 'ACME', country: 'FR', carrier_id: beta, application_id: null }]);
  await press(page, 'Add a sender');
  await dialog(page).getByLabel('Sender').fill('Other');
  await dialog(page).getByLabel('Country').selectOption('FR');
  await dialog(page).getByLabel('Carrier').selectOption('Beta');
  await press(dialog(page), 'Add');
  await dialog(page).getByRole('alert').waitFor();
  await press(dialog(page), 'Cancel');
  await press(page, 'Delete the sender ACME');
  await toast(page, 'Sender ACME is deleted');
  await page.getByRole('heading', { name: 'No senders of their own' }).waitFor();
  expect(await senders()).toEqual([]);
  await press(page, 'Undo');
  await rowOf(page, 'ACME').getByText('Beta').waitFor();
  expect(await senders()).toMatchObject([{ sender: 'ACME', country: 'FR', carrier_id: beta }]);
});

test('an auditor looks, asks, and has nothing to change; support does not come in', async () => {
  const page = await open('/routing', { as: { role: 'auditor' } });
  await page.locator('[data-rule]').first().waitFor();
  await expect.poll(() => page.locator('main').getByRole('button').allInnerTexts()).toEqual(['Find out']);
  await page.getByRole('tab', { name: 'Prices' }).click();
  await page.getByLabel('Carrier', { exact: true }).waitFor();
  expect(await page.getByLabel('Choose a price list').count()).toBe(0);
  const closed = await room.visit('/routing', { as: { role: 'support' } });
  await closed.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
});

test('without a mouse a rule is added from the palette, moved to the top, and asked about', async () => {
  await clear();
  await add('All');
  const page = await open();
  await page.locator('[data-rule]').first().waitFor();
  await page.keyboard.press('Control+k');
  await dialog(page).getByRole('combobox').waitFor();
  await page.keyboard.type('routing rule');
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('Name').waitFor();
  await tabTo(page, 'Name');
  await page.keyboard.type('By key');
  await tabTo(page, 'Take it in');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Add');
  await page.keyboard.press('Enter');
  await toast(page, 'By key is added');
  await untilShown(page, ['All', 'By key']);
  await untilFocused(page, 'Move By key, rule 2 of 2');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await toast(page, 'By key is rule 1 of 2 now');
  await page.keyboard.press('/');
  await untilFocused(page, 'Phone number');
  await page.keyboard.type(freshNumber());
  await page.keyboard.press('Enter');
  await page.locator('[data-decides=true]').filter({ hasText: 'By key' }).waitFor();
  await expect.poll(order).toEqual(['By key', 'All']);
});

describe('in every look', () => {
  beforeAll(async () => {
    await clear();
    const weighted = { mode: 'weighted', carriers: [{ id: acme, weight: 2 }, { id: simulated }] };
    await add('Germany', { country: 'DE', prefix: '4915', ...weighted });
    await add('All');
    await add('Never', { country: 'FR', mode: 'least_cost' });
    await add('Off', { is_enabled: false });
    await api<PriceImported>('POST', `carriers/${acme}/prices/import`, { csv: '49,0.0755,EUR', dry_run: false });
  });

  const rows = (page: Page) => page.locator('[data-rule]').first().waitFor();

  test('the rules, one lifted, and an answer', () =>
    expectGoodInEveryLook(room, '/routing', async (page) => {
      await rows(page);
      await page.locator('input[type=tel]').fill(freshNumber());
      await page.locator('button[type=submit]').click();
      await page.locator('[data-decides=true]').waitFor();
      await page.locator('[data-control=handle]').first().focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.locator('[data-drop]').waitFor();
    }));
  test('the dialog of a rule, with faults', () =>
    expectGoodInEveryLook(room, '/routing', async (page) => {
      await rows(page);
      await page.locator('[data-control=edit]').first().click();
      await dialog(page).locator('[inputmode=numeric]').first().fill('many');
      await dialog(page).locator('button[type=submit]').click();
      await dialog(page).locator('[aria-invalid=true]').first().waitFor();
    }));
  test('prices, and a list with faults', () =>
    expectGoodInEveryLook(room, `/routing?view=prices&carrier=${acme}`, async (page) => {
      await page.locator('main table').first().waitFor();
      await page.locator('textarea').fill('49,=1,EUR\n4915,0.1,EUR,');
      await page.locator('button[type=submit]').click();
      await page.locator('main table').nth(1).waitFor();
    }));
});
