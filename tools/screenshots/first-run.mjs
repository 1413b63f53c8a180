// The way in, in every look: a reload of any step keeps its place, so one walk shows them all.
import { randomBytes } from 'node:crypto';
import { LOOKS, wear } from './looks.mjs';
import { open, shoot } from './shoot.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ page: Page, origin: string, looks: string[] }} Walk */

/** A passkey inside this browser, which always says yes. @param {Page} page */
async function addAuthenticator(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** @param {Walk} walk @param {string} name @param {string} path @param {(page: Page) => Promise<unknown>} [act] */
async function shootInAll({ page, origin, looks }, name, path, act) {
  for (const look of looks) {
    await wear(page, origin, /** @type {import('./looks.mjs').Look} */ (LOOKS[look]));
    await open(page, origin + path);
    await page.locator('main h1, main h2').first().waitFor();
    await act?.(page);
    await shoot(page, `${name}-${look}`);
  }
  await wear(page, origin, /** @type {import('./looks.mjs').Look} */ (LOOKS['light']));
  await open(page, origin + path);
}

/** Ends signed in, with a passkey. @param {Walk} walk @param {string} token */
export async function walkFirstRun(walk, token) {
  const { page } = walk;
  /** @param {string} name */
  const press = (name) => page.getByRole('button', { name }).click();
  /** @param {string} name */
  const untilAt = (name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await addAuthenticator(page);
  await shootInAll(walk, 'setup-token', '/setup');
  await page.getByLabel('Setup token', { exact: true }).fill(token);
  await press('Go on');
  await untilAt('Create your account');
  await shootInAll(walk, 'setup-owner', '/setup');
  await page.getByLabel('Your name', { exact: true }).fill('Anna Smith');
  await page.getByLabel('E-mail address', { exact: true }).fill('anna@example.com');
  await page.getByLabel('Password', { exact: true }).fill(randomBytes(12).toString('hex'));
  await press('Create account');
  await untilAt('Add a second factor');
  await shootInAll(walk, 'setup-factor', '/setup');
  await shootInAll(walk, 'setup-app', '/setup', async () => {
    await page.locator('main button').filter({ hasText: /./ }).nth(1).click();
    await page.locator('main [role=img]').waitFor();
  });
  await page.getByRole('button', { name: /^Passkey/ }).click();
  await untilAt('Keep your recovery codes');
  await shoot(page, 'setup-codes-light');
  await press('I have kept them');
  await page.getByLabel('Brand name', { exact: true }).waitFor();
  await shootInAll(walk, 'setup-application', '/setup');
  await page.getByLabel('Brand name', { exact: true }).fill('Codewire');
  await press('Send your first code');
  await page.waitForURL('**/try');
}

/** What someone sees who is not signed in. @param {Walk} walk @param {string} invitation path and fragment of a link */
export async function shootEntry(walk, invitation) {
  await shootInAll(walk, 'login', '/login');
  await shootInAll(walk, 'signed-out', '/signed-out?next=%2Fmessages');
  await shootInAll(walk, 'invite', invitation);
  await shootInAll(walk, 'invite-over', '/invite#nothing');
}
