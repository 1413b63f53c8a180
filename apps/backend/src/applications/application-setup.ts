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

/** Whom the lines may name that let a phone fill a code in. */
export interface AutofillLists {
  /** Apps on Android (SMS Retriever). */
  readonly appHashes: readonly string[];
  /** Hosts of origins (WebOTP, iOS). */
  readonly hosts: readonly string[];
}

const INSERT_APPLICATION: Statement = {
  name: 'application_insert',
  text: `insert into application (id, name, is_test, default_language, sender, policy_version) values ($1, $2, $3, $4, $5, 1)`,
};

const POLICY_COLUMNS = `application_id, version, code_length, life_seconds, max_checks, max_sends, resend,
  cooldown_seconds, send_limits, send_window_seconds, wrong_check_limits, wrong_check_window_seconds`;

const INSERT_POLICY: Statement = {
  name: 'policy_insert',
  text: `insert into policy (${POLICY_COLUMNS}) values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
};

// Of two that were made from the same version the second finds another one in force, and writes nothing.
const REPLACE_POLICY: Statement = {
  name: 'policy_replace',
  text: `with moved as (
      update application set policy_version = policy_version + 1 where id = $1 and policy_version = $12
      returning id, policy_version, pg_notify('codewire_api_keys', '')
    ) insert into policy (${POLICY_COLUMNS})
      select id, policy_version, $2::smallint, $3::integer, $4::smallint, $5::smallint, $6::text, $7::integer[], $8::integer[],
        $9::integer[], $10::integer[], $11::integer[] from moved`,
};

// The notification makes every node forget what it knew of the application's keys.
const CHANGE: Statement = {
  name: 'application_change',
  text: `with changed as (
      update application set name = coalesce($2, name), sender = coalesce($3, sender),
        default_language = coalesce($4, default_language), app_hashes = coalesce($5::text[], app_hashes),
        hosts = coalesce($6::text[], hosts)
      where id = $1 returning id
    ) select pg_notify('codewire_api_keys', '') from changed`,
};

// Whoever gives a name waits for the others who do: two at once would both find it free.
const LOCK_NAMES: Statement = {
  name: 'application_lock_names',
  text: `select pg_advisory_xact_lock(hashtextextended('codewire application names', 0))`,
};

const FIND_NAME: Statement = {
  name: 'application_find_name',
  text: `select 1 from application where name = $1 and id is distinct from $2 limit 1`,
};

/** An application under the first version of a policy. One in test mode reaches simulated carriers only. */
export async function insertApplication(
  tx: Tx,
  application: ApplicationSettings & { readonly id: string; readonly isTest: boolean },
  policy: Policy,
): Promise<void> {
  const { id, name, isTest, defaultLanguage, sender } = application;
  await tx.count(INSERT_APPLICATION, [id, name, isTest, defaultLanguage, sender]);
  await tx.count(INSERT_POLICY, [id, ...policyValues(policy)]);
}

/** What is left out stays as it is. Holds for starts on every node within a second. */
export async function changeApplication(
  sql: Queryable,
  id: string,
  { name, sender, defaultLanguage, appHashes, hosts }: Partial<ApplicationSettings & AutofillLists>,
): Promise<void> {
  const values = [name, sender, defaultLanguage, appHashes, hosts];
  await sql.rows(CHANGE, [id, ...values.map((value) => value ?? null)]);
}

/** The policy of starts from now on, in place of the version named; false when another one is in force by now. */
export async function replacePolicy(tx: Tx, id: string, policy: Policy, version: number): Promise<boolean> {
  return (await tx.count(REPLACE_POLICY, [id, ...policyValues(policy), version])) === 1;
}

/** Whether an application other than `exceptId` has this name; nobody else takes it until this transaction ends. */
export async function isNameTaken(tx: Tx, name: string, exceptId: string | null): Promise<boolean> {
  const [, found] = await Promise.all([tx.rows(LOCK_NAMES), tx.rows(FIND_NAME, [name, exceptId])]);
  return found.length > 0;
}

function policyValues({ sendWindows, wrongCheckWindows, ...policy }: Policy): readonly unknown[] {
  return [
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
  ];
}
