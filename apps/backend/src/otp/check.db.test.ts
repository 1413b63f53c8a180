import { deriveCode } from '@codewire/otp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { Sql } from '../database/sql.js';
import { Keyring } from '../platform/keyring.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import { insertVerification } from '../test/verifications.js';
import { checkCodes } from './check.js';

let database: OpenDatabase;
let keyring: Keyring;
let applicationId: string;

beforeAll(async () => {
  keyring = Keyring.load(currentRun().keyringFile);
  database = await openTestDatabase();
  applicationId = await insertApplication(database.pool);
});

afterAll(() => database.close());

async function begin(): Promise<{ verificationId: string; applicationId: string; code: string }> {
  const { id } = await insertVerification(database.pool, { applicationId });
  const { rows } = await database.pool.query<{ salt: Buffer; key_id: string }>(
    'update verification set key_id = $2 where id = $1 returning salt, key_id',
    [id, keyring.currentKeyId],
  );
  const { salt, key_id: keyId } = rows[0]!;
  const named = { applicationId, verificationId: id };
  const code = deriveCode({ key: keyring.codeKey(keyId), salt, ...named, generation: 0, length: 6 });
  return { ...named, code };
}

test('nothing is asked of the database after the commit: who was approved hears so, whoever else is in the group', async () => {
  const [right, limited] = [await begin(), await begin()];
  await database.pool.query(
    `update recipient r set wrong_checks = (select array_agg(now() - n * interval '1 s' order by n desc) from generate_series(1, 12) n)
      from verification v where v.id = $1 and r.application_id = v.application_id and r.number_hash = v.number_hash`,
    [limited.verificationId],
  );
  const sql = new Sql(() => database.pool);
  const direct = vi.spyOn(sql, 'rows').mockRejectedValue(new Error('the database went away after the commit'));
  const unknown = { ...right, verificationId: 'ver_unknown' };
  const results = await checkCodes(
    { sql, keyring, delivery: { endRepeats: () => undefined }, changed: { note: () => undefined } },
    [right, limited, unknown],
  );
  expect(results).toMatchObject([
    { kind: 'approved' },
    { kind: 'limited', limit: 10, seconds: 3_600, until: expect.any(Date) },
    { kind: 'unknown' },
  ]);
  expect(direct).not.toHaveBeenCalled();
});

test('what was spent is noted for the copies once it is durable; what was not is not, nor what could not be committed', async () => {
  const [right, wrong] = [await begin(), await begin()];
  const noted: unknown[] = [];
  const isDurable = async () => {
    const { rows } = await database.pool.query<{ n: number }>(
      'select sum(checks_used)::int as n from verification where id = any ($1)',
      [[right.verificationId, wrong.verificationId]],
    );
    return rows[0]!.n === 2;
  };
  const durable: Promise<boolean>[] = [];
  const changed = {
    note: (...told: unknown[]) => {
      noted.push(told);
      durable.push(isDurable());
    },
  };
  const guesses = [right, { ...wrong, code: wrong.code.replace(/^./, (digit) => (digit === '1' ? '2' : '1')) }];
  const dependencies = { sql: database.sql, keyring, delivery: { endRepeats: () => undefined }, changed };
  await checkCodes(dependencies, [...guesses, { ...right, verificationId: 'ver_unknown' }]);
  expect(noted).toEqual([['verification', [right.verificationId, wrong.verificationId]]]);
  expect(await Promise.all(durable)).toEqual([true]);
  const away = { transaction: () => Promise.reject(new Error('away')) } as unknown as Sql;
  await expect(checkCodes({ ...dependencies, sql: away }, guesses)).rejects.toThrow('away');
  expect(noted).toHaveLength(1);
});
