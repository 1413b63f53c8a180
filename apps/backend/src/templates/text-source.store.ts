import type { Purpose, Variable } from '@codewire/contracts';
import type { TextSource } from '@codewire/texts';
import type { Queryable, Statement } from '../database/sql.js';

const FIND: Statement = {
  name: 'text_find_source',
  text: `select v.id as "versionId", v.locale, t.purpose, v.body, v.short_body as "shortBody", v.transliterates,
      t.max_segments as "maxSegments", t.variables
    from template_version v join template t on t.id = v.template_id where v.id = $1`,
};

type Row = Omit<TextSource, 'purpose' | 'variables'> & { readonly purpose: Purpose; readonly variables: Variable[] };

/** The words of a version, whatever became of it, under the rules that its template has now. */
export async function findTextSource(sql: Queryable, versionId: number): Promise<TextSource | undefined> {
  return (await sql.rows<Row & Record<string, unknown>>(FIND, [versionId]))[0];
}
