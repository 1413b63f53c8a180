import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Carriers as they differ from each other, who holds their binds, rules and prices of routes, and what phones send. */
export class Transport1764300000000 implements MigrationInterface {
  readonly name = 'Transport1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CARRIERS, ...ROUTES, ...RECEIPTS, ...MESSAGES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of BACK) await runner.query(statement);
  }
}

const CARRIERS = [
  // Settings by the contract CarrierSettings; what statements look at is a column.
  `alter table carrier
    add column status text not null default 'enabled' check (status in ('enabled', 'paused', 'disabled')),
    add column binds smallint not null default 1 check (binds between 1 and 16),
    add column tps double precision check (tps > 0),
    add column settings jsonb not null default '{}',
    add column tls_key_sealed bytea,
    add column password_before_sealed bytea,
    add column password_changed_at timestamptz not null default now(),
    add column version integer not null default 1,
    add column prices_version integer not null default 0`,
  `update carrier set status = 'disabled' where not is_enabled`,
  `alter table carrier drop column is_enabled`,
  `create table bind_lease (
    carrier_id text collate "C" not null references carrier (id) on delete cascade,
    slot smallint not null check (slot >= 1),
    node text not null,
    process text not null default '',
    fence bigint not null default 1,
    held_until timestamptz not null,
    usable_from timestamptz not null,
    state jsonb not null default '[]',
    told_at timestamptz not null default now(),
    primary key (carrier_id, slot)
  ) with (fillfactor = 50)`,
  // Asked of the nodes that hold binds, answered within seconds, then deleted.
  `create unlogged table trace_answer (
    question text not null,
    node text not null,
    body jsonb not null,
    created_at timestamptz not null default now(),
    primary key (question, node)
  )`,
];

const ROUTES = [
  `alter table route
    add column name text not null default '' check (length(name) <= 60),
    add column prefix text check (prefix ~ '^[1-9][0-9]{0,6}$'),
    add column mode text not null default 'priority' check (mode in ('priority', 'weighted', 'least_cost')),
    add column weights smallint[] not null default '{}',
    add column is_enabled boolean not null default true,
    add column version integer not null default 1,
    add check (cardinality(weights) in (0, cardinality(carrier_ids)))`,
  // Unique at the end of each statement, so that one can give all routes their places.
  `alter table route drop constraint route_position_key, add constraint route_position_key unique (position) deferrable`,
  `create table price (
    carrier_id text collate "C" not null references carrier (id) on delete cascade,
    prefix text collate "C" not null check (prefix ~ '^[1-9][0-9]{0,6}$'),
    price numeric not null check (price >= 0 and scale(price) <= 6),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    changed_at timestamptz not null default now(),
    primary key (carrier_id, prefix)
  )`,
  `create table sender_rule (
    id text collate "C" primary key,
    application_id text collate "C" references application (id),
    country text,
    carrier_id text collate "C" references carrier (id) on delete cascade,
    sender text not null,
    created_at timestamptz not null default now(),
    unique nulls not distinct (application_id, country, carrier_id)
  )`,
];

const RECEIPTS = [
  // How many parts of a long text a receipt reports at once, where it does.
  `alter table receipt add column delivered_parts smallint`,
  `create index attempt_part_long on attempt_part (message_id) where parts > 1`,
  `create table receipt_form (
    carrier_id text collate "C" not null,
    form text not null check (form in ('same', 'decimal_to_hex', 'hex_to_decimal')),
    seen bigint not null default 0,
    last_seen_at timestamptz not null default now(),
    primary key (carrier_id, form)
  )`,
  // Numbers and words of people: sealed, and gone with the other inbound data. The last four only of what reads like a
  // receipt: it is one if its message turns up.
  `create table inbound (
    id text collate "C" primary key,
    carrier_id text collate "C" not null,
    from_sealed bytea not null,
    to_address text not null,
    text_sealed bytea not null,
    received_at timestamptz not null,
    smsc_message_id text,
    state text,
    error_code text,
    delivered_parts smallint
  )`,
  `create index inbound_received on inbound (received_at desc, id desc)`,
  `create index inbound_carrier on inbound (carrier_id, received_at desc, id desc)`,
  `create index receipt_unmatched_carrier on receipt (carrier_id, received_at, id) where message_id is null`,
  `create index inbound_waiting on inbound (received_at) where smsc_message_id is not null`,
];

const MESSAGES = [
  // Calling code and at most four digits of the national number: as much as may stand in clear.
  `alter table message
    add column number_prefix text,
    add column used_carriers text collate "C" not null default ''`,
  `alter table template_version add column transliterates boolean not null default false`,
];

const BACK = [
  // The build before knows neither: a rule for some numbers would be taken for one for all, and one that is off for one
  // that is on; and it would send again what a carrier has, where this one only waits for a receipt.
  `delete from route where prefix is not null or not is_enabled`,
  `update message set due_at = null where state = 'submitted'`,
  `alter table template_version drop column transliterates`,
  `alter table message drop column number_prefix, drop column used_carriers`,
  `drop table inbound, receipt_form, sender_rule, price`,
  `drop index attempt_part_long, receipt_unmatched_carrier`,
  `alter table receipt drop column delivered_parts`,
  `alter table route drop constraint route_position_key, add constraint route_position_key unique (position)`,
  `alter table route drop column name, drop column prefix, drop column mode, drop column weights, drop column is_enabled,
    drop column version`,
  `drop table trace_answer, bind_lease`,
  `alter table carrier add column is_enabled boolean not null default true`,
  `update carrier set is_enabled = status <> 'disabled'`,
  `alter table carrier drop column status, drop column binds, drop column tps, drop column settings,
    drop column tls_key_sealed, drop column password_before_sealed, drop column password_changed_at, drop column version,
    drop column prices_version`,
];
