// `npm run screenshots [-- look ...]`: every screen of the console into screenshots/, light, dark, from right to left and
// narrow. It builds, starts a system of its own with a day of past messages, looks, and stops all it started.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { runBackendCommand } from './launcher/backend-command.mjs';
import { findHolder, takeDataFolder } from './launcher/data-folder.mjs';
import { PORTS, readSettings } from './launcher/settings.mjs';
import { createSystem } from './launcher/system.mjs';
import { until } from './processes.mjs';
import { root } from './root.mjs';

/** @typedef {import('playwright-core').Page} Page */

const FOLDER = join(root, 'screenshots');
/** Of a page that is longer, a list, its beginning says enough. */
const TALLEST = 2_600;
const PATIENCE_MILLISECONDS = 30_000;
/** What the pictures tell a reader to call, whatever port it is this time. */
const API_URL = 'http://localhost:3000';
const NUMBER = '+12125550142';
/** Of the demo scenario: a message that failed is there whatever the hour. */
const FAILED = '/messages?status=failed';

/** @type {Record<string, import('playwright-core').BrowserContextOptions>} */
const LOOKS = {
  light: { locale: 'en-US', colorScheme: 'light', viewport: { width: 1440, height: 940 } },
  dark: { locale: 'en-US', colorScheme: 'dark', viewport: { width: 1440, height: 940 } },
  german: { locale: 'de', colorScheme: 'light', viewport: { width: 1280, height: 940 } },
  arabic: { locale: 'ar', colorScheme: 'light', viewport: { width: 1440, height: 940 } },
  'arabic-dark': { locale: 'ar', colorScheme: 'dark', viewport: { width: 1440, height: 940 } },
  narrow: { locale: 'en-US', colorScheme: 'light', viewport: { width: 360, height: 780 } },
  'narrow-arabic': { locale: 'ar', colorScheme: 'dark', viewport: { width: 360, height: 780 } },
};

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
async function check(page) {
  await page.locator('button[type=submit]').last().click();
  await page.locator('[data-outcome]').waitFor();
}

/**
 * The screens, in an order in which one prepares the next.
 * @type {[name: string, path: string | null, act: (page: Page) => Promise<unknown>][]}
 */
const SCREENS = [
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
  ['messages', '/messages', (page) => page.locator('[data-shortcut-row]').first().waitFor()],
  ['message', null, (page) => openRow(page)],
  ['message-failed', FAILED, openRow],
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
  ['not-found', '/nowhere', (page) => page.locator('h1').waitFor()],
];

/** @param {Page} page */
async function openRow(page) {
  await page.locator('[data-shortcut-row]').first().click();
  await page.locator('[data-step]').first().waitFor();
}

/** As much of the page as there is, without the seam of a scrolled rail. @param {Page} page @param {string} name */
async function shoot(page, name) {
  const size = page.viewportSize() ?? { width: 1440, height: 940 };
  await page.evaluate('document.fonts.ready');
  await page.mouse.move(0, 0);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const isList = height > TALLEST;
  await page.setViewportSize({ width: size.width, height: isList ? size.height : Math.max(size.height, height) });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
  await page.setViewportSize(size);
}

/** The outermost component notes the viewer's time zone as soon as it is alive. @param {Page} page */
async function untilAlive(page) {
  const isNoted = async () => (await page.context().cookies()).some(({ name }) => name === 'codewire-time-zone');
  await until(isNoted, PATIENCE_MILLISECONDS);
}

/** @param {string} origin @param {string[]} wanted none: all */
async function shootAll(origin, wanted) {
  const browser = await launchBrowser();
  try {
    for (const [look, options] of Object.entries(LOOKS)) {
      if (wanted.length > 0 && !wanted.includes(look)) continue;
      const context = await browser.newContext({ ...options, timezoneId: 'Europe/Berlin', deviceScaleFactor: 2 });
      const page = await context.newPage();
      for (const [screen, path, act] of SCREENS) {
        if (path !== null) {
          await page.goto(origin + path);
          await untilAlive(page);
        }
        await act(page);
        await shoot(page, `${screen}-${look}`);
      }
      await context.close();
      console.log(`screenshots: ${look}`);
    }
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
    await shootAll(settings.consoleOrigin, process.argv.slice(2));
    if (ended) throw ended;
  } finally {
    await system.stopAll();
    folder.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
