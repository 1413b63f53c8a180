import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshGermanNumber, freshNumber } from '../../backend/src/test/numbers.js';
import { NO_LIMITS, untilMessage } from '../../backend/src/test/system.js';
import { dialog, toast } from './applications.js';
import { expectAccessible } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { pressAt, tabTo, untilFocused } from './keyboard.js';
import { expectGoodInEveryLook } from './looks.js';
import { sendMessages } from './messages.js';

let room: ConsoleUnderTest;
/** The newest first; the failed one among those that were delivered. */
let delivered: string[];
let failed: string;
let failedNumber: string;

beforeAll(async () => {
  room = await startConsoleUnderTest();
  failedNumber = freshNumber();
  await room.system.carrier.set({ refuse_status: 0x0b }, failedNumber);
  const [older = ''] = await sendMessages(room.system, 1);
  [failed = ''] = await sendMessages(room.system, 1, { number: () => failedNumber, end: 'failed' });
  const [newer = ''] = await sendMessages(room.system, 1);
  delivered = [newer, older];
});

afterAll(() => room.stop());

const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1);
const rowTo = (page: Page, id: string) => page.locator(`[data-shortcut-row][href="/messages/${id}"]`);
const pdus = (page: Page) => page.getByRole('list', { name: 'PDUs of attempt 1' });
const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Message' }).waitFor();
const SENTENCE = 'Simulated carrier refused it: the carrier does not accept this number (ESME_RINVDSTADR 0x0000000B).';

const stepsOf = (page: Page) =>
  page.locator('[data-step]').evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step')));

/** As when servers were restarted since, or one of them hangs. */
async function answerPdus(page: Page, missing_nodes: readonly string[]): Promise<void> {
  await page.route('**/pdus', (route) => route.fulfill({ json: { data: [], missing_nodes, is_complete: false } }));
}

async function openPdus(page: Page): Promise<void> {
  await page.locator('[data-attempt] summary').first().click();
  await page.locator('[data-attempt] ol summary').first().waitFor();
}

describe('why a message failed', () => {
  test('is found from the list: a sentence, its cause, what next, its way, and the PDUs field by field', async () => {
    const page = await room.visit('/messages?status=failed');
    await rowTo(page, failed).click();
    await page.getByText(SENTENCE).waitFor();
    await page.getByText('Mostly there is no such number, or it takes no SMS.').waitFor();
    await page.getByText('Ask the person for another number.').waitFor();
    await expect
      .poll(() => stepsOf(page))
      .toEqual(['accepted', 'rendered', 'routed', 'attempted', 'refused', 'failed']);
    await page.getByText('The carrier has reported nothing yet.').waitFor();
    await openPdus(page);
    const answer = pdus(page).getByRole('listitem').filter({ hasText: 'submit_sm_resp' });
    await expect.poll(() => answer.locator('summary').innerText()).toContain('ESME_RINVDSTADR');
    const submit = pdus(page).getByRole('listitem').first();
    await submit.locator('summary').click();
    await submit.getByText('sequence_number').waitFor();
    await expect.poll(() => submit.innerText()).toContain('destination_addr');
    expect(await page.locator('main').innerText()).not.toContain(failedNumber.slice(1));
    await page.getByRole('link', { name: 'All messages' }).click();
    await page.waitForURL('**/messages?status=failed*');
  });

  test('is told to the carrier without anything of the person', async () => {
    const page = await room.visit(`/messages/${failed}`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the report to Simulated carrier' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toContain(`Our reference:    ${failed}`);
    expect(report).toMatch(/submit_sm: +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC/);
    expect(report).toContain('ESME_RINVDSTADR 0x0000000B');
    expect(report).not.toMatch(/\+|ver_|\*/);
  });

  test('is found with the keyboard alone, and so are its neighbours in the list', async () => {
    const page = await room.visit('/messages');
    await rowTo(page, failed).waitFor();
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(`**/messages/${failed}`);
    await page.getByText(SENTENCE).waitFor();
    await tabTo(page, 'PDUs of attempt 1');
    await page.keyboard.press('Enter');
    await pdus(page).getByText('submit_sm_resp').waitFor();
    await page.keyboard.press(']');
    await page.waitForURL(`**/messages/${delivered[1]}`);
    await page.getByText(/^Delivered by Simulated carrier in/).waitFor();
    await page.keyboard.press('[');
    await page.waitForURL(`**/messages/${failed}`);
    await page.getByText(SENTENCE).waitFor();
    await page.keyboard.press('[');
    await page.waitForURL(`**/messages/${delivered[0]}`);
    await page.getByText(/^Delivered by/).waitFor();
    await page.keyboard.press('[');
    expect(idOf(page)).toBe(delivered[0]);
  });
});

test('a delivered message tells its whole way, and its text without the code', async () => {
  const [german = ''] = await sendMessages(room.system, 1, { language: 'de', number: freshGermanNumber });
  const page = await room.visit(`/messages/${german}`);
  await page.getByText(/^Delivered by Simulated carrier in \d+ m?s\.$/).waitFor();
  const kinds = await stepsOf(page);
  // The receipt may have come before the carrier's answer was known.
  expect(kinds.filter((kind) => kind !== 'submitted')).toEqual([
    'accepted',
    'rendered',
    'routed',
    'attempted',
    'receipt',
    'delivered',
  ]);
  expect(kinds.slice(4)).toContain('submitted');
  const text = page.locator('p[lang="de"]');
  expect((await text.innerText()).replace(/\s+/g, ' ')).toContain('Codewire: Ihr Code ist ••••••');
  expect(await text.innerText()).not.toMatch(/\d{6}/);
  await page.getByText('As requested').first().waitFor();
});

test('traffic of carriers is shown to those who may read it, and to nobody else', async () => {
  const page = await room.visit(`/messages/${failed}`, { as: { role: 'support' } });
  await page.getByText(SENTENCE).waitFor();
  expect(await page.getByText('PDUs of attempt').count()).toBe(0);
  expect(await page.locator('main').getByRole('link', { name: 'Simulated carrier' }).count()).toBe(0);
});

test('PDUs that are gone, or that a server did not tell of in time, are said to be', async () => {
  const page = await room.visit(`/messages/${failed}`, {}, (fresh) => answerPdus(fresh, []));
  await page.locator('[data-attempt] summary').first().click();
  await page.getByText('None of them is in memory any more').waitFor();
  const other = await room.visit(`/messages/${failed}`, {}, (fresh) => answerPdus(fresh, ['node-b']));
  await other.locator('[data-attempt] summary').first().click();
  await other.getByText('Without an answer in time: node-b.').waitFor();
  expect(await other.getByText('None of them is in memory any more').count()).toBe(0);
});

test('related messages and the answer as JSON have addresses of their own', async () => {
  const { client } = await room.system.addApplication({ policy: NO_LIMITS });
  const number = freshNumber();
  const sender = { client, database: room.system.database };
  const [newer = '', older = ''] = await sendMessages(sender, 2, { number: () => number });
  const page = await room.visit(`/messages/${older}?tab=related`);
  await page.getByText('No other message was sent for this verification.').waitFor();
  await rowTo(page, newer).waitFor();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'JSON' }).click();
  await page.waitForURL('**?tab=json');
  const text = await page.locator('pre').innerText();
  await expectAccessible(page);
  expect(JSON.parse(text)).toMatchObject({ id: older, verification_id: expect.stringMatching(/^ver_/) });
  expect(text).not.toContain(number.slice(1));
});

describe('a number in full', () => {
  test('takes a reason, is shown for a minute and nowhere else, and is in the audit', async () => {
    const page = await room.visit(`/messages/${failed}`, { as: { role: 'support' } }, (fresh) => fresh.clock.install());
    const main = page.locator('main');
    await page.getByRole('button', { name: 'Show the number' }).click();
    await dialog(page).getByRole('button', { name: 'Show the number' }).click();
    await dialog(page).getByText('Take 5 to 200 characters.').waitFor();
    await dialog(page).getByLabel('Reason').fill('Ticket AB, did not arrive');
    await dialog(page).getByRole('button', { name: 'Show the number' }).click();
    await main.getByText(failedNumber).waitFor();
    await main.getByText('You can see 9 more within this hour.').waitFor();
    const kept = await page.evaluate(() => [
      window.location.href,
      document.title,
      JSON.stringify(window.localStorage) + JSON.stringify(window.sessionStorage) + document.cookie,
    ]);
    expect(kept.join()).not.toContain(failedNumber.slice(1));
    await page.clock.runFor(61_000);
    await main.getByText(failedNumber).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show the number' }).waitFor();
    const { rows } = await room.system.database.pool.query<{ entry: string }>(
      `select row_to_json(audit)::text as entry from audit where action = 'number.revealed'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.entry).toContain('Ticket AB, did not arrive');
    expect(rows[0]!.entry).toContain(failed);
    expect(rows[0]!.entry).not.toContain(failedNumber.slice(1));
  });

  test('asks for a fresh proof, and is hidden as soon as someone wants', async () => {
    const page = await room.visit(`/messages/${failed}`);
    await heading(page);
    await room.system.database.pool.query(`update session set proven_at = now() - interval '1 hour'`);
    await page.getByRole('button', { name: 'Show the number' }).click();
    await dialog(page).getByLabel('Reason').fill('Ticket AC');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Is it still you?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Is it still you?' }).waitFor({ state: 'detached' });
    expect(await page.locator('main').innerText()).not.toContain(failedNumber);
    await room.system.database.pool.query('update session set proven_at = now()');
    await dialog(page).getByRole('button', { name: 'Show the number' }).click();
    await page.locator('main').getByText(failedNumber).waitFor();
    await page.getByRole('button', { name: 'Hide the number' }).click();
    await page.locator('main').getByText(failedNumber).waitFor({ state: 'detached' });
  });

  test('is not offered to those who may not', async () => {
    const page = await room.visit(`/messages/${failed}`, { as: { role: 'auditor' } });
    await heading(page);
    expect(await page.getByRole('button', { name: 'Show the number' }).count()).toBe(0);
  });
});

describe('a verification', () => {
  const start = async () => {
    const metadata = { order: 'A-17' };
    const { body } = await room.system.client.start({ number: freshNumber(), language: 'en', metadata });
    await untilMessage(room.system.client, body.message.id, 'delivered');
    return body;
  };
  const wrong = (code: string) => `${(Number(code) + 1) % 10 ** code.length}`.padStart(code.length, '0');

  test('tells how it went: its sentence, how far it came, its sends over time, what is left', async () => {
    const { id, message, passcode = '' } = await start();
    await room.system.client.check(id, wrong(passcode));
    await room.system.client.check(id, passcode);
    const page = await room.visit(`/verifications/${id}`);
    await page.getByText(/^Approved \d+(\.\d)? m?s(ec)? after the start, at the second check\.$/).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('[data-standing="done"]').length === 5);
    await page.getByText(/^2 of \d+ used, \d+ left$/).waitFor();
    await page.getByText(/^wrong after \d/).waitFor();
    await page.getByText(/^right after \d/).waitFor();
    await page.getByText('A-17').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel the verification' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Send 1' }).click();
    await page.waitForURL(`**/messages/${message.id}`);
    await page.getByRole('link', { name: id }).click();
    await page.waitForURL(`**/verifications/${id}`);
  });

  test('is opened by its id in the palette, cancelled by those who may, and says so when it ended meanwhile', async () => {
    const [first, second] = [await start(), await start()];
    const page = await room.visit('/try', { as: { role: 'ops' } });
    await page.keyboard.press('ControlOrMeta+k');
    await dialog(page).getByRole('combobox').fill(first.id);
    await dialog(page).getByRole('option', { name: first.id }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/verifications/${first.id}`);
    await page.getByText(/^Waiting for the code: \d checks are left\.$/).waitFor();
    await page.getByRole('button', { name: 'Cancel the verification' }).click();
    await dialog(page).getByRole('button', { name: 'Cancel the verification' }).click();
    await toast(page, 'The verification is cancelled');
    await page.getByText(/^Cancelled .* after the start\.$/).waitFor();
    expect((await room.system.client.read(first.id)).body.status).toBe('cancelled');
    await page.goto(`${room.console.url}/verifications/${second.id}`);
    await page.getByRole('button', { name: 'Cancel the verification' }).click();
    await room.system.client.check(second.id, second.passcode);
    await dialog(page).getByRole('button', { name: 'Cancel the verification' }).click();
    await dialog(page).getByRole('alert').waitFor();
    await page.getByText(/^Approved .*, at the first check\.$/).waitFor();
    await dialog(page).getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Cancel the verification' }).waitFor({ state: 'detached' });
  });

  test('of a message that did not arrive: the code is sent again from there, without a mouse, and arrives', async () => {
    const number = freshNumber();
    const { client, carrier } = room.system;
    await carrier.set({ receipt: 'fail' }, number);
    const { body } = await client.start({ number, language: 'en' });
    await untilMessage(client, body.message.id, 'undelivered');
    await carrier.set({}, number);
    const page = await room.visit(`/messages/${body.message.id}`, { as: { role: 'support' } });
    await page.getByText('Send the code once more.').waitFor();
    await pressAt(page, 'The verification');
    await page.waitForURL(`**/verifications/${body.id}`);
    await page.getByRole('button', { name: 'Send the code again' }).waitFor();
    await pressAt(page, 'Send the code again');
    await tabTo(page, 'Reason');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Take 5 to 200 characters.').waitFor();
    await untilFocused(page, 'Reason');
    await page.keyboard.type('Nothing came, ticket 4711.');
    await page.keyboard.press('Enter');
    await toast(page, 'The code is on its way again');
    await page.getByRole('link', { name: 'Send 2' }).waitFor();
    await page.getByText(/^2 of \d+ used, \d+ left$/).waitFor();
    expect(await carrier.code(number)).toBe(body.passcode);
    expect(await page.locator('body').innerText()).not.toContain(body.passcode);
  });

  test('looks good in every look', async () => {
    const { id } = await start();
    await expectGoodInEveryLook(room, `/verifications/${id}`, (page) =>
      page.locator('[data-standing]').first().waitFor(),
    );
  });
});

test('a message with its PDUs open looks good in every look', () =>
  expectGoodInEveryLook(room, `/messages/${failed}`, async (page) => {
    await openPdus(page);
    await page.locator('[data-attempt] ol summary').first().click();
  }));
