import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The engine, to be run by the page itself: it has no frames, and needs no second page to sum them up. */
const ENGINE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
} satisfies RunOptions;

/** What other colours can make wrong; all else is the same in both. */
const COLOUR_OPTIONS = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  resultTypes: ['violations'],
} satisfies RunOptions;

export const NARROW = 360;
/** What is left of 1280 by 1024 pixels when all is drawn four times as large (WCAG 2.2, 1.4.10). */
export const ZOOMED = { width: 320, height: 256 } as const;

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await tried(page, OPTIONS)).toBeGreaterThan(5);
}

/** A dialog over a page that is out of date, and stays pale behind it. */
export async function expectDialogAccessible(page: Page): Promise<void> {
  expect(await tried(page, OPTIONS, 'dialog[open]')).toBeGreaterThan(5);
}

/** The same of all of the page, and once more what depends on colours in those of the other theme. Leaves the page in its own. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await expectAccessible(page);
  const [own, other] = [await backgroundOf(page), await flipTheme(page)];
  expect(other).not.toBe(own);
  // How many were tried says nothing: of a dialog that is read from right to left the engine cannot tell what is behind the words.
  await tried(page, COLOUR_OPTIONS);
  expect(await flipTheme(page)).toBe(own);
}

/** Once the page has come to rest in its new width; the rail slides away. */
export async function expectNoSidewaysScroll(page: Page, most: number = NARROW): Promise<void> {
  await page.waitForFunction((width) => document.documentElement.scrollWidth <= width, most);
}

/** Expects no violation; resolves with how many rules found something to try. */
async function tried(page: Page, options: RunOptions, within = 'html'): Promise<number> {
  // After a change of language the title of the page comes a moment after its words. What is of another question, or of
  // the time zone that the server took for the visitor's, is pale until the answer comes.
  await page.waitForFunction(
    (part) => document.title !== '' && document.querySelector(part)?.querySelector('[data-old], [data-stale]') === null,
    within,
  );
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(ENGINE);
  const { violations, passed } = await page.evaluate(
    async ([part, given]) => {
      const { violations, passes } = await (window as unknown as Examined).axe.run(part, given);
      return { violations, passed: passes.length };
    },
    [within, options] as const,
  );
  const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  expect(told).toEqual([]);
  return passed;
}

const backgroundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** As the switch of the console does, but nothing of it is kept. Resolves with the background that it makes. */
async function flipTheme(page: Page): Promise<string> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset['theme'] = dataset['theme'] === 'dark' ? 'light' : 'dark';
  });
  return backgroundOf(page);
}

interface Examined {
  readonly axe: { run(context: string, options: RunOptions): Promise<AxeResults> };
}
