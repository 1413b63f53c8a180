import { DEFAULT_POLICY, type Policy } from '@codewire/otp';
import { KEY_SCOPES, type KeyScope } from '@codewire/contracts';
import type { Pool } from 'pg';
import { createApiKey } from '../applications/api-key.js';
import { newId } from '../platform/ids.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';

type Database = Pick<Pool, 'query'>;

export interface ApplicationSeed {
  readonly isTest?: boolean;
  readonly policy?: Partial<Policy>;
  readonly defaultLanguage?: string;
}

/** An application with the first version of its policy: what an operator will make in the console. Returns its id. */
export async function insertApplication(db: Database, seed: ApplicationSeed = {}): Promise<string> {
  const id = newId('app');
  await db.query(
    `insert into application (id, name, is_test, default_language, sender, policy_version) values ($1, $2, $3, $4, 'Codewire', 1)`,
    [id, `Live ${id.slice(-8)}`, seed.isTest ?? false, seed.defaultLanguage ?? 'en'],
  );
  await insertPolicy(db, id, 1, seed.policy);
  return id;
}

export async function insertPolicy(
  db: Database,
  applicationId: string,
  version: number,
  changes: Partial<Policy> = {},
): Promise<void> {
  const policy = { ...DEFAULT_POLICY, ...changes };
  await db.query(
    `insert into policy (application_id, version, code_length, life_seconds, max_checks, max_sends, resend, cooldown_seconds,
      send_limits, send_window_seconds, wrong_check_limits, wrong_check_window_seconds)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      applicationId,
      version,
      policy.codeLength,
      policy.lifeSeconds,
      policy.maxChecks,
      policy.maxSends,
      policy.resend,
      policy.cooldownSeconds,
      policy.sendWindows.map(({ limit }) => limit),
      policy.sendWindows.map(({ seconds }) => seconds),
      policy.wrongCheckWindows.map(({ limit }) => limit),
      policy.wrongCheckWindows.map(({ seconds }) => seconds),
    ],
  );
}

/** From the next start on, the application's verifications keep this version. */
export async function usePolicy(db: Database, applicationId: string, version: number, changes: Partial<Policy>) {
  await insertPolicy(db, applicationId, version, changes);
  await db.query('update application set policy_version = $2 where id = $1', [applicationId, version]);
}

export interface KeySeed {
  readonly reveals?: boolean;
  readonly scopes?: readonly KeyScope[];
  readonly addresses?: readonly string[];
  /** Milliseconds from now, by the database's clock. */
  readonly livesMs?: number;
  readonly isSeeded?: boolean;
}

/** A key of the application, with every scope unless told otherwise. */
export async function insertKey(
  db: Database,
  applicationId: string,
  seed: KeySeed = {},
): Promise<{ id: string; key: string }> {
  const { reveals = true, addresses = [], livesMs = null, isSeeded = false } = seed;
  const { scopes = KEY_SCOPES.filter((scope) => scope !== 'reveal' || reveals) } = seed;
  const { id, key, secretHash } = createApiKey('live');
  recordSecret('key', key);
  await db.query(
    `insert into api_key (id, application_id, name, secret_hash, scopes, addresses, expires_at, is_seeded, created_by)
      values ($1, $2, 'test', $3, $4, $5, now() + $6 * interval '1 ms', $7, 'test')`,
    [id, applicationId, secretHash, scopes, addresses, livesMs, isSeeded],
  );
  return { id, key };
}

/** A carrier that nobody can bind to. Returns its id. */
export async function insertCarrier(db: Database, { isSimulated = false } = {}): Promise<string> {
  const id = newId('car');
  await db.query(
    `insert into carrier (id, name, is_simulated, status, host, port, system_id, system_type, password_sealed, window_size)
      values ($1, $2, $3, 'disabled', 'smsc.example.com', 2775, 'acme', '', '\\x00', 10)`,
    [id, `Carrier ${id.slice(-8)}`, isSimulated],
  );
  return id;
}
