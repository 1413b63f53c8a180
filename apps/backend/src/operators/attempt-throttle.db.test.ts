import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../platform/ids.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { AttemptThrottle, networkOf, type Spent, type ThrottleKey } from './attempt-throttle.js';

const MINUTE_MS = 60_000;
let database: OpenDatabase;
let throttle: AttemptThrottle;

beforeAll(async () => {
  database = await openTestDatabase(20);
  throttle = new AttemptThrottle(database.sql, createSecretKey(randomBytes(32)));
});

afterAll(() => database.close());

let number = 0;
const freshEmail = () => `someone.${(number += 1)}@example.com`;
const freshAddress = () => `10.0.${Math.floor((number += 1) / 250)}.${number % 250}`;

/** How many of so many attempts may be made. */
async function admitted(keys: readonly ThrottleKey[], attempts: number, lanes = 16): Promise<number> {
  let made = 0;
  let left = attempts;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await throttle.spend(keys).then(
        () => (made += 1),
        (error: unknown) => expect(error).toMatchObject({ code: 'auth.too_many_attempts' }),
      );
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return made;
}

/** Minutes until the next attempt, rounded; 0 when it may be made now. */
async function waitOf(keys: readonly ThrottleKey[]): Promise<number> {
  const refusal = await throttle.spend(keys).then(
    () => undefined,
    (error: { facts: { retryAt: Date } }) => error,
  );
  return refusal === undefined ? 0 : Math.round((refusal.facts.retryAt.getTime() - Date.now()) / MINUTE_MS);
}

/** Lets time pass for everything that is throttled. */
const pass = (minutes: number) =>
  database.pool.query(
    `update attempt_throttle set window_ends_at = window_ends_at - make_interval(mins => $1),
      blocked_until = blocked_until - make_interval(mins => $1)`,
    [minutes],
  );

const succeed = (spent: Spent) => database.sql.transaction((tx) => throttle.succeed(tx, spent));

test('of ten thousand guesses at once exactly five are made', async () => {
  expect(await admitted(throttle.passwordKeys(freshEmail(), freshAddress()), 10_000)).toBe(5);
  expect(await admitted(throttle.secondFactorKeys(newId('opr')), 10_000)).toBe(5);
});

test('after five the wait is 1, 2, 4, 8 and then ever 15 minutes, with one attempt after each', async () => {
  const keys = throttle.passwordKeys(freshEmail(), freshAddress());
  expect(await admitted(keys, 8)).toBe(5);
  for (const minutes of [1, 2, 4, 8, 15, 15, 15]) {
    expect(await waitOf(keys)).toBe(minutes);
    await pass(minutes);
    expect(await admitted(keys, 8)).toBe(1);
  }
  await pass(15 + 15);
  expect(await admitted(keys, 8)).toBe(5);
});

test('failures that lie back a quarter of an hour are forgotten', async () => {
  const keys = throttle.passwordKeys(freshEmail(), freshAddress());
  expect(await admitted(keys, 4)).toBe(4);
  await pass(16);
  expect(await admitted(keys, 8)).toBe(5);
});

test('from many addresses one account has thirty attempts, and never waits longer than a quarter of an hour', async () => {
  const email = freshEmail();
  let made = 0;
  for (let each = 0; each < 12; each += 1) made += await admitted(throttle.passwordKeys(email, freshAddress()), 4);
  expect(made).toBe(30);
  for (const minutes of [1, 2, 4, 8, 15, 15]) {
    expect(await waitOf(throttle.passwordKeys(email, freshAddress()))).toBe(minutes);
    await pass(minutes);
    expect(await waitOf(throttle.passwordKeys(email, freshAddress()))).toBe(0);
  }
});

test('where someone has signed in before, strangers elsewhere do not delay him', async () => {
  const email = freshEmail();
  const home = freshAddress();
  await succeed(await throttle.spend(throttle.passwordKeys(email, home)));
  for (let each = 0; each < 8; each += 1) await admitted(throttle.passwordKeys(email, freshAddress()), 4);
  expect(await waitOf(throttle.passwordKeys(email, freshAddress()))).toBeGreaterThan(0);
  expect(await waitOf(throttle.passwordKeys(email, home))).toBe(0);
});

test('one address has a hundred attempts, whoever it asks for', async () => {
  const address = freshAddress();
  let made = 0;
  for (let each = 0; each < 30; each += 1) made += await admitted(throttle.passwordKeys(freshEmail(), address), 4);
  expect(made).toBe(100);
});

test('an attempt that is refused for one reason uses up nothing else', async () => {
  const email = freshEmail();
  const blocked = freshAddress();
  expect(await admitted(throttle.passwordKeys(email, blocked), 200)).toBe(5);
  // Had those 195 counted for the account, it would be blocked from everywhere.
  expect(await waitOf(throttle.passwordKeys(email, freshAddress()))).toBe(0);
});

test('a success forgets the failures from that address and no others', async () => {
  const email = freshEmail();
  const [mine, other] = [freshAddress(), freshAddress()];
  expect(await admitted(throttle.passwordKeys(email, other), 8)).toBe(5);
  expect(await admitted(throttle.passwordKeys(email, mine), 4)).toBe(4);
  const spent = await throttle.spend(throttle.passwordKeys(email, mine));
  expect(spent.isLast).toBe(true);
  await succeed(spent);
  expect(await waitOf(throttle.passwordKeys(email, other))).toBeGreaterThan(0);
  expect(await admitted(throttle.passwordKeys(email, mine), 8)).toBe(5);
});

test('an attempt that is given back counts as none', async () => {
  const keys = throttle.passwordKeys(freshEmail(), freshAddress());
  for (let each = 0; each < 20; each += 1) await throttle.giveBack(await throttle.spend(keys));
  expect(await admitted(keys, 8)).toBe(5);
});

test('what is kept tells neither whom nor from where', async () => {
  const email = freshEmail();
  await throttle.spend(throttle.passwordKeys(email, '192.0.2.77'));
  const { rows } = await database.pool.query<{ row: string }>(`select t::text as row from attempt_throttle t`);
  for (const { row } of rows) expect(row).toMatch(/^\("\\\\x[0-9a-f]{64}",/);
});

test.each([
  ['192.0.2.77', '192.0.2.77'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['2001:0DB8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s is throttled as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
