import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, usePolicy } from '../test/rows.js';
import { insertVerification } from '../test/verifications.js';
import {
  cancelVerification,
  findVerification,
  insertVerifications,
  spendResend,
  supersede,
  type NewVerification,
} from './verification.store.js';

let database: OpenDatabase;
let applicationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  applicationId = await insertApplication(database.pool);
});

afterAll(() => database.close());

const begin = (changes: Parameters<typeof insertVerification>[1] = {}) =>
  insertVerification(database.pool, { applicationId, ...changes });

const find = (id: string) => findVerification(database.sql, id, applicationId);

const newVerification = (changes: Partial<NewVerification>): NewVerification => ({
  id: `ver_${randomBytes(11).toString('hex')}`,
  applicationId,
  policyVersion: 1,
  keyId: 'k1',
  salt: randomBytes(16),
  numberSealed: randomBytes(40),
  numberHash: randomBytes(32),
  country: 'DE',
  operatorRange: '1511',
  isFictional: false,
  purpose: 'verification',
  textValues: null,
  language: 'de',
  languageReason: 'country',
  metadata: null,
  resendAt: null,
  messageId: 'msg_any',
  lifeSeconds: 600,
  ...changes,
});

describe('inserting', () => {
  test('gives each row the life that the database measures, in the order asked', async () => {
    const rows = [60, 600, 120].map((lifeSeconds) => newVerification({ lifeSeconds }));
    const lives = await database.sql.transaction((tx) => insertVerifications(tx, rows));
    const seconds = lives.map(({ createdAt, expiresAt }) => (expiresAt.getTime() - createdAt.getTime()) / 1_000);
    expect(seconds).toEqual([60, 600, 120]);
  });

  test('keeps every field, labels and what the text is made of included', async () => {
    const row = newVerification({
      purpose: 'payment',
      textValues: {
        brand: 'Café',
        amount: { value: '12.50', currency: 'EUR' },
        payee: '日本',
        variables: { place: 'Köln', count: 2 },
        trailer: { kind: 'host', host: 'example.com', embedded_host: 'pay.example' },
      },
      metadata: { order: '4711', né: '日本' },
    });
    const [life] = await database.sql.transaction((tx) => insertVerifications(tx, [row]));
    const { lifeSeconds: _, ...stored } = row;
    const found = await find(row.id);
    expect(found?.row).toMatchObject({ ...stored, ...life, status: 'pending', checksUsed: 0, sends: 1, generation: 0 });
    expect(found).toMatchObject({ isCurrent: true, replacedAt: null });
  });
});

describe('ending', () => {
  test('a newer start ends a running one once, and names the message that need not go out', async () => {
    const { id, messageId } = await begin();
    const replace = () => database.sql.transaction((tx) => supersede(tx, [id]));
    expect(await replace()).toEqual([messageId]);
    expect(await replace()).toEqual([]);
    expect((await find(id))?.row).toMatchObject({ status: 'superseded', endedAt: expect.any(Date) });
  });

  test('cancelling ends a running one once', async () => {
    const { id, messageId } = await begin();
    const cancel = () => database.sql.transaction((tx) => cancelVerification(tx, id, applicationId));
    expect([await cancel(), await cancel()]).toEqual([messageId, undefined]);
    expect((await find(id))?.row.status).toBe('cancelled');
  });

  test.each([
    ['approved', { status: 'approved' as const }],
    ['past its life', { lifeSeconds: -1 }],
  ])('one that is %s is neither superseded nor cancelled nor sent again', async (_, changes) => {
    const { id } = await begin(changes);
    const before = await find(id);
    const resend = { id, applicationId, messageId: 'msg_next', resendAt: null };
    expect(await database.sql.transaction((tx) => supersede(tx, [id]))).toEqual([]);
    expect(await database.sql.transaction((tx) => cancelVerification(tx, id, applicationId))).toBeUndefined();
    expect(await database.sql.transaction((tx) => spendResend(tx, resend))).toBeUndefined();
    expect((await find(id))?.row).toEqual(before?.row);
  });
});

describe('sending again', () => {
  const resend = (id: string, messageId: string) =>
    database.sql.transaction((tx) => spendResend(tx, { id, applicationId, messageId, resendAt: null }));

  test('keeps the code under the policy `same`, and five sends are the most, the first included', async () => {
    const { id } = await begin();
    const sends = [];
    for (let turn = 2; turn <= 6; turn += 1) sends.push((await resend(id, `msg_${turn}`))?.row);
    expect(sends.map((row) => row && [row.sends, row.generation, row.messageId])).toEqual([
      [2, 0, 'msg_2'],
      [3, 0, 'msg_3'],
      [4, 0, 'msg_4'],
      [5, 0, 'msg_5'],
      undefined,
    ]);
  });

  test('takes the next code under the policy `new`', async () => {
    await usePolicy(database.pool, applicationId, 2, { resend: 'new' });
    const { id } = await begin({ policyVersion: 2 });
    expect((await resend(id, 'msg_2'))?.row.generation).toBe(1);
    expect((await resend(id, 'msg_3'))?.row.generation).toBe(2);
  });

  test('ten at once spend no more than are left', async () => {
    const { id } = await begin();
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, turn) => resend(id, `msg_${turn}`)));
    expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(4);
  });
});

test("another application's verification is neither found nor cancelled nor sent again", async () => {
  const { id } = await begin();
  const stranger = await insertApplication(database.pool);
  const asStranger = { id, applicationId: stranger, messageId: 'msg_x', resendAt: null };
  expect(await findVerification(database.sql, id, stranger)).toBeUndefined();
  expect(await database.sql.transaction((tx) => cancelVerification(tx, id, stranger))).toBeUndefined();
  expect(await database.sql.transaction((tx) => spendResend(tx, asStranger))).toBeUndefined();
  expect((await find(id))?.row).toMatchObject({ status: 'pending', sends: 1 });
});
