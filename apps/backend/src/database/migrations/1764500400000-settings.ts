import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What holds for the console as a whole: one row, read by the statements that it governs. */
export class Settings1764500400000 implements MigrationInterface {
  readonly name = 'Settings1764500400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table setting (
      id smallint primary key default 1 check (id = 1),
      version integer not null default 1,
      brand text not null default 'Codewire' check (length(brand) between 1 and 20),
      console_language text not null default 'en',
      second_factor text not null default 'any' check (second_factor in ('any', 'passkey_for_privileged', 'passkey')),
      idle_minutes smallint not null default 30 check (idle_minutes between 5 and 240),
      absolute_hours smallint not null default 12 check (absolute_hours between 1 and 24),
      step_up_minutes smallint not null default 10 check (step_up_minutes between 1 and 60)
    )`);
    await runner.query(`insert into setting default values`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table setting`);
  }
}
