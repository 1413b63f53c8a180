import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Languages with their fallbacks, texts by purpose in two forms, drafts, reviews, and the lines that phones fill in by. */
export class Texts1764400000000 implements MigrationInterface {
  readonly name = 'Texts1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LOCALES, ...TEMPLATES, ...STARTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of BACK) await runner.query(statement);
  }
}

const LOCALES = [
  `alter table locale
    add column fallback text collate "C" references locale (tag) check (fallback <> tag),
    add column is_default boolean not null default false check (is_enabled or not is_default),
    add column origin text not null default 'built_in' check (origin in ('built_in', 'admin')),
    add column version integer not null default 1`,
  `create unique index locale_default on locale (is_default) where is_default`,
  // A country may be given a language that has no texts here: then the application's decides.
  `create table country_locale (
    country text collate "C" primary key check (country ~ '^[A-Z]{2}$'),
    locale text collate "C" not null,
    origin text not null check (origin in ('built_in', 'admin')),
    version integer not null default 1
  )`,
];

const TEMPLATES = [
  `alter table template
    add column max_segments smallint not null default 1 check (max_segments between 1 and 10),
    add column variables jsonb not null default '[]',
    add column version integer not null default 1,
    add column archived_at timestamptz,
    add check (purpose in ('verification', 'login', 'payment'))`,
  `alter table template_version
    add column short_body text,
    add column revision integer not null default 1,
    add column made_from integer,
    add column author text,
    add column changed_at timestamptz not null default now(),
    add column publisher text,
    add column reviewer text,
    add column reviewed_at timestamptz,
    add column tested_at timestamptz`,
  // A build before this one could leave several behind: the newest is the one that waits.
  `update template_version v set status = 'superseded' where status = 'draft' and exists (select from template_version n
    where n.template_id = v.template_id and n.locale = v.locale and n.origin = v.origin and n.status = 'draft'
      and n.version > v.version)`,
  // One that is being written, and beside it one that came with an upgrade.
  `create unique index template_version_draft on template_version (template_id, locale, origin) where status = 'draft'`,
];

const STARTS = [
  // What a text was made of beside the code, for a resend; null: brand of the application, and nothing else.
  `alter table verification
    add column purpose text not null default 'verification',
    add column text_values jsonb`,
  // Of the rows that are there each has the default: a look at all of them would keep every start waiting for nothing.
  `alter table verification
    add constraint verification_purpose_check check (purpose in ('verification', 'login', 'payment')) not valid`,
  `alter table application
    add column app_hashes text[] not null default '{}',
    add column hosts text[] not null default '{}'`,
  `alter table operator
    add column phone_sealed bytea,
    add column phone_verified_at timestamptz,
    add check ((phone_sealed is null) = (phone_verified_at is null))`,
];

const BACK = [
  `alter table operator drop column phone_sealed, drop column phone_verified_at`,
  `alter table application drop column app_hashes, drop column hosts`,
  `alter table verification drop column purpose, drop column text_values`,
  // The build before knows one purpose and one form, and its messages may have been written in the others.
  `update template_version set status = 'superseded' where status <> 'superseded'
    and template_id in (select id from template where purpose <> 'verification' or archived_at is not null)`,
  `drop index template_version_draft`,
  `alter table template_version drop column short_body, drop column revision, drop column made_from, drop column author,
    drop column changed_at, drop column publisher, drop column reviewer, drop column reviewed_at, drop column tested_at`,
  `alter table template drop constraint template_purpose_check, drop column max_segments, drop column variables, drop column version, drop column archived_at`,
  `drop table country_locale`,
  `drop index locale_default`,
  `alter table locale drop column fallback, drop column is_default, drop column origin, drop column version`,
];
