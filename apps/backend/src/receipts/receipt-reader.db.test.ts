import { InboundPage, UnmatchedPage } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  begin,
  CARRIER,
  closeReceipts,
  freshId,
  freshPhone,
  openReceipts,
  receipt,
  renewReceipts,
  room,
  submit,
} from '../test/receipts.js';
import { InboundConsumer } from './inbound.consumer.js';
import { PhoneCheck } from './phone-check.js';
import { ReceiptReader } from './receipt-reader.js';

let reader: ReceiptReader;

beforeAll(async () => {
  await openReceipts();
  const { keyring } = room;
  reader = new ReceiptReader({ sql: room.database.sql, keyring, phones: new PhoneCheck(keyring) });
});
afterAll(closeReceipts);
beforeEach(async () => {
  renewReceipts();
  await room.database.pool.query('truncate inbound, receipt');
});

/** Follows next_cursor to the end; the ids of each page. */
async function pages(
  read: (cursor?: string) => Promise<{ data: { id: string }[]; next_cursor: string | null }>,
): Promise<string[][]> {
  const found: string[][] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await read(cursor);
    found.push(page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  return found;
}

const age = (interval: string) =>
  room.database.pool.query(`update receipt set received_at = received_at - $1::interval`, [interval]);
const newestFirst = async (table: string) =>
  (
    await room.database.pool.query<{ id: string }>(`select id from ${table} order by received_at desc, id desc`)
  ).rows.map(({ id }) => id);
const causes = async () => (await reader.unmatched({ limit: 50 })).data.map((row) => row.likely_cause);

describe('receipts that match nothing', () => {
  test('are listed newest first, those of one moment too, in pages that meet without a gap', async () => {
    await Promise.all(Array.from({ length: 5 }, () => room.consumer.take(CARRIER, receipt(freshId()))));
    await room.consumer.take('car_two', receipt(freshId()));
    const all = await newestFirst('receipt');
    const read = (limit: number, carrier?: string) => (cursor?: string) => reader.unmatched({ limit, cursor, carrier });
    expect(await pages(read(2))).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
    expect(await pages(read(6))).toEqual([all]);
    expect((await pages(read(50, 'car_two'))).flat()).toHaveLength(1);
    expect((await pages(read(50, 'car\0'))).flat()).toEqual([]);
  });

  test('keep their contract; those of messages and those older than 72 hours are not among them', async () => {
    const [id, smscId] = [await begin(), freshId()];
    await submit(id, [smscId]);
    await room.consumer.take(CARRIER, receipt(freshId()));
    await age('73 h');
    await room.consumer.take(CARRIER, receipt(smscId));
    await room.consumer.take(CARRIER, receipt('Zz9', { state: 'undelivered', errorCode: '011' }));
    const page = await reader.unmatched({ limit: 50 });
    expect(UnmatchedPage.parse(page)).toEqual(page);
    expect(page.data).toMatchObject([
      { carrier_id: CARRIER, smsc_message_id: 'Zz9', state: 'undelivered', error_code: '011', likely_cause: 'early' },
    ]);
  });

  test('tell their likely cause: early while their submit may still be written, then not ours', async () => {
    await room.consumer.take(CARRIER, receipt(freshId()));
    expect(await causes()).toEqual(['early']);
    await age('2 min');
    expect(await causes()).toEqual(['not_ours']);
  });

  test('tell that a message is known under another form of the id, if it went to that phone', async () => {
    room.settings.set(CARRIER, 'same');
    const number = freshPhone();
    const id = await begin(number);
    await submit(id, [(77_123_456).toString(16)]);
    await room.consumer.take(CARRIER, receipt('77123456', { from: number }));
    expect(await causes()).toEqual(['other_id_form']);
    await room.database.pool.query('truncate receipt');
    await room.consumer.take(CARRIER, receipt('77123456', { from: freshPhone() }));
    await age('2 min');
    expect(await causes()).toEqual(['not_ours']);
  });

  test.each(['', 'rcp_x', Buffer.from('1|inb_0000000000000000000000').toString('base64url'), 'MXxyY3Bf='])(
    'refuse a cursor that is not theirs: %j',
    async (cursor) => {
      await expect(reader.unmatched({ limit: 1, cursor })).rejects.toMatchObject({ code: 'request.invalid' });
    },
  );
});

describe('what phones sent', () => {
  const send = (text: string, from: string = freshPhone()) => {
    const { sql } = room.database;
    const box = new InboundConsumer({ sql, keyring: room.keyring, metrics: room.metrics, rideAlongMs: 5 });
    return box.take(CARRIER, { from, to: 'Codewire', text });
  };

  test('is listed newest first, in pages that meet without a gap', async () => {
    for (let n = 0; n < 5; n += 1) await send(`${n}`);
    const all = await newestFirst('inbound');
    const read = (cursor?: string) => reader.inbound({ limit: 2, cursor });
    expect(await pages(read)).toEqual([all.slice(0, 2), all.slice(2, 4), all.slice(4)]);
  });

  test('is shown with its words, its number masked, and no digits that could be a code', async () => {
    const from = freshPhone();
    await send('STOP 12, not 4711 nor 123-456 or ١٢٣٤', from);
    const page = await reader.inbound({ limit: 50 });
    expect(InboundPage.parse(page)).toEqual(page);
    expect(page.data).toMatchObject([
      {
        carrier_id: CARRIER,
        from: `+49 *********${from.slice(-2)}`,
        to: 'Codewire',
        text: 'STOP 12, not •••• nor •••• or ••••',
      },
    ]);
    expect(JSON.stringify(page)).not.toContain(from.slice(4, -2));
  });

  test('is listed also where its key is gone', async () => {
    await send('Hi');
    await room.database.pool.query(`update inbound set id = 'inb_moved' || substr(id, 10)`);
    const { data } = await reader.inbound({ limit: 50 });
    expect(data).toMatchObject([{ from: '?', text: null }]);
  });
});
