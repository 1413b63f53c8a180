import { reachOf, ROLES, type Reach, type Role } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { newSecretToken } from '../operators/secret-token.js';
import { newId } from '../platform/ids.js';
import type { AdminRoute } from '../platform/permit.js';
import { EXAMPLES, PUBLIC_ROUTES, type Example, type Things } from './admin-examples.js';
import { listAdminRoutes } from './admin-routes.js';
import { Browser } from './browser.js';
import type { Answer } from './client.js';
import { freshNumber } from './numbers.js';
import { insertOperator, insertSession, type OperatorSeed } from './operators.js';
import { insertKey } from './rows.js';
import { addCarrier } from './second-carrier.js';
import { startSystem, type System } from './system.js';
import { insertTemplate, insertText } from './texts.js';

/** An application with a message that stays. */
type Shop = Pick<Things, 'application' | 'message' | 'verification' | 'template'>;

let system: System;
let routes: AdminRoute[];
/** Roles that see single applications are bound to the first. */
let own: Shop;
let other: Shop;
let carrier: string;

beforeAll(async () => {
  [system, routes] = await Promise.all([startSystem(), listAdminRoutes()]);
  [own, other] = [await openShop(), await openShop()];
  carrier = await addCarrier(system, 'Acme', 1);
  await system.database.pool.query(`update carrier set status = 'disabled' where id = $1`, [carrier]);
});

afterAll(() => system.stop());

async function openShop(): Promise<Shop> {
  const { id, client } = await system.addApplication();
  const { body } = await client.start({ number: freshNumber() });
  const template = await insertTemplate(system.database.pool, 'verification', id);
  await insertText(system.database.pool, template, { locale: 'de', body: 'Code: {code}' });
  return { application: id, message: body.message.id, verification: body.id, template };
}

/** All that an example can name; what a request could use up is new each time. */
async function things(shop: Shop): Promise<Things> {
  const { pool } = system.database;
  const operator = await insertOperator(pool, { role: 'support' });
  const [{ id: key }, { id: session }] = [await insertKey(pool, shop.application), await insertSession(pool, operator)];
  const invitation = newId('lnk');
  await pool.query(
    `insert into operator_link (id, token_hash, kind, email, role, created_by, expires_at)
      values ($1, $2, 'invitation', $3, 'support', 'test', now() + interval '1 day')`,
    [invitation, newSecretToken().hash, `${invitation.toLowerCase()}@example.com`],
  );
  return { ...shop, operator, key, session, invitation, carrier };
}

async function someone(seed: OperatorSeed): Promise<Browser> {
  const { pool } = system.database;
  return Browser.signedIn(system.backends[0]!.adminPort, await insertSession(pool, await insertOperator(pool, seed)));
}

const withRole = (role: Role) => someone({ role, applicationIds: [own.application] });

async function ask(browser: Browser, route: string, example: Example, shop: Shop): Promise<Answer<unknown>> {
  const [method = '', pattern = ''] = route.split(' ');
  const named = await things(shop);
  const values = [...(example.path?.(named) ?? [])];
  const path = pattern.replace(/^\/api\/admin\//, '').replace(/:\w+/g, () => values.shift() ?? 'missing');
  const body = ['POST', 'PATCH', 'PUT'].includes(method) ? (example.body?.(named) ?? {}) : undefined;
  return remember(await browser.ask(method, path, body));
}

/** What an answer shows once is a secret, and must be in no log. */
function remember(answer: Answer<unknown>): Answer<unknown> {
  const { key, passcode, secret, ticket, url, recovery_codes: codes = [] } = (answer.body ?? {}) as Shown;
  if (key !== undefined) recordSecret('key', key);
  if (passcode !== undefined) recordSecret('code', passcode);
  if (secret !== undefined) recordSecret('totp', secret);
  for (const token of [ticket, url?.split('#')[1], ...codes]) if (token !== undefined) recordSecret('token', token);
  return answer;
}

interface Shown {
  readonly key?: string;
  readonly passcode?: string;
  readonly secret?: string;
  readonly ticket?: string;
  readonly url?: string;
  readonly recovery_codes?: readonly string[];
}

const LET_IN = 'is let in';
const HIDDEN = 'is told that there is no such thing';

/** What became of a request, in the words of the expectation. */
function outcomeOf({ status, problem }: Answer<unknown>, isOfApplication: boolean): string {
  if (status === 401 || status === 403) return problem.code;
  return isOfApplication && status === 404 ? HIDDEN : LET_IN;
}

function expectedOf(reach: Reach | undefined, shop: Shop): string {
  if (reach === undefined) return 'auth.permission_denied';
  return reach === 'own' && shop === other ? HIDDEN : LET_IN;
}

const named = (route: AdminRoute) => `${route.method} ${route.path}`;

test('every route of the admin API has its example, and every example its route', () => {
  expect(routes.map(named).sort()).toEqual([...Object.keys(EXAMPLES), ...PUBLIC_ROUTES].sort());
});

test('every route asks for what is written down of it a second time', () => {
  for (const route of routes) {
    const { permission, stepUp, duringEnrolment } = EXAMPLES[named(route)] ?? {};
    const options = { ...(stepUp && { stepUp }), ...(duringEnrolment && { duringEnrolment }) };
    const access = permission === undefined ? { kind: 'public' } : { kind: 'permission', permission, ...options };
    expect({ route: named(route), access: route.access }).toEqual({ route: named(route), access });
  }
});

describe.each(Object.entries(EXAMPLES))('%s', (route, example) => {
  const shops = () => (example.isOfApplication ? [own, other] : [own]);
  const outcome = async (browser: Browser, shop = own) =>
    outcomeOf(await ask(browser, route, example, shop), example.isOfApplication === true);

  test('lets in whom the table of permissions names, as far as it reaches, and nobody else', async () => {
    for (const role of ROLES) {
      for (const shop of shops()) {
        const about = { role, application: shop === own ? 'own' : 'other' };
        const answer = await ask(await withRole(role), route, example, shop);
        const reach = reachOf(role, example.permission);
        expect({ ...about, answer: outcomeOf(answer, example.isOfApplication === true) }).toEqual({
          ...about,
          answer: expectedOf(reach, shop),
        });
        const strange = Object.values(other).filter((id) => answer.text.includes(id));
        if (reach === 'own') expect({ ...about, strange }).toEqual({ ...about, strange: [] });
      }
    }
  });

  test('asks for a session, a second factor, and a fresh proof where it is delicate', async () => {
    const stale = await someone({ role: 'owner' });
    await system.database.pool.query(`update session set proven_at = now() - interval '11 min'`);
    const told = {
      nobody: await outcome(new Browser(system.backends[0]!.adminPort)),
      unenrolled: await outcome(await someone({ role: 'owner', isEnrolled: false })),
      stale: await outcome(stale),
    };
    expect(told).toEqual({
      nobody: 'auth.not_signed_in',
      unenrolled: example.duringEnrolment ? LET_IN : 'auth.enrolment_needed',
      stale: example.stepUp ? 'auth.step_up_needed' : LET_IN,
    });
  });
});
