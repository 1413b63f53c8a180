import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the console searches of verifications: a copy of each, written a moment after it and filled by the sweep of the
 * servers, as that of messages is. And by which rule a message was routed.
 */
export class VerificationSearch1764500100000 implements MigrationInterface {
  readonly name = 'VerificationSearch1764500100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    for (const statement of [TABLE, ...INDEXES, ROUTE]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table message drop column route_id`);
    await runner.query(`drop table verification_search`);
  }
}

// Whoever holds a table that is altered, as a dump does, would otherwise keep every start waiting behind this one. It
// fails whole, and can be run again.
const WAIT_SHORTLY = `set local lock_timeout = '2s'`;

// No check and no reference: what is here was checked where it was written.
const TABLE = `create table verification_search (
    id text collate "C" primary key,
    application_id text collate "C" not null,
    number_hash bytea not null,
    country text collate "C",
    purpose text collate "C" not null,
    language text collate "C" not null,
    status text collate "C" not null,
    checks_used smallint not null,
    max_checks smallint not null,
    sends smallint not null,
    max_sends smallint not null,
    message_id text collate "C" not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    copied_at timestamptz not null
  ) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)`;

// Ids of verifications tell no time: the order is that of their beginning, and the id where two began at once. Those that
// are pending are few, and looked at by the sweep.
const INDEXES = [
  `create index verification_search_begun on verification_search (created_at, id)`,
  `create index verification_search_status on verification_search (status, created_at, id)`,
  `create index verification_search_application on verification_search (application_id, created_at, id)`,
  `create index verification_search_country on verification_search (country, created_at, id) where country is not null`,
  `create index verification_search_number on verification_search (number_hash, created_at, id)`,
  `create index verification_search_purpose on verification_search (purpose, created_at, id)`,
  `create index verification_search_pending on verification_search (id) where status = 'pending'`,
];

// The rule stays named when it is deleted; null: no rule, or a message of before.
const ROUTE = `alter table message add column route_id text collate "C"`;
