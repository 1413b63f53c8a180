import type { PhoneNumber } from '@codewire/otp';
import type { NewMessage } from '../delivery/message.store.js';
import { newMessageId, newVerificationId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import { sealNumber } from '../platform/sealed-number.js';
import type { OpenDatabase } from './database.js';
import { newMessage, storeMessages } from './messages.js';

/** A message of the log with its verification; what is not said is as an accepted one has it. */
export interface Logged extends Partial<NewMessage> {
  readonly createdAt: Date;
  readonly number?: PhoneNumber;
  readonly purpose?: string;
  readonly state?: string;
  readonly error?: string | null;
  readonly carrierId?: string | null;
  readonly attempts?: number;
  /** Milliseconds from the accept to its end. */
  readonly endedAfterMs?: number | null;
}

/** Some number of no one. */
export const ANY_NUMBER = '+12125550117' as PhoneNumber;

/** Stores messages as the accept and what comes after it leave them; returns their ids in the order given. */
export async function logMessages(
  { sql, pool }: Pick<OpenDatabase, 'sql' | 'pool'>,
  keyring: Keyring,
  entries: readonly Logged[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const entry of entries) {
    const { createdAt, number = ANY_NUMBER } = entry;
    const verificationId = entry.verificationId ?? newVerificationId();
    const applicationId = entry.applicationId ?? 'app_one';
    const numberSealed = sealNumber(keyring, number, { verificationId, applicationId });
    const message = newMessage({
      id: newMessageId(createdAt.getTime()),
      ...entry,
      number,
      verificationId,
      applicationId,
      numberSealed,
    });
    await pool.query(
      `insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, is_fictional,
          language, language_reason, status, purpose, message_id, created_at, expires_at)
        values ($1, $2, 1, 'k1', '\\x00', $3, $4, true, 'en', 'requested', 'pending', $5, $6, $7, $7)
        on conflict do nothing`,
      [
        verificationId,
        applicationId,
        numberSealed,
        keyring.numberHash(number),
        entry.purpose ?? 'verification',
        message.id,
        createdAt,
      ],
    );
    await storeMessages(sql, [message]);
    await pool.query(
      `update message set state = $2, error = $3, carrier_id = $4, attempts = $5,
        ended_at = created_at + $6::int * interval '1 millisecond' where id = $1`,
      [
        message.id,
        entry.state ?? 'queued',
        entry.error ?? null,
        entry.carrierId ?? null,
        entry.attempts ?? 0,
        entry.endedAfterMs ?? null,
      ],
    );
    ids.push(message.id);
  }
  return ids;
}
