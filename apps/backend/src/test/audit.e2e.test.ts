import { request, type IncomingMessage } from 'node:http';
import {
  reachOf,
  ROLES,
  type AuditEntry,
  type AuditPage,
  type AuditVerification,
  type Role,
} from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client } from './client.js';
import { signedIn } from './operators.js';
import { expectRefusal } from './refusals.js';
import { startSystem, type System } from './system.js';
import { writeEntries } from './audit.js';

const ENTRIES = 12;
let system: System;
let door: Client;
let owner: Record<string, string>;

beforeAll(async () => {
  system = await startSystem();
  door = new Client(`http://127.0.0.1:${system.backends[0]!.adminPort}`);
  owner = await signedIn(system.database.pool);
  await writeEntries(system.database.sql, ENTRIES);
});

afterAll(() => system.stop());

const get = <Body>(path: string, headers = owner) =>
  door.send<Body>({ method: 'GET', path: `/api/admin/${path}`, headers });
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEntry);
const newest = async () => (await get<AuditPage>('audit?limit=1')).body.data[0]!;

describe('each role', () => {
  test.each(ROLES)('%s reads and exports the audit only where the table of permissions says so', async (role: Role) => {
    const headers = await signedIn(system.database.pool, { role });
    for (const path of ['audit', 'audit/1', 'audit/verification']) {
      const { status } = await get(path, headers);
      expect({ path, status }).toEqual({ path, status: reachOf(role, 'audit.read') === undefined ? 403 : 200 });
    }
    const { status } = await get('audit/export', headers);
    expect(status).toBe(reachOf(role, 'audit.export') === undefined ? 403 : 200);
  });

  test('an auditor may, support may not, and nobody who is not signed in', async () => {
    const [auditor, support] = await Promise.all(
      (['auditor', 'support'] as const).map((role) => signedIn(system.database.pool, { role })),
    );
    expect((await get('audit', auditor)).status).toBe(200);
    expectRefusal(await get('audit', support), { status: 403, code: 'auth.permission_denied' });
    expectRefusal(await get('audit', {}), { status: 401, code: 'auth.not_signed_in' });
  });
});

describe('the list', () => {
  test('goes back from the newest entry, page by page', async () => {
    const first = await get<AuditPage>('audit?limit=5&target=app_x');
    const second = await get<AuditPage>(`audit?limit=50&target=app_x&cursor=${first.body.next_cursor}`);
    const seqs = [...first.body.data, ...second.body.data].map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
    expect(new Set(seqs).size).toBe(ENTRIES);
    expect(second.body.next_cursor).toBeNull();
  });

  test.each([
    'audit?action=made.up',
    'audit?limit=0',
    'audit?cursor=x',
    'audit?from=yesterday',
    'audit?seq=1',
    'audit/export?limit=1',
  ])('%s is refused', async (path) => {
    expect((await get(path)).status).toBe(400);
  });

  test('has a link to each entry, and none to what is not there', async () => {
    const entry = await newest();
    expect((await get<AuditEntry>(`audit/${entry.seq}`)).body).toEqual(entry);
    for (const seq of ['0', '999999', 'last', '1e1']) {
      expectRefusal(await get(`audit/${seq}`), { status: 404, code: 'audit.not_found' });
    }
  });
});

describe('an export', () => {
  test('is a file of lines, oldest first, and ends with the entry that tells of it', async () => {
    const { status, headers, text } = await get('audit/export');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="codewire-audit-\d{4}-\d\d-\d\d\.ndjson"$/),
      'cache-control': 'no-store',
    });
    const lines = linesOf(text);
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: lines.length }, (_, index) => index + 1));
    expect(lines.at(-1)).toMatchObject({
      action: 'audit.exported',
      actor: { kind: 'operator', name: expect.stringContaining('@example.com>') },
      target: { kind: 'audit' },
      after: { filters: {} },
      address: '127.0.0.1',
      request_id: headers['x-request-id'],
    });
    expect(lines.at(-1)).toEqual(await newest());
  });

  test('holds what was asked for, and tells what that was', async () => {
    const lines = linesOf((await get('audit/export?target=app_x&action=application.changed')).text);
    expect(lines).toHaveLength(ENTRIES);
    expect(await newest()).toMatchObject({
      action: 'audit.exported',
      after: { filters: { target: 'app_x', action: 'application.changed' } },
    });
  });

  test('asks who is there where that was proven too long ago, and then leaves no entry', async () => {
    const headers = await signedIn(system.database.pool, { role: 'auditor' });
    await system.database.pool.query(`update session set proven_at = now() - interval '11 minutes'`);
    const before = await newest();
    expectRefusal(await get('audit/export', headers), { status: 403, code: 'auth.step_up_needed' });
    expect(await newest()).toEqual(before);
    await system.database.pool.query(`update session set proven_at = now()`);
  });

  test('is read from the database no faster than it is taken, and whole in the end', async () => {
    const { pool } = system.database;
    const { seq } = await newest();
    const bulk = 20_000;
    await pool.query(
      `insert into audit select $1::int + n, now(), 'system', null, 'Bulk', 'setup.finished', 'setup', 'bulk', 'Bulk', null, null,
        json_build_object('text', repeat('x', 2000)), null, null, '\\x00' from generate_series(1, $2::int) n`,
      [seq, bulk],
    );
    const lastRead = async () =>
      (
        await pool.query<{ at: string | null }>(
          `select max(query_start)::text as at from pg_stat_activity
            where application_name like 'codewire %' and datname = current_database() and query like '%from audit%'`,
        )
      ).rows[0]?.at;
    const answer = await begin('audit/export?target=bulk');
    // Nothing is taken, so after what the sockets hold it stops reading.
    const seen: unknown[] = [];
    await vi.waitUntil(
      async () => {
        seen.push(await lastRead());
        return seen.length > 5 && seen.slice(-5).every((at) => at === seen.at(-1));
      },
      { timeout: 20_000, interval: 100 },
    );
    let lines = 0;
    for await (const chunk of answer) lines += (chunk as Buffer).toString('latin1').split('\n').length - 1;
    expect(lines).toBe(bulk);
    expect(await lastRead()).not.toBe(seen.at(-1));
    await pool.query(`delete from audit where seq > $1`, [seq]);
  });

  /** An answer of which only the head was read. */
  function begin(path: string): Promise<IncomingMessage> {
    const { hostname, port } = new URL(door.url);
    return new Promise((resolve, reject) => {
      request({ hostname, port, path: `/api/admin/${path}`, headers: owner }, resolve)
        .on('error', reject)
        .end();
    });
  }
});

describe('the verification', () => {
  test('finds the chain whole, as the command does', async () => {
    const { body } = await get<AuditVerification>('audit/verification');
    expect(body).toMatchObject({ status: 'intact', broken: null, verified_at: expect.any(String) });
    expect(await system.run('audit', 'verify')).toContain('entries are as they were written.');
  });

  test('names the entry that a superuser changed, and the command fails', async () => {
    await system.database.pool.query(`update audit set actor_name = 'Nobody' where seq = 3`);
    // A node tells its result again for a while: one that has none yet looks.
    const fresh = await system.startBackend();
    const headers = owner;
    const at = new Client(`http://127.0.0.1:${fresh.adminPort}`);
    const { body } = await at.send({ method: 'GET', path: '/api/admin/audit/verification', headers });
    expect(body).toMatchObject({ status: 'broken', broken: { seq: 3, reason: 'changed' } });
    await expect(system.run('audit', 'verify')).rejects.toThrow('Entry 3 is not what was written');
  });
});

test('a sender writes where the chain ends into its log, once a day, whichever node it is', async () => {
  const lines = () =>
    system.backends.flatMap((backend) =>
      backend
        .output()
        .split('\n')
        .filter((line) => line.includes('"audit_anchor"')),
    );
  await vi.waitUntil(() => lines().length > 0, { timeout: 20_000 });
  expect(lines()).toHaveLength(1);
  expect(JSON.parse(lines()[0]!)).toMatchObject({
    event: 'audit_anchor',
    seq: expect.any(Number),
    count: expect.any(Number),
  });
});
