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

export const NARROW = 360;

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  // After a change of language the title of the page comes a moment after its words. What is of another question, or of
  // the time zone that the server took for the visitor's, is pale until the answer comes.
  await page.waitForFunction(
    () => document.title !== '' && document.querySelector('[data-old], [data-stale]') === null,
  );
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(ENGINE);
  const { violations, tried } = await page.evaluate(async (options) => {
    const { violations, passes } = await (window as unknown as Examined).axe.run(document, options);
    return { violations, tried: passes.length };
  }, OPTIONS);
  const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  expect(told).toEqual([]);
  expect(tried).toBeGreaterThan(5);
}

interface Examined {
  readonly axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
}

/** Once the page has come to rest in its new width; the rail slides away. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await page.waitForFunction((width) => document.documentElement.scrollWidth <= width, NARROW);
}
