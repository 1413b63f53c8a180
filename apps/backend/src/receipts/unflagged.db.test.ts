import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  begin,
  CARRIER,
  closeReceipts,
  createConsumer,
  freshId,
  freshPhone,
  openReceipts,
  receipt,
  receiptsOf,
  renewReceipts,
  room,
  stateOf,
  submit,
} from '../test/receipts.js';
import { openFrom, openText } from './inbound-seal.js';

beforeAll(openReceipts);
afterAll(closeReceipts);
beforeEach(async () => {
  renewReceipts();
  await room.database.pool.query('truncate inbound');
});
afterEach(async () => {
  await room.consumer.stop();
  expect(room.errors).toEqual([]);
});

interface Stored {
  readonly id: string;
  readonly carrierId: string;
  readonly fromSealed: Buffer;
  readonly textSealed: Buffer;
}

/** What is stored as sent by phones, opened. */
async function inbound(): Promise<{ from: string | undefined; text: string | undefined }[]> {
  const { rows } = await room.database.pool.query<Stored>(
    `select id, carrier_id as "carrierId", from_sealed as "fromSealed", text_sealed as "textSealed" from inbound order by received_at`,
  );
  return rows.map((row) => ({ from: openFrom(room.keyring, row), text: openText(room.keyring, row) }));
}

/** Takes what reads like a receipt and is flagged by nobody. */
function takeUnflagged(smscId: string, from: string, changes = {}): Promise<void> {
  const text = `id:${smscId} stat:DELIVRD`;
  return room.consumer.take(CARRIER, receipt(smscId, { isFlagged: false, from, ...changes }), { from, to: 'me', text });
}

describe('a text that its carrier does not call a receipt', () => {
  const counted = async () => /event="inbound"\} (\d+)/.exec(await room.metrics.registry.metrics())?.[1] ?? '0';

  test.each([
    ['as it is', (number: string) => number],
    ['without the plus', (number: string) => number.slice(1)],
    ['with two zeros', (number: string) => `00${number.slice(1)}`],
    ['national', (number: string) => `0${number.slice(3)}`],
  ])('is one when it names a message and comes from its phone, written %s', async (_, write) => {
    const [number, smscId] = [freshPhone(), freshId()];
    const id = await begin(number);
    await submit(id, [smscId]);
    await takeUnflagged(smscId, write(number));
    expect(await stateOf(id)).toBe('delivered');
    expect(await counted()).toBe('0');
    expect(await inbound()).toEqual([]);
  });

  test('moves nothing when it comes from another phone: it is stored as what that phone sent', async () => {
    const [id, smscId, other] = [await begin(), freshId(), freshPhone()];
    await submit(id, [smscId]);
    await takeUnflagged(smscId, other);
    expect(await stateOf(id)).toBe('submitted');
    expect(await receiptsOf(smscId)).toEqual([]);
    expect(await counted()).toBe('1');
    expect(await inbound()).toEqual([{ from: other, text: `id:${smscId} stat:DELIVRD` }]);
  });

  test('that names nothing is no receipt of nobody: it is stored as what a phone sent', async () => {
    const smscId = freshId();
    await takeUnflagged(smscId, freshPhone());
    expect(await receiptsOf(smscId)).toEqual([]);
    expect(await inbound()).toHaveLength(1);
  });

  test('does not take a receipt of the same moment down with it', async () => {
    const [id, smscId] = [await begin(), freshId()];
    await submit(id, [smscId]);
    await Promise.all([
      takeUnflagged(freshId(), freshPhone()),
      room.consumer.take(CARRIER, receipt(smscId)),
      takeUnflagged(freshId(), freshPhone()),
    ]);
    expect(await stateOf(id)).toBe('delivered');
    expect(await inbound()).toHaveLength(2);
  });

  test('is in no column in clear: neither its phone nor its words', async () => {
    const phone = freshPhone();
    await takeUnflagged(freshId(), phone);
    const { rows } = await room.database.pool.query('select inbound::text as all from inbound');
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(phone.slice(1));
    expect(stored).not.toContain(Buffer.from(phone.slice(1)).toString('hex'));
    expect(stored).not.toContain(Buffer.from('DELIVRD').toString('hex'));
  });

  test('and came before its submit was written becomes its receipt, once, though two nodes sweep', async () => {
    const other = createConsumer(room.database.sql);
    const [number, smscId] = [freshPhone(), freshId()];
    const id = await begin(number);
    await takeUnflagged(smscId, number, { errorCode: '000' });
    expect(await inbound()).toHaveLength(1);
    await submit(id, [smscId]);
    for (const node of [room.consumer, other]) node.start();
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
    await other.stop();
    expect(await inbound()).toEqual([]);
    expect(await receiptsOf(smscId)).toEqual([{ state: 'delivered', message_id: id, error_code: '000' }]);
    expect(room.lines).toHaveLength(1);
  });

  test('and came early from another phone stays what that phone sent', async () => {
    const [id, smscId] = [await begin(), freshId()];
    await takeUnflagged(smscId, freshPhone());
    await submit(id, [smscId]);
    const [later, proof] = [await begin(), freshId()];
    await room.consumer.take(CARRIER, receipt(proof));
    await submit(later, [proof]);
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(later)) === 'delivered', { timeout: 20_000 });
    await room.consumer.stop();
    expect(await stateOf(id)).toBe('submitted');
    expect(await inbound()).toHaveLength(1);
  });
});
