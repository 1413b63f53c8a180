import type { Page } from 'playwright-core';
import { expectAccessibleInBothThemes, expectNoSidewaysScroll, NARROW, ZOOMED } from './axe.js';
import type { ConsoleUnderTest, PageOptions } from './console.js';

/** Left to right and right to left, one opened in light and one in dark colours; each is looked at in the others, too. */
export const LOOKS: readonly PageOptions[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'ar' },
];

/**
 * In every look the page passes, and neither at 360 pixels nor at 400 % has anything to be scrolled sideways. What
 * `prepare` does must not depend on the language, and must leave things as they were: it is done once for each.
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
    await expectAccessibleInBothThemes(page);
    await page.setViewportSize({ width: NARROW, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize(ZOOMED);
    await expectNoSidewaysScroll(page, ZOOMED.width);
    await room.leave(page);
  }
}
