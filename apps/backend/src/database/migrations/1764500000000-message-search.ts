import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the console searches: a copy of every message, written a moment after it, so that no index of the log weighs on a
 * message. It begins empty: the sweep of the servers fills it, newest first and in small steps, because a migration that
 * copied millions of rows would keep a deploy waiting.
 */
export class MessageSearch1764500000000 implements MigrationInterface {
  readonly name = 'MessageSearch1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [TABLE, ...INDEXES, ...NUMBER_FILTERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table message_search, number_filter`);
  }
}

// No check and no reference: what is here was checked where it was written. Freed rows are swept early, so that counts
// are read from an index alone.
const TABLE = `create table message_search (
    id text collate "C" primary key,
    verification_id text collate "C" not null,
    application_id text collate "C" not null,
    number_hash bytea,
    country text collate "C",
    language text collate "C" not null,
    purpose text collate "C" not null,
    template_version_id integer not null,
    carrier_id text collate "C",
    sender text not null,
    encoding text not null,
    segments smallint not null,
    attempts smallint not null,
    status text collate "C" not null,
    error text collate "C",
    error_code text collate "C",
    created_at timestamptz not null,
    submitted_at timestamptz,
    ended_at timestamptz,
    ms_to_deliver integer,
    is_open boolean not null,
    copied_at timestamptz not null
  ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)`;

/**
 * One for each filter that may leave few of many rows, each in the order of the list. Purpose, sender and time to deliver
 * have none: they leave many, and where they do not the search says how far it came. A verification is found by its
 * number. What is open is few, and looked at by the sweep.
 */
const INDEXES = [
  `create index message_search_status on message_search (status, id)`,
  `create index message_search_carrier on message_search (carrier_id, id) where carrier_id is not null`,
  `create index message_search_country on message_search (country, id) where country is not null`,
  `create index message_search_language on message_search (language, id)`,
  `create index message_search_application on message_search (application_id, id)`,
  `create index message_search_number on message_search (number_hash, id) where number_hash is not null`,
  `create index message_search_error on message_search (error, id) where error is not null`,
  `create index message_search_error_code on message_search (error_code, id) where error_code is not null`,
  `create index message_search_open on message_search (id) where is_open`,
];

// A number that someone looks for: under a key, and never itself.
const NUMBER_FILTERS = [
  `create table number_filter (
    id text collate "C" primary key,
    number_hash bytea not null,
    masked text not null,
    author text not null,
    created_at timestamptz not null
  )`,
  `create index number_filter_created on number_filter (created_at)`,
];
