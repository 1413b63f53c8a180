import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts by six hours: a week drawn in bars of that length is read as some thirty buckets instead of its 168 hours. They
 * are summed from the hours that are there by the next run of the roll-ups.
 */
export class SixHourCounts1764500600000 implements MigrationInterface {
  readonly name = 'SixHourCounts1764500600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    await allow(runner, `'minute', 'hour', 'six_hours', 'day'`);
    await runner.query(`insert into roll_up_progress values ('six_hours')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    for (const table of TABLES) await runner.query(`delete from ${table} where grain = 'six_hours'`);
    await allow(runner, `'minute', 'hour', 'day'`);
  }
}

// Whoever holds a table that is altered, as a dump does, would otherwise keep every overview waiting behind this one. It
// fails whole, and can be run again.
const WAIT_SHORTLY = `set local lock_timeout = '2s'`;

const TABLES = ['message_roll_up', 'verification_roll_up', 'time_roll_up', 'cost_roll_up', 'roll_up_progress'];

async function allow(runner: QueryRunner, grains: string): Promise<void> {
  for (const table of TABLES) {
    await runner.query(`alter table ${table} drop constraint ${table}_grain_check,
      add constraint ${table}_grain_check check (grain in (${grains}))`);
  }
}
