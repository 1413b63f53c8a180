// Rules, prices and senders, made through the admin API by the owner's own page, and the question that rules answer.
import { call } from './team.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PRICES = ['prefix,price,currency', '1,0.0075,EUR', '33,0.061,EUR', '49,0.0755,EUR', '4915,0.081,EUR'];

/** Over the carriers that there are. @param {Page} page @param {string} applicationId */
export async function fillRouting(page, applicationId) {
  const carriers = (await call(page, 'GET', 'carriers')).data.map((/** @type {{ id: string }} */ { id }) => ({ id }));
  const [last] = (await call(page, 'GET', 'routes')).data.slice(-1);
  const rules = [
    {
      name: 'German mobiles of the shop',
      application_id: applicationId,
      country: 'DE',
      prefix: '4915',
      mode: 'weighted',
    },
    { name: 'France by price', country: 'FR', mode: 'least_cost' },
    { name: 'Spain for later', country: 'ES', is_enabled: false },
  ];
  for (const rule of rules) await call(page, 'POST', 'routes', { ...rule, carriers, before: last.id });
  await call(page, 'POST', 'routes', { name: 'Old numbers of Spain', country: 'ES', prefix: '346', carriers });
  const csv = PRICES.join('\n');
  await call(page, 'POST', `carriers/${carriers[0].id}/prices/import`, { csv, dry_run: false });
  await call(page, 'POST', 'senders', { sender: 'ACME', country: 'FR', carrier_id: carriers[0].id });
  await call(page, 'POST', 'senders', { sender: '+447400123456', country: 'GB', application_id: applicationId });
}

/** One rule lifted, and who would carry a number. @param {Page} page @param {string} number */
export async function askWho(page, number) {
  await page.locator('main input[type=tel]').fill(number);
  await page.locator('main button[type=submit]').click();
  await page.locator('[data-decides=true]').waitFor();
  await page.locator('[data-control=handle]').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
}

/** The dialog of the first rule. @param {Page} page */
export async function editRule(page) {
  await page.keyboard.press('Escape');
  await page.locator('[data-control=edit]').first().click();
  await page.locator('dialog[open]').waitFor();
}

/** A list with two faults. @param {Page} page */
export async function tryPrices(page) {
  await page.locator('main table').first().waitFor();
  await page.locator('textarea').fill('49,0.07,EUR\n4915,cheap,EUR\n4');
  await page.locator('main button[type=submit]').click();
  await page.locator('main table').nth(1).waitFor();
}
