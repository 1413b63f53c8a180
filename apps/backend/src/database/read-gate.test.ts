import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isDatabaseFault } from './faults.js';
import { ReadGate, readsAtOnce } from './read-gate.js';
import type { Sql, Tx } from './sql.js';

/** A read that was let in, and waits for the test to end it. */
interface UnderWay {
  readonly mostMs: number | undefined;
  end(): void;
  fail(error: Error): void;
}

function openGate(mostAtOnce: number) {
  const underWay: UnderWay[] = [];
  const sql: Pick<Sql, 'transaction'> = {
    transaction: (work, { mostMs } = {}) =>
      new Promise((resolve, reject) => {
        const end = () => void work(undefined as unknown as Tx).then(resolve, reject);
        underWay.push({ mostMs, end, fail: reject });
      }),
  };
  const gate = new ReadGate(sql, mostAtOnce);
  const read = (name: string) => gate.transaction(() => Promise.resolve(name));
  return { underWay, read };
}

/** Lets everything run that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

test('no more are under way at once than may be, and the others come in their order', async () => {
  const { underWay, read } = openGate(2);
  const ended: string[] = [];
  for (const name of ['a', 'b', 'c', 'd']) void read(name).then((done) => ended.push(done));
  await settle();
  expect(underWay).toHaveLength(2);
  underWay[1]?.end();
  await settle();
  expect(underWay).toHaveLength(3);
  for (const one of [2, 3, 0]) {
    underWay[one]?.end();
    await settle();
  }
  expect(ended).toEqual(['b', 'c', 'd', 'a']);
});

test('one that fails leaves its place to the next', async () => {
  const { underWay, read } = openGate(1);
  const failed = read('a').catch((error: unknown) => error);
  const next = read('b');
  await settle();
  underWay[0]?.fail(new Error('gone'));
  expect(await failed).toEqual(new Error('gone'));
  await settle();
  underWay[1]?.end();
  expect(await next).toBe('b');
});

test('the wait is part of the two seconds that a read may take', async () => {
  const { underWay, read } = openGate(1);
  void read('a');
  void read('b');
  await vi.advanceTimersByTimeAsync(1_200);
  underWay[0]?.end();
  await settle();
  expect(underWay.map(({ mostMs }) => mostMs)).toEqual([2_000, 800]);
});

test('whose turn does not come in time hears of a busy database, and takes no place from those behind', async () => {
  const { underWay, read } = openGate(1);
  void read('a');
  const late = read('b').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1_000);
  const next = read('c');
  await vi.advanceTimersByTimeAsync(500);
  expect(isDatabaseFault(await late)).toBe(true);
  underWay[0]?.end();
  await settle();
  underWay[1]?.end();
  expect(await next).toBe('c');
  expect(underWay).toHaveLength(2);
});

test('of a pool most is left to those who start and check', () => {
  expect([2, 10, 20, 200].map(readsAtOnce)).toEqual([1, 2, 4, 4]);
});
