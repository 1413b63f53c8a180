// How a page is looked at: language, theme and width, in one browser after the other.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ locale: string, theme: 'light' | 'dark', width: number, height: number }} Look */

/** @type {Record<string, Look>} */
export const LOOKS = {
  light: { locale: 'en', theme: 'light', width: 1440, height: 940 },
  dark: { locale: 'en', theme: 'dark', width: 1440, height: 940 },
  german: { locale: 'de', theme: 'light', width: 1280, height: 940 },
  arabic: { locale: 'ar', theme: 'light', width: 1440, height: 940 },
  'arabic-dark': { locale: 'ar', theme: 'dark', width: 1440, height: 940 },
  hebrew: { locale: 'he', theme: 'light', width: 1280, height: 940 },
  chinese: { locale: 'zh-CN', theme: 'dark', width: 1280, height: 940 },
  french: { locale: 'fr', theme: 'light', width: 1280, height: 940 },
  portuguese: { locale: 'pt-BR', theme: 'dark', width: 1280, height: 940 },
  spanish: { locale: 'es', theme: 'light', width: 1280, height: 940 },
  'narrow-german': { locale: 'de', theme: 'dark', width: 360, height: 780 },
  narrow: { locale: 'en', theme: 'light', width: 360, height: 780 },
  'narrow-arabic': { locale: 'ar', theme: 'dark', width: 360, height: 780 },
};

/** @type {Look} */
export const README_LOOK = { locale: 'en', theme: 'light', width: 1440, height: 1000 };

/** From the next page on this browser is another one's. @param {Page} page @param {string} origin @param {Look} look */
export async function wear(page, origin, { locale, theme, width, height }) {
  await page.context().addCookies([{ name: 'codewire-locale', value: locale, url: origin }]);
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height });
}
