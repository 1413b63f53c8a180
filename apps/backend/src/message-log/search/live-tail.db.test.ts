import { MOST_LIVE_ROWS, type LiveMessages as LiveEvent } from '@codewire/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { Keyring } from '../../platform/keyring.js';
import { messageIdAt } from '../../platform/ids.js';
import { logMessages, type Logged } from '../../test/copies.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { copyMessages } from './copy.store.js';
import { LiveMessages, type LiveMessagesOptions } from './live-messages.js';
import { LiveTail } from './live-tail.js';
import { findRows } from './search-rows.js';
import { TailStore } from './tail.store.js';
import { NOTHING_WANTED } from './walk.js';
import type { Wanted } from './wanted.js';

const NOW = Date.UTC(2026, 10, 24, 12);

let database: OpenDatabase;
let keyring: Keyring;
let tail: LiveTail;
let closing: AbortController;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate message, verification, message_search');
  tail = new LiveTail(new TailStore(database.sql));
  closing = new AbortController();
});

afterEach(() => {
  closing.abort();
  expect(errors).toEqual([]);
});

/** A message of so many milliseconds later, with its copy. */
async function come(laterMs: number, entry: Omit<Logged, 'createdAt'> = {}): Promise<string> {
  const ids = await logMessages(database, keyring, [{ createdAt: new Date(NOW + laterMs), ...entry }]);
  await copyMessages(database.sql, ids);
  return ids[0]!;
}

async function move(id: string, state: string): Promise<void> {
  await database.pool.query('update message set state = $2 where id = $1', [id, state]);
  await copyMessages(database.sql, [id]);
}

async function flood(count: number): Promise<void> {
  await database.pool.query(
    `insert into message_search select $1 || lpad(n::text, 14, '0'), verification_id, application_id, number_hash, country,
        language, purpose, template_version_id, carrier_id, sender, encoding, segments, attempts, status, error, error_code,
        created_at, submitted_at, ended_at, ms_to_deliver, is_open, copied_at
      from message_search, generate_series(1, $2::int) n`,
    [messageIdAt(NOW + 10).slice(0, 12), count],
  );
}

const look = async () => (await tail.look()).rows.map(({ id }) => id);

/** What so many looks find. */
async function lookTimes(times: number): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < times; n += 1) found.push(...(await look()));
  return found;
}

test('what was there before is nothing new; what comes is told once', async () => {
  await come(0);
  expect(await look()).toEqual([]);
  const next = await come(10);
  expect(await look()).toEqual([next]);
  expect(await look()).toEqual([]);
});

test('a copy that comes after others with higher ids is told, as a node with a slower clock makes them', async () => {
  await come(0);
  await look();
  const ahead = await come(4_000);
  expect(await look()).toEqual([ahead]);
  const behind = await come(100);
  expect(await look()).toEqual([behind]);
});

test('a copy that comes half a minute after others with higher ids is told once, within five looks, and those before it not again', async () => {
  await come(-30_000, { state: 'submitted' });
  await come(0);
  await look();
  await come(10_000);
  await come(40_000);
  await lookTimes(10);
  const late = await come(8_000, { state: 'submitted' });
  expect(await lookTimes(5)).toEqual([late]);
  expect(await lookTimes(10)).toEqual([]);
  await move(late, 'delivered');
  expect(await look()).toEqual([late]);
});

test('ids of the last minute are read only when some are not known, however long others stay open', async () => {
  const store = new TailStore(database.sql);
  const reads = vi.spyOn(store, 'idsIn');
  tail = new LiveTail(store);
  await come(0);
  await look();
  await come(10, { state: 'submitted' });
  await look();
  await come(30_000);
  await come(90_000);
  await lookTimes(10);
  expect(reads).toHaveBeenCalledTimes(1);
});

test('what was seen is told again when it has changed: while it is young, and for as long as it is open', async () => {
  await come(0);
  await look();
  const id = await come(10, { state: 'submitted' });
  await look();
  await come(60_000, { state: 'delivered' });
  await look();
  await move(id, 'delivered');
  expect(await look()).toEqual([id]);
  expect(await look()).toEqual([]);
});

test('after nobody has listened it begins anew', async () => {
  await come(0);
  await look();
  tail.forget();
  await come(10);
  expect(await look()).toEqual([]);
});

test('of a flood the newest are told, and where the others lie', async () => {
  const first = await come(0);
  await look();
  await flood(3_100);
  const { rows, missed } = await tail.look();
  expect(rows).toHaveLength(3_000);
  expect(missed).toEqual({ fromId: `${first}~`, belowId: rows.at(-1)!.id });
  expect(await lookTimes(10)).toEqual([]);
});

const listen = (wanted: Wanted | undefined, countIn?: CountIn) => listenAll([wanted], countIn)[0]!;

type CountIn = LiveMessagesOptions['countIn'];

/** Each listens to the same until the test is over; what each has heard. */
function listenAll(all: readonly (Wanted | undefined)[], countIn: CountIn = async () => 0): LiveEvent[][] {
  const live = new LiveMessages({
    tail: new LiveTail(new TailStore(database.sql)),
    rowsOf: (ids) => findRows(database.sql, keyring, ids),
    countIn,
    sessions: { whoMayStay: async (ids) => new Set(ids) },
    closing: closing.signal,
    now: () => new Date(NOW),
    onError: (error) => errors.push(error),
  });
  return all.map((wanted) => {
    const events: LiveEvent[] = [];
    live
      .open('ses_a', wanted)
      .setEncoding('utf8')
      .on('data', (text: string) => events.push(JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? 'null') as LiveEvent));
    return events;
  });
}

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 20_000, interval: 20 });
const told = (events: LiveEvent[]) => events.flatMap(({ rows }) => rows.map(({ id, status }) => [id, status]));

test('a listener begins with nothing, hears what he asked for, and of that each change, also to what he did not ask for', async () => {
  await come(0);
  const events = listen({ ...NOTHING_WANTED, status: ['submitted'] });
  await until(() => events.length > 0);
  expect(events).toEqual([{ at: new Date(NOW).toISOString(), rows: [], skipped: 0 }]);
  const id = await come(10, { state: 'submitted' });
  const other = await come(20, { state: 'failed' });
  await until(() => events.length > 1);
  await move(id, 'delivered');
  await until(() => events.length > 2);
  expect(told(events)).toEqual([
    [id, 'submitted'],
    [id, 'delivered'],
  ]);
  expect(told(events).flat()).not.toContain(other);
});

test('what is too much for one event is counted: the newest are told, and how many are not', async () => {
  await come(0);
  const [events, none] = [listen(NOTHING_WANTED, async () => 7), listen(undefined)];
  await until(() => events.length > 0 && none.length > 0);
  await flood(3_100);
  await until(() => events.length > 1);
  expect(events[1]?.rows).toHaveLength(MOST_LIVE_ROWS);
  expect(events[1]?.skipped).toBe(3_000 - MOST_LIVE_ROWS + 7);
  const ids = events[1]!.rows.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted().reverse());
  expect(none).toHaveLength(1);
});

test('what is too much to be read is counted once for all who want the same, one question after the other', async () => {
  await come(0);
  const counted: Wanted[] = [];
  let [underWay, most] = [0, 0];
  const countIn: CountIn = async (_, wanted) => {
    counted.push(wanted);
    underWay += 1;
    most = Math.max(most, underWay);
    await database.pool.query('select 1');
    underWay -= 1;
    return wanted.country === null ? 7 : 5;
  };
  const german = { ...NOTHING_WANTED, country: ['DE'] };
  const all = [NOTHING_WANTED, german, NOTHING_WANTED, { ...german }].map((wanted) => ({ ...wanted }));
  const heard = listenAll(all, countIn);
  await until(() => heard.every((events) => events.length > 0));
  await flood(3_100);
  await until(() => heard.every((events) => events.length > 1));
  expect(counted).toEqual([NOTHING_WANTED, german]);
  expect(most).toBe(1);
  const [any, some] = [heard[0]![1]!.skipped, heard[1]![1]!.skipped];
  expect(any - 7).toBe(3_000 - MOST_LIVE_ROWS);
  expect(heard.map((events) => events[1]!.skipped)).toEqual([any, some, any, some]);
});
