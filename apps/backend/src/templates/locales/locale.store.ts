import type { Origin } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';
import type { BuiltInLocale } from './built-in-locales.js';

export interface LocaleSettings {
  readonly direction: 'ltr' | 'rtl';
  readonly fallback: string | null;
  readonly isEnabled: boolean;
  readonly isDefault: boolean;
}

export interface LocaleRow extends LocaleSettings {
  readonly tag: string;
  readonly origin: Origin;
  readonly version: number;
}

/** How many shared texts of its own a language has, and how many of them nobody has signed off. */
export interface OwnTexts {
  readonly texts: number;
  readonly unreviewed: number;
}

const LIST: Statement = {
  name: 'locale_list',
  text: `select tag, direction, is_enabled as "isEnabled", fallback, is_default as "isDefault", origin, version
    from locale order by tag`,
};

const COUNT_TEXTS: Statement = {
  name: 'locale_count_texts',
  text: `select v.locale, count(*)::integer as texts, count(*) filter (where v.reviewed_at is null)::integer as unreviewed
    from template_version v join template t on t.id = v.template_id
    where v.status = 'published' and t.application_id is null group by v.locale`,
};

const INSERT: Statement = {
  name: 'locale_insert',
  text: `insert into locale (tag, direction, fallback, is_enabled, origin) values ($1, $2, $3, $4, 'admin')`,
};

const CLEAR_DEFAULT: Statement = {
  name: 'locale_clear_default',
  text: `update locale set is_default = false, version = version + 1 where is_default and tag <> $1`,
};

const CHANGE: Statement = {
  name: 'locale_change',
  text: `update locale set direction = $3, fallback = $4, is_enabled = $5, is_default = $6, origin = 'admin',
      version = version + 1
    where tag = $1 and version = $2`,
};

// Whoever writes a text in it keeps it from being deleted, and waits for one who deletes it.
const HOLD: Statement = { name: 'locale_hold', text: `select from locale where tag = $1 for key share` };

// The delete itself must see what those have written whom it has waited for.
const HOLD_ALONE: Statement = { name: 'locale_hold_alone', text: `select from locale where tag = $1 for update` };

// What ever had a text, or is fallen back on, stays: rows name it.
const DELETE: Statement = {
  name: 'locale_delete',
  text: `delete from locale l where tag = $1 and version = $2 and not is_default
    and not exists (select from template_version v where v.locale = l.tag)
    and not exists (select from locale o where o.fallback = l.tag)`,
};

const BRING_IN: Statement = {
  name: 'locale_bring_in',
  text: `insert into locale (tag, direction, origin) select tag, direction, 'built_in'
    from unnest($1::text[], $2::text[]) as i(tag, direction) on conflict do nothing`,
};

// An operator's stays as he has made it.
const UPGRADE: Statement = {
  name: 'locale_upgrade',
  text: `update locale l set direction = i.direction, fallback = i.fallback, version = version + 1
    from unnest($1::text[], $2::text[], $3::text[]) as i(tag, direction, fallback)
    where l.tag = i.tag and l.origin = 'built_in' and (l.direction, l.fallback) is distinct from (i.direction, i.fallback)`,
};

const CHOOSE_DEFAULT: Statement = {
  name: 'locale_choose_default',
  text: `update locale set is_default = true, version = version + 1
    where tag = (select tag from locale where is_enabled order by tag <> $1, tag limit 1)
      and not exists (select from locale where is_default)`,
};

/** Owns the table of languages. */
export class LocaleStore {
  constructor(private readonly sql: Queryable) {}

  list(): Promise<LocaleRow[]> {
    return this.sql.rows<LocaleRow & Record<string, unknown>>(LIST);
  }

  /** By language; one without shared texts of its own is not among them. */
  async countTexts(): Promise<ReadonlyMap<string, OwnTexts>> {
    const rows = await this.sql.rows<OwnTexts & { locale: string }>(COUNT_TEXTS);
    return new Map(rows.map(({ locale, texts, unreviewed }) => [locale, { texts, unreviewed }]));
  }

  async insert({ tag, direction, fallback, isEnabled }: Omit<LocaleRow, 'origin' | 'version' | 'isDefault'>) {
    await this.sql.count(INSERT, [tag, direction, fallback, isEnabled]);
  }

  /** From the version that its author saw; false when it is another by now. From then on no upgrade touches it. */
  async change({ tag, version }: Pick<LocaleRow, 'tag' | 'version'>, settings: LocaleSettings): Promise<boolean> {
    const { direction, fallback, isEnabled, isDefault } = settings;
    if (isDefault) await this.sql.count(CLEAR_DEFAULT, [tag]);
    return (await this.sql.count(CHANGE, [tag, version, direction, fallback, isEnabled, isDefault])) === 1;
  }

  /** The language stays until this transaction ends; false when there is none. */
  async hold(tag: string): Promise<boolean> {
    return (await this.sql.rows(HOLD, [tag])).length === 1;
  }

  /** False when it is another version by now, or is needed. */
  async delete({ tag, version }: Pick<LocaleRow, 'tag' | 'version'>): Promise<boolean> {
    await this.sql.rows(HOLD_ALONE, [tag]);
    return (await this.sql.count(DELETE, [tag, version])) === 1;
  }

  /** Adds what is missing and brings up to date what no operator has changed; returns how many rows that touched. */
  async bringIn(locales: readonly BuiltInLocale[], defaultTag: string): Promise<number> {
    const tags = locales.map(({ tag }) => tag);
    const directions = locales.map(({ direction }) => direction);
    const added = await this.sql.count(BRING_IN, [tags, directions]);
    const upgraded = await this.sql.count(UPGRADE, [tags, directions, locales.map(({ fallback }) => fallback)]);
    return added + upgraded + (await this.sql.count(CHOOSE_DEFAULT, [defaultTag]));
  }
}
