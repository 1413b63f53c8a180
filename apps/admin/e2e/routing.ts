import type { Locator, Page } from 'playwright-core';

export const press = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true }).click();

export const rule = (page: Page, name: string) =>
  page.locator('[data-rule]').filter({ has: page.getByRole('heading', { name }) });

/** The rules' names, from the top. */
export const shownRules = (page: Page) => page.locator('[data-rule] h3 > bdi').allInnerTexts();

export async function untilShown(page: Page, names: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('[data-rule] h3 > bdi')].map(({ textContent }) => textContent).join() === wanted,
    names.join(),
  );
}

/** By its handle, over the lower end of another; what happens there is for `end`. */
export async function dragRule(page: Page, name: string, onto: string, end: () => Promise<void>): Promise<void> {
  const handle = page.getByRole('button', { name: new RegExp(`^Move ${name}, rule`) });
  // A page that is still being laid out would slip away under the pointer.
  await handle.hover();
  const [from, to] = [(await handle.boundingBox())!, (await rule(page, onto).boundingBox())!];
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, to.y + to.height - 4, { steps: 6 });
  await end();
}
