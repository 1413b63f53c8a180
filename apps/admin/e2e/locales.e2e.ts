import type { ImportOutcome, LocaleList, LocaleView, TemplateList, TextsDocument } from '@codewire/contracts';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adminApi, type AdminApi } from './admin-api.js';
import { dialog, rowOf, toast } from './applications.js';
import { startConsoleUnderTest, type ConsoleUnderTest, type PageOptions } from './console.js';
import { tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';

let room: ConsoleUnderTest;
let api: AdminApi;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  api = await adminApi(room);
});

afterAll(() => room.stop());

const find = async (tag: string) => (await api<LocaleList>('GET', 'locales')).data.find((one) => one.tag === tag);
const add = (tag: string) => api<LocaleView>('POST', 'locales', { tag });
const card = (page: Page, name: string) => page.getByRole('region', { name });
const chain = (page: Page) => page.getByRole('list', { name: 'Where its texts come from' });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function open(path: string, options: PageOptions = {}): Promise<Page> {
  const page = await room.visit(path, options);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

describe('languages', () => {
  test('one is added by any spelling of its tag, and what follows from that is shown while it is typed', async () => {
    const page = await open('/locales');
    await press(page, 'Add a language');
    const tag = dialog(page).getByLabel('Language tag');
    await tag.fill('not a tag');
    await dialog(page).getByText('This is no language tag.').first().waitFor();
    await tag.fill('fr');
    await dialog(page).getByRole('link', { name: 'It is there already: open it' }).waitFor();
    await expect.poll(() => dialog(page).getByRole('button', { name: 'Add', exact: true }).isDisabled()).toBe(true);
    await tag.fill('FR_lu');
    await dialog(page).getByText('French (Luxembourg)').waitFor();
    await expect.poll(() => chain(page).last().innerText()).toBe('fr-LU\nfr\nen');
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForURL('**/locales/fr-LU');
    await toast(page, 'French (Luxembourg) is added');
    await page.getByRole('heading', { level: 1, name: 'French (Luxembourg)' }).waitFor();
    expect(await find('fr-LU')).toMatchObject({ fallback: 'fr', direction: 'ltr', is_enabled: true });
  });

  test('are found by name, own name and tag; the address keeps what was asked', async () => {
    const page = await open('/locales');
    const rows = page.locator('[data-shortcut-row]');
    await page.getByLabel('Search by name or tag').fill('espanol');
    await page.waitForURL('**/locales?q=espanol');
    await page.getByText('español de México').waitFor();
    await page.getByLabel('State').selectOption('Disabled');
    await page.getByRole('heading', { name: 'No languages match' }).waitFor();
    await page.getByRole('button', { name: 'Without State' }).click();
    await page.waitForURL('**/locales?q=espanol');
    await expect.poll(() => rows.count()).toBeGreaterThan(5);
    const count = await rows.count();
    await page.reload();
    await rows.first().waitFor();
    await expect.poll(() => rows.count()).toBe(count);
    await expect.poll(() => page.getByLabel('Search by name or tag').inputValue()).toBe('espanol');
  });

  test('one falls back on another; what somebody else has saved meanwhile is told by name, and nothing is lost', async () => {
    await add('it-SM');
    const page = await open('/locales/it-SM');
    const settings = card(page, 'Settings');
    await settings.getByLabel('Falls back to').selectOption('it-CH');
    await expect.poll(() => chain(page).innerText()).toBe('it-SM\nit-CH\nit\nen');
    const colleague = await adminApi(room, { role: 'editor' });
    await colleague('PATCH', 'locales/it-SM', { fallback: null }, 1);
    await settings.getByRole('button', { name: 'Save' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Changed meanwhile by A editor' });
    await alert.waitFor();
    await expect
      .poll(() => alert.getByRole('row').filter({ hasText: 'Falls back to' }).getByRole('cell').allInnerTexts())
      .toEqual(['Nothing but the default language', 'Italian (Switzerland) · italiano (Svizzera)']);
    await alert.getByRole('button', { name: 'Keep mine, to save it over that' }).click();
    await settings.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Language saved');
    expect((await find('it-SM'))?.chain).toEqual(['it-SM', 'it-CH', 'it', 'en']);
  });

  test('one is disabled by someone who has read who loses it, and is enabled again', async () => {
    const page = await open('/locales/is');
    await press(page, 'Disable');
    await dialog(page).getByText('Numbers of 1 country get the application’s default language: Iceland.').waitFor();
    await dialog(page).getByText('3 own texts are no longer sent.').waitFor();
    await dialog(page).getByRole('button', { name: 'Disable' }).click();
    await toast(page, 'Icelandic is disabled');
    expect((await find('is'))?.is_enabled).toBe(false);
    await press(page, 'Enable');
    await toast(page, 'The language is enabled');
    expect((await find('is'))?.is_enabled).toBe(true);
  });

  test('the default cannot be disabled, and says so; another takes its place', async () => {
    const page = await open('/locales/en');
    await page.getByText('It is the default, the last language of every chain').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Disable' }).isDisabled()).toBe(true);
    await page.goto(`${room.console.url}/locales/sv`);
    await press(page, 'Make it the default');
    await dialog(page).getByText('every chain ends with Swedish instead of English').waitFor();
    await dialog(page).getByRole('button', { name: 'Make it the default' }).click();
    await toast(page, 'Swedish is the default');
    expect((await find('da'))?.chain).toEqual(['da', 'sv']);
    await api('PATCH', 'locales/en', { is_default: true }, (await find('en'))?.version);
  });

  test('one that nothing needs is removed, any other says why it stays', async () => {
    await add('oc');
    const page = await open('/locales/oc');
    await press(page, 'Remove');
    await dialog(page).getByRole('button', { name: 'Remove' }).click();
    await page.waitForURL('**/locales');
    await toast(page, 'Occitan is removed');
    expect(await find('oc')).toBeUndefined();
    await page.goto(`${room.console.url}/locales/de`);
    await page.getByText('It came with the product and cannot be removed.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Remove' }).isDisabled()).toBe(true);
  });
});

test('a country gets another language, the question knows it, and what came with the product comes back', async () => {
  await add('de-LU');
  const page = await open('/locales?view=countries&q=luxem');
  await press(page, 'Change the language of Luxembourg');
  await dialog(page).getByLabel('Language').selectOption('de-LU');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await toast(page, 'Luxembourg: language saved');
  await rowOf(page, 'Luxembourg').getByText('Changed here').waitFor();

  await page.getByRole('tab', { name: 'Which language?' }).click();
  await page.getByLabel('Country of the number').selectOption('LU');
  await press(page, 'Find out');
  await page.getByText('numbers of this country get it: Luxembourg').waitFor();
  await page.getByRole('link', { name: 'German (Luxembourg)' }).waitFor();
  await expect.poll(() => chain(page).innerText()).toBe('de-LU\nde\nen');
  await page.getByLabel('Language asked for').fill('pt-AO');
  await press(page, 'Find out');
  await page.getByText('“pt-AO” was asked for').waitFor();
  await page.goBack();
  await page.getByText('numbers of this country get it: Luxembourg').waitFor();

  await page.goto(`${room.console.url}/locales?view=countries&map=changed`);
  await press(page, 'Reset the language of Luxembourg to what came with the product');
  await toast(page, 'As it came with the product');
  await page.getByRole('heading', { name: 'No countries match' }).waitFor();
});

test('the coverage shows every template in every language; problems are filtered, and a cell opens its text', async () => {
  const { data } = await api<TemplateList>('GET', 'templates');
  const page = await open('/locales?view=coverage');
  const grid = page.getByRole('grid');
  await grid.waitFor();
  await expect.poll(() => grid.getByRole('row').count()).toBeGreaterThan(100);
  const all = await grid.getByRole('row').count();
  await page.getByLabel('Show').selectOption('inherited');
  await page.waitForURL('**/locales?view=coverage&problem=inherited');
  await page.waitForFunction((most) => document.querySelectorAll('[role=grid] tr').length < most, all);
  const login = data.find(({ purpose, application }) => purpose === 'login' && application === null);
  await grid.getByRole('link', { name: /^Sign-in, Austrian German: Inherited from de · 1 segment/ }).click();
  await page.waitForURL(`**/templates/${login?.id}?locale=de-AT`);
});

describe('all texts as one file', () => {
  const importInto = async (page: Page, document: unknown) =>
    page.getByLabel('Choose a file to import').setInputFiles({
      name: 'texts.json',
      mimeType: 'application/json',
      buffer: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
    });

  test('are saved; with a change they come in again as drafts or published, and nothing before it was shown', async () => {
    const page = await open('/locales?view=transfer');
    const download = page.waitForEvent('download');
    await press(page, 'Export as JSON');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^codewire-texts-\d{4}-\d\d-\d\d\.json$/);
    const texts = JSON.parse(await readFile(await file.path(), 'utf8')) as TextsDocument;
    const login = texts.templates.find(({ purpose }) => purpose === 'login')!;
    const german = login.texts['de']!;

    login.texts['de'] = { ...german, body: `Hallo! ${german.body}` };
    await importInto(page, texts);
    await page.getByText('texts.json would change 1 thing.').waitFor();
    await page.locator('summary').filter({ hasText: 'Sign-in' }).click();
    await page.locator('ins').first().waitFor();
    await expect.poll(() => page.locator('ins').allInnerTexts()).toEqual([expect.stringContaining('Hallo!')]);
    const isChanged = async () =>
      (await api<ImportOutcome>('POST', 'templates/import', { document: texts, publish: true })).changes.length === 0;
    expect(await isChanged()).toBe(false);
    await page.getByLabel('Published at once').check();
    await press(page, 'Import and publish 1 change');
    await page.getByText('1 change is imported').waitFor();
    expect(await isChanged()).toBe(true);
  });

  test('that are refused in one place come in nowhere, and say why', async () => {
    const texts = await api<TextsDocument>('GET', 'templates/export');
    const login = texts.templates.find(({ purpose }) => purpose === 'login')!;
    login.texts['fr'] = { ...login.texts['fr']!, body: 'Rien' };
    login.texts['es'] = { ...login.texts['es']!, body: `Hola: ${login.texts['es']!.body}` };
    const page = await open('/locales?view=transfer');
    await importInto(page, '{ "format": ');
    await page.getByRole('alert').filter({ hasText: 'This is no JSON file' }).waitFor();
    await importInto(page, { ...texts, format: 'another' });
    await page.getByRole('alert').filter({ hasText: 'document.format' }).waitFor();
    await importInto(page, texts);
    await page.getByText('Nothing can be imported yet').waitFor();
    await page.getByText('texts.json would change 2 things.').waitFor();
    await expect.poll(() => page.locator('details[open]').count()).toBe(1);
    expect(await page.getByRole('button', { name: /^Import/ }).count()).toBe(0);
  });
});

describe('who may what', () => {
  test('an auditor looks, and has nothing to press', async () => {
    const page = await open('/locales/de', { as: { role: 'auditor' } });
    await chain(page).first().waitFor();
    expect(await page.locator('main').getByRole('button').count()).toBe(0);
    await page.goto(`${room.console.url}/locales?view=countries&q=germany`);
    await page.getByText('Germany').waitFor();
    expect(
      await page
        .locator('main')
        .getByRole('button', { name: /^(Change|Reset|Add)/ })
        .count(),
    ).toBe(0);
    await page.getByRole('tab', { name: 'Export & import' }).click();
    await page.getByText('It takes the permission to write drafts.').waitFor();
  });

  test('support does not come in', async () => {
    const page = await room.visit('/locales', { as: { role: 'support' } });
    await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
  });
});

test('without a mouse a language is added, and its text is found in the coverage', async () => {
  const page = await open('/locales');
  await page.locator('[data-shortcut-row]').first().waitFor();
  await tabTo(page, 'Add a language');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await tabTo(page, 'Language tag');
  await page.keyboard.type('nl-SR');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/locales/nl-SR');
  await tabTo(page, 'All languages');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/locales');
  await tabTo(page, 'Languages');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await untilFocused(page, 'Coverage');
  await page.getByRole('grid').waitFor();
  await tabTo(page, /^Verification, Amharic/);
  await page.keyboard.press('ArrowDown');
  await untilFocused(page, /^Verification, Arabic/);
  await page.keyboard.press('ArrowRight');
  await untilFocused(page, /, Arabic: Own text/);
  await page.keyboard.press('PageDown');
  await untilFocused(page, /, Danish: Own text/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/templates/*?locale=da');
});

describe('in every look', () => {
  const settled = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();
  test('the list', () => expectGoodInEveryLook(room, '/locales?q=zh', settled('[data-shortcut-row]')));
  test('nothing that matches', () => expectGoodInEveryLook(room, '/locales?q=zzzz', settled('main h2')));
  test('a language, and who loses it', () =>
    expectGoodInEveryLook(room, '/locales/fr', async (page) => {
      await page.locator('main section').nth(1).locator('button').first().click();
      await page.locator('dialog[open] li ol').first().waitFor();
    }));
  test('countries', () =>
    expectGoodInEveryLook(room, '/locales?view=countries&map=none', settled('main table tbody tr')));
  test('the answer to the question', async () => {
    const { applications } = await api<{ applications: { id: string }[] }>('GET', 'context');
    const path = `/locales?view=question&language=pt-AO&app=${applications[0]!.id}`;
    await expectGoodInEveryLook(room, path, settled('main [role=status] ol'));
  });
  test('the coverage', () => expectGoodInEveryLook(room, '/locales?view=coverage&q=fr', settled('[role=grid] a')));
  test('what a file would change', async () => {
    const texts = await api<TextsDocument>('GET', 'templates/export');
    const login = texts.templates.find(({ purpose }) => purpose === 'login')!;
    login.texts['ar'] = { ...login.texts['ar']!, body: 'لا شيء' };
    await expectGoodInEveryLook(room, '/locales?view=transfer', async (page) => {
      const buffer = Buffer.from(JSON.stringify(texts));
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'texts.json', mimeType: 'application/json', buffer });
      await page.locator('details[open]').first().waitFor();
    });
  });
});
