import type { ApplicationDetail } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertManyMessages } from '../../backend/src/test/many-messages.js';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { dialog, rowOf, toast } from './applications.js';
import { expectAccessible } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { chord, tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { addPerson } from './people.js';
import { Templates, TextPage } from './templates.js';
import { TryRoom, untilValue } from './try.js';

let room: ConsoleUnderTest;
let templates: Templates;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  templates = await Templates.of(room);
});

afterAll(() => room.stop());

describe('a text', () => {
  test('with a fault is not saved; mended, it is published, and the phone shows the new words', async () => {
    const text = await templates.open('verification', 'en');
    const { page } = text;
    await text.write('Full form', 'Hello from {brand}: ');
    await text.checked('1 error, no warnings');
    await text.finding('lacks the place of the code').getByText('Full form').waitFor();
    await text.button('Save draft').click();
    await page.getByRole('alert').filter({ hasText: '1 error has to be mended first' }).waitFor();
    await untilFocused(page, 'Checks');

    await text.words('Full form').press('End');
    await text.form('Full form').getByRole('button', { name: '{code}' }).click();
    await expect.poll(() => text.text('Full form')).toBe('Hello from {brand}: {code}');
    await text.bubble().getByText('Hello from Codewire: 482913').waitFor();
    await text.preview().getByText('1 segment of 1 allowed').waitFor();

    await text.button('Save and publish…').click();
    await dialog(page).getByText('Every application without a text of its own sends it.').waitFor();
    await dialog(page)
      .getByText(/other languages take their text from this one: .*Australian English/)
      .waitFor();
    await dialog(page).locator('ins').filter({ hasText: 'Hello from' }).waitFor();
    await expectAccessible(page);
    await dialog(page).getByLabel('I read this language and stand for the text').check();
    await text.publish();
    await toast(page, 'English: version 2 is sent from now on');
    await rowOf(page, 'Version 2').getByText('A owner').last().waitFor();

    await page.goto(`${room.console.url}/try`);
    const tryRoom = new TryRoom(page);
    await tryRoom.send(freshNumber(), 'en');
    const code = await tryRoom.codeOnPhone();
    await expect.poll(() => tryRoom.bubbles().last().innerText()).toContain(`Hello from Codewire: ${code}`);
  });

  test('goes back to what it was: a version that was sent once is published again', async () => {
    const text = await templates.open('login', 'en');
    const before = await text.text('Full form');
    await text.write('Full form', 'Other words: {code}');
    await text.button('Save and publish…').click();
    await text.publish();
    await rowOf(text.page, 'Version 1').getByRole('button', { name: 'Compare version 1' }).click();
    await dialog(text.page).locator('del').filter({ hasText: 'Other words' }).waitFor();
    await expectAccessible(text.page);
    await dialog(text.page).getByRole('button', { name: 'Close' }).click();
    await rowOf(text.page, 'Version 1')
      .getByRole('button', { name: /Publish again: version 1/ })
      .click();
    await expectAccessible(text.page);
    await dialog(text.page).getByRole('button', { name: 'Publish again', exact: true }).click();
    await rowOf(text.page, 'Version 3').getByText('With the words of version 1').waitFor();
    await expect.poll(() => text.text('Full form')).toBe(before);
  });

  test('that one character makes dear is made cheap with one click, wherever the character is', async () => {
    const text = await templates.open('verification', 'en-GB');
    await text.button('Begin with the text of en').click();
    await text.write('Full form', 'Don’t tell: {code}. Really, don’t.');
    await text.preview().getByText('UCS-2: any letters').waitFor();
    const finding = text.finding('’').first();
    await finding.getByRole('button', { name: 'Show the place' }).click();
    await expect.poll(() => text.page.evaluate(() => getSelection()?.toString())).toBe('’');
    await finding.getByRole('button', { name: /^Replace with/ }).click();
    await expect.poll(() => text.text('Full form')).toBe("Don't tell: {code}. Really, don't.");
    await text.preview().getByText('GSM-7: plain letters').waitFor();
  });

  test('that nobody has read says so, until someone stands for it', async () => {
    const text = await templates.open('payment', 'nl');
    const { page } = text;
    const row = page.getByRole('link', { name: /^Dutch/ });
    await row.getByText('Unreviewed').waitFor();
    await page.getByText('Unreviewed: nobody who reads this language has signed it off').waitFor();
    await text.button('Sign it off…').click();
    await dialog(page).getByText('{payee}').first().waitFor();
    await expectAccessible(page);
    await dialog(page).getByRole('button', { name: 'I stand for it' }).click();
    await toast(page, 'Dutch, version 1, is signed off');
    await page.getByText('Unreviewed: nobody').waitFor({ state: 'detached' });
    await row.getByText('Unreviewed').waitFor({ state: 'detached' });
    await page.getByLabel('Show').selectOption('unreviewed');
    await row.waitFor({ state: 'detached' });
  });

  test('is tried on a handset before anybody else gets it', async () => {
    const text = await templates.open('verification', 'da');
    await text.write('Full form', 'Prøve: {code}');
    await text.button('Save draft').click();
    await toast(text.page, 'Draft saved');
    await text.button('Send a test').click();
    await dialog(text.page).getByRole('button', { name: 'Send', exact: true }).click();
    await dialog(text.page).getByText('Prøve: ').waitFor();
    await expectAccessible(text.page);
    await dialog(text.page).getByRole('button', { name: 'Close' }).first().click();
    await text.button('Discard the draft').click();
    await dialog(text.page).getByRole('button', { name: 'Discard', exact: true }).click();
    await toast(text.page, 'Draft discarded');
  });

  test('from right to left is written and shown in that direction', async () => {
    const text = await templates.open('verification', 'ar');
    await expect.poll(() => text.words('Full form').getAttribute('dir')).toBe('rtl');
    await expect.poll(() => text.bubble().locator('p').first().getAttribute('dir')).toBe('rtl');
    await text.page.getByLabel('Line for autofill').selectOption('host');
    await text.bubble().getByText('@example.com #482913').waitFor();
  });
});

describe('whoever writes', () => {
  test('goes all the way by keyboard alone', async () => {
    const page = await room.visit('/templates');
    await page.locator('[data-shortcut-row]').first().waitFor();
    await page.keyboard.press('Tab');
    await untilFocused(page, 'Skip to content');
    await page.keyboard.press('Enter');
    await page.locator('#main:focus').waitFor();
    await tabTo(page, /^Sign in/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/templates/tpl_*');
    await page.getByRole('textbox', { name: 'Full form' }).waitFor();
    await tabTo(page, 'Find a language');
    await page.keyboard.type('swe');
    await page.getByText('1 language shown').waitFor();
    await tabTo(page, /^Swedish/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/templates/tpl_*locale=sv*');
    await page.locator('[lang=sv][role=textbox]').first().waitFor();
    await tabTo(page, '{minutes}');
    await tabTo(page, 'Full form');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Kod utan kod');
    const text = new TextPage(page);
    await text.checked('1 error, no warnings');
    await tabTo(page, 'Save and publish…');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '1 error has to be mended first' }).waitFor();
    await untilFocused(page, 'Checks');
    await text.finding('lacks the place of the code').waitFor();
    await tabTo(page, 'Show the place');
    await page.keyboard.press('Enter');
    await untilFocused(page, 'Full form');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Kod {cod');
    await page.getByRole('option', { name: /^{code}/ }).waitFor();
    await page.keyboard.press('Enter');
    await untilFocused(page, 'Full form');
    await page.getByRole('figure').getByText('Kod 482913').waitFor();
    await text.finding('lacks the place of the code').waitFor({ state: 'detached' });
    await tabTo(page, 'Save and publish…');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await tabTo(page, 'Publish');
    await page.keyboard.press('Enter');
    await toast(page, 'Swedish: version 2 is sent from now on');

    await chord(page, 'g', 't');
    await page.waitForURL('**/try');
    await page.getByRole('heading', { name: 'Try it' }).waitFor();
    await tabTo(page, 'Phone number');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(freshNumber());
    await tabTo(page, 'Language');
    await page.keyboard.type('Swedish');
    await tabTo(page, 'Purpose');
    await page.keyboard.type('Sign in');
    await tabTo(page, 'Send code');
    await page.keyboard.press('Enter');
    const code = await untilValue(page, 'Code', /^\d{6}$/);
    await expect.poll(() => new TryRoom(page).bubbles().last().innerText()).toContain(`Kod ${code}`);
  });

  test('with a plain field has the same words, and this browser remembers it', async () => {
    const text = await templates.open('verification', 'fi');
    const words = await text.text('Full form');
    await text.page.getByLabel('Plain text field').check();
    await text.page.locator('textarea').first().waitFor();
    await expect.poll(() => text.text('Full form')).toBe(words);
    await text.words('Full form').press('Control+End');
    await text.form('Full form').getByRole('button', { name: '{brand}' }).click();
    await expect.poll(() => text.text('Full form')).toBe(`${words}{brand}`);
    await text.page.getByRole('link', { name: /^French fr/ }).click();
    await text.page.locator('textarea[lang=fr]').first().waitFor();
  });

  test('loses nothing by leaving: the browser asks, and has the words when he is back', async () => {
    const text = await templates.open('verification', 'it');
    const { page } = text;
    await text.write('Full form', 'Codice {code}');
    await page
      .getByRole('link', { name: /^Italian it/ })
      .getByText('Unsaved')
      .waitFor();
    let asked = '';
    page.once('dialog', (question) => {
      asked = question.type();
      void question.accept();
    });
    await page.reload();
    expect(asked).toBe('beforeunload');
    await page.getByText('Your unsaved words are back').waitFor();
    await expect.poll(() => text.text('Full form')).toBe('Codice {code}');
    await text.button('Throw them away').click();
    await page.getByText('Your unsaved words are back').waitFor({ state: 'detached' });
    await expect.poll(() => text.text('Full form')).not.toBe('Codice {code}');
  });

  test('hears who was faster, sees what differs, and keeps his words or takes theirs', async () => {
    const ada = await addPerson(room, 'Ada Lovelace', { role: 'editor' });
    const [mine, theirs] = [
      await templates.open('login', 'es'),
      await templates.open('login', 'es', { as: { id: ada.id } }),
    ];
    await mine.write('Full form', 'Mi código: {code}');
    await theirs.write('Full form', 'Su código: {code}');
    await theirs.button('Save draft').click();
    await toast(theirs.page, 'Draft saved');
    await mine.button('Save draft').click();
    const alert = mine.page.getByRole('alert').filter({ hasText: 'Someone else has changed this text' });
    await alert.getByText('Ada Lovelace').waitFor();
    await expect.poll(() => alert.locator('del').innerText()).toContain('Su');
    await expect.poll(() => alert.locator('ins').innerText()).toContain('Mi');
    await alert.getByRole('button', { name: 'Keep mine, to save it over that' }).click();
    await mine.button('Save draft').click();
    await toast(mine.page, 'Draft saved');

    await theirs.write('Full form', 'Otra vez: {code}');
    await theirs.button('Save draft').click();
    await theirs.button('Take theirs').click();
    await expect.poll(() => theirs.text('Full form')).toBe('Mi código: {code}');
    await expect.poll(() => theirs.button('Save draft').isDisabled()).toBe(true);
  });

  test('has nothing to press where he may only read', async () => {
    const text = await templates.open('verification', 'de', { as: { role: 'auditor' } });
    await text.bubble().waitFor();
    await expect.poll(() => text.words('Full form').getAttribute('aria-readonly')).toBe('true');
    const pressed = text.page.locator('main').getByRole('button', { name: /Save|Publish|Sign|Send|Settings|Replace/ });
    expect(await pressed.count()).toBe(0);
  });

  test('support does not come in', async () => {
    const page = await room.visit('/templates', { as: { role: 'support' } });
    await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor();
  });
});

test('an application has a template of its own, with a variable of its own, until it is archived', async () => {
  const { id } = await templates.api<ApplicationDetail>('POST', 'applications', {
    name: 'Bakery',
    sender: 'Bakery',
    default_language: 'en',
    is_test: true,
  });
  const page = await room.visit('/templates');
  await page.getByRole('button', { name: 'Create a template' }).click();
  await dialog(page).getByLabel('Application').selectOption(id);
  await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
  await page.waitForURL('**/templates/tpl_*');
  await page.getByText('Only for Bakery.').waitFor();
  await page.getByText('As long as that is so, the shared text is sent.').waitFor();
  await page.getByRole('button', { name: 'Settings' }).click();
  await dialog(page).getByRole('button', { name: 'Add a variable' }).click();
  await dialog(page).getByRole('button', { name: 'Save settings' }).click();
  await dialog(page).getByText('Small letters, digits and underscores').waitFor();
  await dialog(page).getByLabel('Name').fill('shop');
  await dialog(page).getByRole('button', { name: 'Save settings' }).click();
  await toast(page, 'Settings saved');
  await page.getByRole('button', { name: '{shop}' }).first().waitFor();
  await page.getByRole('button', { name: 'Archive' }).click();
  await dialog(page).getByRole('button', { name: 'Archive', exact: true }).click();
  await toast(page, 'Template archived');
  await page.waitForURL('**/templates');
  await rowOf(page, 'Prove a number').first().waitFor();
  await page.getByText('Only for Bakery.').waitFor({ state: 'detached' });
});

test('where a week has more messages than are counted, the list and a publish say how far back they know', async () => {
  const { pool } = room.system.database;
  const { rows } = await pool.query<{ id: number }>(
    `select v.id from template_version v join template t on t.id = v.template_id where t.purpose = 'verification' limit 1`,
  );
  const versionIds = Array.from({ length: 10_000 }, () => rows[0]!.id);
  await insertManyMessages(pool, { applicationId: 'app_busy', versionIds, untilMs: Date.now() });
  const page = await room.visit('/templates');
  await rowOf(page, 'Prove a number')
    .first()
    .getByText(/^at least [\d,]+$/)
    .waitFor();
  await rowOf(page, 'Approve a payment').first().getByText('not known').waitFor();
  await page.getByText('Sent: counted in the newest 10,000 messages alone, those since').waitFor();

  const text = await templates.open('payment', 'pl');
  await text.write('Full form', '{amount}, {payee}: {code}');
  await text.button('Save and publish…').click();
  await dialog(text.page).getByText('None of the newest 10,000 messages, those since').waitFor();
  await dialog(text.page).getByRole('button', { name: 'Cancel' }).click();
});

describe('in every look', () => {
  test('the list', () =>
    expectGoodInEveryLook(room, '/templates', (page) => page.locator('[data-shortcut-row]').first().waitFor()));

  test('a text with findings', async () => {
    const { id } = await templates.shared('verification');
    await expectGoodInEveryLook(room, `/templates/${id}?locale=he&q=he`, async (page) => {
      await page.locator('.cm-content').first().fill('{code}{nobody} \u200f…');
      await page.locator('section:not([data-old]) li[data-severity=error]').first().waitFor();
    });
  });
});
