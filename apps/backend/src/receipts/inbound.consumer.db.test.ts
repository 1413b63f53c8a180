import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Sql } from '../database/sql.js';
import { openPool } from '../test/database.js';
import { CARRIER, closeReceipts, freshPhone, openReceipts, renewReceipts, room } from '../test/receipts.js';
import { InboundConsumer } from './inbound.consumer.js';
import { openFrom, openText } from './inbound-seal.js';

beforeAll(openReceipts);
afterAll(closeReceipts);
beforeEach(async () => {
  renewReceipts();
  await room.database.pool.query('truncate inbound');
});

const consumer = (sql = room.database.sql) =>
  new InboundConsumer({ sql, keyring: room.keyring, metrics: room.metrics, rideAlongMs: 5 });

interface Stored {
  readonly id: string;
  readonly carrierId: string;
  readonly fromSealed: Buffer;
  readonly toAddress: string;
  readonly textSealed: Buffer;
  readonly smscMessageId: string | null;
}

async function stored(): Promise<Stored[]> {
  const { rows } = await room.database.pool.query<Stored>(
    `select id, carrier_id as "carrierId", from_sealed as "fromSealed", to_address as "toAddress",
      text_sealed as "textSealed", smsc_message_id as "smscMessageId" from inbound order by received_at, id`,
  );
  return rows;
}

test('what a phone sent is stored before its carrier hears that we have it, sealed to its row', async () => {
  const from = freshPhone();
  await consumer().take(CARRIER, { from, to: 'Codewire', text: 'STOP 😀' });
  const [row] = await stored();
  expect(row).toMatchObject({ carrierId: CARRIER, toAddress: 'Codewire', smscMessageId: null });
  expect([openFrom(room.keyring, row!), openText(room.keyring, row!)]).toEqual([from, 'STOP 😀']);
  const elsewhere = { ...row!, id: 'inb_other' };
  expect([openFrom(room.keyring, elsewhere), openText(room.keyring, elsewhere)]).toEqual([undefined, undefined]);
});

test('no phone’s number is kept in clear, though its carrier swaps the addresses', async () => {
  const phone = freshPhone();
  await consumer().take(CARRIER, { from: '12345', to: phone, text: 'STOP' });
  expect((await stored())[0]!.toAddress).toBe(`+49 *********${phone.slice(-2)}`);
});

test('many at once share commits, and each is stored', async () => {
  const box = consumer();
  await Promise.all(
    Array.from({ length: 200 }, (_, n) => box.take(CARRIER, { from: freshPhone(), to: 'me', text: `${n}` })),
  );
  expect(await stored()).toHaveLength(200);
  expect(await commits()).toBeLessThan(20);
});

/** Transactions that wrote an inbound message. */
async function commits(): Promise<number> {
  const { rows } = await room.database.pool.query<{ n: number }>(
    `select count(distinct xmin::text)::int as n from inbound`,
  );
  return rows[0]!.n;
}

test('whatever a carrier delivers can be kept, and takes no more room than ten segments', async () => {
  const odd = { from: 'x'.repeat(5_000), to: 'y'.repeat(5_000), text: `\0\ud83d${'z'.repeat(60_000)}` };
  await consumer().take(CARRIER, odd);
  const [row] = await stored();
  expect(openText(room.keyring, row!)).toBe(`\0\ufffd${'z'.repeat(1_598)}`);
  expect([openFrom(room.keyring, row!), row!.toAddress]).toEqual(['x'.repeat(40), 'y'.repeat(40)]);
});

test('what could not be stored is not acknowledged, so that it comes again', async () => {
  const pool = openPool('postgresql://codewire@localhost/test?host=/nowhere');
  const cut = consumer(new Sql(() => pool));
  await expect(cut.take(CARRIER, { from: freshPhone(), to: 'me', text: 'Hi' })).rejects.toThrow('ENOENT');
  await pool.end();
});
