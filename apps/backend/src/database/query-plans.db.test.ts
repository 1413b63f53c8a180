import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MessageLogStore } from '../message-log/message-log.store.js';
import { explainChecks, settleChecks, spendChecks } from '../otp/check.store.js';
import { claimKeys, saveReplies } from '../otp/idempotency.store.js';
import { claimSends } from '../otp/recipient.store.js';
import { cancelVerification, findVerification, spendResend, supersede } from '../otp/verification.store.js';
import { endRepeats, findBrief, findPreviousSend, withdrawMessages } from '../delivery/message.store.js';
import { beginAttempts, claimDue, closePastAttempts, postpone, renewLeases } from '../delivery/outbox.store.js';
import { expireDue, listQueues, moveToQueues, QUEUE_HEAD, takeQueue } from '../delivery/queue.store.js';
import { endPartlyReported } from '../delivery/long-texts.store.js';
import { applyPartReceipts, writeResults } from '../delivery/result.store.js';
import { listWaitingInbound, moveOver } from '../receipts/inbound.store.js';
import { pageInbound, pageUnmatched } from '../receipts/receipt-pages.store.js';
import { attachReceipts, findParts, listNumbers, listUnmatched, SWEEP_START } from '../receipts/receipt.store.js';
import { CarrierOverviewStore } from '../sms-transport/carrier-overview.store.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { ExplainingTx, type Scan } from '../test/explain.js';
import { insertApplication } from '../test/rows.js';
import { createDataSource, poolOf } from './data-source.js';
import type { Tx } from './sql.js';

const HOT = ['recipient', 'verification', 'idempotency', 'message', 'attempt', 'attempt_part', 'receipt', 'inbound'];
const ROWS = 20_000;
const KNOWN_NUMBER = createHash('sha256').update('77').digest();
/** What an index must be asked for: the part of its key that few rows share. */
const SELECTIVE: Readonly<Record<string, RegExp>> = {
  recipient_pkey: /number_hash/,
  verification_pkey: /\bid\b/,
  idempotency_pkey: /\bkey\b/,
  message_pkey: /\bid\b/,
  // The queues themselves are few: going from one to the next is asked for by name alone.
  message_due: /next_carriers/,
  message_dying: /expires_at/,
  message_application: /application_id.*\bid\b/,
  attempt_pkey: /message_id/,
  attempt_part_pkey: /smsc_key/,
  attempt_part_message: /message_id/,
  attempt_part_long: /message_id/,
  receipt_pkey: /\bid\b/,
  receipt_message: /message_id/,
  receipt_unmatched: /received_at/,
  receipt_unmatched_carrier: /received_at/,
  inbound_pkey: /\bid\b/,
  inbound_received: /received_at/,
  inbound_carrier: /carrier_id.*received_at/,
  inbound_waiting: /received_at/,
};

let database: OpenDatabase;
let dataSource: ReturnType<typeof createDataSource>;
/** The pool that the server uses, with the settings of its sessions. */
let pool: Pool;
let applicationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  dataSource = createDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
  await dataSource.initialize();
  pool = poolOf(dataSource);
  applicationId = await insertApplication(database.pool);
  // Statistics are made when the test says so.
  for (const table of HOT) await database.pool.query(`alter table ${table} set (autovacuum_enabled = false)`);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

/** A day's worth of everything, a few messages of it due. */
async function fill(): Promise<void> {
  const statements = [
    `insert into recipient select $1, sha256(n::text::bytea), '{}', '{}', 'ver_' || n, null, now() from generate_series(1, $2) n`,
    `insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, is_fictional, language,
        language_reason, status, message_id, created_at, expires_at)
      select 'ver_' || n, $1, 1, 'k1', '\\x00', '\\x00', sha256(n::text::bytea), false, 'en', 'requested', 'pending', 'msg_' || n, now(),
        now() + interval '10 min' from generate_series(1, $2) n`,
    `insert into idempotency select $1, 'key ' || n, '\\x00', 'ver_' || n, '{}', now() from generate_series(1, $2) n`,
    `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
        template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
        created_at, expires_at, due_at, next_carriers)
      select 'msg_' || n, 'ver_' || n, case when n % 20 = 0 then $1 else 'app_' || n % 20 end, '\\x00', false, 'en', 'requested', 1, 'Codewire', '{code}', 'GSM-7', 1, 'k1', '\\x00', 6, 0,
        case when n % 500 = 0 then 'queued' else 'delivered' end, now(), now() + interval '10 min',
        case when n % 500 = 0 then now() - interval '1 s' end, 'car_' || n % 3 from generate_series(1, $2) n`,
    `insert into attempt select 'msg_' || n, 1, 'car_one', 'submitted', null, null, now(), now() from generate_series(1, $2) n where $1 <> ''`,
    `insert into attempt_part select 'car_one', to_hex(n), 'msg_' || n, 1, 1, 1, to_hex(n) from generate_series(1, $2) n where $1 <> ''`,
    `insert into receipt select 'rcp_' || n, 'car_one', to_hex(n), to_hex(n), 'delivered', null, now(), 'msg_' || n, 1, 1
      from generate_series(1, $2) n where $1 <> ''`,
    `insert into receipt select 'rcp_u' || n, 'car_' || n % 20, 'u' || n, 'u' || n, 'delivered', null, now() from generate_series(1, $2) n
      where $1 <> '' and n % 10 = 0`,
    `insert into inbound select 'inb_' || n, case when n % 50 = 0 then 'car_one' else 'car_' || n % 20 end, '\\x00', 'me', '\\x00', now(), case when n % 50 = 0 then to_hex(n) end, 'delivered'
      from generate_series(1, $2) n where $1 <> ''`,
  ];
  for (const statement of statements) await database.pool.query(statement, [applicationId, ROWS]);
}

const guess = {
  verificationId: 'ver_77',
  get applicationId() {
    return applicationId;
  },
  code: '123456',
};
const result = {
  messageId: 'msg_77',
  fence: 0,
  attempt: 1,
  carrierId: 'car_one',
  outcome: 'submitted',
  reason: null,
  commandStatus: null,
  smscMessageIds: ['ffff77'],
  next: 'submitted',
  retryInMs: null,
  queue: null,
} as const;
const part = {
  carrierId: 'car_one',
  smscKey: '4d',
  messageId: 'msg_77',
  attempt: 1,
  part: 1,
  state: 'delivered',
  isOfAll: true,
} as const;

const PAGE_START = { micros: '1764000000000000', id: 'rcp_0' };

const scanLog = (tx: Tx, applicationIds: readonly string[] | null) =>
  new MessageLogStore(tx).scan(
    { applicationIds, fromId: 'msg_0', belowId: 'msg_a' },
    { status: 'failed', country: null, language: null, carrierId: null, verificationId: null },
    { most: 1_000, wanted: 50 },
  );

const WORK: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  'a send is counted': (tx) =>
    claimSends(tx, [
      { applicationId, policyVersion: 1, isUnlimited: false, numberHash: randomBytes(32), verificationId: 'ver_x' },
      {
        applicationId,
        policyVersion: 1,
        isUnlimited: false,
        numberHash: KNOWN_NUMBER,
        verificationId: 'ver_y',
      },
    ]),
  'an idempotency key is looked up': (tx) =>
    claimKeys(tx, [{ applicationId, key: 'key 77', bodyHash: Buffer.alloc(1) }]),
  'a reply is kept': (tx) =>
    saveReplies(tx, [{ applicationId, key: 'key 78', bodyHash: Buffer.alloc(1), verificationId: 'ver_78', reply: {} }]),
  'a verification is found': (tx) => findVerification(tx, 'ver_77', applicationId),
  'a verification is superseded': (tx) => supersede(tx, ['ver_78']),
  'a verification is cancelled': (tx) => cancelVerification(tx, 'ver_79', applicationId),
  'a code is sent again': (tx) => spendResend(tx, { id: 'ver_80', applicationId, messageId: 'msg_x', resendAt: null }),
  'a check is spent': (tx) => spendChecks(tx, [guess]),
  'a check is settled': (tx) => settleChecks(tx, [{ verificationId: 'ver_77', status: 'pending', isWrong: true }]),
  'a check is explained': (tx) => explainChecks(tx, [guess]),
  'due messages are claimed': (tx) => claimDue(tx, [{ name: 'car_1', most: 100 }], 5_000),
  'past attempts are closed': (tx) => closePastAttempts(tx, ['msg_77', 'msg_78']),
  'an attempt is begun': (tx) =>
    beginAttempts(tx, [{ messageId: 'msg_77', attempt: 2, carrierId: 'car_one', queue: 'car_one' }]),
  'a message is postponed': (tx) => postpone(tx, [{ messageId: 'msg_77', waitMs: 10, queue: 'car_one' }]),
  'a message is withdrawn': (tx) => withdrawMessages(tx, ['msg_500'], 'cancelled'),
  'repeats are ended': (tx) => endRepeats(tx, ['msg_500', 'msg_77']),
  'the previous send is read': (tx) => findPreviousSend(tx, 'msg_500'),
  'a lease is renewed': (tx) => renewLeases(tx, [{ messageId: 'msg_77', fence: 0 }], 5_000),
  'dead messages are expired': (tx) => expireDue(tx),
  'queues are listed': (tx) => listQueues(tx),
  'carriers are watched': (tx) => new CarrierOverviewStore(tx).standings(),
  'a queue is looked through': (tx) => takeQueue(tx, 'car_1', QUEUE_HEAD),
  'messages are moved to another queue': (tx) => moveToQueues(tx, [{ id: 'msg_77', queue: 'car_2' }]),
  'a message is read': (tx) => findBrief(tx, 'msg_77'),
  'a result is written': (tx) => writeResults(tx, [result]),
  'receipts are matched': (tx) => findParts(tx, [{ carrierId: 'car_one', smscKey: '4d', fromMessageId: '' }]),
  'numbers of receipts are read': (tx) => listNumbers(tx, ['msg_77']),
  'receipts are attached': (tx) => attachReceipts(tx, [{ id: 'rcp_77', part }]),
  'receipts move messages': (tx) => applyPartReceipts(tx, [part]),
  'the log of an application is listed': (tx) => scanLog(tx, [applicationId]),
  'the whole log is listed': (tx) => scanLog(tx, null),
  'the attempts of a message are listed': (tx) => new MessageLogStore(tx).listAttempts('msg_77'),
  'the receipts of a message are listed': (tx) => new MessageLogStore(tx).listReceipts('msg_77'),
  'a message is shown': (tx) => new MessageLogStore(tx).find('msg_80', [applicationId]),
  'texts that were reported in part are ended': (tx) =>
    endPartlyReported(tx, { fromId: 'msg_77', belowId: 'msg_78', limit: 500 }),
  'what reads like a receipt is listed': (tx) =>
    listWaitingInbound(tx, { windowMs: 60_000, after: SWEEP_START, limit: 500 }),
  'what reads like a receipt is made one': (tx) =>
    moveOver(tx, [{ id: 'inb_50', smscMessageId: '32', receiptId: 'rcp_x', part }]),
  'a page of unmatched receipts is read': (tx) => pageUnmatched(tx, { carrierId: null, after: PAGE_START, limit: 50 }),
  'a page of what phones sent is read': (tx) => pageInbound(tx, { carrierId: null, after: PAGE_START, limit: 50 }),
  'a page of unmatched receipts of a carrier is read': (tx) =>
    pageUnmatched(tx, { carrierId: 'car_1', after: PAGE_START, limit: 50 }),
  'a page of what phones sent through a carrier is read': (tx) =>
    pageInbound(tx, { carrierId: 'car_1', after: PAGE_START, limit: 50 }),
  'unmatched receipts are listed': (tx) => listUnmatched(tx, { windowMs: 60_000, after: SWEEP_START, limit: 500 }),
};

/** Ways to read a hot table that cost more the more rows it has. */
function costly({ how, table, index, condition }: Scan): boolean {
  if (how === 'Seq Scan') return HOT.includes(table ?? '');
  const selective = SELECTIVE[index ?? ''];
  return selective !== undefined && !selective.test(condition);
}

// A connection keeps the plan that it made first, perhaps on the first day: it must be good ever after.
describe.each([
  [
    'is empty',
    () =>
      database.pool.query(`insert into recipient values ($1, $2, '{}', '{}', 'ver_77', null, now())`, [
        applicationId,
        KNOWN_NUMBER,
      ]),
  ],
  ['has grown since its statistics were made', () => database.pool.query('truncate recipient').then(fill)],
  ['has new statistics', () => database.pool.query('vacuum analyze')],
])('no statement reads a hot table by more than the rows it wants, when the table %s', (_, prepare) => {
  let client: PoolClient;
  beforeAll(async () => void (await prepare()));
  beforeEach(async () => {
    client = await pool.connect();
    await client.query('begin');
  });
  afterEach(async () => {
    await client.query('rollback');
    client.release();
  });

  test.each(Object.entries(WORK))('%s', async (_name, work) => {
    const tx = new ExplainingTx(client);
    await work(tx);
    expect(tx.scans.filter(costly)).toEqual([]);
  });

  test('the log of one application among many is found by its own index', async () => {
    const tx = new ExplainingTx(client);
    await scanLog(tx, [applicationId]);
    expect(tx.scans.map(({ index }) => index)).toContain('message_application');
  });

  test.each([
    ['a page of unmatched receipts of a carrier is read', 'receipt_unmatched_carrier'],
    ['a page of what phones sent through a carrier is read', 'inbound_carrier'],
  ])('%s by its own index', async (name, index) => {
    const tx = new ExplainingTx(client);
    await WORK[name]!(tx);
    expect(tx.scans).toMatchObject([
      { index, condition: expect.stringMatching(/^(?=.*carrier_id = ).*received_at, id\)/) },
    ]);
  });

  test.each([
    ['due messages are claimed', 'message_due', /next_carriers.*due_at/],
    ['a queue is looked through', 'message_due', /next_carriers.*due_at/],
    ['queues are listed', 'message_due', /next_carriers/],
    ['dead messages are expired', 'message_dying', /expires_at/],
  ])('%s by their own small index', async (name, index, condition) => {
    const tx = new ExplainingTx(client);
    await WORK[name]!(tx);
    const [first] = tx.scans.filter((scan) => scan.index?.startsWith('message_d'));
    expect(first).toMatchObject({ index, condition: expect.stringMatching(condition) });
  });
});
