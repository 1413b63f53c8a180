import { PriceImported, PricePage, SenderList, SenderRule } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Browser } from '../test/browser.js';
import { insertOperator, insertSession } from '../test/operators.js';
import { expectRefusal } from '../test/refusals.js';
import { insertApplication, insertCarrier } from '../test/rows.js';
import { startSystem, type System } from '../test/system.js';

let system: System;
let browser: Browser;
let carrier: string;

beforeAll(async () => {
  system = await startSystem();
  const { pool } = system.database;
  const { adminPort } = system.backends[0]!;
  browser = Browser.signedIn(
    adminPort,
    await insertSession(pool, await insertOperator(pool, { role: 'connectivity' })),
  );
  carrier = await insertCarrier(pool);
});

afterAll(() => system.stop());

const importList = (csv: unknown, more: object = {}, id = carrier) =>
  browser.post<PriceImported>(`carriers/${id}/prices/import`, { csv, ...more });

const pageOf = (query = '', id = carrier) => browser.get<PricePage>(`carriers/${id}/prices${query}`);

describe('a price list', () => {
  test('is only tried unless it is said otherwise, and then imported and read page by page', async () => {
    const csv = 'prefix,price,currency\r\n49,0.075,EUR\r\n4915,"0,08",EUR\r\n';
    const counts = { added: 2, changed: 0, removed: 0, unchanged: 0, faults: [] };
    const tried = await importList(csv);
    expect(tried.status).toBe(200);
    expect(PriceImported.parse(tried.body)).toEqual(tried.body);
    expect(tried.body).toEqual({ is_dry_run: true, ...counts });
    expect((await pageOf()).body).toEqual({ data: [], next_cursor: null });
    expect((await importList(csv, { dry_run: false })).body).toEqual({ is_dry_run: false, ...counts });
    const first = (await pageOf('?limit=1')).body;
    expect(PricePage.parse(first)).toEqual(first);
    expect(first.data).toMatchObject([{ prefix: '49', price: '0.075', currency: 'EUR' }]);
    const rest = (await pageOf(`?limit=1&cursor=${first.next_cursor}`)).body;
    expect(rest).toMatchObject({ data: [{ prefix: '4915', price: '0.08' }], next_cursor: null });
  });

  test('with faults tells them, and changes nothing', async () => {
    const before = (await pageOf()).body;
    const { status, body } = await importList('49,0.1,EUR\n49,0.2,EUR\n=1,0.1,EUR', { dry_run: false });
    expect(status).toBe(200);
    expect(body).toEqual({
      is_dry_run: false,
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 0,
      faults: [
        { line: 2, cause: 'duplicate' },
        { line: 3, cause: 'formula' },
      ],
    });
    expect((await pageOf()).body).toEqual(before);
  });

  test('may be far larger than other bodies, and not larger than it says', async () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => `44${String(n).padStart(4, '0')},0.012345,EUR\r\n`);
    expect((await importList(lines.join(''))).body).toMatchObject({ added: 10_000, removed: 2, faults: [] });
    expectRefusal(await importList('x'.repeat(3_000_001)), { status: 400, code: 'request.invalid', field: 'csv' });
    const tooLarge = { status: 413, code: 'request.too_large' };
    // It is answered before it is read: who still writes may be cut off before he reads that, and asks again.
    await vi.waitFor(async () => expectRefusal(await importList('\n'.repeat(2_200_000)), tooLarge), {
      timeout: 20_000,
    });
    expectRefusal(await browser.post('routes/explain', { number: 'x'.repeat(17_000) }), tooLarge);
  });

  test('is that of a carrier that is there', async () => {
    const missing = { status: 404, code: 'carrier.not_found' };
    expectRefusal(await importList('49,0.1,EUR', {}, 'car_none'), missing);
    expectRefusal(await pageOf('', 'car_none'), missing);
    expectRefusal(await pageOf('?cursor=nonsense'), { status: 400, code: 'request.invalid', field: 'cursor' });
    expectRefusal(await importList(7), { status: 400, code: 'request.invalid', field: 'csv' });
  });
});

describe('a sender', () => {
  test('is made, listed and deleted, and keeps its contract', async () => {
    const application = await insertApplication(system.database.pool);
    const input = { application_id: application, country: 'de', carrier_id: carrier, sender: 'Acme' };
    const made = await browser.post<SenderRule>('senders', input);
    expect(made.status).toBe(201);
    expect(SenderRule.parse(made.body)).toEqual(made.body);
    expect(made.body).toEqual({ id: expect.stringMatching(/^snd_/), ...input, country: 'DE' });
    const listed = (await browser.get<SenderList>('senders')).body;
    expect(SenderList.parse(listed)).toEqual(listed);
    expect(listed).toEqual({ data: [made.body] });
    expectRefusal(await browser.post('senders', { ...input, sender: 'Other' }), { status: 409, code: 'sender.taken' });
    expect((await browser.ask('DELETE', `senders/${made.body.id}`)).status).toBe(204);
    expectRefusal(await browser.ask('DELETE', `senders/${made.body.id}`), { status: 404, code: 'sender.not_found' });
    expect((await browser.get<SenderList>('senders')).body).toEqual({ data: [] });
  });

  test.each<[string, object, object]>([
    ['that no phone shows', { sender: 'Café' }, { status: 400, code: 'request.invalid', field: 'sender' }],
    ['that is none', {}, { status: 400, code: 'request.invalid', field: 'sender' }],
    [
      'of a country that is none',
      { sender: 'A', country: 'XX' },
      { status: 400, code: 'request.invalid', field: 'country' },
    ],
    [
      'of an application that is none',
      { sender: 'A', application_id: 'app_none' },
      { status: 404, code: 'application.not_found', field: 'application_id' },
    ],
    [
      'of a carrier that is none',
      { sender: 'A', carrier_id: 'car_none' },
      { status: 404, code: 'carrier.not_found', field: 'carrier_id' },
    ],
  ])('%s is not made', async (_, input, refusal) => {
    expectRefusal(await browser.post('senders', input), refusal as never);
  });
});
