import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const NARROW = 360;
/** What a machine sees of a page differs by direction and theme, not by its words; those must only fit. */
export const SCHEMES: Readonly<Record<string, readonly ('light' | 'dark')[]>> = {
  en: ['light', 'dark'],
  ar: ['light', 'dark'],
};

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  // After a change of language the title of the page comes a moment after its words.
  await page.waitForFunction(() => document.title !== '');
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
    .analyze();
  const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  expect(told).toEqual([]);
}

/** Once the page has come to rest in its new width; the rail slides away. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  await page.waitForFunction((width) => document.documentElement.scrollWidth <= width, NARROW);
}
