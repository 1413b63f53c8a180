import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditLog } from '../audit/audit-log.js';
import { Notifications } from '../database/notifications.js';
import { AUTHOR, testAuditKey } from '../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertCarrier } from '../test/rows.js';
import { printPriceList } from './price-list.js';
import { PriceLists, type ImportOutcome } from './price-lists.js';
import { PriceStore } from './price.store.js';

let database: OpenDatabase;
let lists: PriceLists;
let store: PriceStore;
let acme: string;
let beta: string;

beforeAll(async () => {
  database = await openTestDatabase();
  lists = new PriceLists(database.sql, new AuditLog(testAuditKey()));
  store = new PriceStore(database.sql);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate price, audit');
  [acme, beta] = [await insertCarrier(database.pool), await insertCarrier(database.pool)];
});

const read = (added: number, changed: number, removed: number, unchanged: number): ImportOutcome => ({
  kind: 'read',
  counts: { added, changed, removed, unchanged },
});

const printed = async (carrierId: string) => printPriceList(await store.listPrices(carrierId));

const HEAD = 'prefix,price,currency\n';

describe('a list', () => {
  test('is imported as a whole: what it does not name is gone, and what stays keeps its time', async () => {
    expect(await lists.import(AUTHOR, acme, '49,0.0750,EUR\n33,0.08,EUR\n1,0.01,EUR')).toEqual(read(3, 0, 0, 0));
    const times = async () =>
      new Map((await store.listPage(acme, { behind: '', limit: 9 })).map((p) => [p.prefix, p.changedAt]));
    const before = await times();
    expect(await lists.import(AUTHOR, acme, '49,0.075,EUR\n33,0.09,EUR\n44,0.02,EUR')).toEqual(read(1, 1, 1, 1));
    expect(await printed(acme)).toBe(`${HEAD}33,0.09,EUR\n44,0.02,EUR\n49,0.075,EUR\n`);
    const after = await times();
    expect(after.get('49')).toEqual(before.get('49'));
    expect(after.get('33')?.getTime()).toBeGreaterThan(before.get('33')!.getTime());
  });

  test('is tried as it would be imported, and nothing is changed by that', async () => {
    await lists.import(AUTHOR, acme, '49,0.075,EUR\n33,0.08,EUR');
    const csv = '49,0.08,EUR\n44,0.02,EUR';
    expect(await lists.tryImport(acme, csv)).toEqual(read(1, 1, 1, 0));
    expect(await printed(acme)).toBe(`${HEAD}33,0.08,EUR\n49,0.075,EUR\n`);
    expect(await lists.import(AUTHOR, acme, csv)).toEqual(read(1, 1, 1, 0));
  });

  test('with a wrong line is not imported at all', async () => {
    await lists.import(AUTHOR, acme, '49,0.075,EUR');
    const faulty = { kind: 'faulty', faults: [{ line: 2, cause: 'price_form' }] };
    expect(await lists.import(AUTHOR, acme, '33,0.08,EUR\n44,?,EUR')).toEqual(faulty);
    expect(await lists.tryImport(acme, '33,0.08,EUR\n44,?,EUR')).toEqual(faulty);
    expect(await printed(acme)).toBe(`${HEAD}49,0.075,EUR\n`);
  });

  test('of a carrier is nothing to another, and of none is unknown', async () => {
    await lists.import(AUTHOR, acme, '49,0.075,EUR');
    await lists.import(AUTHOR, beta, '49,0.08,EUR\n1,0.01,EUR');
    await lists.import(AUTHOR, acme, '');
    expect(await printed(acme)).toBe(HEAD);
    expect(await printed(beta)).toBe(`${HEAD}1,0.01,EUR\n49,0.08,EUR\n`);
    expect(await lists.import(AUTHOR, 'car_none', '49,0.075,EUR')).toEqual({ kind: 'unknown' });
    expect(await lists.tryImport('car_none', 'wrong')).toEqual({ kind: 'unknown' });
  });

  test('is in the audit with what it did; one that does nothing is not', async () => {
    await lists.import(AUTHOR, acme, '49,0.075,EUR\n33,0.08,EUR');
    await lists.import(AUTHOR, acme, '33,0.080,EUR\n49,0.0750,EUR');
    await lists.import(AUTHOR, acme, '49,0.08,EUR');
    await lists.import(AUTHOR, acme, '49,wrong,EUR');
    const { rows } = await database.pool.query('select action, target_id, before, after from audit order by seq');
    expect(rows).toEqual([
      {
        action: 'price.imported',
        target_id: acme,
        before: { prices: 0, currency: null },
        after: { prices: 2, currency: 'EUR', added: 2, changed: 0, removed: 0, unchanged: 0 },
      },
      {
        action: 'price.imported',
        target_id: acme,
        before: { prices: 2, currency: 'EUR' },
        after: { prices: 1, currency: 'EUR', added: 0, changed: 1, removed: 1, unchanged: 0 },
      },
    ]);
  });

  test('of more lines than a statement takes is imported and removed all the same', async () => {
    // Of five digits: six in the database's log would look like a code.
    const codes = ['1', '7'];
    const list = codes.flatMap((code) =>
      Array.from({ length: 10_000 }, (_, n) => ({
        prefix: `${code}${String(n).padStart(4, '0')}`,
        price: '0.1',
        currency: 'EUR',
      })),
    );
    list.push({ prefix: '9', price: '0.1', currency: 'EUR' });
    expect(await lists.import(AUTHOR, acme, printPriceList(list))).toEqual(read(20_001, 0, 0, 0));
    expect(await store.listPrices(acme)).toEqual(list);
    expect(await lists.import(AUTHOR, acme, '1,0.01,EUR')).toEqual(read(1, 0, 20_001, 0));
  });
});

describe('a currency', () => {
  test('is that of all lists: another is refused until no other carrier has prices', async () => {
    await lists.import(AUTHOR, acme, '49,0.075,EUR');
    const dollars = `${HEAD}49,0.08,USD`;
    const refused = { kind: 'faulty', faults: [{ line: 2, cause: 'other_currency' }] };
    expect(await lists.import(AUTHOR, beta, dollars)).toEqual(refused);
    expect(await lists.tryImport(beta, dollars)).toEqual(refused);
    expect(await printed(beta)).toBe(HEAD);
    // Its own list may change it, for nothing is compared with it.
    expect(await lists.import(AUTHOR, acme, dollars)).toEqual(read(0, 1, 0, 0));
    expect(await lists.import(AUTHOR, beta, dollars)).toEqual(read(1, 0, 0, 0));
  });

  test('stays one when two carriers get their first lists at once', async () => {
    const outcomes = await Promise.all([
      lists.import(AUTHOR, acme, '49,0.075,EUR'),
      lists.import(AUTHOR, beta, '49,0.08,USD'),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['faulty', 'read']);
  });
});

describe('a page of prices', () => {
  test('goes on behind the last prefix of the one before, by the digits', async () => {
    await lists.import(AUTHOR, acme, '49,0.1,EUR\n4915,0.2,EUR\n1,0.3,EUR\n44,0.4,EUR');
    const first = await store.listPage(acme, { behind: '', limit: 2 });
    expect(first).toMatchObject([
      { prefix: '1', price: '0.3', currency: 'EUR', changedAt: expect.any(Date) },
      { prefix: '44', price: '0.4' },
    ]);
    const rest = await store.listPage(acme, { behind: '44', limit: 9 });
    expect(rest.map(({ prefix }) => prefix)).toEqual(['49', '4915']);
    expect(await store.listPage('car_none', { behind: '', limit: 9 })).toEqual([]);
  });
});

test('every node is told of a list that changed, and of no other', async () => {
  const heard: string[] = [];
  const notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
  notifications.on('codewire_carriers', (payload) => void heard.push(payload));
  await notifications.start();
  await lists.tryImport(acme, '49,0.075,EUR');
  await lists.import(AUTHOR, acme, '49,0.075,EUR');
  await lists.import(AUTHOR, acme, '49,0.0750,EUR');
  await lists.import(AUTHOR, beta, '49,0.08,EUR');
  await vi.waitUntil(() => heard.includes(beta), { timeout: 20_000 });
  expect(heard).toEqual(['', acme, beta]);
  await notifications.stop();
});
