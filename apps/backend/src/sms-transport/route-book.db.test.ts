import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import { CarrierStore } from './carrier.store.js';
import { Health } from './health.js';
import { PriceStore } from './price.store.js';
import { RouteBook } from './route-book.js';
import { RouteBookStore } from './route-book.store.js';
import { RouteStore, type AddedRoute } from './route.store.js';
import type { Destination } from './routing.js';
import { RoutedSegmentPrices } from './segment-prices.js';

let database: OpenDatabase;
let book: RouteBook;
let store: RouteBookStore;
let onError: (error: unknown) => void;
/** What PostgreSQL would wake it with. */
let notify: () => void;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('delete from route; delete from sender_rule; delete from price; delete from carrier');
  for (const id of ['one', 'two', 'three']) {
    await new CarrierStore(database.sql).insertCarrier({
      id,
      name: id,
      isSimulated: false,
      host: 'smsc.example.com',
      port: 2775,
      systemId: 'a',
      systemType: '',
      passwordSealed: Buffer.alloc(0),
      windowSize: 10,
    });
  }
  store = new RouteBookStore(database.sql);
  onError = (error) => {
    throw error;
  };
  book = new RouteBook({
    carriers: new CarrierStore(database.sql),
    routes: new RouteStore(database.sql),
    store,
    notifications: { on: (_: string, listener: () => void) => void (notify = listener) } as unknown as Notifications,
    health: new Health({ now: () => 0, onChange: () => undefined }),
    onError: (error) => onError(error),
  });
});
afterEach(() => book.stop());

const LIVE: Destination = { applicationId: 'shop', country: 'DE', numberPrefix: '491511', isSimulatedOnly: false };
const addRoute = (route: Partial<AddedRoute>) =>
  new RouteStore(database.sql).insertRoute(
    { id: 'rou_one', applicationId: null, country: null, carrierIds: ['one', 'two', 'three'], ...route },
    'last',
  );
async function price(carrierId: string, prefix: string, value: string): Promise<void> {
  const prices = new PriceStore(database.sql);
  await prices.putPrices(carrierId, [{ prefix, price: value, currency: 'EUR' }]);
  await prices.noteChange(carrierId);
}

/** Resolves when the book has read the tables once more, and price lists where one has changed. */
async function reread({ withPrices = false } = {}): Promise<void> {
  const onRead = vi.fn();
  book.onRead(onRead);
  notify();
  await vi.waitUntil(() => onRead.mock.calls.length > (withPrices ? 1 : 0), { timeout: 20_000 });
}

describe('the route book', () => {
  test('plans by rules, prices and carriers as they are, and anew when they have changed', async () => {
    await addRoute({ mode: 'least_cost' });
    await price('two', '49', '0.04');
    await price('three', '4915', '0.05');
    await book.start();
    expect(book.plan(LIVE)).toEqual(['two', 'three', 'one']);
    await price('two', '491511', '0.06');
    expect(book.plan(LIVE)).toEqual(['two', 'three', 'one']);
    await reread({ withPrices: true });
    expect(book.plan(LIVE)).toEqual(['three', 'two', 'one']);
    await database.pool.query(`update carrier set status = 'paused' where id = 'three'`);
    await reread();
    expect(book.plan(LIVE)).toEqual(['two', 'one']);
    await database.pool.query('delete from route');
    await reread();
    expect(book.plan(LIVE)).toEqual([]);
  });

  test('tells the rule that decides with the plan, and what a carrier takes for such numbers', async () => {
    await addRoute({});
    await price('two', '4915', '0.04');
    await book.start();
    const { rows } = await database.pool.query<{ id: string }>('select id from route');
    expect(book.planWithRule(LIVE)).toEqual({ routeId: rows[0]!.id, carrierIds: book.plan(LIVE) });
    expect(book.priceOf('two', '491511')).toEqual({ price: '0.04', currency: 'EUR' });
    expect([book.priceOf('two', '336'), book.priceOf('one', '491511'), book.priceOf('gone', null)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await database.pool.query('delete from route');
    await reread();
    expect(book.planWithRule(LIVE)).toEqual({ routeId: null, carrierIds: [] });
  });

  test('has the same order for a message whenever and wherever it is asked, and shares among messages', async () => {
    await addRoute({ mode: 'weighted', weights: [3, 1, 0] });
    await book.start();
    const first = (message: string) => book.plan(LIVE, message)[0];
    const ids = Array.from({ length: 4_000 }, (_, n) => `msg_0GkwXQ2${n}`);
    const before = ids.map(first);
    await reread();
    expect(ids.map(first)).toEqual(before);
    const share = before.filter((id) => id === 'one').length / ids.length;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
  });

  test('asks a carrier with an open breaker last, for the numbers that it is open for', async () => {
    await addRoute({});
    await book.start();
    for (let turn = 0; turn < 10; turn += 1) book.health.note('one', LIVE, { kind: 'refused' });
    expect(book.plan(LIVE)).toEqual(['two', 'three', 'one']);
    expect(book.plan({ ...LIVE, country: 'FR', numberPrefix: '336' })).toEqual(['one', 'two', 'three']);
    const { carrier, rules } = book.explain(LIVE, () => 'ready');
    expect(carrier).toEqual({ id: 'two', name: 'two' });
    expect(rules[0]!.carriers[0]).toMatchObject({ id: 'one', passed_over: ['breaker_open'], health: 'open' });
  });

  test('reads a price list again only when it has changed', async () => {
    await addRoute({ mode: 'least_cost' });
    await price('two', '49', '0.04');
    await price('three', '49', '0.05');
    await book.start();
    const read = vi.spyOn(store, 'readPrices');
    await reread();
    expect(read).not.toHaveBeenCalled();
    await new PriceStore(database.sql).removePrices('two', ['49']);
    await new PriceStore(database.sql).noteChange('two');
    await reread({ withPrices: true });
    expect(read.mock.calls).toEqual([['two']]);
    expect(book.plan(LIVE)).toEqual(['three', 'one', 'two']);
  });

  test('starts, and takes all else, though a price list cannot be read; and reads it as soon as it can', async () => {
    await addRoute({ mode: 'least_cost' });
    await price('two', '49', '0.04');
    const read = vi.spyOn(store, 'readPrices').mockRejectedValue(new Error('too long'));
    onError = vi.fn();
    await book.start();
    expect(book.plan(LIVE)).toEqual(['one', 'two', 'three']);
    expect(onError).toHaveBeenCalledTimes(1);
    await database.pool.query(`update carrier set status = 'paused' where id = 'one'`);
    await reread();
    expect(book.plan(LIVE)).toEqual(['two', 'three']);
    read.mockRestore();
    await reread({ withPrices: true });
    await price('three', '49', '0.03');
    await reread({ withPrices: true });
    expect(book.plan(LIVE)).toEqual(['three', 'two']);
    // What is known stands while it cannot be read anew.
    vi.spyOn(store, 'readPrices').mockRejectedValue(new Error('too long'));
    await price('two', '49', '0.01');
    await reread({ withPrices: true });
    expect(book.plan(LIVE)).toEqual(['three', 'two']);
  });

  test('takes a pause at once, while a long price list is still being read', async () => {
    await addRoute({ mode: 'least_cost' });
    await book.start();
    let done: () => void = () => undefined;
    vi.spyOn(store, 'readPrices').mockReturnValue(new Promise((resolve) => (done = () => resolve(new Map()))));
    await price('two', '49', '0.04');
    await database.pool.query(`update carrier set status = 'paused' where id = 'one'`);
    await reread();
    expect(book.plan(LIVE)).toEqual(['two', 'three']);
    await vi.waitUntil(() => vi.mocked(store.readPrices).mock.calls.length > 0, { timeout: 20_000 });
    done();
  });

  test('reads a list page by page', async () => {
    for (let n = 0; n < 5; n += 1) await price('two', `49${n}`, `0.0${n}`);
    const list = await new RouteBookStore(database.sql, 2).readPrices('two');
    expect([...list].map(([prefix, one]) => [prefix, one.price])).toEqual(
      [0, 1, 2, 3, 4].map((n) => [`49${n}`, `0.0${n}`]),
    );
    expect((await new RouteBookStore(database.sql, 5).readPrices('two')).size).toBe(5);
  });

  test('knows senders, and how a carrier’s answers are taken', async () => {
    const shop = await insertApplication(database.pool);
    await database.pool.query(
      `insert into sender_rule (id, application_id, country, carrier_id, sender) values
        ('snd_1', $1, 'DE', null, 'Shop DE'), ('snd_2', null, null, 'two', '12345')`,
      [shop],
    );
    await database.pool.query(`update carrier set settings = $1 where id = 'two'`, [
      { unknown_outcome: 'wait', receipt_within_seconds: 30, status_actions: { '0x00000045': 'permanent' } },
    ]);
    await book.start();
    expect(book.senderFor({ applicationId: shop, country: 'DE' })).toBe('Shop DE');
    expect(book.senderFor({ applicationId: shop, country: 'DE', carrierId: 'two' })).toBe('12345');
    expect(book.senderFor({ applicationId: shop, country: 'FR', carrierId: 'one' })).toBeUndefined();
    expect(book.rulesOf('two')).toMatchObject({ repeatsUnknown: false, receiptWithinMs: 30_000 });
    expect(book.rulesOf('two').actionFor(0x45)).toBe('permanent');
    expect(book.rulesOf('gone')).toMatchObject({ repeatsUnknown: true, receiptWithinMs: null });
  });
});

describe('what a segment costs in a country', () => {
  const shop = { id: 'shop', isTest: false };
  const bound = (...carrierIds: string[]) =>
    carrierIds.map((carrierId) => ({ carrierId, state: [{ direction: 'both', state: 'bound', waiting: 0 }] }) as never);
  const pricesWith = (held: never[]) => new RoutedSegmentPrices(book, { listHeld: async () => held });

  beforeEach(async () => {
    await addRoute({ country: 'DE', mode: 'least_cost', carrierIds: ['one', 'two'] });
    await addRoute({ id: 'rou_fr', country: 'FR', carrierIds: ['three'] });
    await price('one', '49', '0.05');
    await price('one', '4915', '0.06');
    await price('two', '4915', '0.07');
    await book.start();
  });

  test('is the price of its mobile numbers, by the carrier that would take them now', async () => {
    const one = { country: 'DE', price: '0.06', currency: 'EUR', carrier: 'one' };
    expect(await pricesWith(bound('one', 'two')).pricesFor(shop, ['DE'])).toEqual([one]);
    const two = { country: 'DE', price: '0.07', currency: 'EUR', carrier: 'two' };
    expect(await pricesWith(bound('two')).pricesFor(shop, ['DE'])).toEqual([two]);
  });

  test('is left out where no route leads, where that carrier has no price, and where there is no such country', async () => {
    const prices = pricesWith(bound('one', 'two', 'three'));
    expect((await prices.pricesFor(shop, ['AQ', 'DE', 'FR', 'IT'])).map(({ country }) => country)).toEqual(['DE']);
    expect(await prices.pricesFor({ ...shop, isTest: true }, ['DE'])).toEqual([]);
  });
});
