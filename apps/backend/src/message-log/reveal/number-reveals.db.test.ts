import { REVEALS_PER_HOUR } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { AuditLog } from '../../audit/audit-log.js';
import { newVerificationId } from '../../platform/ids.js';
import { Keyring } from '../../platform/keyring.js';
import { sealNumber } from '../../platform/sealed-number.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { newMessage, storeMessages } from '../../test/messages.js';
import { freshNumber } from '../../test/numbers.js';
import { insertOperator } from '../../test/operators.js';
import { NumberReveals, type RevealQuestion } from './number-reveals.js';

let database: OpenDatabase;
let keyring: Keyring;
let reveals: NumberReveals;
let operatorId: string;
let messageId: string;
const number = freshNumber() as PhoneNumber;

beforeAll(async () => {
  database = await openTestDatabase(20);
  keyring = Keyring.load(currentRun().keyringFile);
  const auditLog = new AuditLog(testAuditKey());
  reveals = new NumberReveals({ sql: database.sql, keyring, auditLog });
  messageId = await storeMessage('app_one');
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate audit');
  operatorId = await insertOperator(database.pool, { role: 'support' });
});

async function storeMessage(applicationId: string): Promise<string> {
  const verificationId = newVerificationId();
  const numberSealed = sealNumber(keyring, number, { verificationId, applicationId });
  const [id] = await storeMessages(database.sql, [newMessage({ verificationId, applicationId, numberSealed })]);
  return id!;
}

const question = (changes: Partial<RevealQuestion> = {}): RevealQuestion => ({
  kind: 'message',
  id: messageId,
  operatorId,
  scope: null,
  author: AUTHOR,
  reason: 'He says that nothing came.',
  ...changes,
});

const reveal = (changes?: Partial<RevealQuestion>) => reveals.reveal(question(changes));

async function entries(): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'select action, target_kind, target_id, application_id, after from audit order by seq',
  );
  return rows;
}

/** Lets time pass for all that was shown. */
const pass = (minutes: number) =>
  database.pool.query(
    `update number_reveal set shown_at = array(select at - make_interval(mins => $1) from unnest(shown_at) at)`,
    [minutes],
  );

describe('a number', () => {
  test('is shown with how many are left, and its entry has the reason and not the number', async () => {
    expect(await reveal()).toEqual({ number, left: REVEALS_PER_HOUR - 1 });
    expect(await entries()).toEqual([
      {
        action: 'number.revealed',
        target_kind: 'message',
        target_id: messageId,
        application_id: 'app_one',
        after: { reason: 'He says that nothing came.' },
      },
    ]);
  });

  test('that someone types as his reason is masked in the audit', async () => {
    await reveal({ reason: `Call of ${number}, again` });
    expect(JSON.stringify(await entries())).not.toContain(number.slice(2));
  });

  test('is not shown without its entry, and then nothing is spent', async () => {
    const auditLog = { append: () => Promise.reject(new Error('no entry')) } as never;
    const broken = new NumberReveals({ sql: database.sql, keyring, auditLog });
    await expect(broken.reveal(question())).rejects.toThrow('no entry');
    expect((await reveal()).left).toBe(REVEALS_PER_HOUR - 1);
  });

  test('of another application, or of nothing, is not there, and nothing is spent', async () => {
    for (const changes of [{ scope: ['app_other'] }, { scope: [] }, { id: 'msg_none' }, { id: '\0' }]) {
      await expect(reveal(changes)).rejects.toMatchObject({ code: 'message.not_found' });
    }
    await expect(reveal({ kind: 'verification' })).rejects.toMatchObject({ code: 'verification.not_found' });
    expect((await reveal({ scope: ['app_one'] })).left).toBe(REVEALS_PER_HOUR - 1);
  });
});

describe(`of ${REVEALS_PER_HOUR} numbers an hour`, () => {
  test('twenty-five that are asked for at once get exactly so many, each with its entry', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 25 }, () => reveal()));
    const shown = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.left] : []));
    expect(shown.sort((a, b) => a - b)).toEqual([...Array(REVEALS_PER_HOUR).keys()]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'reveal.too_many' });
    }
    expect(await entries()).toHaveLength(REVEALS_PER_HOUR);
  });

  test('the next is allowed when the oldest is an hour old, which the refusal tells', async () => {
    await reveal();
    await pass(20);
    for (let n = 1; n < REVEALS_PER_HOUR; n += 1) await reveal();
    const refused = await reveal().then(
      () => expect.unreachable('it is shown'),
      (error: { facts: { retryAt: Date } }) => error.facts.retryAt.getTime() - Date.now(),
    );
    expect(Math.round(refused / 60_000)).toBe(40);
    await pass(40);
    expect((await reveal()).left).toBe(0);
    await expect(reveal()).rejects.toMatchObject({ code: 'reveal.too_many' });
    expect((await reveal({ operatorId: await insertOperator(database.pool) })).left).toBe(REVEALS_PER_HOUR - 1);
  });
});
