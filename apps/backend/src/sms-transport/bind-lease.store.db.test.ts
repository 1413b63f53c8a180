import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BindView } from '@codewire/contracts';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { BindLeaseStore, type BindLease, type TakeOutcome } from './bind-lease.store.js';
import { CarrierStore } from './carrier.store.js';

const TIMES = { heldMs: 5_000, graceMs: 2_500, standingMs: 30_000 };
const CARRIER = 'car_one';
let database: OpenDatabase;
let store: BindLeaseStore;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new BindLeaseStore(database.sql, TIMES);
  await new CarrierStore(database.sql).insertCarrier({
    id: CARRIER,
    name: 'One',
    isSimulated: false,
    host: 'smsc.example.com',
    port: 2775,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: Buffer.from([1]),
    windowSize: 10,
  });
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('delete from bind_lease');
  await permit(2);
});

const permit = (binds: number, status = 'enabled') =>
  database.pool.query('update carrier set binds = $1, status = $2', [binds, status]);
/** Lets time pass for every lease, as the database's clock would. */
const age = (ms: number) =>
  database.pool.query(
    `update bind_lease set held_until = held_until - $1 * interval '1 ms', usable_from = usable_from - $1 * interval '1 ms'`,
    [ms],
  );
const taken = (outcome: TakeOutcome) => {
  if (outcome.kind !== 'taken') throw new Error(outcome.kind);
  return outcome;
};
const taker = (node: string, known: number[] = []) => ({ node, process: `process of ${node}`, known, ended: [] });
const take = async (node: string, known: number[] = []) => taken(await store.take(CARRIER, taker(node, known)));
const renew = (node: string, lease: BindLease, state: BindView[] = []) => store.renew(node, [{ ...lease, state }]);

describe('the binds that a carrier permits', () => {
  test('are never more than that, however many nodes ask at once', async () => {
    await permit(5);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        for (;;) {
          const outcome = await store.take(CARRIER, taker(`node${index}`));
          if (outcome.kind !== 'contested') return outcome;
        }
      }),
    );
    const slots = outcomes.flatMap((outcome) => (outcome.kind === 'taken' ? [outcome.lease.slot] : []));
    expect(slots.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test('that nobody ever had are usable at once', async () => {
    expect(await take('a')).toMatchObject({ lease: { slot: 1, fence: '1' }, usableInMs: 0 });
    expect(await take('a', [1])).toMatchObject({ lease: { slot: 2 }, usableInMs: 0 });
    expect(await store.take(CARRIER, taker('a', [1, 2]))).toEqual({ kind: 'none' });
    expect(await store.take(CARRIER, taker('b'))).toEqual({ kind: 'none' });
  });

  test('are none while the carrier is disabled', async () => {
    await permit(2, 'disabled');
    expect(await store.take(CARRIER, taker('a'))).toEqual({ kind: 'none' });
  });
});

describe('a lease', () => {
  test('that is over is taken over by one node alone, which waits until the earlier holder has let go', async () => {
    await permit(1);
    const { lease } = await take('a');
    await age(5_001);
    const outcomes = await Promise.all(['b', 'c', 'd'].map((node) => store.take(CARRIER, taker(node))));
    const [winner] = outcomes.filter(({ kind }) => kind === 'taken').map(taken);
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    expect(winner).toMatchObject({ lease: { slot: 1, fence: '2' } });
    expect(winner!.usableInMs).toBeGreaterThan(2_400);
    expect(winner!.usableInMs).toBeLessThanOrEqual(2_500);
    expect(await renew('a', lease)).toEqual([]);
  });

  test('that is not over is nobody else’s', async () => {
    await permit(1);
    const { lease } = await take('a');
    await age(4_000);
    expect(await store.take(CARRIER, taker('b'))).toEqual({ kind: 'none' });
    expect(await renew('a', lease)).toEqual([{ carrierId: CARRIER, slot: 1 }]);
    await age(4_000);
    expect(await store.take(CARRIER, taker('b'))).toEqual({ kind: 'none' });
  });

  test('that is over and was taken by nobody is renewed as if nothing had been', async () => {
    const { lease } = await take('a');
    await age(60_000);
    expect(await renew('a', lease)).toEqual([{ carrierId: CARRIER, slot: 1 }]);
  });

  test('that was granted and never told of is found again by its node, without a wait', async () => {
    await permit(1);
    await take('a');
    expect(await take('a')).toMatchObject({ lease: { slot: 1 }, usableInMs: 0 });
  });

  test('that is given back is another’s at once, and its earlier holder’s renewal comes to nothing', async () => {
    await permit(1);
    const { lease } = await take('a');
    await store.giveBack('a', [lease]);
    expect(await take('b')).toMatchObject({ lease: { slot: 1 }, usableInMs: 0 });
    expect(await renew('a', lease)).toEqual([]);
    await store.giveBack('a', [lease]);
    expect(await store.listHeld()).toMatchObject([{ node: 'b', slot: 1 }]);
  });

  test('that is given back before its time had come keeps that time', async () => {
    await permit(1);
    await take('dead');
    await age(5_001);
    const { lease } = await take('b');
    await store.giveBack('b', [lease]);
    expect((await take('c')).usableInMs).toBeGreaterThan(2_000);
  });

  test('of a process that has certainly ended is another’s at once; a wait that was left of it stays', async () => {
    await permit(1);
    await take('dead');
    expect(await store.listShares([CARRIER])).toMatchObject([{ node: 'dead', process: 'process of dead', slots: 1 }]);
    const heir = { ...taker('b'), ended: ['dead'] };
    expect(taken(await store.take(CARRIER, heir))).toMatchObject({ lease: { slot: 1, fence: '2' }, usableInMs: 0 });
    await age(5_001);
    const { usableInMs } = taken(await store.take(CARRIER, taker('c')));
    const next = taken(await store.take(CARRIER, { ...taker('d'), ended: ['c'] }));
    expect(usableInMs - next.usableInMs).toBeLessThan(1_000);
    expect(next.usableInMs).toBeGreaterThan(1_000);
  });

  test('of a process that stands still waits half a minute longer: its binds at the carrier stand too', async () => {
    await permit(1);
    await take('still');
    const session = new pg.Client({ connectionString: database.url, application_name: 'codewire still' });
    await session.connect();
    await age(5_001);
    expect(await store.take(CARRIER, taker('b'))).toEqual({ kind: 'none' });
    await age(30_000);
    expect(await take('b')).toMatchObject({ lease: { slot: 1 } });
    await session.end();
  });
});

test('what binds are like is told by those that hold them, and by nobody who is gone', async () => {
  const view: BindView = {
    slot: 1,
    direction: 'transceiver',
    node: 'a',
    state: 'bound',
    reason: 'bound',
    command_status: null,
    since: '2026-11-26T00:00:00.000Z',
    window_used: 3,
    waiting: 0,
    tps: 12,
    tps_limit: null,
    rtt_ms: 4.5,
  };
  const { lease } = await take('a');
  const { lease: other } = await take('b');
  await renew('a', lease, [view]);
  expect(await store.listHeld()).toEqual([
    { carrierId: CARRIER, slot: 1, node: 'a', state: [view] },
    { carrierId: CARRIER, slot: 2, node: 'b', state: [] },
  ]);
  await age(5_001);
  await renew('b', other);
  expect(await store.listHeld()).toEqual([{ carrierId: CARRIER, slot: 2, node: 'b', state: [] }]);
  const shares = (await store.listShares([CARRIER])).map(({ node, slots }) => `${node} ${slots}`);
  expect(shares.sort()).toEqual(['a 0', 'b 1']);
});
