import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  begin,
  CARRIER,
  closeReceipts,
  createBook,
  freshPhone,
  openReceipts,
  receipt,
  receiptsOf,
  renewReceipts,
  room,
  stateOf,
  submit,
} from '../test/receipts.js';
import { addSeenForms } from './form.store.js';

beforeAll(openReceipts);
afterAll(closeReceipts);
beforeEach(async () => {
  renewReceipts();
  await room.database.pool.query('truncate receipt_form, receipt, attempt_part');
});
afterEach(async () => {
  await room.consumer.stop();
  expect(room.errors).toEqual([]);
});

let ids = 0x10000000;
/** A number that no other test uses, as the carrier writes it in decimal and in hex. */
const freshPair = () => ({ decimal: (ids += 1).toString(), hex: ids.toString(16) });

/** As if so many receipts had found their messages in that form. */
const teach = async (form: 'same' | 'hex_to_decimal' | 'decimal_to_hex', seen = 20) => {
  await addSeenForms(room.database.sql, [{ carrierId: CARRIER, form, seen }], 1_000);
  await room.forms.flush();
};

/** A message that the carrier took under that id, and its phone. */
async function answered(smscId: string) {
  const number = freshPhone();
  const id = await begin(number);
  await submit(id, [smscId]);
  return { id, from: number.slice(1) };
}

const learnt = async () => (await room.forms.learntForms()).get(CARRIER);

describe('the form of ids', () => {
  test('is learnt from receipts that found their messages, and then tried at once', async () => {
    for (let n = 0; n < 20; n += 1) {
      const { decimal, hex } = freshPair();
      const { id, from } = await answered(hex);
      await room.consumer.take(CARRIER, receipt(decimal, { from }));
      expect(await stateOf(id)).toBe('submitted');
    }
    await room.database.pool.query(`update receipt set received_at = received_at - interval '3 s'`);
    room.consumer.start();
    await vi.waitUntil(() => room.lines.length === 20, { timeout: 20_000 });
    await room.consumer.stop();
    expect(await learnt()).toBe('hex_to_decimal');
    const { decimal, hex } = freshPair();
    const { id, from } = await answered(hex);
    await room.consumer.take(CARRIER, receipt(decimal, { from }));
    expect(await stateOf(id)).toBe('delivered');
  });

  test('is known to a node that takes no receipts, and to those that come later', async () => {
    await teach('decimal_to_hex');
    expect((await createBook(room.database.sql).learntForms()).get(CARRIER)).toBe('decimal_to_hex');
    const { decimal, hex } = freshPair();
    const { id, from } = await answered(decimal);
    await room.consumer.take(CARRIER, receipt(hex.toUpperCase(), { from }));
    expect(await stateOf(id)).toBe('delivered');
  });

  test('is not learnt from few, nor from some of each', async () => {
    await teach('hex_to_decimal', 19);
    expect(await learnt()).toBeUndefined();
    await teach('hex_to_decimal', 70);
    await teach('same', 11);
    expect(await learnt()).toBeUndefined();
  });

  test('is learnt anew when a carrier changes its ways', async () => {
    await teach('same', 5_000);
    expect(await learnt()).toBe('same');
    for (let n = 0; n < 30; n += 1) await teach('hex_to_decimal', 200);
    expect(await learnt()).toBe('hex_to_decimal');
  });

  test('is counted for what two nodes see together', async () => {
    const other = createBook(room.database.sql);
    for (const book of [room.forms, other]) for (let n = 0; n < 10; n += 1) book.note(CARRIER, 'same');
    await Promise.all([room.forms.flush(), other.flush()]);
    expect(await learnt()).toBe('same');
    expect(other.stanceOf('car_other')).toEqual({ kind: 'open' });
  });
});

describe('a learnt form', () => {
  test('never takes a receipt from the message whose own id it is: the phone says which is meant', async () => {
    await teach('hex_to_decimal');
    const { decimal, hex } = freshPair();
    const [named, converted] = [await answered(decimal), await answered(hex)];
    await room.consumer.take(CARRIER, receipt(decimal, { from: named.from }));
    expect(await Promise.all([named, converted].map(({ id }) => stateOf(id)))).toEqual(['delivered', 'submitted']);
    await room.consumer.take(CARRIER, receipt(decimal, { from: converted.from }));
    expect(await stateOf(converted.id)).toBe('delivered');
  });

  test('is not believed of another phone, nor an id as it came: the receipt waits', async () => {
    await teach('hex_to_decimal');
    const { decimal, hex } = freshPair();
    const both = [await answered(decimal), await answered(hex)];
    await room.consumer.take(CARRIER, receipt(decimal, { from: freshPhone() }));
    expect(await Promise.all(both.map(({ id }) => stateOf(id)))).toEqual(['submitted', 'submitted']);
    expect(await receiptsOf(decimal)).toMatchObject([{ message_id: null }]);
  });

  test('is found by the phone also where a carrier swaps source and destination', async () => {
    await teach('hex_to_decimal');
    const { decimal, hex } = freshPair();
    const { id, from } = await answered(hex);
    await room.consumer.take(CARRIER, receipt(decimal, { from: '4930123456', to: from }));
    expect(await stateOf(id)).toBe('delivered');
  });

  test('without a phone waits until the answer of its own id would be written', async () => {
    await teach('hex_to_decimal');
    const { decimal, hex } = freshPair();
    const { id } = await answered(hex);
    await room.consumer.take(CARRIER, receipt(decimal, { from: 'Codewire' }));
    expect(await stateOf(id)).toBe('submitted');
    await room.database.pool.query(`update receipt set received_at = received_at - interval '3 s'`);
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
  });
});

describe('a form that is set', () => {
  test('is taken at once, whatever number the carrier writes', async () => {
    room.settings.set(CARRIER, 'hex_to_decimal');
    const { decimal, hex } = freshPair();
    const { id } = await answered(hex);
    await room.consumer.take(CARRIER, receipt(decimal, { from: '0' }));
    expect(await stateOf(id)).toBe('delivered');
  });

  test.each(['same', 'hex_to_decimal'] as const)('%s is the only one ever tried', async (setting) => {
    room.settings.set(CARRIER, setting);
    const { decimal, hex } = freshPair();
    const other = setting === 'same' ? await answered(hex) : await answered(decimal);
    await room.consumer.take(CARRIER, receipt(decimal, { from: other.from }));
    await room.database.pool.query(`update receipt set received_at = received_at - interval '3 s'`);
    const [later, proof] = [await begin(), freshPair()];
    await room.consumer.take(CARRIER, receipt(setting === 'same' ? proof.hex : proof.decimal));
    await submit(later, [proof.hex]);
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(later)) === 'delivered', { timeout: 20_000 });
    expect(await stateOf(other.id)).toBe('submitted');
  });
});
