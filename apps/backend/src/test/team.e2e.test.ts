import type { OneTimeLink, OperatorRow, Role, SessionList, Team } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { countWaiting } from './database.js';
import { insertOperator } from './operators.js';
import { expectRefusal } from './refusals.js';
import { startSystem, type System } from './system.js';
import { join, signIn, tokenOf, type Colleague } from './team.js';

let system: System;
let owner: Colleague;
let admin: Colleague;

beforeAll(async () => void (system = await startSystem({ backends: 2 })));

afterAll(() => system.stop());

beforeEach(async () => {
  await system.database.pool.query('truncate operator cascade');
  [owner, admin] = [await join(system, 'owner'), await join(system, 'admin')];
});

const teamOf = async ({ browser }: Colleague) => (await browser.get<Team>('team')).body;
const rowOf = async (id: string) => (await teamOf(owner)).operators.find((row) => row.id === id);
const change = ({ browser }: Colleague, id: string, wanted: object) =>
  browser.ask<OperatorRow>('PATCH', `team/operators/${id}`, wanted);
const remove = ({ browser }: Colleague, id: string) => browser.ask('DELETE', `team/operators/${id}`);
const invite = ({ browser }: Colleague, email: string, role: Role, applicationIds: string[] = []) =>
  browser.post<OneTimeLink>('team/invitations', { email, role, application_ids: applicationIds });

/** What was last written down of someone, or of an invitation. */
async function lastEntry(target: string) {
  const { rows } = await system.database.pool.query<Record<string, unknown>>(
    `select actor_id, action, target_name, before, after from audit where target_id = $1 order by seq desc limit 1`,
    [target],
  );
  return rows[0];
}

describe('the team', () => {
  test('is shown with roles, factors, sessions and open invitations', async () => {
    const editor = await insertOperator(system.database.pool, { role: 'editor', isEnrolled: false });
    await invite(admin, 'grace@example.com', 'support');
    const { operators, invitations } = await teamOf(admin);
    expect(operators.map(({ role, state, sessions }) => [role, state, sessions])).toEqual([
      ['owner', 'active', 1],
      ['admin', 'active', 1],
      ['editor', 'enrolling', 0],
    ]);
    expect(operators[2]).toMatchObject({ id: editor, has_totp: false, passkeys: 0, last_seen_at: null });
    expect(invitations).toMatchObject([{ email: 'grace@example.com', role: 'support', invited_by: 'A admin' }]);
  });

  test('changes of someone end all his sessions, and are written down with what was before', async () => {
    const support = await join(system, 'support');
    const { status, body } = await change(admin, support.id, { role: 'ops' });
    expect([status, body.role, body.sessions]).toEqual([200, 'ops', 0]);
    expectRefusal(await support.browser.get('context'), { status: 401, code: 'auth.not_signed_in' });
    expect(await lastEntry(support.id)).toEqual({
      actor_id: admin.id,
      action: 'operator.changed',
      target_name: support.email,
      before: { role: 'support', application_ids: [], is_active: true },
      after: { role: 'ops', application_ids: [], is_active: true, sessions_ended: 1, links_ended: 0 },
    });
  });

  test('a change that changes nothing ends no session and is not written down', async () => {
    const support = await join(system, 'support');
    expect((await change(admin, support.id, { role: 'support', application_ids: ['app_none'] })).status).toBe(200);
    expect((await support.browser.get('context')).status).toBe(200);
    expect(await lastEntry(support.id)).toBeUndefined();
  });

  test('a changed role holds at once on every node', async () => {
    const auditor = await join(system, 'auditor');
    const elsewhere = auditor.browser.at(system.backends[1]!.adminPort);
    expect((await elsewhere.get('messages')).status).toBe(200);
    await change(admin, auditor.id, { role: 'editor' });
    expectRefusal(await elsewhere.get('messages'), { status: 401, code: 'auth.not_signed_in' });
    const again = await Promise.all([0, 1].map((node) => signIn(system, auditor.id, node)));
    for (const browser of again) {
      expectRefusal(await browser.get('messages'), { status: 403, code: 'auth.permission_denied' });
    }
  });

  test('who is deactivated is signed out everywhere and comes back as what he was', async () => {
    const ops = await join(system, 'ops');
    await change(admin, ops.id, { is_active: false });
    const other = await signIn(system, ops.id, 1);
    expectRefusal(await ops.browser.get('context'), { status: 401, code: 'auth.not_signed_in' });
    expectRefusal(await other.get('context'), { status: 401, code: 'auth.not_signed_in' });
    expect((await rowOf(ops.id))?.state).toBe('deactivated');
    expect((await change(admin, ops.id, { is_active: true })).body).toMatchObject({ role: 'ops', state: 'active' });
    expect((await (await signIn(system, ops.id)).get('context')).status).toBe(200);
  });

  test('who is removed is gone, with his sessions and what he has invited', async () => {
    const second = await join(system, 'admin');
    const link = await invite(second, 'late@example.com', 'support');
    expect((await remove(admin, second.id)).status).toBe(204);
    expectRefusal(await second.browser.get('team'), { status: 401, code: 'auth.not_signed_in' });
    expectRefusal(await remove(admin, second.id), { status: 404, code: 'operator.not_found' });
    expect((await teamOf(admin)).invitations).toEqual([]);
    expectRefusal(await admin.browser.post('links/read', { token: tokenOf(link) }), {
      status: 404,
      code: 'link.invalid',
    });
    expect(await lastEntry(second.id)).toMatchObject({
      action: 'operator.removed',
      before: { email: second.email, name: 'A admin', role: 'admin', application_ids: [], is_active: true },
    });
  });

  test('a role that sees single applications needs some that exist; another keeps none', async () => {
    const { id: application } = await system.addApplication();
    const someone = await join(system, 'support');
    const without = await change(admin, someone.id, { role: 'developer' });
    expectRefusal(without, { status: 400, code: 'request.invalid', field: 'application_ids' });
    const unknown = await change(admin, someone.id, { role: 'developer', application_ids: ['app_none'] });
    expectRefusal(unknown, { status: 404, code: 'application.not_found', field: 'application_ids' });
    const bound = await change(admin, someone.id, { role: 'developer', application_ids: [application, application] });
    expect(bound.body.application_ids).toEqual([application]);
    expect((await change(admin, someone.id, { role: 'editor' })).body.application_ids).toEqual([]);
  });

  test('what is delicate asks for a fresh proof', async () => {
    await system.database.pool.query(`update session set proven_at = now() - interval '11 min'`);
    const support = await insertOperator(system.database.pool, { role: 'support' });
    const stepUp = { status: 403, code: 'auth.step_up_needed' };
    expectRefusal(await change(admin, support, { role: 'ops' }), stepUp);
    expectRefusal(await remove(admin, support), stepUp);
    expectRefusal(await invite(admin, 'new@example.com', 'ops'), stepUp);
    expectRefusal(await admin.browser.post(`team/operators/${support}/reset`, { kind: 'password' }), stepUp);
    expect((await admin.browser.get('team')).status).toBe(200);
  });

  test('sessions of someone are seen and ended, one or all', async () => {
    const ops = await join(system, 'ops');
    const phone = await signIn(system, ops.id);
    const { data } = (await admin.browser.get<SessionList>(`team/operators/${ops.id}/sessions`)).body;
    expect(data).toMatchObject([
      { is_current: false, device: 'Test 1, Linux', address: '127.0.0.1', method: 'password' },
      { is_current: false },
    ]);
    const [{ id: newest = '' } = {}] = data;
    const one = `team/operators/${ops.id}/sessions/${newest}`;
    expect((await admin.browser.ask('DELETE', one)).status).toBe(204);
    expectRefusal(await admin.browser.ask('DELETE', one), { status: 404, code: 'session.not_found' });
    const still = [await ops.browser.get('context'), await phone.get('context')];
    expect(still.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await admin.browser.ask('DELETE', `team/operators/${ops.id}/sessions`)).status).toBe(204);
    expect((await ops.browser.get('context')).status).toBe(401);
    expect((await phone.get('context')).status).toBe(401);
    expect(await lastEntry(ops.id)).toMatchObject({
      action: 'operator.sessions_ended',
      after: { sessions_ended: 1 },
    });
  });
});

describe('nobody gets more than he has', () => {
  const tooHigh = { status: 403, code: 'operator.role_too_high' };

  test('an admin makes no owner: not of others, not by an invitation', async () => {
    const support = await join(system, 'support');
    expectRefusal(await change(admin, support.id, { role: 'owner' }), tooHigh);
    expectRefusal(await invite(admin, 'eve@example.com', 'owner'), tooHigh);
    expect((await rowOf(support.id))?.role).toBe('support');
    expect((await teamOf(owner)).invitations).toEqual([]);
  });

  test('an admin touches no owner', async () => {
    await join(system, 'owner');
    const invitation = await invite(owner, 'next@example.com', 'owner');
    const [{ id = '' } = {}] = (await teamOf(owner)).invitations;
    expectRefusal(await change(admin, owner.id, { role: 'admin' }), tooHigh);
    expectRefusal(await change(admin, owner.id, { is_active: false }), tooHigh);
    expectRefusal(await remove(admin, owner.id), tooHigh);
    expectRefusal(await admin.browser.post(`team/operators/${owner.id}/reset`, { kind: 'access' }), tooHigh);
    expectRefusal(await admin.browser.ask('DELETE', `team/operators/${owner.id}/sessions`), tooHigh);
    expectRefusal(await admin.browser.ask('DELETE', `team/invitations/${id}`), tooHigh);
    expect((await owner.browser.post('links/read', { token: tokenOf(invitation) })).status).toBe(200);
  });

  test.each(['owner', 'admin'] as const)('an %s does not change, reset or remove himself', async (role) => {
    await join(system, 'owner');
    const self = role === 'owner' ? owner : admin;
    const oneself = { status: 403, code: 'operator.oneself' };
    expectRefusal(await change(self, self.id, { role: 'owner' }), oneself);
    expectRefusal(await change(self, self.id, { role: 'support' }), oneself);
    expectRefusal(await change(self, self.id, { is_active: false }), oneself);
    expectRefusal(await remove(self, self.id), oneself);
    expectRefusal(await self.browser.post(`team/operators/${self.id}/reset`, { kind: 'password' }), oneself);
    expect((await rowOf(self.id))?.role).toBe(role);
  });

  test('who may not manage the team sees and changes nothing of it', async () => {
    for (const role of ['connectivity', 'editor', 'ops', 'support', 'auditor'] as const) {
      const someone = await join(system, role);
      const denied = { status: 403, code: 'auth.permission_denied' };
      expectRefusal(await someone.browser.get('team'), denied);
      expectRefusal(await change(someone, someone.id, { role: 'owner' }), denied);
      expectRefusal(await invite(someone, 'eve@example.com', role), denied);
    }
  });

  test('an address is of one person, or of one invitation', async () => {
    const taken = { status: 409, code: 'operator.email_taken', field: 'email' };
    expectRefusal(await invite(admin, owner.email.toUpperCase(), 'ops'), taken);
    const all = await Promise.all([0, 1, 2].map(() => invite(admin, 'twin@example.com', 'ops')));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const [{ id = '' } = {}] = (await teamOf(owner)).invitations;
    expect((await admin.browser.ask('DELETE', `team/invitations/${id}`)).status).toBe(204);
    expectRefusal(await admin.browser.ask('DELETE', `team/invitations/${id}`), {
      status: 404,
      code: 'invitation.not_found',
    });
    expect((await invite(admin, 'twin@example.com', 'ops')).status).toBe(201);
  });
});

describe('an owner stays', () => {
  const attacks: [string, (by: Colleague, of: Colleague) => Promise<{ status: number }>][] = [
    ['remove', (by, of) => remove(by, of.id)],
    ['demote', (by, of) => change(by, of.id, { role: 'admin' })],
    ['deactivate', (by, of) => change(by, of.id, { is_active: false })],
  ];

  test.each(attacks)('when two owners %s each other at once', async (_, attack) => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [owner, await join(system, 'owner')];
      const answers = await Promise.all([attack(one, other), attack(other, one)]);
      expect(answers.map(({ status }) => (status < 300 ? 'done' : status)).sort()).toEqual([
        expect.any(Number),
        'done',
      ]);
      const { rows } = await system.database.pool.query<{ id: string }>(
        `select id from operator where role = 'owner' and deactivated_at is null`,
      );
      expect(rows).toHaveLength(1);
      owner = rows[0]!.id === one.id ? one : other;
    }
  });

  test('when three owners remove each other in a ring', async () => {
    const ring = [owner, await join(system, 'owner'), await join(system, 'owner')];
    await Promise.all(ring.map((each, at) => remove(each, ring[(at + 1) % ring.length]!.id)));
    const { rows } = await system.database.pool.query(`select id from operator where role = 'owner'`);
    expect(rows.length).toBeGreaterThan(0);
  });
});

test('who is signed out while his request waits for its turn changes nothing any more', async () => {
  const { pool } = system.database;
  const support = await join(system, 'support');
  const holder = await pool.connect();
  await holder.query(`begin; select pg_advisory_xact_lock(hashtextextended('codewire team', 0))`);
  const request = change(admin, support.id, { role: 'ops' });
  await vi.waitUntil(async () => (await countWaiting(system.database)) > 0, {
    timeout: 20_000,
    interval: 5,
  });
  await pool.query('delete from session where operator_id = $1', [admin.id]);
  await holder.query('commit');
  holder.release();
  expectRefusal(await request, { status: 401, code: 'auth.not_signed_in' });
  expect((await rowOf(support.id))?.role).toBe('support');
});
