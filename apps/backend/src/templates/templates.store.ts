import { PURPOSES, type Purpose } from '@codewire/contracts';
import type { Statement, Tx } from '../database/sql.js';
import { newId } from '../platform/ids.js';
import type { BuiltInText } from './built-in-texts.js';
import { tellTextNodes } from './text-changes.js';

/** What the shared template of a purpose allows to begin with: a payment names more than one SMS may hold. */
const SEGMENTS: Readonly<Record<Purpose, number>> = { verification: 1, login: 1, payment: 2 };

const INSERT_TEMPLATES: Statement = {
  name: 'template_insert_shared',
  text: `insert into template (id, purpose, application_id, max_segments)
    select id, purpose, null, max_segments from unnest($1::text[], $2::text[], $3::smallint[]) as i(id, purpose, max_segments)
    on conflict do nothing`,
};

// As editors do, whoever numbers versions holds their template: both would give the same number to theirs.
const HOLD_TEMPLATES: Statement = {
  name: 'template_hold_shared',
  text: `select from template where application_id is null order by id for no key update`,
};

// What an upgrade brings is what differs from the last that came with the product, whatever operators made of it.
const BRING_IN: Statement = {
  name: 'template_bring_in',
  text: `with changed as (
      select t.id as template_id, i.*, l.last, l.is_published_by_admin
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[])
          as i(purpose, locale, body, short_body, transliterates)
        join template t on t.purpose = i.purpose and t.application_id is null
        cross join lateral (
          select coalesce(max(v.version), 0) as last,
            coalesce(bool_or(v.status = 'published' and (v.origin = 'admin' or v.publisher is not null)), false) as is_published_by_admin,
            max(v.version) filter (where v.origin = 'built_in') as last_built_in
          from template_version v where v.template_id = t.id and v.locale = i.locale
        ) l
        left join template_version b on b.template_id = t.id and b.locale = i.locale and b.version = l.last_built_in
      where b.id is null
        or (b.body, b.short_body, b.transliterates) is distinct from (i.body, i.short_body, i.transliterates)
    ), superseded as (
      update template_version v set status = 'superseded' from changed c
      where v.template_id = c.template_id and v.locale = c.locale and v.origin = 'built_in'
        and (v.status = 'draft' or v.status = 'published' and not c.is_published_by_admin)
      returning v.id
    )
    select template_id as "templateId", locale, body, short_body as "shortBody", transliterates, last + 1 as version,
      is_published_by_admin as "waits", (select count(*) from superseded)
    from changed`,
};

// In a statement of its own: two in one do not see that the older text has made room.
const INSERT_VERSIONS: Statement = {
  name: 'template_insert_built_in',
  text: `insert into template_version (template_id, locale, body, short_body, transliterates, version, origin, status, published_at)
    select template_id, locale, body, short_body, transliterates, version, 'built_in',
      case when waits then 'draft' else 'published' end, case when waits then null else now() end
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::integer[], $7::boolean[])
      as i(template_id, locale, body, short_body, transliterates, version, waits)`,
};

interface NewVersion {
  readonly templateId: string;
  readonly locale: string;
  readonly body: string;
  readonly shortBody: string;
  readonly transliterates: boolean;
  readonly version: number;
  /** An operator's wording is published: this one waits beside it as a draft. */
  readonly waits: boolean;
}

/**
 * Brings the built-in texts into the database; returns how many were new or had changed. What an operator published
 * stays published, and of what waits beside it only the newest waits. The languages are there already, and the caller
 * holds the lock of `lockTexts`.
 */
export async function importTexts(tx: Tx, texts: readonly BuiltInText[]): Promise<number> {
  await tx.count(INSERT_TEMPLATES, [
    PURPOSES.map(() => newId('tpl')),
    PURPOSES,
    PURPOSES.map((purpose) => SEGMENTS[purpose]),
  ]);
  await tx.rows(HOLD_TEMPLATES);
  const made = await tx.rows<NewVersion & Record<string, unknown>>(BRING_IN, [
    texts.map(({ purpose }) => purpose),
    texts.map(({ locale }) => locale),
    texts.map(({ body }) => body),
    texts.map(({ shortBody }) => shortBody),
    texts.map(({ transliterates }) => transliterates),
  ]);
  if (made.length === 0) return 0;
  await tx.count(INSERT_VERSIONS, [
    made.map(({ templateId }) => templateId),
    made.map(({ locale }) => locale),
    made.map(({ body }) => body),
    made.map(({ shortBody }) => shortBody),
    made.map(({ transliterates }) => transliterates),
    made.map(({ version }) => version),
    made.map(({ waits }) => waits),
  ]);
  await tellTextNodes(tx);
  return made.length;
}
