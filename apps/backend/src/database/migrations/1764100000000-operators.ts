import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People: who may use the console, how they prove it, and what they did. Secrets stand here as hashes (tokens, sessions,
 * recovery codes: random, so SHA-256 is enough), as argon2id (passwords) or sealed under the keyring (TOTP seeds).
 */
export class Operators1764100000000 implements MigrationInterface {
  readonly name = 'Operators1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...OPERATORS, ...AUDIT, ...KEYS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table api_key add column reveal_code boolean not null default false`);
    await runner.query(`update api_key set reveal_code = 'reveal' = any (scopes)`);
    await runner.query(
      `alter table api_key drop column scopes, drop column addresses, drop column created_by, drop column replaced_by`,
    );
    await runner.query(
      `drop table audit, setup, operator_link, attempt_throttle, sign_in_step, session, recovery_code, passkey, operator`,
    );
  }
}

const ROLES = `('owner', 'admin', 'connectivity', 'editor', 'ops', 'support', 'auditor', 'developer')`;

const OPERATORS = [
  // enrolled_at: when a second factor was there for the first time. Before, nothing but adding one is allowed.
  `create table operator (
    id text collate "C" primary key,
    email text collate "C" not null unique check (email = lower(email)),
    name text not null check (length(name) between 1 and 80),
    role text not null check (role in ${ROLES}),
    application_ids text[] not null default '{}',
    password_hash text,
    totp_sealed bytea,
    totp_last_step bigint not null default 0,
    created_at timestamptz not null default now(),
    enrolled_at timestamptz,
    deactivated_at timestamptz,
    last_seen_at timestamptz
  )`,
  `create table passkey (
    id text collate "C" primary key,
    operator_id text collate "C" not null references operator (id) on delete cascade,
    credential_id bytea not null unique,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null default '{}',
    name text not null check (length(name) between 1 and 80),
    created_at timestamptz not null default now(),
    last_used_at timestamptz
  )`,
  `create index passkey_operator on passkey (operator_id)`,
  `create table recovery_code (
    operator_id text collate "C" not null references operator (id) on delete cascade,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (operator_id, code_hash)
  )`,
  // proven_at: the last time that its operator proved who he is; what is delicate asks for one that is fresh.
  `create table session (
    id text collate "C" primary key,
    secret_hash bytea not null unique,
    operator_id text collate "C" not null references operator (id) on delete cascade,
    method text not null check (method in ('password', 'passkey', 'link', 'setup')),
    device text not null,
    address text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    proven_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index session_operator on session (operator_id, created_at)`,
  `create index session_expires on session (expires_at)`,
  // What was proven so far, or the question that an answer must fit. A row dies with its use.
  `create table sign_in_step (
    ticket_hash bytea primary key,
    kind text not null check (kind in ('second_factor', 'passkey_sign_in', 'passkey_step_up', 'passkey_add', 'totp_add')),
    operator_id text collate "C" references operator (id) on delete cascade,
    detail_sealed bytea,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  `create index sign_in_step_expires on sign_in_step (expires_at)`,
  // One row per keyed hash of what is throttled (an address with a user, a user, an address): never the thing itself.
  `create table attempt_throttle (
    key_hash bytea primary key,
    failures integer not null,
    window_ends_at timestamptz not null,
    blocked_until timestamptz not null
  )`,
  `create index attempt_throttle_window on attempt_throttle (window_ends_at)`,
  `create table operator_link (
    id text collate "C" primary key,
    token_hash bytea not null unique,
    kind text not null check (kind in ('invitation', 'password', 'access')),
    email text collate "C" not null,
    role text check (role in ${ROLES}),
    application_ids text[] not null default '{}',
    operator_id text collate "C" references operator (id) on delete cascade,
    created_by text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    check ((kind = 'invitation') = (operator_id is null)),
    check ((kind = 'invitation') = (role is not null))
  )`,
  `create index operator_link_email on operator_link (email) where ended_at is null`,
  // A single row: what the first run has come to.
  `create table setup (
    id smallint primary key check (id = 1),
    token_hash bytea,
    token_expires_at timestamptz,
    attempts_left smallint not null default 0,
    claim_hash bytea,
    claim_expires_at timestamptz,
    owner_id text collate "C",
    finished_at timestamptz
  )`,
  `insert into setup (id) values (1)`,
];

const AUDIT = [
  // json, not jsonb: what the chain covers is the text as it was written.
  `create table audit (
    seq bigint primary key,
    at timestamptz not null,
    actor_kind text not null check (actor_kind in ('operator', 'command', 'visitor', 'system')),
    actor_id text collate "C",
    actor_name text not null,
    action text collate "C" not null,
    target_kind text not null,
    target_id text collate "C" not null,
    target_name text not null,
    application_id text collate "C",
    before json,
    after json,
    address text,
    request_id text,
    mac bytea not null
  )`,
  `create index audit_at on audit (at, seq)`,
  `create index audit_action on audit (action, seq)`,
  `create index audit_actor on audit (actor_id, seq)`,
  `create index audit_target on audit (target_id, seq)`,
];

const KEYS = [
  // `reveal_code` becomes one of the scopes. No release has the column, so it goes at once.
  `alter table api_key
    add column scopes text[] not null default '{start,check,read}',
    add column addresses text[] not null default '{}',
    add column created_by text not null default '',
    add column replaced_by text collate "C"`,
  `update api_key set scopes = '{start,check,read,reveal}' where reveal_code`,
  `alter table api_key alter column scopes drop default, alter column created_by drop default, drop column reveal_code`,
];
