import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { AuditLog } from '../audit/audit-log.js';
import { Notifications } from '../database/notifications.js';
import { AUTHOR, testAuditKey } from '../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertCarrier } from '../test/rows.js';
import { SenderDesk } from './sender-desk.js';

let database: OpenDatabase;
let desk: SenderDesk;
let application: string;
let carrier: string;

beforeAll(async () => {
  database = await openTestDatabase();
  desk = new SenderDesk(database.sql, new AuditLog(testAuditKey()));
  [application, carrier] = [await insertApplication(database.pool), await insertCarrier(database.pool)];
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate sender_rule, audit'));

const rule = (change: object = {}) => ({
  application_id: null,
  country: null,
  carrier_id: null,
  sender: 'Codewire',
  ...change,
});

test('a sender is made for any application, country and carrier, and told and deleted as it is', async () => {
  const wanted = [
    rule(),
    rule({ country: 'DE' }),
    rule({ application_id: application, country: 'DE', carrier_id: carrier }),
  ];
  for (const one of wanted) await desk.create(AUTHOR, one);
  const { data } = await desk.list();
  expect(data).toEqual(wanted.map((one) => ({ id: expect.stringMatching(/^snd_/), ...one })));
  await desk.delete(AUTHOR, data[1]!.id);
  expect((await desk.list()).data).toEqual([data[0], data[2]]);
  const { rows } = await database.pool.query(
    'select action, target_kind, target_id, target_name, application_id, before, after from audit order by seq offset 2',
  );
  expect(rows).toEqual([
    {
      action: 'sender.created',
      target_kind: 'sender',
      target_id: data[2]!.id,
      target_name: 'Codewire',
      application_id: application,
      before: null,
      after: wanted[2],
    },
    {
      action: 'sender.deleted',
      target_kind: 'sender',
      target_id: data[1]!.id,
      target_name: 'Codewire',
      application_id: null,
      before: wanted[1],
      after: null,
    },
  ]);
});

test('of ten that are made for the same at once one is there', async () => {
  const made = await Promise.allSettled(Array.from({ length: 10 }, () => desk.create(AUTHOR, rule({ country: 'DE' }))));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refused = made.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
  expect(refused).toEqual(Array.from({ length: 9 }, () => 'sender.taken'));
  expect((await desk.list()).data).toHaveLength(1);
  expect((await database.pool.query('select from audit')).rowCount).toBe(1);
});

test('what a sender names must be there, and nothing is written where it is not', async () => {
  await expect(desk.create(AUTHOR, rule({ application_id: 'app_none' }))).rejects.toMatchObject({
    code: 'application.not_found',
    facts: { field: 'application_id' },
  });
  await expect(desk.create(AUTHOR, rule({ carrier_id: 'car_none' }))).rejects.toMatchObject({
    code: 'carrier.not_found',
    facts: { field: 'carrier_id' },
  });
  await expect(desk.create(AUTHOR, rule({ country: 'XX' }))).rejects.toMatchObject({ code: 'request.invalid' });
  await expect(desk.delete(AUTHOR, 'snd_none')).rejects.toMatchObject({ code: 'sender.not_found' });
  expect((await desk.list()).data).toEqual([]);
  expect((await database.pool.query('select from audit')).rowCount).toBe(0);
});

test('every node is told of each change', async () => {
  const heard: string[] = [];
  const notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
  notifications.on('codewire_carriers', (payload) => void heard.push(payload));
  await notifications.start();
  const { id } = await desk.create(AUTHOR, rule());
  await desk.delete(AUTHOR, id);
  await vi.waitUntil(() => heard.length === 3, { timeout: 20_000 });
  expect(heard).toEqual(['', id, id]);
  await notifications.stop();
});
