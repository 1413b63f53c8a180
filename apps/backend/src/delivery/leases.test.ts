import { expect, test } from 'vitest';
import type { Queryable } from '../database/sql.js';
import { Leases } from './leases.js';

const LEASE_MS = 5_000;

/** Leases on a database that renews what the test says; `asked` are the messages of each statement. */
function createLeases(renewed: () => readonly string[]) {
  const asked: string[][] = [];
  const rows = async (_: unknown, [ids]: readonly unknown[]) => {
    asked.push(ids as string[]);
    return renewed().map((id) => ({ id }));
  };
  const sql = { rows } as unknown as Queryable;
  return { asked, leases: new Leases({ sql, leaseMs: LEASE_MS, renewMs: 1_000, onError: () => undefined }) };
}

const ago = (ms: number) => performance.now() - ms;

test('a lease that has run out proves nothing, though nobody has taken the message yet', () => {
  const { leases } = createLeases(() => []);
  leases.hold('msg_fresh', 1, ago(0));
  expect([leases.isHeld('msg_fresh', 1), leases.isHeld('msg_fresh', 2), leases.isOverdue]).toEqual([
    true,
    false,
    false,
  ]);
  leases.hold('msg_old', 1, ago(LEASE_MS));
  expect([leases.isHeld('msg_old', 1), leases.isOverdue]).toEqual([false, true]);
});

test('what the database renews holds again, what it does not is lost', async () => {
  const { leases } = createLeases(() => ['msg_kept']);
  for (const id of ['msg_kept', 'msg_lost']) leases.hold(id, 1, ago(LEASE_MS));
  await leases.renew();
  expect([leases.isHeld('msg_kept', 1), leases.isHeld('msg_lost', 1), leases.isOverdue]).toEqual([true, false, false]);
});

test('a fresh lease is not renewed, and two renewals at once are one statement', async () => {
  const { leases, asked } = createLeases(() => ['msg_old']);
  leases.hold('msg_fresh', 1, ago(0));
  leases.hold('msg_old', 1, ago(1_000));
  await Promise.all([leases.renew(), leases.renew()]);
  expect(asked).toEqual([['msg_old']]);
});

test('a lease taken anew while the old one is renewed is not taken for it', async () => {
  const { leases } = createLeases(() => {
    leases.hold('msg_one', 2, ago(0));
    return [];
  });
  leases.hold('msg_one', 1, ago(LEASE_MS));
  await leases.renew();
  expect(leases.isHeld('msg_one', 2)).toBe(true);
});
