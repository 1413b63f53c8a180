import type { Page } from 'playwright-core';
import { expectAccessible, expectNoSidewaysScroll, NARROW } from './axe.js';
import type { ConsoleUnderTest, PageOptions } from './console.js';

/** Light and dark, left to right and right to left. */
export const LOOKS: readonly PageOptions[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'ar' },
  { theme: 'dark', language: 'ar' },
];

/**
 * In every look the page passes, and at 360 pixels nothing has to be scrolled sideways. What `prepare` does must not
 * depend on the language, and must leave things as they were: it is done once for each.
 */
export async function expectGoodInEveryLook(
  room: ConsoleUnderTest,
  path: string,
  prepare: (page: Page) => Promise<unknown>,
  as: PageOptions['as'] = {},
): Promise<void> {
  // English with words that are longer than those of any language, and a language from right to left.
  for (const language of ['en-XA', 'ar'] as const) {
    const page = await room.visit(path, { language, as });
    await prepare(page);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-theme="dark"]').waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: NARROW, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.context().close();
  }
}
