import type { Role } from '@codewire/contracts';
import type { Pool } from 'pg';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { newSecretToken } from '../operators/secret-token.js';
import { SESSION_COOKIE } from '../operators/session-cookie.js';
import { newId } from '../platform/ids.js';

export { SESSION_COOKIE };

type Database = Pick<Pool, 'query'>;

export interface OperatorSeed {
  readonly role?: Role;
  readonly applicationIds?: readonly string[];
  readonly isEnrolled?: boolean;
}

/** Someone of the team, without a password or a factor. Returns the id. */
export async function insertOperator(db: Database, seed: OperatorSeed = {}): Promise<string> {
  const { role = 'owner', applicationIds = [], isEnrolled = true } = seed;
  const id = newId('opr');
  await db.query(
    `insert into operator (id, email, name, role, application_ids, enrolled_at)
      values ($1, $2, $3, $4, $5, case when $6 then now() end)`,
    [id, `${id.slice(4).toLowerCase()}@example.com`, `A ${role}`, role, applicationIds, isEnrolled],
  );
  return id;
}

/** A browser in which that operator has just signed in. Returns the cookie's secret. */
export async function insertSession(db: Database, operatorId: string): Promise<{ id: string; token: string }> {
  const { token, hash } = newSecretToken();
  recordSecret('token', token);
  const id = newId('ses');
  await db.query(
    `insert into session (id, secret_hash, operator_id, method, device, address, created_at, last_seen_at, proven_at, expires_at)
      values ($1, $2, $3, 'password', 'Test 1, Linux', '127.0.0.1', now(), now(), now(), now() + interval '12 hours')`,
    [id, hash, operatorId],
  );
  return { id, token };
}

/** What the console's own pages send with every request. */
export const CONSOLE_HEADERS = { 'sec-fetch-site': 'same-origin', 'x-codewire-console': '1' } as const;

/** Headers of a request from the console in which someone with that role is signed in. */
export async function signedIn(db: Database, seed: OperatorSeed = {}): Promise<Record<string, string>> {
  const { token } = await insertSession(db, await insertOperator(db, seed));
  return { ...CONSOLE_HEADERS, cookie: `${SESSION_COOKIE}=${token}` };
}
