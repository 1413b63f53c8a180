import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When each check of a verification was spent, so that whoever helps a person sees typing errors from a guesser. As many
 * as its policy has checks; the last one of an approved verification was right, and all others were wrong.
 */
export class CheckTimes1764500700000 implements MigrationInterface {
  readonly name = 'CheckTimes1764500700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    await runner.query(`alter table verification add column checked_at timestamptz[] not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    await runner.query(`alter table verification drop column checked_at`);
  }
}

// Starts and checks wait behind this one while it waits for a dump. It fails whole, and can be run again.
const WAIT_SHORTLY = `set local lock_timeout = '2s'`;
