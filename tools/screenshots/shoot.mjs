// One picture of a page.
import { join } from 'node:path';
import { until } from '../processes.mjs';
import { root } from '../root.mjs';

/** @typedef {import('playwright-core').Page} Page */

export const FOLDER = join(root, 'screenshots');
/** Of a page that is longer, a list, its beginning says enough. */
const TALLEST = 2_600;
export const PATIENCE_MILLISECONDS = 30_000;

/** As much of the page as there is, without the seam of a scrolled rail. @param {Page} page @param {string} name */
export async function shoot(page, name) {
  const size = page.viewportSize() ?? { width: 1440, height: 940 };
  await page.evaluate('document.fonts.ready');
  await page.mouse.move(0, 0);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const isList = height > TALLEST;
  await page.setViewportSize({ width: size.width, height: isList ? size.height : Math.max(size.height, height) });
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
  await page.setViewportSize(size);
}

/** The outermost component notes the viewer's time zone as soon as it is alive. @param {Page} page @param {string} url */
export async function open(page, url) {
  // From one fragment to another of the same page a browser loads nothing anew.
  await page.goto('about:blank');
  await page.goto(url);
  const isNoted = async () => (await page.context().cookies()).some(({ name }) => name === 'codewire-time-zone');
  await until(isNoted, PATIENCE_MILLISECONDS);
}
