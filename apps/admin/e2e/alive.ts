import type { BrowserContext, Page } from 'playwright-core';

/** The viewer's time zone, which the outermost component of every page notes as soon as it is alive. */
const SIGN = 'codewire-time-zone';

/** What is done before the page's scripts run would be done to a picture of it: letters typed then are lost. */
export async function untilAlive(page: Page): Promise<void> {
  await page.waitForFunction((sign) => document.cookie.includes(sign), SIGN);
}

/** No document begins with the sign of the one before it. */
export async function forgetSigns(context: BrowserContext): Promise<void> {
  await context.addInitScript((sign) => {
    // What is no page of a server has no cookies.
    if (window.origin !== 'null') document.cookie = `${sign}=; Path=/; Max-Age=0`;
  }, SIGN);
}

/** From now on whoever opens an address of the console, or the same one again, goes on when that page is alive. */
export function waitForLife(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (url, options) => {
    const response = await goto(url, options);
    await untilAlive(page);
    return response;
  };
  page.reload = async (options) => {
    const response = await reload(options);
    await untilAlive(page);
    return response;
  };
}
