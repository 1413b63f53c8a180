import type { Pool } from 'pg';
import { newMessageId } from '../platform/ids.js';

/** From one to the next. */
export const GAP_MS = 100;

/**
 * Delivered messages of an application, more than a test could send: one for each version that is named, the last of them
 * a gap before `untilMs`.
 */
export async function insertManyMessages(
  pool: Pick<Pool, 'query'>,
  { applicationId, versionIds, untilMs }: { applicationId: string; versionIds: readonly number[]; untilMs: number },
): Promise<void> {
  const ids = versionIds.map((_, n) => newMessageId(untilMs - (versionIds.length - n) * GAP_MS));
  await pool.query(
    `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
        template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
        created_at, expires_at)
      select id, 'ver_' || id, $1, '\\x00', false, 'en', 'requested', version_id, 'C', '{code}', 'GSM-7', 1, 'k1', '\\x00', 6,
        0, 'delivered', now(), now()
      from unnest($2::text[], $3::int[]) as made(id, version_id)`,
    [applicationId, ids, versionIds],
  );
}
