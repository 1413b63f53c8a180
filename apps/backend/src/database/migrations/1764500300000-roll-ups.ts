import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts by the minute, the hour and the day, so that the numbers of a month are read in milliseconds. All of them can be
 * counted anew while the messages are there. Where something is not known (no carrier, no country) its column is empty:
 * a key has no nulls.
 */
export class RollUps1764500300000 implements MigrationInterface {
  readonly name = 'RollUps1764500300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table message_roll_up, verification_roll_up, time_roll_up, cost_roll_up, roll_up_progress',
    );
  }
}

const BUCKET = `grain text collate "C" not null check (grain in ('minute', 'hour', 'day')),
    bucket timestamptz not null,
    application_id text collate "C" not null`;

const TABLES = [
  // What is wanted of them is always a stretch of time of one grain, so their keys begin with it.
  `create table message_roll_up (
    ${BUCKET},
    carrier_id text collate "C" not null,
    country text collate "C" not null,
    status text collate "C" not null,
    error text collate "C" not null,
    messages integer not null,
    sent integer not null,
    segments integer not null,
    primary key (grain, bucket, application_id, carrier_id, country, status, error)
  )`,
  `create table verification_roll_up (
    ${BUCKET},
    carrier_id text collate "C" not null,
    country text collate "C" not null,
    status text collate "C" not null,
    verifications integer not null,
    primary key (grain, bucket, application_id, carrier_id, country, status)
  )`,
  // How many took how long, in steps: see statistics/time-steps.ts.
  `create table time_roll_up (
    ${BUCKET},
    carrier_id text collate "C" not null,
    kind text collate "C" not null check (kind in ('to_deliver', 'to_approve')),
    step smallint not null,
    cases integer not null,
    primary key (grain, bucket, application_id, carrier_id, kind, step)
  )`,
  `create table cost_roll_up (
    ${BUCKET},
    carrier_id text collate "C" not null,
    country text collate "C" not null,
    currency text collate "C" not null,
    segments integer not null,
    amount numeric not null,
    primary key (grain, bucket, application_id, carrier_id, country, currency)
  )`,
  // Up to when each grain is counted; null: nothing is yet.
  `create table roll_up_progress (
    grain text collate "C" primary key check (grain in ('minute', 'hour', 'day')),
    done_until timestamptz
  )`,
  `insert into roll_up_progress values ('minute'), ('hour'), ('day')`,
];
