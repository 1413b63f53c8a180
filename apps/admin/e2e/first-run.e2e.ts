import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshNumber } from '../../backend/src/test/numbers.js';
import { PASSWORD } from '../../backend/src/test/people.js';
import { expectAccessible, expectNoSidewaysScroll, NARROW } from './axe.js';
import { startConsoleUnderTest, type ConsoleUnderTest } from './console.js';
import { Entry, setupToken } from './entry.js';
import { untilFocused } from './keyboard.js';
import { TryRoom } from './try.js';
import { KIB, MOST_SHIFT, weigh } from './weight.js';

let room: ConsoleUnderTest;

beforeAll(async () => {
  room = await startConsoleUnderTest({ hasOwner: false });
});

afterAll(() => room.stop());

/** In each look, at the size of a desk and of a phone. Leaves the page as it was. */
async function expectGood(page: Page): Promise<void> {
  const language = page.getByRole('combobox').first();
  for (const spoken of ['ar', 'en'] as const) {
    await language.selectOption(spoken);
    await page.locator(`html[lang="${spoken}"]`).waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: NARROW, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
}

test('the first page that anybody sees is light, and nothing in it jumps', async () => {
  const { scripts, styles, shift } = await weigh(room, '/setup', 'nobody');
  // All the steps of the first run, which comes once.
  expect(scripts).toBeLessThan(210 * KIB);
  expect(styles).toBeLessThan(60 * KIB);
  expect(shift).toBeLessThanOrEqual(MOST_SHIFT);
});

test('a token that is wrong opens nothing, and the field says how to come by a new one', async () => {
  const page = await room.visit('/', { as: 'nobody' });
  await page.waitForURL('**/setup');
  const entry = new Entry(page);
  await entry.button('Go on').click();
  await untilFocused(page, 'Setup token');
  await page.getByText('Paste the setup token.').waitFor();
  await entry.claim('cw_setup_nothing');
  const field = entry.field('Setup token');
  await page.getByText('npm run operator -- setup-token').first().waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  await expect.poll(() => field.getAttribute('aria-describedby')).toMatch(/error/);
  await expectGood(page);
});

test(
  'the first run leads from the token to a code on the phone, and a reload keeps its place',
  { timeout: 240_000 },
  async () => {
    const page = await room.visit('/setup', { as: 'nobody' });
    const entry = new Entry(page);
    await expectGood(page);
    await entry.claim(await setupToken(room.system));
    await entry.heading('Create your account').waitFor();
    await entry.untilAt('Create your account');

    await page.reload();
    await entry.heading('Create your account').waitFor();
    await entry.button('Create account').click();
    await untilFocused(page, 'Your name');
    await expectGood(page);
    await entry.createOwner({ password: 'aaaaaaaaaaaaaaaaaaaa' });
    await page.getByText('This password is among the first that an attacker would try.').waitFor();
    await entry.createOwner();
    await entry.heading('Add a second factor').waitFor();

    await page.reload();
    await entry.heading('Add a second factor').waitFor();
    await expectGood(page);
    await page.getByRole('button', { name: /^Authenticator app/ }).click();
    await entry.heading('Connect your app').waitFor();
    await expectGood(page);
    await entry.button('Choose another way').click();
    await entry.connectApp();
    await entry.heading('Keep your recovery codes').waitFor();
    await expectGood(page);
    expect(await entry.keepCodes()).toHaveLength(10);
    await entry.heading('Who sends the codes?').waitFor();

    await page.reload();
    await entry.heading('Who sends the codes?').waitFor();
    await expect
      .poll(() => page.getByRole('listitem').filter({ hasText: 'Your brand' }).getAttribute('aria-current'))
      .toBe('step');
    await expectGood(page);
    await entry.nameBrand('Acme');
    const tryRoom = new TryRoom(page);
    await tryRoom.send(freshNumber());
    await tryRoom.codeOnPhone();
    await expect.poll(() => tryRoom.bubbles().last().innerText()).toContain('Your Acme code is');
  },
);

test('once it is finished it is over: 404, and a way to the sign-in', async () => {
  const page = await room.visit('/setup', { as: 'nobody' });
  await new Entry(page).heading('Nothing to set up').waitFor();
  expect((await page.request.get(`${room.console.url}/setup`)).status()).toBe(404);
  await expectGood(page);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.waitForURL('**/login');
});

test('who was made at the first run signs in with what was typed there', async () => {
  const page = await room.visit('/login', { as: 'nobody' });
  const entry = new Entry(page);
  await entry.typePassword('anna@example.com', PASSWORD);
  await entry.heading('Code from your app').waitFor();
  await entry.typeCode('000000');
  await page.getByText('The code is wrong, has run out, or was used before.').waitFor();
  await untilFocused(page, 'Code');
});
