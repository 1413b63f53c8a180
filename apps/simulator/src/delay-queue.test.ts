import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DelayQueue } from './delay-queue.js';

let batches: string[][] = [];
let queue: DelayQueue<string>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  batches = [];
  queue = new DelayQueue<string>(Date.now, (items) => batches.push(items));
});

afterEach(() => {
  queue.close();
  vi.useRealTimers();
});

describe('DelayQueue', () => {
  test('an item comes out when its delay has passed, not before', () => {
    queue.add('a', 500);
    vi.advanceTimersByTime(499);
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(batches).toEqual([['a']]);
  });

  test('items come out by their time, equal times in the order of adding, in one batch', () => {
    for (const [item, delay] of [
      ['e', 30],
      ['b', 10],
      ['a', 5],
      ['c', 10],
      ['d', 10],
    ] as const)
      queue.add(item, delay);
    vi.advanceTimersByTime(5);
    vi.advanceTimersByTime(5);
    vi.advanceTimersByTime(20);
    expect(batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  });

  test('an item that is due sooner than the first does not wait for it', () => {
    queue.add('late', 10_000);
    queue.add('soon', 1);
    vi.advanceTimersByTime(1);
    expect(batches).toEqual([['soon']]);
  });

  test('a delay of 0 does not come out within the call that added it', () => {
    queue.add('a', 0);
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(batches).toEqual([['a']]);
  });

  test('a thousand items wait with one timer and come out sorted', () => {
    const delays = Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % 1_000);
    delays.forEach((delay) => queue.add(String(delay).padStart(3, '0'), delay));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1_000);
    const seen = batches.flat();
    expect(seen.length).toBe(1_000);
    expect(seen).toEqual([...seen].sort());
  });

  test('nothing comes out after close', () => {
    queue.add('a', 1);
    queue.close();
    vi.advanceTimersByTime(10);
    expect(batches).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
