// Bad days: a browser without a network, a backend that does not answer, a part of the page that is gone.

/** @typedef {import('playwright-core').Page} Page */

/** Rows that stay, and a link that is not followed into nowhere. @param {Page} page */
export async function goOffline(page) {
  await page.locator('[data-shortcut-row]').first().waitFor();
  await page.context().setOffline(true);
  await page.locator('[data-shortcut-row]').first().click();
  await page.locator('[role=status] [data-tone=warn]').waitFor();
}

/** @param {Page} page */
export async function loseBackend(page) {
  await page.locator('[data-shortcut-row]').first().waitFor();
  await page.route('**/api/admin/**', (route) => route.abort());
  await page.locator('main header').first().locator('button').last().click();
  await page.locator('main [role=alert]').waitFor();
}

/** As after an update: what was not needed yet is no longer on the server. @param {Page} page */
export async function breakPage(page) {
  await page.locator('[data-shortcut-row]').first().click();
  await page.locator('[data-step]').first().waitFor();
  await page.route('**/_next/static/chunks/**', (route) => route.abort());
  await page.locator('[role=tab]').last().click();
  await page.locator('main h1 ~ p').first().waitFor();
}

/** @param {Page} page */
export async function endTrouble(page) {
  await page.context().setOffline(false);
  await page.unrouteAll();
}
