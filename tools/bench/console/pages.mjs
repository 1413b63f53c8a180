// What a person with a slow machine waits for: the list of messages in Chromium, its processor throttled.
import { launchBrowser } from '../../browser.mjs';

/** @typedef {import('./stack.mjs').Stack} Stack */
/** @typedef {import('playwright-core').Page} Page */
/** In milliseconds from the press to the next frame, and what was pressed. @typedef {{ duration: number, what: string }} Interaction */

const THROTTLE = 4;
const VISITS = 10;
/** Each in a page of its own, that has no answers yet. */
const ROUNDS = 8;
const STATUSES = ['Failed', 'Expired', 'Undelivered'];
const PATIENCE_MS = 30_000;
/** A month, so that a filter is answered from all there is. */
const MONTH = '/messages?from=-30d';

/** Runs in the page, before its own scripts: what web-vitals would note. */
function observe() {
  const noted = {
    lcp: 0,
    cls: 0,
    interactions: /** @type {Record<string, Interaction>} */ ({}),
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
  watch('event', ({ interactionId, duration, name, target }) => {
    if (!interactionId || duration < (noted.interactions[interactionId]?.duration ?? 0)) return;
    const on = target?.textContent?.trim().slice(0, 20) ?? '';
    noted.interactions[interactionId] = { duration, what: `${name} ${target?.localName ?? ''} ${on}`.trim() };
  });
  Object.assign(globalThis, { noted });
}

/** @param {Page} page @returns {Promise<{ lcp: number, cls: number, interactions: Record<string, Interaction>, longTasks: number[] }>} */
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

/** The bars come last: until then there is nothing to press above them. @param {Page} page */
async function untilDrawn(page) {
  await page.locator('[data-bar]').first().waitFor();
  await page.waitForLoadState('networkidle');
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
  const [lcps, shifts] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  const interactions = /** @type {Interaction[]} */ ([]);
  try {
    for (let visits = 0; visits < VISITS; visits += 1) {
      const { page, leave } = await visitor.visit('/messages');
      await untilDrawn(page);
      if (visits % 5 === 0) await interact(page);
      const noted = await notedBy(page);
      lcps.push(noted.lcp);
      shifts.push(noted.cls);
      interactions.push(...Object.values(noted.interactions));
      await leave();
    }
    const throttled = await changeFilters(visitor);
    interactions.push(...throttled.interactions);
    return { throttle: THROTTLE, lcps, shifts, interactions, throttledWaits: throttled.waits };
  } finally {
    await visitor.close();
  }
}

/** From the press on a state to its rows, on a machine that is not slow. @param {Stack} stack */
export async function measureFilters(stack) {
  const visitor = await openVisitor(stack, 1);
  try {
    return (await changeFilters(visitor)).waits;
  } finally {
    await visitor.close();
  }
}

/** @param {Awaited<ReturnType<typeof openVisitor>>} visitor */
async function changeFilters(visitor) {
  const [waits, interactions] = [/** @type {number[]} */ ([]), /** @type {Interaction[]} */ ([])];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, leave } = await visitor.visit(MONTH);
    await untilDrawn(page);
    for (const label of STATUSES) {
      waits.push(await filterBy(page, label));
      await page.waitForLoadState('networkidle');
      await statusAbove(page, label).click();
      await page.waitForFunction((gone) => !(/** @type {any} */ (globalThis).hasOnly(gone)), label);
      await page.waitForLoadState('networkidle');
    }
    interactions.push(...Object.values((await notedBy(page)).interactions));
    await leave();
  }
  return { waits, interactions };
}
