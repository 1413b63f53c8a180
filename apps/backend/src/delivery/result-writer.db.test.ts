import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Sql, Tx } from '../database/sql.js';
import { ChangedRows } from '../platform/changed-rows.js';
import type { Metrics } from '../platform/metrics.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import type { AttemptResult } from './result.store.js';
import { ResultWriter } from './result-writer.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

const begin = () => storeMessages(database.sql, [newMessage()], { carrierId: 'car_one' }).then(([id]) => id as string);

const submitted = (messageId: string, changes: Partial<AttemptResult> = {}): AttemptResult => ({
  messageId,
  fence: 1,
  attempt: 1,
  carrierId: 'car_one',
  outcome: 'submitted',
  reason: null,
  commandStatus: null,
  smscMessageIds: ['abc'],
  next: 'submitted',
  retryInMs: null,
  queue: null,
  ...changes,
});

/** A writer on the database, through a door that the test may shut. */
function createWriter({ open = () => true }: { open?: () => boolean } = {}) {
  const settled: string[] = [];
  const errors: unknown[] = [];
  const sql = {
    transaction: (work: (tx: Tx) => Promise<unknown>) =>
      open() ? database.sql.transaction(work) : Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })),
  };
  const writer = new ResultWriter({
    sql: sql as unknown as Sql,
    metrics: { staleWrites: () => undefined } as unknown as Metrics,
    changed: new ChangedRows(),
    rideAlongMs: 1,
    onSettled: (results) => settled.push(...results.map(({ messageId }) => messageId)),
    onError: (error) => void errors.push(error),
  });
  return { writer, settled, errors };
}

const states = async (ids: readonly string[]) =>
  (
    await database.pool.query(
      `select m.state, m.error, a.outcome, a.command_status, count(p.*)::int as ids from message m
        join attempt a on a.message_id = m.id left join attempt_part p on p.message_id = m.id
        where m.id = any($1) group by m.id, a.message_id, a.attempt order by array_position($1, m.id)`,
      [ids],
    )
  ).rows;

test.each([
  ['an id with a NUL inside', { smscMessageIds: ['12\0 34'] }],
  ['a status that fits no column', { commandStatus: 0x8000_0001 }],
])('%s costs itself only: the attempt is written without it, and everything beside it whole', async (_, odd) => {
  const ids = [await begin(), await begin(), await begin()] as const;
  const { writer, settled, errors } = createWriter();
  ids.forEach((id, index) => writer.add(submitted(id, index === 1 ? odd : {})));
  await writer.flush();
  const whole = { state: 'submitted', error: null, outcome: 'submitted', command_status: null, ids: 1 };
  expect(await states(ids)).toEqual([whole, { ...whole, ids: 0 }, whole]);
  expect([[...settled].sort(), errors.length, writer.isBehind]).toEqual([[...ids].sort(), 1, false]);
});

test('a result that cannot be written at all is told and given up: its lease ends, and the next ones are written', async () => {
  const [odd, sound] = [await begin(), await begin()];
  const { writer, settled, errors } = createWriter();
  writer.add(submitted(odd, { next: 'nonsense' as 'failed' }));
  writer.add(submitted(sound));
  await writer.flush();
  expect([settled.sort(), errors.length]).toEqual([[odd, sound].sort(), 2]);
  expect(await states([odd, sound])).toMatchObject([{ state: 'submitting' }, { state: 'submitted' }]);
});

test('while the database is away results are kept, and the writer says that it is behind', async () => {
  const id = await begin();
  let isOpen = false;
  const { writer, settled } = createWriter({ open: () => isOpen });
  writer.add(submitted(id));
  await writer.flush();
  expect([writer.isBehind, settled]).toEqual([true, []]);
  isOpen = true;
  await writer.flush();
  expect([writer.isBehind, settled]).toEqual([false, [id]]);
  expect(await states([id])).toMatchObject([{ state: 'submitted', ids: 1 }]);
});

test('a deadlock is nobody’s fault: what it cost is written with the next try', async () => {
  const id = await begin();
  let isFirst = true;
  const sql = {
    transaction: (work: (tx: Tx) => Promise<unknown>) => {
      if (!isFirst) return database.sql.transaction(work);
      isFirst = false;
      return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }));
    },
  } as unknown as Sql;
  const onSettled = vi.fn();
  const metrics = { staleWrites: () => undefined } as unknown as Metrics;
  const writer = new ResultWriter({
    sql,
    metrics,
    changed: new ChangedRows(),
    rideAlongMs: 1,
    onSettled,
    onError: () => undefined,
  });
  writer.add(submitted(id));
  await writer.flush();
  expect([onSettled.mock.calls.length, writer.isBehind]).toEqual([0, false]);
  await writer.flush();
  expect(onSettled).toHaveBeenCalledTimes(1);
  expect(await states([id])).toMatchObject([{ state: 'submitted', ids: 1 }]);
});
