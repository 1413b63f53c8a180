import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveStreams } from './live-streams.js';

let news: string | undefined;
let looks: number;
let quiet: number;
let alive: Set<string>;
let failure: Error | undefined;
/** What a look waits for. */
let until: Promise<void> | undefined;
let closing: AbortController;
let live: LiveStreams<string>;
const errors: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  [news, looks, quiet, alive, failure, closing] = ['first', 0, 0, new Set(['ses_a']), undefined, new AbortController()];
  errors.length = 0;
  until = undefined;
  live = new LiveStreams({
    permission: 'messages.read',
    sessions: { whoMayStay: async (ids) => new Set(ids.filter((id) => alive.has(id))) },
    closing: closing.signal,
    look: async (listeners) => {
      looks += 1;
      await until;
      if (failure !== undefined) throw failure;
      for (const { asked, tell } of listeners) if (news !== undefined) tell('news', { asked, news });
    },
    onQuiet: () => (quiet += 1),
    onError: (error) => errors.push(error),
  });
});

afterEach(() => void vi.useRealTimers());

/** What a listener has heard so far, and whether its stream has ended. */
function listen(sessionId = 'ses_a', asked = 'all'): { heard: string[]; stream: Readable; isOver: boolean } {
  const listener = { heard: [] as string[], stream: live.open(sessionId, asked), isOver: false };
  listener.stream.setEncoding('utf8').on('data', (text: string) => listener.heard.push(text));
  listener.stream.on('end', () => (listener.isOver = true));
  return listener;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('each listener is told at once, for what it asked, by one look for all', async () => {
  const [one, other] = [listen('ses_a', 'one'), listen('ses_a', 'other')];
  await pass(1_000);
  expect(one.heard.at(-1)).toBe('event: news\ndata: {"asked":"one","news":"first"}\n\n');
  expect(other.heard.at(-1)).toBe('event: news\ndata: {"asked":"other","news":"first"}\n\n');
  const before = looks;
  await pass(10_000);
  expect(looks - before).toBe(10);
});

test('nobody is looked for when nobody listens, and that is told once', async () => {
  const listeners = [listen(), listen()];
  await pass(0);
  for (const { stream } of listeners) stream.destroy();
  await pass(0);
  const before = looks;
  await pass(10_000);
  expect([looks - before, quiet, vi.getTimerCount()]).toEqual([0, 1, 0]);
});

test('a silent stream shows that it lives, long before anyone gives it up', async () => {
  const { heard } = listen();
  await pass(0);
  news = undefined;
  await pass(25_000);
  expect(heard.slice(1)).toEqual([': still there\n\n', ': still there\n\n']);
});

test('a stream ends within a second of its session, and others go on', async () => {
  alive.add('ses_b');
  const [ended, other] = [listen('ses_a'), listen('ses_b')];
  await pass(3_000);
  alive.delete('ses_a');
  news = 'secret';
  await pass(1_000);
  expect([ended.isOver, other.isOver]).toEqual([true, false]);
  expect(ended.heard.join()).not.toContain('secret');
  expect(other.heard.at(-1)).toContain('secret');
});

test('when a look fails every stream ends, and the next one begins anew', async () => {
  const listener = listen();
  await pass(0);
  failure = new Error('the database is away');
  await pass(1_000);
  expect([listener.isOver, errors]).toEqual([true, [failure]]);
  failure = undefined;
  const next = listen();
  await pass(0);
  expect(next.heard).toHaveLength(1);
});

test('of one session the seventh stream ends the first; of all sessions two hundred are told', async () => {
  const own = Array.from({ length: 7 }, () => listen());
  await pass(0);
  expect(own.map(({ isOver }) => isOver)).toEqual([true, ...Array(6).fill(false)]);
  for (let n = 6; n < 200; n += 1) live.open(`ses_${n}`, 'all');
  expect(() => live.open('ses_more', 'all')).toThrow(expect.objectContaining({ code: 'service.unavailable' }));
});

test('who does not read is told nothing any more', async () => {
  const stream = live.open('ses_a', 'all');
  news = 'x'.repeat(3_000_000);
  await pass(3_000);
  expect(stream.destroyed).toBe(true);
});

test('a stream that ends during a look ends in order, with all that it was told before and nothing more', async () => {
  const stream = live.open('ses_a', 'all');
  await pass(0);
  const { promise, resolve } = Promise.withResolvers<void>();
  until = promise;
  await pass(1_000);
  closing.abort();
  resolve();
  await pass(0);
  expect(looks).toBe(2);
  expect(await text(stream)).toBe('event: news\ndata: {"asked":"all","news":"first"}\n\n');
});

test('all end with the process, and none begins', async () => {
  const listener = listen();
  await pass(0);
  closing.abort();
  await pass(0);
  expect(listener.isOver).toBe(true);
  expect(() => listen()).toThrow(expect.objectContaining({ code: 'service.unavailable' }));
});
