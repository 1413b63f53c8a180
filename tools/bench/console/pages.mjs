// What a person with a slow machine waits for: the list of messages in Chromium, its processor throttled.
import { launchBrowser } from '../../browser.mjs';

/** @typedef {import('./stack.mjs').Stack} Stack */
/** @typedef {import('playwright-core').Page} Page */

const THROTTLE = 4;
const VISITS = 10;
const CHANGES = 20;
const PATIENCE_MS = 30_000;
/** A month, so that a filter is answered from all there is. */
const MONTH = '/messages?from=-30d';

/** Runs in the page, before its own scripts: what web-vitals would note. */
function observe() {
  const noted = {
    lcp: 0,
    cls: 0,
    interactions: /** @type {Record<string, number>} */ ({}),
    longTasks: /** @type {number[]} */ ([]),
  };
  /** @param {string} type @param {(entry: any) => void} note */
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe(
      /** @type {any} */ ({ type, buffered: true, durationThreshold: 16 }),
    );
  watch('largest-contentful-paint', ({ startTime }) => (noted.lcp = startTime));
  watch('layout-shift', ({ hadRecentInput, value }) => (noted.cls += hadRecentInput ? 0 : value));
  watch('longtask', ({ duration }) => noted.longTasks.push(duration));
  watch('event', ({ interactionId, duration }) => {
    if (interactionId) noted.interactions[interactionId] = Math.max(noted.interactions[interactionId] ?? 0, duration);
  });
  Object.assign(globalThis, { noted });
}

/** @param {Page} page @returns {Promise<{ lcp: number, cls: number, interactions: Record<string, number>, longTasks: number[] }>} */
export const notedBy = (page) => page.evaluate(() => /** @type {any} */ (globalThis).noted);

/** @param {Stack} stack @param {number} throttle 1: none */
export async function openVisitor({ consoleUrl, token }, throttle) {
  const browser = await launchBrowser();
  const visit = async (/** @type {string} */ path, sign = 'tbody tr') => {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 900 } });
    await context.addCookies([
      {
        name: '__Host-cw_session',
        value: token,
        url: 'https://localhost',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      },
    ]);
    await context.addInitScript(observe);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await page.goto(consoleUrl + path, { timeout: PATIENCE_MS });
    await page.locator(sign).first().waitFor();
    return { page, cdp, leave: () => context.close() };
  };
  return { visit, close: () => browser.close() };
}

/** @param {Page} page @param {string} label */
const statusAbove = (page, label) =>
  page.locator('ul[aria-label] > li > button[aria-pressed]').filter({ hasText: label });

/** Runs in the page: true when every row has that status, and they are what was asked for. @param {string} label */
const hasOnly = (label) => {
  const { document } = /** @type {any} */ (globalThis);
  const rows = /** @type {{ textContent: string }[]} */ ([...document.querySelectorAll('main tbody tr')]);
  const isBusy = document.querySelector('main [aria-busy="true"]') !== null;
  return !isBusy && rows.length > 0 && rows.every((row) => row.textContent.includes(label));
};

/**
 * From the press on a status above the bars to rows of that status alone, drawn: by the page's own clock.
 * @param {Page} page @param {string} label
 */
async function filterBy(page, label) {
  await page.evaluate(`globalThis.hasOnly = ${hasOnly.toString()}`);
  await page.evaluate((wanted) => {
    const here = /** @type {any} */ (globalThis);
    here.waited = undefined;
    const begin = () => {
      const startedAt = performance.now();
      // What is in the document is on the screen with the next frame.
      const look = () =>
        here.requestAnimationFrame(() => {
          if (here.hasOnly(wanted)) here.waited = performance.now() - startedAt;
          else look();
        });
      look();
    };
    here.addEventListener('pointerdown', begin, { once: true, capture: true });
  }, label);
  await statusAbove(page, label).click();
  const waited = await page.waitForFunction(() => /** @type {any} */ (globalThis).waited);
  return /** @type {number} */ (await waited.jsonValue());
}

/** Menus, dialogs and keys, as someone who looks for a message uses them. @param {Page} page */
async function interact(page) {
  await page.getByRole('button', { name: 'Add a filter' }).click();
  await page.getByRole('menuitem').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.type('mess');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
}

/** @param {Stack} stack */
export async function measurePages(stack) {
  const visitor = await openVisitor(stack, THROTTLE);
  const [lcps, shifts, waits] = [
    /** @type {number[]} */ ([]),
    /** @type {number[]} */ ([]),
    /** @type {number[]} */ ([]),
  ];
  const interactions = [];
  try {
    for (let visits = 0; visits < VISITS; visits += 1) {
      const { page, leave } = await visitor.visit('/messages');
      await page.waitForLoadState('networkidle');
      if (visits % 5 === 0) await interact(page);
      const noted = await notedBy(page);
      lcps.push(noted.lcp);
      shifts.push(noted.cls);
      interactions.push(...Object.values(noted.interactions));
      await leave();
    }
    const { page, leave } = await visitor.visit(MONTH);
    await page.waitForLoadState('networkidle');
    for (let change = 0; change < CHANGES; change += 1) {
      const label = change % 2 === 0 ? 'Failed' : 'Expired';
      waits.push(await filterBy(page, label));
      await statusAbove(page, label).click();
      await page.waitForFunction((gone) => !(/** @type {any} */ (globalThis).hasOnly(gone)), label);
      await page.waitForLoadState('networkidle');
    }
    interactions.push(...Object.values((await notedBy(page)).interactions));
    await leave();
  } finally {
    await visitor.close();
  }
  return { throttle: THROTTLE, lcps, shifts, interactions, waits };
}
