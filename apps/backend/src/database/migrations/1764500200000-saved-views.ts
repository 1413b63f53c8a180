import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists under a name, and what limits how many numbers someone may have shown. */
export class SavedViews1764500200000 implements MigrationInterface {
  readonly name = 'SavedViews1764500200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAIT_SHORTLY);
    for (const statement of [...VIEWS, ...REVEALS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table number_reveal, saved_view`);
    await runner.query(`alter table operator drop column saved_views`);
  }
}

// Whoever holds a table that is altered, as a dump does, would otherwise keep every start waiting behind this one. It
// fails whole, and can be run again.
const WAIT_SHORTLY = `set local lock_timeout = '2s'`;

const VIEWS = [
  // How many views someone has: counted here, so that the statement that makes one also says whether it may be made.
  `alter table operator add column saved_views smallint not null default 0 check (saved_views >= 0)`,
  // Filters are data, as they stand in a URL: never SQL, and never a number.
  `create table saved_view (
    id text collate "C" primary key,
    operator_id text collate "C" not null references operator (id) on delete cascade,
    room text not null check (room in ('messages', 'verifications')),
    name text not null check (length(name) between 1 and 60),
    query jsonb not null,
    is_shared boolean not null,
    version integer not null default 1,
    changed_at timestamptz not null default now(),
    unique (operator_id, room, name)
  )`,
  `create index saved_view_shared on saved_view (room) where is_shared`,
];

const REVEALS = [
  // When someone had numbers shown, of the last hour.
  `create table number_reveal (
    operator_id text collate "C" primary key references operator (id) on delete cascade,
    shown_at timestamptz[] not null
  )`,
];
