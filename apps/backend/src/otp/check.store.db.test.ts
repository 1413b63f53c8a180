import { randomBytes } from 'node:crypto';
import { DEFAULT_POLICY, nextWrongCheck } from '@codewire/otp';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertPolicy } from '../test/rows.js';
import { insertVerification } from '../test/verifications.js';
import { explainChecks, settleChecks, spendChecks, type Guess } from './check.store.js';

let database: OpenDatabase;
let applicationId: string;

beforeAll(async () => {
  database = await openTestDatabase(24);
  applicationId = await insertApplication(database.pool);
});

afterAll(() => database.close());

async function begin(changes: Parameters<typeof insertVerification>[1] = {}): Promise<Guess> {
  const { id } = await insertVerification(database.pool, { applicationId, ...changes });
  return { verificationId: id, applicationId: changes.applicationId ?? applicationId, code: '123456' };
}

const spend = (guesses: Guess[]) => database.sql.transaction((tx) => spendChecks(tx, guesses));
const explain = async (guess: Guess) =>
  (await database.sql.transaction((tx) => explainChecks(tx, [guess]))).get(guess.verificationId);

const settle = (guess: Guess, status: 'approved' | 'exhausted' | 'pending', isWrong: boolean) =>
  database.sql.transaction((tx) => settleChecks(tx, [{ verificationId: guess.verificationId, status, isWrong }]));

const storedOf = async ({ verificationId }: Guess) => {
  const { rows } = await database.pool.query(
    `select v.status, v.checks_used, v.ended_at, cardinality(r.wrong_checks) as wrong_checks from verification v
      join recipient r on r.application_id = v.application_id and r.number_hash = v.number_hash where v.id = $1`,
    [verificationId],
  );
  return rows[0];
};

async function rememberWrongChecks({ verificationId }: Guess, secondsAgo: readonly number[]): Promise<void> {
  await database.pool.query(
    `update recipient r set wrong_checks =
        (select coalesce(array_agg(now() - s * interval '1 second' order by s desc), '{}') from unnest($2::float8[]) s)
      from verification v where v.id = $1 and r.application_id = v.application_id and r.number_hash = v.number_hash`,
    [verificationId, secondsAgo],
  );
}

describe('spending a check', () => {
  test('is written before anything is compared, and told with what the comparison needs', async () => {
    const guess = await begin();
    const spent = await spend([guess]);
    expect(spent.get(guess.verificationId)).toMatchObject({
      checksUsed: 1,
      maxChecks: 5,
      codeLength: 6,
      generation: 0,
    });
    expect(await storedOf(guess)).toMatchObject({ status: 'pending', checks_used: 1 });
  });

  test('two hundred at once on twenty connections spend exactly five', async () => {
    const guess = await begin();
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => spend([guess])));
    expect(outcomes.filter((spent) => spent.size === 1)).toHaveLength(5);
    expect(await storedOf(guess)).toMatchObject({ checks_used: 5 });
  });

  test('of different verifications in different orders does not lock each other out', async () => {
    const guesses = await Promise.all(Array.from({ length: 20 }, () => begin()));
    const turned = [guesses, [...guesses].reverse(), [...guesses.slice(7), ...guesses.slice(0, 7)]];
    const outcomes = await Promise.all(turned.map((order) => spend(order)));
    expect(outcomes.map((spent) => spent.size)).toEqual([20, 20, 20]);
  });

  test.each([
    ['has ended', { status: 'approved' as const }],
    ['was cancelled', { status: 'cancelled' as const }],
    ['is past its life', { lifeSeconds: -1 }],
    ['has no check left', { checksUsed: 5 }],
    ['a newer start has replaced', { isCurrent: false }],
  ])('is refused for a verification that %s, and changes nothing', async (_, changes) => {
    const guess = await begin(changes);
    const before = await storedOf(guess);
    expect((await spend([guess])).size).toBe(0);
    expect(await storedOf(guess)).toEqual(before);
    expect(await explain(guess)).toBeDefined();
  });

  test('a guess of another length costs nothing', async () => {
    const guess = await begin();
    expect((await spend([{ ...guess, code: '12345' }])).size).toBe(0);
    expect(await storedOf(guess)).toMatchObject({ checks_used: 0 });
  });

  test("another application's id is not spent, not explained, not told from an unknown one", async () => {
    const guess = await begin();
    const stranger = { ...guess, applicationId: await insertApplication(database.pool) };
    expect((await spend([stranger])).size).toBe(0);
    expect(await explain(stranger)).toBeUndefined();
    expect(await explain({ ...guess, verificationId: 'ver_unknown' })).toBeUndefined();
    expect(await storedOf(guess)).toMatchObject({ checks_used: 0 });
  });
});

describe('the statement that spends decides by wrong checks as nextWrongCheck tells it', () => {
  const window = fc.record({ limit: fc.integer({ min: 1, max: 20 }), seconds: fc.integer({ min: 1, max: 90_000 }) });
  const policies = fc.record({ wrongCheckWindows: fc.array(window, { maxLength: 3 }) });
  const ages = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 99_000 })), { maxLength: 22 })
    .map((list) => list.map((seconds) => seconds + 0.5).sort((a, b) => b - a));
  let version = 1;

  test('for any policy and any history', async () => {
    const property = fc.asyncProperty(
      policies,
      fc.array(ages, { minLength: 15, maxLength: 15 }),
      async (rules, lists) => {
        version += 1;
        await insertPolicy(database.pool, applicationId, version, rules);
        const guesses = await Promise.all(lists.map(() => begin({ policyVersion: version })));
        await Promise.all(guesses.map((guess, index) => rememberWrongChecks(guess, lists[index] ?? [])));
        const rows = await database.sql.transaction((tx) => explainChecks(tx, guesses));
        const expected = (now: Date) =>
          guesses.map(({ verificationId }) => {
            const wrongChecks = rows.get(verificationId)!.wrongChecks;
            return nextWrongCheck({ wrongChecks, policy: { ...DEFAULT_POLICY, ...rules }, now }).kind === 'allowed';
          });
        const spent = await spend(guesses);
        const after = (await database.pool.query<{ now: Date }>('select clock_timestamp() as now')).rows[0]!.now;
        const before = expected(rows.get(guesses[0]!.verificationId)!.now);
        fc.pre(before.join() === expected(after).join());
        expect(guesses.map(({ verificationId }) => spent.has(verificationId))).toEqual(before);
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });

  test('ten wrong checks within the hour refuse, whatever verification they were made on', async () => {
    const guess = await begin();
    await rememberWrongChecks(
      guess,
      Array.from({ length: 10 }, (_, n) => 3_500 - n),
    );
    expect((await spend([guess])).size).toBe(0);
    await rememberWrongChecks(guess, [3_601, ...Array.from({ length: 9 }, (_, n) => 3_500 - n)]);
    expect((await spend([guess])).size).toBe(1);
  });

  test('a test application spends no window', async () => {
    const guess = await begin({ applicationId: await insertApplication(database.pool, { isTest: true }) });
    await rememberWrongChecks(
      guess,
      Array.from({ length: 20 }, (_, n) => 100 - n),
    );
    expect((await spend([guess])).size).toBe(1);
    await settle(guess, 'pending', true);
    expect(await storedOf(guess)).toMatchObject({ wrong_checks: 20 });
  });
});

describe('settling', () => {
  test('ends a verification once: the second end is not written', async () => {
    const guess = await begin();
    await spend([guess]);
    const first = await settle(guess, 'approved', false);
    expect(first.get(guess.verificationId)).toEqual({
      at: expect.any(Date),
      messageId: expect.stringMatching(/^msg_/),
    });
    const { ended_at: endedAt } = await storedOf(guess);
    expect((await settle(guess, 'exhausted', true)).size).toBe(0);
    expect(await storedOf(guess)).toMatchObject({ status: 'approved', ended_at: endedAt });
  });

  test('counts a wrong check for the number, and a right one not', async () => {
    const guess = await begin();
    await settle(guess, 'pending', true);
    expect(await storedOf(guess)).toMatchObject({ status: 'pending', wrong_checks: 1, ended_at: null });
    await settle(guess, 'approved', false);
    expect(await storedOf(guess)).toMatchObject({ status: 'approved', wrong_checks: 1 });
  });

  test('keeps no more wrong checks than the widest window needs', async () => {
    const guess = await begin();
    await rememberWrongChecks(
      guess,
      Array.from({ length: 20 }, (_, n) => 99_000 - n),
    );
    await settle(guess, 'pending', true);
    expect(await storedOf(guess)).toMatchObject({ wrong_checks: 20 });
  });
});

test('what ended is explained with when and why', async () => {
  const expired = await explain(await begin({ lifeSeconds: -5 }));
  expect(expired).toMatchObject({ status: 'pending', isCurrent: true });
  expect(expired!.expiresAt.getTime()).toBeLessThan(expired!.now.getTime());
  const numberHash = randomBytes(32);
  const older = await begin({ numberHash });
  const newer = await begin({ numberHash });
  expect(await explain(older)).toMatchObject({ isCurrent: false, replacedAt: expect.any(Date) });
  expect(await explain(newer)).toMatchObject({ isCurrent: true, replacedAt: null });
});
