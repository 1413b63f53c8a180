import type { Purpose } from '@codewire/contracts';
import type { Pool } from 'pg';
import { newId } from '../platform/ids.js';

type Database = Pick<Pool, 'query'>;

/** Languages, the first of them the default. */
export async function insertLocales(db: Database, ...tags: string[]): Promise<void> {
  await db.query(
    `insert into locale (tag, direction, is_default)
      select tag, case when tag in ('ar', 'he') then 'rtl' else 'ltr' end, place = 1
      from unnest($1::text[]) with ordinality as l (tag, place)`,
    [tags],
  );
}

/** A template without texts; shared, unless it is an application's. Returns its id. */
export async function insertTemplate(
  db: Database,
  purpose: Purpose,
  applicationId: string | null = null,
): Promise<string> {
  const id = newId('tpl');
  await db.query('insert into template (id, purpose, application_id) values ($1, $2, $3)', [
    id,
    purpose,
    applicationId,
  ]);
  return id;
}

export interface TextSeed {
  readonly locale: string;
  readonly body: string;
  readonly shortBody?: string;
  readonly status?: 'draft' | 'published' | 'superseded';
  readonly origin?: 'built_in' | 'admin';
}

/** A version as an upgrade brings it, published unless told otherwise; returns its number. */
export async function insertText(
  db: Database,
  templateId: string,
  { locale, body, shortBody, status = 'published', origin = 'built_in' }: TextSeed,
): Promise<number> {
  const { rows } = await db.query<{ version: number }>(
    `insert into template_version (template_id, locale, version, body, short_body, status, origin, published_at)
      select $1, $2, 1 + coalesce(max(version), 0), $3, $4, $5, $6, case when $5 = 'published' then now() end
      from template_version where template_id = $1 and locale = $2
      returning version`,
    [templateId, locale, body, shortBody ?? null, status, origin],
  );
  return rows[0]!.version;
}
