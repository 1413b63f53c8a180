import type { Page } from 'playwright-core';
import { expectAccessible, expectNoSidewaysScroll, NARROW } from './axe.js';
import type { ConsoleUnderTest, PageOptions } from './console.js';

/**
 * Light and dark, left to right and right to left. Colours do not depend on the direction, nor the direction on colours:
 * two pages show all four.
 */
export const LOOKS: readonly PageOptions[] = [
  { theme: 'light', language: 'en' },
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
  for (const look of LOOKS) {
    // English with words that are longer than those of any language.
    const language = look.language === 'en' ? 'en-XA' : look.language!;
    const page = await room.visit(path, { ...look, language, as });
    await prepare(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: NARROW, height: 800 });
    await expectNoSidewaysScroll(page);
    await room.leave(page);
  }
}
