import type { LinkAccepted, LinkView, OneTimeLink, Role, Team } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { newSecretToken } from '../operators/secret-token.js';
import { SESSION_COOKIE } from '../operators/session-cookie.js';
import { Browser } from './browser.js';
import { expectRefusal } from './refusals.js';
import { startSystem, type System } from './system.js';
import { join, signIn, tokenOf, type Colleague } from './team.js';

const PASSWORD = 'harbour-violin-mustard-52';
const INVALID = { status: 404, code: 'link.invalid' };

let system: System;
let owner: Colleague;
let admin: Colleague;

beforeAll(async () => {
  recordSecret('password', PASSWORD);
  system = await startSystem();
});

afterAll(() => system.stop());

beforeEach(async () => {
  await system.database.pool.query('truncate operator, operator_link, attempt_throttle cascade');
  [owner, admin] = [await join(system, 'owner'), await join(system, 'admin')];
});

const visitor = () => new Browser(system.backends[0]!.adminPort);
const read = (token: string) => visitor().post<LinkView>('links/read', { token });
const accept = (token: string, { browser = visitor(), ...rest }: { browser?: Browser; name?: string } = {}) =>
  browser.post<LinkAccepted>('links/accept', { token, password: PASSWORD, ...rest });

async function invite(by: Colleague, email: string, role: Role, applicationIds: string[] = []): Promise<string> {
  return tokenOf(
    await by.browser.post<OneTimeLink>('team/invitations', { email, role, application_ids: applicationIds }),
  );
}

async function reset(by: Colleague, id: string, kind: 'password' | 'access'): Promise<string> {
  return tokenOf(await by.browser.post<OneTimeLink>(`team/operators/${id}/reset`, { kind }));
}

const age = (interval: string) =>
  system.database.pool.query(`update operator_link set expires_at = expires_at - $1::interval`, [interval]);

async function operatorOf(email: string) {
  const { rows } = await system.database.pool.query<Record<string, unknown>>(
    `select o.id, name, role, application_ids, enrolled_at is not null as is_enrolled, totp_sealed is not null as has_totp,
        password_hash, (select count(*)::int from passkey p where p.operator_id = o.id) as passkeys,
        (select count(*)::int from recovery_code c where c.operator_id = o.id) as codes
      from operator o where email = $1`,
    [email],
  );
  return rows[0];
}

/** Gives someone every kind of proof there is. */
async function giveFactors(id: string): Promise<void> {
  const { pool } = system.database;
  await pool.query(`update operator set totp_sealed = '\\x00', password_hash = 'old' where id = $1`, [id]);
  await pool.query(
    `insert into passkey (id, operator_id, credential_id, public_key, counter, name) values ($1, $2, $3, '\\x00', 0, 'key')`,
    [`pky_${id}`, id, Buffer.from(id)],
  );
  await pool.query(`insert into recovery_code (operator_id, code_hash) values ($1, '\\x00')`, [id]);
  await pool.query(
    `insert into sign_in_step (ticket_hash, kind, operator_id, expires_at) values ($1, 'second_factor', $2, now() + interval '5 min')`,
    [Buffer.from(id), id],
  );
}

const stepsOf = async (id: string) =>
  (await system.database.pool.query('select from sign_in_step where operator_id = $1', [id])).rows.length;

describe('an invitation', () => {
  test('tells what it is for, makes its operator, and lets him do nothing but add a second factor', async () => {
    const { id: application } = await system.addApplication();
    const link = await admin.browser.post<OneTimeLink>('team/invitations', {
      email: ' Grace@Example.com',
      role: 'developer',
      application_ids: [application],
    });
    expect(link.status).toBe(201);
    expect(link.body.url).toMatch(/^http:\/\/localhost:3001\/invite#[\w-]{43}$/);
    const hours = (Date.parse(link.body.expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(72, 1);
    const token = tokenOf(link);
    expect((await read(token)).body).toEqual({
      kind: 'invitation',
      email: 'grace@example.com',
      role: 'developer',
      expires_at: link.body.expires_at,
    });

    const browser = visitor();
    expect((await accept(token, { browser, name: 'Grace' })).body).toEqual({ kind: 'signed_in' });
    expect(await operatorOf('grace@example.com')).toMatchObject({
      name: 'Grace',
      role: 'developer',
      application_ids: [application],
      is_enrolled: false,
      password_hash: expect.stringMatching(/^\$argon2id\$/),
    });
    expectRefusal(await browser.get('context'), { status: 403, code: 'auth.enrolment_needed' });
    expect((await admin.browser.get<Team>('team')).body.invitations).toEqual([]);
  });

  test('is used once, also when many try at the same moment', async () => {
    const token = await invite(admin, 'grace@example.com', 'support');
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(token, { name: 'Grace' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
    expectRefusal(await accept(token, { name: 'Eve' }), INVALID);
    expectRefusal(await read(token), INVALID);
  });

  test('that was withdrawn, has run out or never was is refused with the same words', async () => {
    const withdrawn = await invite(admin, 'one@example.com', 'support');
    const [{ id = '' } = {}] = (await admin.browser.get<Team>('team')).body.invitations;
    await admin.browser.ask('DELETE', `team/invitations/${id}`);
    const late = await invite(admin, 'two@example.com', 'support');
    await age('72 hours');
    const unknown = newSecretToken().token;
    for (const token of [withdrawn, late, unknown, 'x']) {
      expectRefusal(await read(token), INVALID);
      expectRefusal(await accept(token, { name: 'Eve' }), INVALID);
    }
    expect((await system.database.pool.query('select from operator')).rows).toHaveLength(2);
  });

  test('needs a name, and a password that is not guessed first; it stays usable until it has both', async () => {
    const token = await invite(admin, 'grace@example.com', 'support');
    expectRefusal(await accept(token), { status: 400, code: 'request.invalid', field: 'name' });
    const guessable = { token, name: 'Grace', password: 'passwordpassword' };
    expectRefusal(await visitor().post('links/accept', guessable), {
      status: 422,
      code: 'password.guessable',
      field: 'password',
    });
    expect((await accept(token, { name: 'Grace' })).status).toBe(200);
  });

  test('is worth nothing once its author may not give that role any more', async () => {
    const authors = [await join(system, 'admin'), await join(system, 'admin'), await join(system, 'owner')];
    const [deactivated, moved, demoted] = authors as [Colleague, Colleague, Colleague];
    const tokens = [
      await invite(deactivated, 'one@example.com', 'support'),
      await invite(moved, 'two@example.com', 'admin'),
      await invite(demoted, 'three@example.com', 'owner'),
    ];
    const kept = await invite(demoted, 'four@example.com', 'admin');
    const change = (id: string, wanted: object) => owner.browser.ask('PATCH', `team/operators/${id}`, wanted);
    await change(deactivated.id, { is_active: false });
    await change(moved.id, { role: 'support' });
    await change(demoted.id, { role: 'admin' });
    for (const token of tokens) expectRefusal(await accept(token, { name: 'Eve' }), INVALID);
    expect((await accept(kept, { name: 'Grace' })).status).toBe(200);
  });

  test('is measured by what its author is, whatever became of the row of the link', async () => {
    const author = await join(system, 'owner');
    const token = await invite(author, 'eve@example.com', 'owner');
    await system.database.pool.query(`update operator set role = 'admin' where id = $1`, [author.id]);
    expectRefusal(await accept(token, { name: 'Eve' }), INVALID);
    expect(await operatorOf('eve@example.com')).toBeUndefined();
  });

  test('never takes over the session of whoever opens it', async () => {
    const token = await invite(admin, 'grace@example.com', 'support');
    const browser = await signIn(system, admin.id);
    const before = browser.cookie(SESSION_COOKIE);
    await accept(token, { browser, name: 'Grace' });
    expect(browser.cookie(SESSION_COOKIE)).not.toBe(before);
    expectRefusal(await browser.get('team'), { status: 403, code: 'auth.enrolment_needed' });
  });

  test('that is guessed at from one address makes that address wait', async () => {
    const guesses = Array.from({ length: 110 }, () => read(newSecretToken().token));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(100);
    const token = await invite(admin, 'grace@example.com', 'support');
    expectRefusal(await read(token), { status: 429, code: 'auth.too_many_attempts' });
  });
});

describe('a reset', () => {
  test('of the password ends nothing by itself; used, it ends every session and keeps the factors', async () => {
    const ops = await join(system, 'ops');
    await giveFactors(ops.id);
    const link = await admin.browser.post<OneTimeLink>(`team/operators/${ops.id}/reset`, { kind: 'password' });
    expect(link.body.url).toMatch(/^http:\/\/localhost:3001\/reset#[\w-]{43}$/);
    expect((Date.parse(link.body.expires_at) - Date.now()) / 60_000).toBeCloseTo(15, 0);
    const token = tokenOf(link);
    expect((await read(token)).body).toMatchObject({ kind: 'password', email: ops.email, role: null });
    expect((await ops.browser.get('context')).status).toBe(200);

    const browser = visitor();
    expectRefusal(await accept(token, { name: 'Other' }), { status: 400, code: 'request.invalid', field: 'name' });
    expect((await accept(token, { browser })).body).toEqual({ kind: 'sign_in' });
    expect(browser.cookie(SESSION_COOKIE)).toBeUndefined();
    expectRefusal(await ops.browser.get('context'), { status: 401, code: 'auth.not_signed_in' });
    expect(await operatorOf(ops.email)).toMatchObject({ is_enrolled: true, has_totp: true, passkeys: 1, codes: 1 });
    expect(await stepsOf(ops.id)).toBe(0);
    expectRefusal(await accept(token), INVALID);
  });

  test('of the access ends every session at once; used, it forgets every factor and begins with a new one', async () => {
    const ops = await join(system, 'ops');
    await giveFactors(ops.id);
    const token = await reset(admin, ops.id, 'access');
    expectRefusal(await ops.browser.get('context'), { status: 401, code: 'auth.not_signed_in' });
    expect(await stepsOf(ops.id)).toBe(0);
    expect(await operatorOf(ops.email)).toMatchObject({ is_enrolled: true, has_totp: true, passkeys: 1 });

    const browser = visitor();
    expect((await accept(token, { browser })).body).toEqual({ kind: 'signed_in' });
    expect(await operatorOf(ops.email)).toMatchObject({ is_enrolled: false, has_totp: false, passkeys: 0, codes: 0 });
    expectRefusal(await browser.get('context'), { status: 403, code: 'auth.enrolment_needed' });
    const { rows } = await system.database.pool.query(
      `select action, actor_id, after from audit where target_id = $1 order by seq`,
      [ops.id],
    );
    expect(rows).toMatchObject([
      { action: 'operator.reset_issued', actor_id: admin.id, after: { kind: 'access', sessions_ended: 1 } },
      {
        action: 'operator.changed',
        actor_id: ops.id,
        after: { password: 'changed', second_factors: 'removed', sessions_ended: 0 },
      },
    ]);
  });

  test('works until the next one is made, for a quarter of an hour', async () => {
    const ops = await join(system, 'ops');
    const first = await reset(admin, ops.id, 'password');
    const second = await reset(admin, ops.id, 'access');
    expectRefusal(await accept(first), INVALID);
    await age('15 min');
    expectRefusal(await accept(second), INVALID);
  });

  test('opens nothing to someone who is deactivated, or has become more than its author', async () => {
    const [ops, rising] = [await join(system, 'ops'), await join(system, 'support')];
    const tokens = [await reset(admin, ops.id, 'access'), await reset(admin, rising.id, 'access')];
    await owner.browser.ask('PATCH', `team/operators/${ops.id}`, { is_active: false });
    await owner.browser.ask('PATCH', `team/operators/${rising.id}`, { role: 'owner' });
    for (const token of tokens) expectRefusal(await accept(token), INVALID);
    expectRefusal(await admin.browser.post(`team/operators/${ops.id}/reset`, { kind: 'access' }), {
      status: 409,
      code: 'operator.deactivated',
    });
  });

  test('of the only owner does not open the first run again', async () => {
    await system.database.pool.query('update setup set finished_at = null');
    const another = await join(system, 'owner');
    const token = await reset(owner, another.id, 'access');
    await owner.browser.ask('DELETE', `team/operators/${admin.id}`);
    await system.database.pool.query('delete from operator where id = $1', [owner.id]);
    // Its author is gone, as after a command: such links are nobody's.
    await system.database.pool.query(`update operator_link set created_by = 'root'`);
    expect((await accept(token)).status).toBe(200);
    expectRefusal(await visitor().get('setup'), { status: 404, code: 'setup.finished' });
  });
});
