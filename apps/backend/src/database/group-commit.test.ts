import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GroupCommit, type GroupCommitOptions } from './group-commit.js';

interface Row {
  readonly key: string;
  readonly value: number;
}

/** A group that was started and waits for the test to end it. */
interface Running {
  readonly values: number[];
  commit(): void;
  fail(error: Error): void;
}

function createGroups(options: Partial<GroupCommitOptions<Row, number>> = {}) {
  const groups: Running[] = [];
  const commits = new GroupCommit<Row, number>({
    run: (rows) =>
      new Promise((resolve, reject) => {
        const values = rows.map(({ value }) => value);
        groups.push({ values, commit: () => resolve(values.map((value) => value * 10)), fail: reject });
      }),
    keyOf: ({ key }) => key,
    gapMs: 5,
    maxRows: 100,
    patienceMs: 500,
    isFatal: () => false,
    isTransient: () => false,
    ...options,
  });
  const add = (value: number, key = `key ${value}`) => commits.add({ key, value });
  return { groups, add };
}

/** Lets everything run that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

describe('when groups start', () => {
  test('the first row after an idle time does not wait', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    void add(1);
    expect(groups.map(({ values }) => values)).toEqual([[1]]);
  });

  test('rows that arrive while a group runs share the next one', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    void add(1);
    void add(2);
    void add(3);
    await vi.advanceTimersByTimeAsync(50);
    expect(groups).toHaveLength(1);
    groups[0]?.commit();
    await settle();
    expect(groups.map(({ values }) => values)).toEqual([[1], [2, 3]]);
  });

  test('two groups do not run at once', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    for (let value = 0; value < 10; value += 1) {
      void add(value);
      await vi.advanceTimersByTimeAsync(9);
    }
    expect(groups).toHaveLength(1);
  });

  test('under load a group starts no earlier than the gap after the one before', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    void add(1);
    groups[0]?.commit();
    await settle();
    void add(2);
    void add(3);
    await vi.advanceTimersByTimeAsync(4);
    expect(groups).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(groups.map(({ values }) => values)).toEqual([[1], [2, 3]]);
  });
});

describe('a group that is stuck', () => {
  test('no longer holds up those behind it: they go at their usual pace', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    void add(1);
    void add(2);
    await vi.advanceTimersByTimeAsync(100);
    expect(groups.map(({ values }) => values)).toEqual([[1], [2]]);
    groups[1]?.commit();
    await settle();
    void add(3);
    await vi.advanceTimersByTimeAsync(5);
    expect(groups.map(({ values }) => values)).toEqual([[1], [2], [3]]);
  });

  test('keeps its keys: a second row of one of them waits for its end', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    void add(1, 'same');
    void add(2, 'same');
    void add(3);
    await vi.advanceTimersByTimeAsync(100);
    expect(groups.map(({ values }) => values)).toEqual([[1], [3]]);
    groups[1]?.commit();
    groups[0]?.commit();
    await vi.advanceTimersByTimeAsync(5);
    expect(groups.map(({ values }) => values)).toEqual([[1], [3], [2]]);
  });

  test('takes with it a few others at most: a database that answers nothing is not asked ever more', async () => {
    const { groups, add } = createGroups({ patienceMs: 10_000 });
    vi.advanceTimersByTime(100);
    for (let value = 0; value < 20; value += 1) {
      void add(value);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(groups).toHaveLength(3);
  });

  test('makes nobody wait longer than the patience: who was not started by then is refused, the others are not', async () => {
    const { groups, add } = createGroups({ patienceMs: 500 });
    vi.advanceTimersByTime(100);
    const told: string[] = [];
    const watch = (value: number) =>
      void add(value).then(
        () => told.push(`${value} done`),
        (error: Error) => told.push(`${value} ${error.name}`),
      );
    for (const value of [1, 2, 3]) {
      watch(value);
      await vi.advanceTimersByTimeAsync(100);
    }
    watch(4);
    await vi.advanceTimersByTimeAsync(300);
    watch(5);
    await vi.advanceTimersByTimeAsync(199);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(told).toEqual(['4 DatabaseTimeout']);
    groups[0]?.commit();
    await vi.advanceTimersByTimeAsync(5);
    groups[3]?.commit();
    await settle();
    expect(told).toEqual(['4 DatabaseTimeout', '1 done', '5 done']);
  });
});

describe('what shares a group', () => {
  test('who waits behind rows of its own key waits for its turn, as long as they get done', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    const results = [1, 2, 3].map((value) => add(value, 'same'));
    for (const turn of [0, 1, 2]) {
      await vi.advanceTimersByTimeAsync(400);
      groups[turn]?.commit();
      await settle();
    }
    expect(await Promise.all(results)).toEqual([10, 20, 30]);
  });

  test('rows with one key never do, and keep their order', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    void add(1, 'other');
    void add(2, 'same');
    void add(3, 'same');
    void add(4, 'third');
    void add(5, 'same');
    const seen: number[][] = [];
    while (groups.length > seen.length) {
      const group = groups[seen.length]!;
      seen.push(group.values);
      group.commit();
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(seen).toEqual([[1], [2, 4], [3], [5]]);
  });

  test('no more rows than the most that fit; the rest follows in order', async () => {
    const { groups, add } = createGroups({ maxRows: 2 });
    vi.advanceTimersByTime(100);
    for (let value = 1; value <= 6; value += 1) void add(value);
    for (let at = 0; at < 4; at += 1) {
      groups[at]?.commit();
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(groups.map(({ values }) => values)).toEqual([[1], [2, 3], [4, 5], [6]]);
  });
});

describe('what each row is told', () => {
  test('its own result', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    const first = add(1);
    const rest = Promise.all([add(2), add(3)]);
    groups[0]?.commit();
    await settle();
    await vi.advanceTimersByTimeAsync(5);
    groups[1]?.commit();
    expect(await first).toBe(10);
    expect(await rest).toEqual([20, 30]);
  });

  test('a row that breaks its group fails alone; the others are committed', async () => {
    const tried: number[][] = [];
    const { add } = createGroups({
      run: async (rows) => {
        const values = rows.map(({ value }) => value);
        tried.push(values);
        if (values.includes(3)) throw new Error('row 3 is broken');
        return values;
      },
    });
    vi.advanceTimersByTime(100);
    const outcomes = Promise.allSettled([1, 2, 3, 4].map((value) => add(value)));
    await vi.advanceTimersByTimeAsync(10);
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(tried).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
  });

  test('one that waits for a lock makes the others of its broken group wait no second time', async () => {
    const locked = Promise.withResolvers<number[]>();
    const { add } = createGroups({
      run: async (rows) => {
        const values = rows.map(({ value }) => value);
        if (values.length > 1) throw new Error('somebody holds row 2');
        return values[0] === 2 ? locked.promise : values;
      },
    });
    vi.advanceTimersByTime(100);
    const told: number[] = [];
    const watch = async (value: number) => void told.push(await add(value));
    const watched = [1, 2, 3, 4, 5, 6].map(watch);
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toEqual([1, 3, 4, 5, 6]);
    locked.resolve([2]);
    await Promise.all(watched);
    expect(told).toContain(2);
  });

  test('the victim of a deadlock is tried once more, and only once', async () => {
    const tries = new Map<number, number>();
    const { add } = createGroups({
      isTransient: () => true,
      run: async (rows) => {
        const { value } = rows[0]!;
        const times = (tries.get(value) ?? 0) + 1;
        tries.set(value, times);
        if (value === 2 || times === 1) throw new Error('deadlock');
        return [value];
      },
      maxRows: 1,
    });
    vi.advanceTimersByTime(100);
    const outcomes = Promise.allSettled([1, 2].map((value) => add(value)));
    await vi.advanceTimersByTimeAsync(10);
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect([...tries]).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  test("the database's own failure ends the group at once: its rows are not tried one by one", async () => {
    const { groups, add } = createGroups({ isFatal: (error) => (error as Error).message === 'gone' });
    vi.advanceTimersByTime(100);
    const outcomes = Promise.allSettled([1, 2, 3].map((value) => add(value)));
    groups[0]?.fail(new Error('gone'));
    await vi.advanceTimersByTimeAsync(5);
    groups[1]?.fail(new Error('gone'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(groups.map(({ values }) => values)).toEqual([[1], [2, 3]]);
  });

  test('a failed group does not stop the next', async () => {
    const { groups, add } = createGroups();
    vi.advanceTimersByTime(100);
    const first = add(1).catch((error: Error) => error.message);
    groups[0]?.fail(new Error('broken'));
    expect(await first).toBe('broken');
    await vi.advanceTimersByTimeAsync(5);
    const second = add(2);
    groups[1]?.commit();
    expect(await second).toBe(20);
  });
});
