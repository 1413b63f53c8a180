import { LiveBinds as LiveEvent, type CarrierStatus } from '@codewire/contracts';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveBinds } from './live-binds.js';

const NOW = new Date('2026-01-01T12:00:00Z');

let status: CarrierStatus;
let looks: number;
let alive: Set<string>;
let failure: Error | undefined;
let closing: AbortController;
let live: LiveBinds;
const errors: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  [status, looks, alive, failure, closing] = ['enabled', 0, new Set(['ses_a']), undefined, new AbortController()];
  errors.length = 0;
  live = new LiveBinds({
    store: {
      listStatuses: async () => {
        looks += 1;
        if (failure !== undefined) throw failure;
        return [{ id: 'car_a', status }];
      },
      standings: async () => new Map(),
    },
    sessions: { whoMayStay: async (ids) => new Set(ids.filter((id) => alive.has(id))) },
    closing: closing.signal,
    now: () => NOW,
    onError: (error) => errors.push(error),
  });
});

afterEach(() => void vi.useRealTimers());

/** What a listener has heard so far, and whether its stream has ended. */
function listen(sessionId = 'ses_a'): { heard: string[]; stream: Readable; isOver: boolean } {
  const listener = { heard: [] as string[], stream: live.open(sessionId), isOver: false };
  listener.stream.setEncoding('utf8').on('data', (text: string) => listener.heard.push(text));
  listener.stream.on('end', () => (listener.isOver = true));
  return listener;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a listener hears at once how carriers stand, in an event that keeps its contract', async () => {
  const { heard } = listen();
  await pass(0);
  expect(heard).toHaveLength(1);
  const data = /^event: binds\ndata: (.*)\n\n$/.exec(heard[0]!)?.[1] ?? '';
  const carriers = [{ id: 'car_a', status: 'enabled', bind_states: [], queue: { waiting: 0, oldest_seconds: null } }];
  expect(LiveEvent.parse(JSON.parse(data))).toEqual({ at: NOW.toISOString(), carriers });
});

test('it hears again within a second of a change, and nothing while nothing changes', async () => {
  const { heard } = listen();
  await pass(5_000);
  expect(heard).toHaveLength(1);
  status = 'paused';
  await pass(1_000);
  expect(heard).toHaveLength(2);
  expect(heard[1]).toContain('"status":"paused"');
});

test('a silent stream shows every ten seconds that it lives', async () => {
  const { heard } = listen();
  await pass(9_500);
  expect(heard).toHaveLength(1);
  await pass(20_500);
  expect(heard.slice(1)).toEqual([': still there\n\n', ': still there\n\n', ': still there\n\n']);
});

test('however many listen the tables are looked at once a second, and not at all when nobody does', async () => {
  const listeners = [listen(), listen(), listen(), listen()];
  await pass(0);
  const before = looks;
  await pass(10_000);
  expect(looks - before).toBe(10);
  for (const { stream } of listeners) stream.destroy();
  await pass(0);
  const after = looks;
  await pass(10_000);
  expect(looks).toBe(after);
  expect(vi.getTimerCount()).toBe(0);
});

test('a stream ends within a second of its session, and others go on', async () => {
  alive.add('ses_b');
  const [ended, other] = [listen('ses_a'), listen('ses_b')];
  await pass(3_000);
  alive.delete('ses_a');
  status = 'disabled';
  await pass(1_000);
  expect([ended.isOver, other.isOver]).toEqual([true, false]);
  expect(ended.heard.join()).not.toContain('disabled');
  expect(other.heard.at(-1)).toContain('disabled');
});

test('when the tables cannot be read every stream ends, and the next one begins anew', async () => {
  const listener = listen();
  await pass(0);
  failure = new Error('the database is away');
  await pass(1_000);
  expect(listener.isOver).toBe(true);
  expect(errors).toEqual([failure]);
  failure = undefined;
  const next = listen();
  await pass(0);
  expect(next.heard).toHaveLength(1);
});

test('of one session the seventh stream ends the first', async () => {
  const listeners = Array.from({ length: 7 }, () => listen());
  await pass(0);
  expect(listeners.map(({ isOver }) => isOver)).toEqual([true, ...Array(6).fill(false)]);
});

test('of all sessions together no more than two hundred are told', async () => {
  for (let n = 0; n < 200; n += 1) {
    alive.add(`ses_${n}`);
    listen(`ses_${n}`);
  }
  expect(() => live.open('ses_a')).toThrow('service.unavailable');
});

test('who does not read is cut off before it costs memory', async () => {
  const stream = live.open('ses_a');
  await pass(0);
  for (let n = 0; n < 20_000 && !stream.destroyed; n += 1) {
    status = n % 2 === 0 ? 'paused' : 'enabled';
    await pass(1_000);
  }
  expect(stream.destroyed).toBe(true);
});

test('a process that ends takes no one with it: all streams end, and no new one begins', async () => {
  const listener = listen();
  await pass(0);
  closing.abort();
  await pass(0);
  expect(listener.isOver).toBe(true);
  expect(() => live.open('ses_a')).toThrow('service.unavailable');
});
