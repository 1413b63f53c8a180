// One picture of a page.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../processes.mjs';
import { root } from '../root.mjs';

/** @typedef {import('playwright-core').Page} Page */

export const FOLDER = join(root, 'screenshots');
/** Of a page that is longer, a list, its beginning says enough. */
const TALLEST = 2_600;
const NARROW = 600;
export const PATIENCE_MILLISECONDS = 30_000;

/** As much of the page as there is, without the seam of a scrolled rail. @param {Page} page @param {string} name */
export async function shoot(page, name) {
  const size = page.viewportSize() ?? { width: 1440, height: 940 };
  await page.evaluate('document.fonts.ready');
  await page.mouse.move(0, 0);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const isList = height > TALLEST;
  if (isList) await page.evaluate('scrollTo(0, 0)');
  await page.setViewportSize({ width: size.width, height: isList ? size.height : Math.max(size.height, height) });
  // Of a phone each line is looked at closely; the others are as they stand on a desk.
  const scale = size.width < NARROW ? 'device' : 'css';
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', scale });
  await page.setViewportSize(size);
}

/** What is seen of the page at once, for the README: as small a file as stays sharp. @param {Page} page @param {string} name */
export async function shootSmall(page, name) {
  await page.evaluate('document.fonts.ready');
  await page.mouse.move(0, 0);
  await page.evaluate('scrollTo(0, 0)');
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width, height, scale: 2 };
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 75, clip });
  await session.detach();
  writeFileSync(join(root, 'docs/images', `${name}.webp`), data, 'base64');
}

/**
 * Whether React holds all that can be used in the page. What is typed before it does is typed into a picture of a form,
 * and is not among what the form knows.
 */
const IS_ALIVE = `[...document.querySelectorAll('main :is(button, input, select, textarea, summary)')].every((element) =>
  Object.keys(element).some((key) => key.startsWith('__reactProps')))`;

/** @param {Page} page @param {string} url */
export async function open(page, url) {
  // From one fragment to another of the same page a browser loads nothing anew.
  await page.goto('about:blank');
  await page.goto(url);
  const isAlive = await until(async () => Boolean(await page.evaluate(IS_ALIVE)), PATIENCE_MILLISECONDS);
  if (!isAlive) throw new Error(`${url} never came alive`);
  // They are held from before the tree is committed, which is done before a browser is idle.
  await page.evaluate('new Promise((resolve) => requestIdleCallback(resolve))');
}
