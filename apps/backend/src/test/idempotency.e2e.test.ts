import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshNumber } from './numbers.js';
import type { ApplicationSeed } from './rows.js';
import { age, begin } from './starts.js';
import { NO_LIMITS, startSystem, untilMessage, type System } from './system.js';

let system: System;

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
});

afterAll(() => system.stop());

const application = async (policy?: ApplicationSeed['policy']) =>
  (await system.addApplication(policy === undefined ? {} : { policy })).client;

describe('an Idempotency-Key', () => {
  const keyed = (key: string) => ({ 'idempotency-key': key });

  test('makes one send of a hundred repeats at once, over two processes; each hears the first answer or that it is in flight', async () => {
    const client = await application(NO_LIMITS);
    const other = client.at(system.backends[1]!.url);
    const number = freshNumber();
    const body = { number, language: 'en', metadata: { order: '7' } };
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, turn) => (turn % 2 === 0 ? client : other).start(body, keyed('order-7'))),
    );
    const started = answers.filter(({ status }) => status === 201);
    const waiting = answers.filter(({ status }) => status !== 201);
    expect(started.length).toBeGreaterThan(0);
    expect(new Set(started.map(({ text }) => text)).size).toBe(1);
    expect(waiting.every(({ status, problem }) => status === 409 && problem.code === 'idempotency.in_flight')).toBe(
      true,
    );
    await untilMessage(client, started[0]!.body.message.id, 'delivered');
    expect(await system.carrier.submissions(number)).toHaveLength(1);
    const replayed = await other.start({ metadata: { order: '7' }, language: 'en', number }, keyed('order-7'));
    expect(replayed.text).toBe(started[0]!.text);
    expect(replayed.body.passcode).toBe(await system.carrier.code(number));
  });

  test('with another body is refused, and sends nothing', async () => {
    const client = await application(NO_LIMITS);
    const number = freshNumber();
    expect((await client.start({ number }, keyed('k'))).status).toBe(201);
    const other = freshNumber();
    const refused = await client.start({ number: other }, keyed('k'));
    expect([refused.status, refused.problem.code]).toEqual([422, 'idempotency.mismatch']);
    expect(await system.carrier.submissions(other)).toEqual([]);
  });

  test('of a start that was refused may be used again', async () => {
    const client = await application();
    const { id, number } = await begin(client);
    expect((await client.start({ number }, keyed('again'))).problem.code).toBe('limit.cooldown');
    await age(system.database, id, 30);
    expect((await client.start({ number }, keyed('again'))).status).toBe(201);
  });

  test('replays the first answer where the same start would be refused by now', async () => {
    const client = await application();
    const request = { number: freshNumber() };
    const first = await client.start(request, keyed('routed'));
    expect(first.status).toBe(201);
    // Every route leads to a carrier that is gone: a new start finds no way out.
    await system.database.pool.query(
      `with gone as (update route set carrier_ids = array['car_gone'] returning id) select pg_notify('codewire_carriers', '') from gone`,
    );
    await vi.waitUntil(async () => (await client.start({ number: freshNumber() })).problem.code === 'route.none', {
      timeout: 20_000,
    });
    expect((await client.start(request, keyed('routed'))).text).toBe(first.text);
    await system.database.pool.query(
      `with back as (update route set carrier_ids = (select array_agg(id) from carrier) returning id)
        select pg_notify('codewire_carriers', '') from back`,
    );
    await vi.waitUntil(async () => (await client.start({ number: freshNumber() })).status === 201, { timeout: 20_000 });
  });

  test('that was used is told before anything that is wrong with another body', async () => {
    const client = await application();
    expect((await client.start({ number: freshNumber() }, keyed('first'))).status).toBe(201);
    const { status, problem } = await client.start({ number: '+1' }, keyed('first'));
    expect([status, problem.code]).toEqual([422, 'idempotency.mismatch']);
  });

  test('replays the first answer when the verification has ended since, with the same code', async () => {
    const client = await application();
    const request = { number: freshNumber() };
    const first = await client.start(request, keyed('ended'));
    await client.check(first.body.id, first.body.passcode);
    expect((await client.start(request, keyed('ended'))).text).toBe(first.text);
  });

  test.each([
    ['256 characters', 'k'.repeat(256)],
    ['a blank inside', 'two words'],
    ['nothing in it', ''],
  ])('with %s is refused', async (_, key) => {
    const client = await application();
    const { status, problem } = await client.start({ number: freshNumber() }, keyed(key));
    expect([status, problem.code, problem.field]).toEqual([400, 'idempotency.key_invalid', 'Idempotency-Key']);
  });

  test('of 255 characters is taken', async () => {
    const client = await application();
    expect((await client.start({ number: freshNumber() }, keyed('k'.repeat(255)))).status).toBe(201);
  });
});
