import type { Queryable, Statement, Tx } from '../database/sql.js';
import { newId } from '../platform/ids.js';
import type { BuiltInText } from './built-in-texts.js';

/** A wording that is sent now. A version's text never changes: another wording is another version. */
export interface PublishedText {
  readonly versionId: number;
  readonly templateId: string;
  readonly purpose: string;
  /** Null for the text that every application inherits. */
  readonly applicationId: string | null;
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly body: string;
  /** Letters outside the GSM alphabet are replaced by those they resemble, where that spares segments. */
  readonly transliterates: boolean;
}

const LIST_PUBLISHED: Statement = {
  name: 'template_list_published',
  text: `select v.id as "versionId", v.template_id as "templateId", t.purpose, t.application_id as "applicationId",
      v.locale, l.direction, v.body, v.transliterates
    from template_version v join template t on t.id = v.template_id join locale l on l.tag = v.locale
    where v.status = 'published' and l.is_enabled
    order by v.locale, v.id`,
};

// Two installations of one database may start at the same moment.
const LOCK: Statement = {
  name: 'template_lock_import',
  text: `select pg_advisory_xact_lock(hashtextextended('codewire template import', 0))`,
};

const INSERT_LOCALES: Statement = {
  name: 'locale_insert',
  text: `insert into locale (tag, direction) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
};

const INSERT_TEMPLATE: Statement = {
  name: 'template_insert_shared',
  text: `insert into template (id, purpose, application_id) values ($1, $2, null) on conflict do nothing`,
};

const FIND_TEMPLATE: Statement = {
  name: 'template_find_shared',
  text: `select id from template where purpose = $1 and application_id is null`,
};

const LIST_CHANGED: Statement = {
  name: 'template_list_changed',
  text: `select i.locale, i.body from unnest($2::text[], $3::text[]) as i(locale, body)
    where i.body is distinct from (
      select v.body from template_version v
      where v.template_id = $1 and v.locale = i.locale and v.origin = 'built_in' order by v.version desc limit 1)`,
};

const SUPERSEDE_BUILT_IN: Statement = {
  name: 'template_supersede_built_in',
  text: `update template_version set status = 'superseded'
    where template_id = $1 and locale = any($2::text[]) and status = 'published' and origin = 'built_in'`,
};

// Where an operator's wording is published the new one waits beside it as a draft.
const INSERT_BUILT_IN: Statement = {
  name: 'template_insert_built_in',
  text: `insert into template_version (template_id, locale, version, body, origin, status, published_at)
    select $1, i.locale, 1 + coalesce(max(v.version), 0), i.body, 'built_in',
      case when bool_or(v.status = 'published') then 'draft' else 'published' end,
      case when bool_or(v.status = 'published') then null else now() end
    from unnest($2::text[], $3::text[]) as i(locale, body)
      left join template_version v on v.template_id = $1 and v.locale = i.locale
    group by i.locale, i.body`,
};

// Travels with the commit: every node reads the texts again.
const NOTIFY: Statement = { name: 'template_notify', text: `select pg_notify('codewire_texts', '')` };

/** Every text that may be sent now: published, in an enabled locale. */
export function listPublishedTexts(sql: Queryable): Promise<PublishedText[]> {
  return sql.rows<PublishedText>(LIST_PUBLISHED);
}

/**
 * Brings the built-in texts of one purpose into the database; returns how many were new or had changed. What an
 * operator published or disabled stays as it is. Safe in parallel: the second caller waits and finds nothing to do.
 */
export async function importTexts(tx: Tx, purpose: string, texts: readonly BuiltInText[]): Promise<number> {
  const locales = texts.map(({ locale }) => locale);
  await tx.rows(LOCK);
  await tx.count(INSERT_LOCALES, [locales, texts.map(({ direction }) => direction)]);
  await tx.count(INSERT_TEMPLATE, [newId('tpl'), purpose]);
  const [template] = await tx.rows<{ id: string }>(FIND_TEMPLATE, [purpose]);
  if (template === undefined) throw new Error('the shared template is not there after its insert');
  const changed = await tx.rows<{ locale: string; body: string }>(LIST_CHANGED, [
    template.id,
    locales,
    texts.map(({ body }) => body),
  ]);
  if (changed.length === 0) return 0;
  const changedLocales = changed.map(({ locale }) => locale);
  await tx.count(SUPERSEDE_BUILT_IN, [template.id, changedLocales]);
  await tx.count(INSERT_BUILT_IN, [template.id, changedLocales, changed.map(({ body }) => body)]);
  await tx.rows(NOTIFY);
  return changed.length;
}
