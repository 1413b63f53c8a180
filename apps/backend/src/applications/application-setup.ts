import type { Policy } from '@codewire/otp';
import type { Queryable, Statement, Tx } from '../database/sql.js';

/** What its operator says of an application. */
export interface ApplicationSettings {
  /** The brand in its texts, 1 to 20 characters. */
  readonly name: string;
  /** Source address of its messages. */
  readonly sender: string;
  /** Canonical BCP 47: the language when neither request nor country tell one. */
  readonly defaultLanguage: string;
}

const INSERT_APPLICATION: Statement = {
  name: 'application_insert',
  text: `insert into application (id, name, is_test, default_language, sender, policy_version) values ($1, $2, $3, $4, $5, 1)`,
};

const INSERT_POLICY: Statement = {
  name: 'policy_insert',
  text: `insert into policy (application_id, version, code_length, life_seconds, max_checks, max_sends, resend,
      cooldown_seconds, send_limits, send_window_seconds, wrong_check_limits, wrong_check_window_seconds)
    values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
};

// The notification makes every node forget what it knew of the application's keys.
const CHANGE: Statement = {
  name: 'application_change',
  text: `with changed as (
      update application set name = coalesce($2, name), sender = coalesce($3, sender),
        default_language = coalesce($4, default_language)
      where id = $1 returning id
    ) select pg_notify('codewire_api_keys', '') from changed`,
};

/** An application under the first version of a policy. One in test mode reaches simulated carriers only. */
export async function insertApplication(
  tx: Tx,
  application: ApplicationSettings & { readonly id: string; readonly isTest: boolean },
  { sendWindows, wrongCheckWindows, ...policy }: Policy,
): Promise<void> {
  const { id, name, isTest, defaultLanguage, sender } = application;
  await tx.count(INSERT_APPLICATION, [id, name, isTest, defaultLanguage, sender]);
  await tx.count(INSERT_POLICY, [
    id,
    policy.codeLength,
    policy.lifeSeconds,
    policy.maxChecks,
    policy.maxSends,
    policy.resend,
    policy.cooldownSeconds,
    sendWindows.map(({ limit }) => limit),
    sendWindows.map(({ seconds }) => seconds),
    wrongCheckWindows.map(({ limit }) => limit),
    wrongCheckWindows.map(({ seconds }) => seconds),
  ]);
}

/** What is left out stays as it is. Holds for starts on every node within a second. */
export async function changeApplication(
  sql: Queryable,
  id: string,
  { name, sender, defaultLanguage }: Partial<ApplicationSettings>,
): Promise<void> {
  await sql.rows(CHANGE, [id, name ?? null, sender ?? null, defaultLanguage ?? null]);
}
