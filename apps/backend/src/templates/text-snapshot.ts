import type { Purpose, Variable } from '@codewire/contracts';
import type { LocaleFacts } from '@codewire/otp';
import type { TextSource } from '@codewire/texts';
import type { Queryable, Statement } from '../database/sql.js';

/** A wording that is sent now. A version's text never changes: another wording is another version. */
export interface PublishedText extends TextSource {
  readonly templateId: string;
  /** Null for the text that every application inherits. */
  readonly applicationId: string | null;
}

export interface Locale extends LocaleFacts {
  readonly direction: 'ltr' | 'rtl';
}

/** Names that an application's own template of a purpose gives to variables, whatever texts it has. */
export interface DeclaredNames {
  readonly applicationId: string;
  readonly purpose: Purpose;
  readonly names: readonly string[];
}

/** All that a message's language and words follow from, as it stood at one moment. */
export interface TextSnapshot {
  readonly locales: readonly Locale[];
  /** From a number's country to a language. */
  readonly countries: Readonly<Record<string, string>>;
  /** Of languages that are enabled. */
  readonly texts: readonly PublishedText[];
  readonly declared: readonly DeclaredNames[];
}

export const NO_TEXTS: TextSnapshot = { locales: [], countries: {}, texts: [], declared: [] };

// One statement sees one moment: a text, the rules of its template and the languages around it belong together.
const READ: Statement = {
  name: 'text_read_snapshot',
  text: `select
      (select coalesce(json_agg(json_build_object('tag', tag, 'direction', direction, 'isEnabled', is_enabled,
          'fallback', fallback, 'isDefault', is_default) order by tag), '[]') from locale) as locales,
      (select coalesce(json_object_agg(country, locale order by country), '{}') from country_locale) as countries,
      (select coalesce(json_agg(json_build_object('versionId', v.id, 'templateId', v.template_id, 'purpose', t.purpose,
          'applicationId', t.application_id, 'locale', v.locale, 'body', v.body, 'shortBody', v.short_body,
          'transliterates', v.transliterates, 'maxSegments', t.max_segments, 'variables', t.variables)
          order by v.locale, v.id), '[]')
        from template_version v join template t on t.id = v.template_id join locale l on l.tag = v.locale
        where v.status = 'published' and l.is_enabled and t.archived_at is null) as texts,
      (select coalesce(json_agg(json_build_object('applicationId', application_id, 'purpose', purpose,
          'names', jsonb_path_query_array(variables, '$[*].name')) order by id), '[]')
        from template where archived_at is null and application_id is not null and variables <> '[]') as declared`,
};

interface Row {
  readonly locales: Locale[];
  readonly countries: Record<string, string>;
  readonly texts: (Omit<PublishedText, 'variables'> & { readonly variables: Variable[] })[];
  readonly declared: DeclaredNames[];
}

export async function readTextSnapshot(sql: Queryable): Promise<TextSnapshot> {
  const [row] = await sql.rows<Row>(READ);
  if (row === undefined) throw new Error('a statement without a row');
  return row;
}
