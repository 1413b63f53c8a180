import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first schema. What the hot tables (recipient, verification, message, attempt, attempt_part, receipt) have in
 * common: few indexes, none over a column that a later step changes except where that change must move the row;
 * fillfactor leaves room so that updates stay on their page (HOT); no foreign keys, because each would cost a row
 * lock and a look-up per insert and their rows come and go by retention. Ids are text in C order: message ids sort
 * by time, so the primary key is also the log's order.
 */
export class Initial1764000000000 implements MigrationInterface {
  readonly name = 'Initial1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...APPLICATIONS, ...OTP, ...DELIVERY, ...TRANSPORT, ...TEMPLATES]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table receipt, attempt_part, attempt, message, idempotency, verification, recipient,
         template_version, template, locale, route, carrier, api_key, policy, application`,
    );
  }
}

const APPLICATIONS = [
  `create table application (
    id text collate "C" primary key,
    name text not null check (length(name) between 1 and 20),
    is_test boolean not null,
    default_language text not null,
    sender text not null,
    policy_version integer not null,
    created_at timestamptz not null default now()
  )`,
  // A policy row never changes: a new policy is a new version, and a verification keeps the version it began with.
  `create table policy (
    application_id text collate "C" not null references application (id),
    version integer not null,
    code_length smallint not null check (code_length between 4 and 10),
    life_seconds integer not null check (life_seconds between 60 and 600),
    max_checks smallint not null check (max_checks between 1 and 10),
    max_sends smallint not null check (max_sends between 1 and 10),
    resend text not null check (resend in ('same', 'new')),
    cooldown_seconds integer[] not null check (cardinality(cooldown_seconds) between 1 and 10),
    send_limits integer[] not null,
    send_window_seconds integer[] not null,
    wrong_check_limits integer[] not null,
    wrong_check_window_seconds integer[] not null,
    created_at timestamptz not null default now(),
    primary key (application_id, version),
    check (cardinality(send_limits) = cardinality(send_window_seconds)),
    check (cardinality(wrong_check_limits) = cardinality(wrong_check_window_seconds))
  )`,
  `create table api_key (
    id text collate "C" primary key,
    application_id text collate "C" not null references application (id),
    name text not null,
    secret_hash bytea not null,
    reveal_code boolean not null default false,
    is_seeded boolean not null default false,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    reveals bigint not null default 0
  )`,
  `create index api_key_application on api_key (application_id)`,
];

const OTP = [
  // One row per application and number: the times that limits look at, and the verification that is current. The hash
  // comes first in the key: by its application alone a row is never looked for, and no plan shall try.
  `create table recipient (
    application_id text collate "C" not null,
    number_hash bytea not null,
    sends timestamptz[] not null default '{}',
    wrong_checks timestamptz[] not null default '{}',
    current_verification_id text collate "C",
    previous_verification_id text collate "C",
    touched_at timestamptz not null,
    primary key (number_hash, application_id)
  ) with (fillfactor = 70)`,
  `create index recipient_touched on recipient using brin (touched_at)`,
  `create table verification (
    id text collate "C" primary key,
    application_id text collate "C" not null,
    policy_version integer not null,
    key_id text not null,
    salt bytea not null,
    generation smallint not null default 0,
    number_sealed bytea not null,
    number_hash bytea not null,
    country text,
    operator_range text,
    is_fictional boolean not null,
    language text not null,
    language_reason text not null
      check (language_reason in ('requested', 'requested_fallback', 'country', 'application')),
    metadata jsonb,
    status text not null
      check (status in ('pending', 'approved', 'expired', 'exhausted', 'cancelled', 'superseded')),
    checks_used smallint not null default 0,
    sends smallint not null default 1,
    resend_at timestamptz,
    message_id text collate "C" not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
  ) with (fillfactor = 80)`,
  `create index verification_created on verification using brin (created_at)`,
  `create table idempotency (
    application_id text collate "C" not null,
    key text collate "C" not null,
    body_hash bytea not null,
    verification_id text collate "C" not null,
    reply json not null,
    created_at timestamptz not null,
    primary key (application_id, key)
  )`,
  `create index idempotency_created on idempotency using brin (created_at)`,
];

const DELIVERY = [
  `create table message (
    id text collate "C" primary key,
    verification_id text collate "C" not null,
    application_id text collate "C" not null,
    number_sealed bytea not null,
    country text,
    is_simulated_only boolean not null,
    language text not null,
    language_reason text not null,
    template_version_id integer not null,
    sender text not null,
    body text not null,
    encoding text not null check (encoding in ('GSM-7', 'UCS-2')),
    segments smallint not null,
    code_key_id text not null,
    code_salt bytea not null,
    code_length smallint not null,
    code_generation smallint not null,
    state text not null check (state in
      ('queued', 'submitting', 'submitted', 'delivered', 'undelivered', 'expired', 'failed')),
    error text,
    carrier_id text collate "C",
    next_carriers text collate "C" not null default '',
    attempts smallint not null default 0,
    fence integer not null default 0,
    due_at timestamptz,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    submitted_at timestamptz,
    ended_at timestamptz
  ) with (fillfactor = 75)`,
  // The outbox: messages wait in one queue for each set of carriers that may take them (next_carriers), in the order of
  // the time from which any sender may (due_at). Null once nothing is left to send. A sender asks for the queues that it
  // can serve and never meets the others. Those whose code dies meanwhile are found by an index of their own, with a
  // condition of its own too: no other statement names it, so that no plan takes the small index for a short cut.
  `create index message_due on message (next_carriers, due_at) where due_at is not null`,
  `create index message_dying on message (expires_at) where due_at <> 'infinity'`,
  `create index message_application on message (application_id, id)`,
  `create table attempt (
    message_id text collate "C" not null,
    attempt smallint not null,
    carrier_id text collate "C" not null,
    outcome text not null check (outcome in ('open', 'submitted', 'refused', 'unknown', 'not_sent')),
    reason text,
    command_status integer,
    started_at timestamptz not null,
    answered_at timestamptz,
    primary key (message_id, attempt)
  ) with (fillfactor = 80)`,
  // SMPP 3.4 5.2.23: message_id is text of the carrier's making. smsc_key is its normal form, see libs/sms.
  `create table attempt_part (
    carrier_id text collate "C" not null,
    smsc_key text collate "C" not null,
    message_id text collate "C" not null,
    attempt smallint not null,
    part smallint not null,
    parts smallint not null,
    smsc_message_id text not null,
    receipt_state text,
    primary key (carrier_id, smsc_key, message_id, attempt, part)
  ) with (fillfactor = 80)`,
  `create index attempt_part_message on attempt_part (message_id)`,
  // from_hash: under a key, the end of the phone's number, of a receipt that matched nothing yet. It must agree before
  // a converted id is believed.
  `create table receipt (
    id text collate "C" primary key,
    carrier_id text collate "C" not null,
    smsc_key text collate "C" not null,
    smsc_message_id text not null,
    state text not null check (state in
      ('delivered', 'undelivered', 'expired', 'accepted', 'enroute', 'deleted', 'rejected', 'unknown')),
    error_code text,
    received_at timestamptz not null,
    message_id text collate "C",
    attempt smallint,
    part smallint,
    from_hash bytea
  )`,
  `create index receipt_message on receipt (message_id) where message_id is not null`,
  `create index receipt_unmatched on receipt (received_at) where message_id is null`,
];

const TRANSPORT = [
  `create table carrier (
    id text collate "C" primary key,
    name text not null unique check (length(name) between 1 and 60),
    is_simulated boolean not null default false,
    is_enabled boolean not null default true,
    host text not null,
    port integer not null check (port between 1 and 65535),
    system_id text not null check (length(system_id) between 1 and 15),
    system_type text not null default '',
    password_sealed bytea not null,
    window_size smallint not null default 10 check (window_size between 1 and 255),
    created_at timestamptz not null default now()
  )`,
  `create table route (
    id text collate "C" primary key,
    position integer not null unique,
    application_id text collate "C" references application (id),
    country text,
    carrier_ids text[] not null check (cardinality(carrier_ids) > 0),
    created_at timestamptz not null default now()
  )`,
];

const TEMPLATES = [
  `create table locale (
    tag text collate "C" primary key,
    direction text not null check (direction in ('ltr', 'rtl')),
    is_enabled boolean not null default true
  )`,
  `create table template (
    id text collate "C" primary key,
    purpose text not null,
    application_id text collate "C" references application (id),
    created_at timestamptz not null default now(),
    unique nulls not distinct (purpose, application_id)
  )`,
  `create table template_version (
    id integer generated always as identity primary key,
    template_id text collate "C" not null references template (id),
    locale text collate "C" not null references locale (tag),
    version integer not null,
    body text not null,
    status text not null check (status in ('draft', 'published', 'superseded')),
    origin text not null check (origin in ('built_in', 'admin')),
    created_at timestamptz not null default now(),
    published_at timestamptz,
    unique (template_id, locale, version)
  )`,
  `create unique index template_version_published on template_version (template_id, locale) where status = 'published'`,
];
