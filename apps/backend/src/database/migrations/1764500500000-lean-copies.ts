import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Fewer indexes on the copies that the console searches: every start, result and check is written into each of them. What
 * is open and what is pending is found by its status; of three purposes each leaves many; and nobody is looked for by a
 * status `expired`, which most copies say only later than they are.
 */
export class LeanCopies1764500500000 implements MigrationInterface {
  readonly name = 'LeanCopies1764500500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    await exchangeStatus(runner, `where status <> 'expired'`);
    await runner.query(`drop index verification_search_pending, verification_search_purpose, message_search_open`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    await runner.query(`create index verification_search_pending on verification_search (id) where status = 'pending'`);
    await runner.query(`create index verification_search_purpose on verification_search (purpose, created_at, id)`);
    await runner.query(`create index message_search_open on message_search (id) where is_open`);
    await exchangeStatus(runner, '');
  }
}

// Whoever copies waits while an index is made, and copies later; starts and checks know nothing of these tables.
const WAIT_SHORTLY = `set local lock_timeout = '2s'`;

/** Dropped last, as that keeps readers waiting. */
async function exchangeStatus(runner: QueryRunner, which: string): Promise<void> {
  await runner.query(`alter index verification_search_status rename to verification_search_status_before`);
  await runner.query(
    `create index verification_search_status on verification_search (status, created_at, id) ${which}`,
  );
  await runner.query(`drop index verification_search_status_before`);
}
