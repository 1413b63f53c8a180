// `npm run screenshots [-- look ...]`: every screen of the console into screenshots/, in every language, light, dark and
// narrow; `-- readme`: the three pictures of the README alone. It builds, starts a system of its own with a day of past messages, looks, and stops all it started.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser.mjs';
import { build } from '../build.mjs';
import { runBackendCommand } from '../launcher/backend-command.mjs';
import { findHolder, takeDataFolder } from '../launcher/data-folder.mjs';
import { PORTS, readSettings } from '../launcher/settings.mjs';
import { createSystem } from '../launcher/system.mjs';
import { until } from '../processes.mjs';
import { fillCarriers } from './carriers.mjs';
import { shootEntry, walkFirstRun } from './first-run.mjs';
import { LOOKS, README_LOOK, wear } from './looks.mjs';
import { FOLDER, open, PATIENCE_MILLISECONDS, shoot, shootSmall } from './shoot.mjs';
import { askWho, editRule, fillRouting, tryPrices } from './routing.mjs';
import { fillTeam } from './team.mjs';
import { breakPage, endTrouble, goOffline, loseBackend } from './trouble.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** What the pictures tell a reader to call, whatever port it is this time. */
const API_URL = 'http://localhost:3000';
const NUMBER = '+12125550142';
/** Of the demo scenario: a message that failed is there whatever the hour. */
const FAILED = '/messages?status=failed';

/** @param {Page} page @param {string} language */
async function send(page, language) {
  await page.locator('input[type=tel]').fill(NUMBER);
  await page.locator('form select').first().selectOption(language);
  await page.locator('button[type=submit]').first().click();
  await page.locator('[data-step="delivered"]').waitFor();
  const code = page.locator('input[inputmode=numeric]');
  await until(async () => /^\d{6}$/.test(await code.inputValue()), PATIENCE_MILLISECONDS);
}

/** @param {Page} page */
async function showLines(page) {
  await page.locator('main details summary').first().click();
  await page.locator('main details table').waitFor();
}

/** Another phone, with two faults, and what went over the wire for it. @param {Page} page */
async function meetFaults(page) {
  const phones = page.locator('[data-testid^=handset-]');
  if ((await phones.count()) === 1) {
    await page.locator('main [aria-haspopup=menu]').click();
    await page.locator('main [role=menuitem]').nth(2).click();
  }
  await phones.nth(1).click();
  for (const scenario of ['receipt_twice', 'cut']) {
    await page.locator(`[data-scenario=${scenario}] input[role=switch]`).check();
    await page.locator(`[data-scenario=${scenario}][data-on]`).waitFor();
  }
  await page.locator('button[type=submit]').first().click();
  await page.locator('[data-pdu=deliver_sm]').first().waitFor();
  await page.locator('[data-step=delivered]').waitFor();
  await page.locator('[data-pdu=submit_sm] summary').first().click();
}

/** @param {Page} page */
async function check(page) {
  await page.locator('button[type=submit]').last().click();
  await page.locator('[data-outcome]').waitFor();
}

/**
 * The screens, in an order in which one prepares the next.
 * @type {[name: string, path: string | null, act: (page: Page) => Promise<unknown>][]}
 */
const SCREENS = [
  ['overview', '/', (page) => page.locator('main h2').first().waitFor()],
  ['overview-month', '/?from=-30d', showLines],
  ['try-empty', '/try', (page) => page.locator('form').first().waitFor()],
  ['try-sent', null, (page) => send(page, 'en')],
  ['try-approved', null, check],
  [
    'try-wrong',
    '/try',
    async (page) => {
      await send(page, 'ar');
      await page.locator('input[inputmode=numeric]').fill('000000');
      await check(page);
    },
  ],
  ['try-japanese', '/try', (page) => send(page, 'ja')],
  [
    'try-refused',
    null,
    async (page) => {
      await page.locator('input[type=tel]').fill('12');
      await page.locator('button[type=submit]').first().click();
      await page.locator('[role=alert] code').waitFor();
    },
  ],
  ['try-faults', '/try', (page) => meetFaults(page)],
  ['try-phone', '/try/phone/1', (page) => page.getByTestId('phone-message').first().waitFor()],
  ['messages', '/messages', (page) => withBars(page)],
  ['messages-filter', null, (page) => askFilter(page)],
  ['messages-live', '/messages?live=1&country=DE', (page) => page.locator('main h1').waitFor()],
  ['verifications', '/verifications?from=-7d', (page) => withBars(page)],
  ['messages-week', '/messages?from=-7d&status=failed,undelivered,delivered', (page) => withBars(page)],
  ['message', null, (page) => openRow(page)],
  ['message-failed', FAILED, (page) => openRow(page)],
  ['message-pdus', '/messages?from=-15m', openPdusOfMessage],
  ['message-reveal', null, (page) => pressInMain(page, 'dl button >> nth=0')],
  ['verification', '/verifications?status=approved', (page) => openRow(page, '[data-standing]')],
  ['messages-no-match', '/messages?status=queued&country=FR', (page) => page.locator('main h2').waitFor()],
  [
    'shortcuts',
    '/messages',
    async (page) => {
      await page.locator('[data-shortcut-row]').first().waitFor();
      await page.keyboard.press('?');
      await page.locator('dialog[open]').waitFor();
    },
  ],
  ['apps', '/apps', rows],
  ['app', '/apps/:application', (page) => page.locator('main table').first().waitFor()],
  ['key-new', null, (page) => pressInMain(page, 'section >> nth=0 >> button >> nth=0')],
  ['key-roll', '/apps/:application', (page) => pressInMain(page, 'section >> nth=0 >> button >> nth=1')],
  ['team', '/team', (page) => page.locator('main table').first().waitFor()],
  ['team-invite', null, (page) => pressInMain(page, 'header button')],
  ['oneself', '/team', (page) => openRow(page, 'main dl')],
  ['templates', '/templates', rows],
  ['template', null, (page) => openRow(page, '.cm-content')],
  [
    'template-findings',
    null,
    async (page) => {
      await page.locator('.cm-content').first().fill('{brand}: Don’t tell {cod}');
      await page.locator('main li[data-severity=error]').first().waitFor();
    },
  ],
  ['template-arabic', null, (page) => openText(page, 'ar')],
  ['template-japanese', null, (page) => openText(page, 'ja')],
  ['template-publish', null, publishText],
  ['locales', '/locales', rows],
  ['locale-new', null, (page) => pressInMain(page, 'header button').then(() => typeTag(page))],
  ['locale', '/locales/fr', (page) => page.locator('main section ul a').first().waitFor()],
  ['locale-disable', null, (page) => pressInMain(page, 'section >> nth=1 >> button >> nth=0')],
  ['locales-countries', '/locales?view=countries', (page) => page.locator('main table').first().waitFor()],
  [
    'locales-question',
    '/locales?view=question&language=pt-AO&country=AO&app=:application',
    (page) => page.locator('main [role=status] ol').waitFor(),
  ],
  ['locales-coverage', '/locales?view=coverage', (page) => page.locator('[role=grid] a').first().waitFor()],
  ['locales-import', '/locales?view=transfer', planImport],
  ['carriers', '/carriers', rows],
  ['carrier', '/carriers/:carrier', (page) => page.locator('main table').first().waitFor()],
  ['carrier-test', null, (page) => testCarrier(page)],
  ['carrier-settings', '/carriers/:carrier?tab=settings', reviewChange],
  ['carrier-credentials', '/carriers/:down?tab=credentials', (page) => page.locator('main textarea').first().waitFor()],
  ['carrier-errors', '/carriers/:carrier?tab=errors', (page) => page.locator('main table').first().waitFor()],
  ['carrier-trace', '/carriers/:simulated?tab=trace&command=submit_sm', openPdu],
  ['carrier-history', '/carriers/:carrier?tab=history', (page) => page.locator('main ol summary').first().click()],
  ['routing', '/routing', (page) => page.locator('[data-rule]').first().waitFor()],
  ['routing-answer', null, (page) => askWho(page, NUMBER)],
  ['rule', null, editRule],
  ['prices', '/routing?view=prices&carrier=:simulated', tryPrices],
  ['senders', '/routing?view=senders', (page) => page.locator('main table').first().waitFor()],
  ['audit', '/audit', rows],
  ['audit-entry', null, (page) => openRow(page, 'main dl')],
  ['audit-no-match', '/audit?action=carrier.created&to=2026-01-01', (page) => page.locator('main h2').waitFor()],
  ['settings', '/settings', (page) => page.locator('input[name=brand]').waitFor()],
  ['profile', '/me', (page) => page.locator('main h2').first().waitFor()],
  [
    'palette',
    '/messages',
    async (page) => {
      await rows(page);
      await page.keyboard.press('Control+k');
      await page.locator('dialog[open]').waitFor();
    },
  ],
  ['not-found', '/nowhere', (page) => page.locator('h1').waitFor()],
  ['offline', '/messages', goOffline],
  ['unreached', '/messages', loseBackend],
  ['broken', '/messages', breakPage],
];

/** @type {[name: string, path: string, act: (page: Page) => Promise<unknown>][]} */
const README_SCREENS = [
  ['try-it', '/try', (page) => send(page, 'en').then(() => check(page))],
  ['message', FAILED, (page) => openRow(page)],
  ['overview', '/', (page) => page.locator('main h2').first().waitFor()],
];

/** @param {Page} page */
async function typeTag(page) {
  await page.locator('dialog[open] input').first().fill('fr-LU');
  await page.locator('dialog[open] ol').waitFor();
}

/** A file with one change, and one that is refused. @param {Page} page */
async function planImport(page) {
  const texts = await page.evaluate(async () => {
    const answer = await fetch('/api/admin/templates/export', { headers: { 'x-codewire-console': '1' } });
    return /** @type {any} */ (await answer.json());
  });
  const { texts: login } = texts.templates.find((/** @type {any} */ { purpose }) => purpose === 'login');
  login.de.body = login.de.body.replace('. ', ', bitte sehr. ');
  login.ar.body = 'رمزك';
  const file = { name: 'texts.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(texts)) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('details[open]').waitFor();
  await page.locator('summary').last().click();
}

/** Of the template that is open. @param {Page} page @param {string} locale */
async function openText(page, locale) {
  // Words that were only shown.
  await page.evaluate(() => localStorage.removeItem('codewire-unsaved-texts'));
  await open(page, `${new URL(page.url()).origin}${new URL(page.url()).pathname}?locale=${locale}`);
  await page.locator('.cm-content').first().waitFor();
  await page.locator('figure').first().waitFor();
}

/** The question before a text is published. @param {Page} page */
async function publishText(page) {
  await openText(page, 'de');
  await page.locator('.cm-content').first().fill('{brand}: Ihr Code lautet {code}. Geben Sie ihn nicht weiter.');
  await page.locator('main button[data-emphasis=main]').last().click();
  await page.locator('dialog[open] ins').first().waitFor();
}

/** @param {Page} page */
async function testCarrier(page) {
  await page.locator('main header button').first().click();
  await page.locator('dialog[open] ol li').last().waitFor();
}

/** What it would end is shown before it is saved. @param {Page} page */
async function reviewChange(page) {
  await page.locator('input[name=window_size]').fill('25');
  await page.locator('main form button[type=submit]').click();
  await page.locator('dialog[open] table').waitFor();
}

/** The one that says most. @param {Page} page */
async function openPdu(page) {
  await page.locator('main ol summary').filter({ hasText: 'submit_sm' }).last().click();
}

/** @param {Page} page */
function rows(page) {
  return page.locator('[data-shortcut-row]').first().waitFor();
}

/** A list together with its chart. @param {Page} page */
async function withBars(page) {
  await rows(page);
  await page.locator('[role=option]').first().waitFor();
}

/** The values of the first filter of the menu. @param {Page} page */
async function askFilter(page) {
  await page.locator('[role=search] button').first().click();
  await page.locator('[role=menuitem] >> visible=true').first().click();
  await page.locator('dialog[open] input').first().waitFor();
}

/** @param {Page} page @param {string} [shown] */
async function openRow(page, shown = '[data-step]') {
  await page.locator('[data-shortcut-row]').first().click();
  await page.locator(shown).first().waitFor();
}

/** Of the newest message, whose PDUs are in memory yet. @param {Page} page */
async function openPdusOfMessage(page) {
  await openRow(page);
  await page.locator('[data-attempt] summary').first().click();
  await page.locator('[data-attempt] ol summary').first().click();
}

/** What opens a dialog, by its place: its words are in the language of the look. @param {Page} page @param {string} place */
async function pressInMain(page, place) {
  await page.locator(`main >> ${place}`).click();
  await page.locator('dialog[open]').waitFor();
}

/** A browser of its own for each of those who look. @param {import('playwright-core').Browser} browser */
async function newPage(browser) {
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin', deviceScaleFactor: 2, locale: 'en' });
  return context.newPage();
}

/** @typedef {{ origin: string, applicationId: string, carrierId: string, simulatedId: string, downId: string }} Place */

/** @param {Place} place @param {string} path as a screen names it */
function urlOf({ origin, applicationId, carrierId, simulatedId, downId }, path) {
  const ids = { application: applicationId, carrier: carrierId, simulated: simulatedId, down: downId };
  return origin + path.replace(/:([a-z]+)/, (whole, name) => ids[/** @type {keyof typeof ids} */ (name)] ?? whole);
}

/** All screens of one look; a screen that cannot be shown is told at the end. @param {Page} page @param {Place} place @param {string} look */
async function shootLook(page, place, look) {
  /** @type {string[]} */
  const missing = [];
  await wear(page, place.origin, /** @type {import('./looks.mjs').Look} */ (LOOKS[look]));
  for (const [screen, path, act] of SCREENS) {
    try {
      if (path !== null) await open(page, urlOf(place, path));
      await act(page);
      await shoot(page, `${screen}-${look}`);
    } catch (error) {
      missing.push(`${screen}-${look}: ${error instanceof Error ? error.message : String(error)}`);
    }
    await endTrouble(page);
  }
  return missing;
}

/** The three of the README, as their readers see a page at first. @param {Page} page @param {Place} place */
async function shootReadme(page, place) {
  await wear(page, place.origin, README_LOOK);
  for (const [screen, path, act] of README_SCREENS) {
    await open(page, urlOf(place, path));
    await act(page);
    await shootSmall(page, screen);
  }
}

/** @param {string} origin @param {string} token of the first run @param {string[]} wanted none: all */
async function shootAll(origin, token, wanted) {
  const looks = wanted.length === 0 ? Object.keys(LOOKS) : wanted.filter((look) => look in LOOKS);
  const browser = await launchBrowser();
  try {
    const page = await newPage(browser);
    await walkFirstRun({ page, origin, looks }, token);
    const { invitation, applicationId } = await fillTeam(page);
    const place = { origin, applicationId, ...(await fillCarriers(page)) };
    await fillRouting(page, applicationId);
    if (wanted.includes('readme')) await shootReadme(page, place);
    if (looks.length > 0) await shootEntry({ page: await newPage(browser), origin, looks }, invitation);
    console.log('screenshots: the way in');
    const missing = [];
    for (const look of looks) {
      missing.push(...(await shootLook(page, place, look)));
      console.log(`screenshots: ${look}`);
    }
    if (missing.length > 0) throw new Error(`these were not taken:\n${missing.join('\n')}`);
  } finally {
    await browser.close();
  }
}

/** Ports that are free now, so that a system that runs is not in the way. */
async function freePorts() {
  const servers = Object.values(PORTS).map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return Object.fromEntries(Object.values(PORTS).map(({ variable }, index) => [variable, String(ports[index])]));
}

async function main() {
  await build();
  mkdirSync(FOLDER, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'codewire-screenshots-'));
  const settings = readSettings({
    CODEWIRE_DATA_DIR: dataDir,
    CODEWIRE_API_PUBLIC_URL: API_URL,
    ...(await freePorts()),
  });
  const folder = await takeDataFolder(settings.dataDir);
  const stop = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => stop.abort());
  /** @type {Error | undefined} */
  let ended;
  const system = createSystem({
    settings,
    folder,
    isWatched: false,
    signal: stop.signal,
    onEnded: (error) => void (ended = error),
  });
  try {
    await system.startAll();
    await runBackendCommand(['seed', 'demo'], findHolder(settings.dataDir)?.backend ?? {}, stop.signal);
    await shootAll(settings.consoleOrigin, system.setupToken() ?? '', process.argv.slice(2));
    if (ended) throw ended;
  } finally {
    await system.stopAll();
    folder.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
