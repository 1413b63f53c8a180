import { randomBytes } from 'node:crypto';
import type { PhoneNumber } from '@codewire/otp';
import type { Sql } from '../database/sql.js';
import { insertMessages, type NewMessage } from '../delivery/message.store.js';
import { newMessageId } from '../platform/ids.js';

/** A message as the accept hands it over. */
export function newMessage(changes: Partial<NewMessage> = {}): NewMessage {
  const now = Date.now();
  return {
    id: newMessageId(now),
    verificationId: `ver_${randomBytes(11).toString('hex')}`,
    applicationId: 'app_any',
    number: '+4915112345678' as PhoneNumber,
    numberSealed: randomBytes(48),
    country: 'DE',
    numberPrefix: '491511',
    usedBefore: [],
    isSimulatedOnly: false,
    language: 'de',
    languageReason: 'requested',
    templateVersionId: 1,
    sender: 'Codewire',
    body: 'Ihr Code: {code}',
    encoding: 'GSM-7',
    segments: 1,
    code: { keyId: 'k1', salt: randomBytes(16), length: 6, generation: 0 },
    createdAt: new Date(now),
    expiresAt: new Date(now + 600_000),
    ...changes,
  };
}

/** The queue of the messages that `storeMessages` stores, unless told otherwise. */
export const QUEUE = 'car_one';

/** Stores messages, queued or claimed by their insert for a carrier; returns their ids. */
export async function storeMessages(
  sql: Sql,
  messages: readonly NewMessage[],
  {
    carrierId = null,
    nextCarriers = [QUEUE],
    routeId = null,
    leaseMs = 5_000,
  }: {
    carrierId?: string | null;
    nextCarriers?: readonly string[];
    routeId?: string | null;
    leaseMs?: number;
  } = {},
): Promise<string[]> {
  await sql.transaction((tx) =>
    insertMessages(
      tx,
      messages.map((message) => ({ message, carrierId, nextCarriers, routeId })),
      leaseMs,
    ),
  );
  return messages.map(({ id }) => id);
}
