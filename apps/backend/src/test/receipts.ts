import type { CarrierSettings } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import type { Receipt } from '@codewire/sms';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import type { Sql } from '../database/sql.js';
import { writeResults } from '../delivery/result.store.js';
import { Keyring } from '../platform/keyring.js';
import type { ReceiptLine } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { sealNumber } from '../platform/sealed-number.js';
import { FormBook } from '../receipts/form-book.js';
import { PhoneCheck } from '../receipts/phone-check.js';
import { lineOf, type MovedMessage } from '../receipts/receipt-moves.js';
import { ReceiptConsumer } from '../receipts/receipt.consumer.js';
import { openTestDatabase, type OpenDatabase } from './database.js';
import { newMessage, storeMessages } from './messages.js';

export const CARRIER = 'car_one';

/** What a test file about receipts works with; database and keyring for the file, the rest anew for each test. */
export const room = {} as {
  database: OpenDatabase;
  keyring: Keyring;
  metrics: Metrics;
  consumer: ReceiptConsumer;
  /** What that consumer learns. */
  forms: FormBook;
  /** `receipt_ids` of carriers; the others' are learnt. */
  settings: Map<string, CarrierSettings['receipt_ids']>;
  errors: unknown[];
  lines: ReceiptLine[];
  moved: MovedMessage[];
};

export async function openReceipts(): Promise<void> {
  room.keyring = Keyring.load(currentRun().keyringFile);
  room.database = await openTestDatabase();
}

export const closeReceipts = () => room.database.close();

export function renewReceipts(): void {
  Object.assign(room, { errors: [], lines: [], moved: [], metrics: new Metrics(), settings: new Map() });
  room.forms = createBook(room.database.sql);
  room.consumer = createConsumer(room.database.sql, room.forms);
}

export function createBook(sql: Sql): FormBook {
  return new FormBook({
    sql,
    settingOf: (carrierId) => room.settings.get(carrierId) ?? 'learn',
    onError: (error) => void room.errors.push(error),
  });
}

/** One node that takes receipts. */
export function createConsumer(sql: Sql, forms = createBook(sql)): ReceiptConsumer {
  return new ReceiptConsumer({
    sql,
    metrics: room.metrics,
    keyring: room.keyring,
    phones: new PhoneCheck(room.keyring),
    forms,
    rideAlongMs: 5,
    sweepMs: 20,
    onMoved: (moved) => {
      room.moved.push(moved);
      room.lines.push(lineOf(moved));
    },
    onError: (error) => void room.errors.push(error),
  });
}

let ids = 0xa00000;
let numbers = 0;

export const freshId = () => (ids += 1).toString(16);
export const freshPhone = () => `+49151${(numbers += 1).toString().padStart(8, '0')}` as PhoneNumber;

/** A message on its way to a carrier; its id. */
export async function begin(number = freshPhone()): Promise<string> {
  const message = newMessage({ number });
  const numberSealed = sealNumber(room.keyring, number, message);
  const [id] = await storeMessages(room.database.sql, [{ ...message, numberSealed }], { carrierId: CARRIER });
  return id as string;
}

/** The carrier has taken the message, under an id for each part. */
export async function submit(messageId: string, smscMessageIds: string[], carrierId = CARRIER): Promise<void> {
  const result = { messageId, fence: 1, attempt: 1, carrierId, smscMessageIds } as const;
  const outcome = {
    outcome: 'submitted',
    reason: null,
    commandStatus: null,
    next: 'submitted',
    retryInMs: null,
    queue: null,
  } as const;
  await room.database.sql.transaction((tx) => writeResults(tx, [{ ...result, ...outcome }]));
}

export const receipt = (smscMessageId: string, changes: Partial<Receipt> = {}): Receipt => ({
  smscMessageId,
  state: 'delivered',
  isFinal: true,
  from: '4915112345678',
  to: 'Codewire',
  isFlagged: true,
  ...changes,
});

export async function stateOf(id: string): Promise<string | undefined> {
  const { rows } = await room.database.pool.query<{ state: string }>('select state from message where id = $1', [id]);
  return rows[0]?.state;
}

export async function receiptsOf(smscMessageId: string): Promise<unknown[]> {
  const { rows } = await room.database.pool.query(
    'select state, message_id, error_code from receipt where smsc_message_id = $1 order by received_at',
    [smscMessageId],
  );
  return rows;
}
