// Every room as someone with a slow machine opens it for the first time: when it is drawn, and whether it moves after.
import { notedBy, openVisitor } from './pages.mjs';

/** @typedef {import('./stack.mjs').Stack} Stack */
/** @typedef {{ route: string, lcps: number[], shift: number }} Drawn */

const THROTTLE = 4;
const VISITS = 5;
const ROOMS = [
  '/',
  '/try',
  '/messages',
  '/verifications',
  '/templates',
  '/locales',
  '/carriers',
  '/routing',
  '/apps',
  '/team',
  '/audit',
  '/settings',
  '/me',
];

/** The rooms, and one of each thing that has a page of its own. @param {Stack} stack */
async function routesOf({ database }) {
  const newest = async (/** @type {string} */ table) => {
    const { rows } = await database.query(`select id from ${table} order by id desc limit 1`);
    return /** @type {string} */ (rows[0].id);
  };
  return [
    ...ROOMS,
    `/messages/${await newest('message')}`,
    `/verifications/${await newest('verification')}`,
    `/templates/${await newest('template')}`,
    `/carriers/${await newest('carrier')}`,
  ];
}

/** @param {Stack} stack @returns {Promise<{ throttle: number, drawn: Drawn[] }>} */
export async function measureRoutes(stack) {
  const visitor = await openVisitor(stack, THROTTLE);
  const drawn = [];
  try {
    for (const route of await routesOf(stack)) {
      const lcps = [];
      let shift = 0;
      for (let visits = 0; visits < VISITS; visits += 1) {
        const { page, leave } = await visitor.visit(route, 'main h1');
        // Rooms that are told what is new never fall silent.
        await page.waitForTimeout(1_500);
        const noted = await notedBy(page);
        lcps.push(noted.lcp);
        shift = Math.max(shift, noted.cls);
        await leave();
      }
      drawn.push({ route: route.replace(/(?<=\/)\w{2,4}_\w+$/, ':id'), lcps, shift });
    }
  } finally {
    await visitor.close();
  }
  return { throttle: THROTTLE, drawn };
}
