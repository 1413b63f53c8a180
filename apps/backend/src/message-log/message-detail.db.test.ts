import { MessageDetail } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { newId, newVerificationId } from '../platform/ids.js';
import { Keyring } from '../platform/keyring.js';
import { sealNumber } from '../platform/sealed-number.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import { MessageLog } from './message-log.service.js';

const ONE = 'app_one';
const OTHER = 'app_other';

let database: OpenDatabase;
let log: MessageLog;
let id: string;

const NUMBER = '+12125550117' as PhoneNumber;

beforeAll(async () => {
  recordSecret('number', NUMBER);
  database = await openTestDatabase();
  const keyring = Keyring.load(currentRun().keyringFile);
  log = new MessageLog({ sql: database.sql, keyring, nowMs: () => 0 });
  await database.pool.query(
    `insert into carrier (id, name, host, port, system_id, password_sealed) values ('car_north', 'North', 'h', 1, 's', '\\x00')`,
  );
  const { rows } = await database.pool.query<{ id: number }>(
    `with l as (insert into locale (tag, direction) values ('de', 'ltr') returning tag),
        t as (insert into template (id, purpose) values ('tpl_x', 'verification') returning id)
      insert into template_version (template_id, locale, version, body, status, origin)
      select t.id, l.tag, 4, 'x', 'published', 'built_in' from l, t returning id`,
  );
  const verificationId = newVerificationId();
  const message = newMessage({
    verificationId,
    applicationId: ONE,
    numberSealed: sealNumber(keyring, NUMBER, { verificationId, applicationId: ONE }),
    templateVersionId: rows[0]!.id,
    createdAt: new Date('2026-11-24T11:50:00Z'),
  });
  id = message.id;
  await storeMessages(database.sql, [message]);
  const tell = (text: string) => database.pool.query(text, [id]);
  await tell(`insert into attempt values ($1, 1, 'car_gone', 'refused', 'ESME_RTHROTTLED', 88, '2026-11-24T11:50:00.1Z', '2026-11-24T11:50:00.2Z'),
      ($1, 2, 'car_north', 'submitted', null, null, '2026-11-24T11:50:01Z', '2026-11-24T11:50:01.05Z')`);
  await tell(
    `insert into attempt_part values ('car_north', 'b2', $1, 2, 2, 2, 'B2', 'delivered'), ('car_north', 'a1', $1, 2, 1, 2, 'A1', 'delivered')`,
  );
  await tell(`insert into receipt values ('rcp_2', 'car_north', 'b2', 'B2', 'delivered', '000', '2026-11-24T11:50:04Z', $1, 2, 2),
      ('rcp_1', 'car_north', 'a1', 'A1', 'delivered', '000', '2026-11-24T11:50:03Z', $1, 2, 1)`);
  await tell(`update message set state = 'delivered', carrier_id = 'car_north', attempts = 2,
      submitted_at = '2026-11-24T11:50:01.05Z', ended_at = '2026-11-24T11:50:04Z' where id = $1`);
});

afterAll(() => database.close());

test('tells attempts, parts, receipts and the whole way, and the text without its code', async () => {
  const detail = await log.read([ONE], id);
  expect(MessageDetail.parse(detail)).toEqual(detail);
  expect(detail).toMatchObject({
    id,
    number: '+1 ********17',
    status: 'delivered',
    carrier: 'North',
    text: 'Ihr Code: {code}',
    template_version: 4,
    language_reason: 'requested',
    attempts: [
      {
        attempt: 1,
        carrier: 'car_gone',
        outcome: 'refused',
        started_at: '2026-11-24T11:50:00.100Z',
        answered_at: '2026-11-24T11:50:00.200Z',
        command_status: 88,
        command_status_name: 'ESME_RTHROTTLED',
        command_status_meaning: 'More messages a second than the carrier allows.',
        command_status_cause: expect.stringContaining('another system uses the same account') as string,
        reason: 'ESME_RTHROTTLED',
        smsc_message_ids: [],
      },
      { attempt: 2, carrier: 'North', outcome: 'submitted', command_status: null, smsc_message_ids: ['A1', 'B2'] },
    ],
    receipts: [
      { state: 'delivered', received_at: '2026-11-24T11:50:03.000Z', smsc_message_id: 'A1', attempt: 2 },
      { state: 'delivered', received_at: '2026-11-24T11:50:04.000Z', smsc_message_id: 'B2', attempt: 2 },
    ],
  });
  expect(detail.timeline.map(({ kind }) => kind)).toEqual([
    'accepted',
    'rendered',
    'routed',
    'attempted',
    'refused',
    'attempted',
    'submitted',
    'receipt',
    'receipt',
    'delivered',
  ]);
  expect(JSON.stringify(detail)).not.toContain('2125550117');
});

test("another application's message is refused exactly as one that never was", async () => {
  const refusalOf = (scope: readonly string[] | null, message: string) =>
    log.read(scope, message).then(
      () => undefined,
      (error: unknown) => error,
    );
  const unknown = await refusalOf([ONE], newId('msg'));
  expect(unknown).toMatchObject({ code: 'message.not_found', facts: {} });
  expect(await refusalOf([OTHER], id)).toEqual(unknown);
  expect(await refusalOf([ONE], 'msg_')).toEqual(unknown);
  expect(await refusalOf(null, '../../etc/passwd')).toEqual(unknown);
  expect((await log.read(null, id)).id).toBe(id);
});
