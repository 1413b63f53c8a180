import { randomBytes } from 'node:crypto';
import { DEFAULT_POLICY, nextSend } from '@codewire/otp';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../database/sql.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertPolicy } from '../test/rows.js';
import { claimSends, type SendClaim } from './recipient.store.js';

let database: OpenDatabase;
let applicationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  applicationId = await insertApplication(database.pool);
});

afterAll(() => database.close());

function claimFor(changes: Partial<SendClaim> = {}): SendClaim {
  const verificationId = `ver_${randomBytes(8).toString('hex')}`;
  return {
    applicationId,
    policyVersion: 1,
    isUnlimited: false,
    numberHash: randomBytes(32),
    verificationId,
    ...changes,
  };
}

const claim = (claims: SendClaim[]) => database.sql.transaction((tx) => claimSends(tx, claims));

/** As if the sends had been made so many seconds ago, oldest first. */
async function rememberSends(numberHash: Buffer, secondsAgo: readonly number[]): Promise<void> {
  await database.pool.query(
    `insert into recipient (application_id, number_hash, sends, current_verification_id, touched_at)
      values ($1, $2, (select coalesce(array_agg(now() - s * interval '1 second' order by s desc), '{}') from unnest($3::float8[]) s),
        'ver_before', now())
      on conflict (application_id, number_hash) do update set sends = excluded.sends`,
    [applicationId, numberHash, secondsAgo],
  );
}

async function databaseNow(): Promise<Date> {
  const { rows } = await database.pool.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]!.now;
}

describe('the statement that counts a send decides as nextSend tells it', () => {
  const window = fc.record({ limit: fc.integer({ min: 1, max: 12 }), seconds: fc.integer({ min: 1, max: 90_000 }) });
  const policies = fc.record({
    cooldownSeconds: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 5 }),
    sendWindows: fc.array(window, { maxLength: 4 }),
  });
  // Half seconds keep every send clear of limits in whole ones, so that milliseconds between two clocks do not decide.
  const age = fc.oneof(
    fc.integer({ min: 0, max: 200 }),
    fc.integer({ min: 0, max: 4_000 }),
    fc.integer({ min: 0, max: 99_000 }),
  );
  const histories = fc.array(
    fc.array(age, { maxLength: 14 }).map((ages) => ages.map((seconds) => seconds + 0.5).sort((a, b) => b - a)),
    { minLength: 25, maxLength: 25 },
  );
  let version = 1;

  test('for any policy and any history', async () => {
    const property = fc.asyncProperty(policies, histories, async (rules, ages) => {
      version += 1;
      await insertPolicy(database.pool, applicationId, version, rules);
      const claims = ages.map(() => claimFor({ policyVersion: version }));
      await Promise.all(claims.map(({ numberHash }, index) => rememberSends(numberHash, ages[index] ?? [])));
      const { rows } = await database.pool.query<{ number_hash: Buffer; sends: Date[] }>(
        'select number_hash, sends from recipient where number_hash = any($1)',
        [claims.map(({ numberHash }) => numberHash)],
      );
      const sendsOf = new Map(rows.map((row) => [row.number_hash.toString('hex'), row.sends]));
      const expected = (now: Date) =>
        claims.map(({ numberHash }) => {
          const sends = sendsOf.get(numberHash.toString('hex')) ?? [];
          return nextSend({ sends, policy: { ...DEFAULT_POLICY, ...rules }, now }).kind === 'allowed'
            ? 'allowed'
            : 'refused';
        });
      const before = expected(await databaseNow());
      const kinds = (await claim(claims)).map(({ kind }) => kind);
      const after = expected(await databaseNow());
      fc.pre(before.join() === after.join());
      expect(kinds).toEqual(before);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test.each([
    ['nothing', [], 'allowed'],
    ['one send 29 seconds ago', [29], 'refused'],
    ['one send 31 seconds ago', [31], 'allowed'],
    ['two sends, the last 59 seconds ago', [100, 59], 'refused'],
    ['two sends, the last 61 seconds ago', [100, 61], 'allowed'],
    ['three sends, the last 89 seconds ago', [900, 800, 89], 'refused'],
    ['three sends, the last 91 seconds ago', [900, 800, 91], 'allowed'],
    ['four sends, the last 119 seconds ago', [900, 800, 700, 119], 'refused'],
    ['four sends, the last 121 seconds ago', [900, 800, 700, 121], 'allowed'],
    ['five sends within ten minutes', [599, 500, 400, 300, 200], 'refused'],
    ['five sends, the first over ten minutes ago', [601, 500, 400, 300, 200], 'allowed'],
    ['eight sends within the hour', [3_599, 3_000, 2_500, 2_000, 1_500, 1_200, 1_000, 800], 'refused'],
    ['eight sends, the first over an hour ago', [3_601, 3_000, 2_500, 2_000, 1_500, 1_200, 1_000, 800], 'allowed'],
    ['twelve sends within the day', [86_399, ...Array.from({ length: 11 }, (_, n) => 80_000 - n * 5_000)], 'refused'],
    [
      'twelve sends, the first over a day ago',
      [86_401, ...Array.from({ length: 11 }, (_, n) => 80_000 - n * 5_000)],
      'allowed',
    ],
  ])('under the default policy, after %s', async (_, ages, kind) => {
    const asked = claimFor();
    await rememberSends(asked.numberHash, ages);
    expect((await claim([asked]))[0]?.kind).toBe(kind);
  });
});

describe('what a claim leaves behind', () => {
  test('an allowed one counts the send and becomes the current verification of the number', async () => {
    const first = claimFor();
    const [outcome] = await claim([first]);
    expect(outcome).toMatchObject({ kind: 'allowed', replaced: null, sends: [expect.any(Date)] });
    await rememberSends(first.numberHash, [31]);
    const [second] = await claim([claimFor({ numberHash: first.numberHash })]);
    expect(second).toMatchObject({ kind: 'allowed', replaced: first.verificationId });
    expect(second?.sends).toHaveLength(2);
  });

  test('a refused one changes nothing and tells the sends that refused it', async () => {
    const first = claimFor();
    await claim([first]);
    const before = await database.pool.query('select * from recipient where number_hash = $1', [first.numberHash]);
    const [outcome] = await claim([claimFor({ numberHash: first.numberHash })]);
    expect(outcome).toEqual({ kind: 'refused', sends: before.rows[0].sends, now: expect.any(Date) });
    const after = await database.pool.query('select * from recipient where number_hash = $1', [first.numberHash]);
    expect(after.rows).toEqual(before.rows);
  });

  test('one that is rolled back counts nothing', async () => {
    const lost = claimFor();
    await expect(
      database.sql.transaction(async (tx) => {
        await claimSends(tx, [lost]);
        throw new Error('the message could not be stored');
      }),
    ).rejects.toThrow('could not be stored');
    expect((await claim([lost]))[0]).toMatchObject({ kind: 'allowed', sends: [expect.any(Date)] });
  });

  test('a test application is counted nowhere and never waits', async () => {
    const first = claimFor({ isUnlimited: true });
    const kinds = [];
    for (let start = 0; start < 15; start += 1)
      kinds.push(...(await claim([{ ...first, verificationId: `ver_${start}` }])));
    expect(kinds.every(({ kind, sends }) => kind === 'allowed' && sends.length === 0)).toBe(true);
  });

  test('no more sends are kept than the widest window needs', async () => {
    const asked = claimFor();
    await rememberSends(
      asked.numberHash,
      Array.from({ length: 12 }, (_, n) => 99_000 - n),
    );
    const [outcome] = await claim([asked]);
    expect(outcome?.sends).toHaveLength(12);
    expect(Date.now() - (outcome?.sends.at(-1)?.getTime() ?? 0)).toBeLessThan(10_000);
  });
});

test('a number that retention forgets between the two looks for it is a new one', async () => {
  const first = claimFor();
  await claim([first]);
  const again = claimFor({ numberHash: first.numberHash });
  const outcomes = await database.sql.transaction((tx) => {
    const forgetful: Tx = {
      ...tx,
      commit: () => tx.commit(),
      count: (statement, values) => tx.count(statement, values),
      rows: async (statement, values) => {
        if (statement.name === 'recipient_lock') {
          await database.pool.query('delete from recipient where number_hash = $1', [first.numberHash]);
        }
        return tx.rows(statement, values);
      },
    };
    return claimSends(forgetful, [claimFor(), again]);
  });
  expect(outcomes).toMatchObject([
    { kind: 'allowed', replaced: null },
    { kind: 'allowed', replaced: null, sends: [expect.any(Date)] },
  ]);
});

describe('claims at the same time', () => {
  test('of fifty for one number one is allowed', async () => {
    const numberHash = randomBytes(32);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => claim([claimFor({ numberHash })])));
    expect(outcomes.flat().filter(({ kind }) => kind === 'allowed')).toHaveLength(1);
  });

  test('groups that hold the same numbers in different orders do not lock each other out', async () => {
    const hashes = Array.from({ length: 40 }, () => randomBytes(32));
    await claim(hashes.map((numberHash) => claimFor({ numberHash })));
    const shuffled = Array.from({ length: 12 }, (_, turn) =>
      [...hashes.slice(turn * 3), ...hashes.slice(0, turn * 3)].reverse(),
    );
    const outcomes = await Promise.all(
      shuffled.map((order) => claim(order.map((numberHash) => claimFor({ numberHash })))),
    );
    expect(outcomes.flat().every(({ kind }) => kind === 'refused')).toBe(true);
  });

  test('applications do not share their limits for a number', async () => {
    const other = await insertApplication(database.pool);
    const numberHash = randomBytes(32);
    const outcomes = [
      ...(await claim([claimFor({ numberHash })])),
      ...(await claim([claimFor({ numberHash, applicationId: other })])),
    ];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['allowed', 'allowed']);
  });
});
