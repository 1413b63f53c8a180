import { ApplicationStore, type ApplicationRow } from '../../applications/application.store.js';
import type { Queryable, Statement } from '../../database/sql.js';
import { TemplateStore, type Scope, type Template } from '../desk/template.store.js';
import type { TextKey, TextWords } from '../desk/text.store.js';
import { CountryLocaleStore, type CountryLocale } from '../locales/country-locale.store.js';
import { LocaleStore, type LocaleRow } from '../locales/locale.store.js';

/** What is published, or what an operator writes; an upgrade's that waits is neither. */
export interface CurrentText extends TextKey, TextWords {
  readonly status: 'published' | 'draft';
}

/** All that a document of texts is about, as it stands. */
export interface TextsState {
  readonly locales: readonly LocaleRow[];
  readonly countries: readonly CountryLocale[];
  /** In the operator's scope, as the templates are. */
  readonly applications: readonly Pick<ApplicationRow, 'id' | 'name'>[];
  readonly templates: readonly Template[];
  readonly texts: readonly CurrentText[];
}

const LIST_CURRENT: Statement = {
  name: 'text_list_current',
  text: `select template_id as "templateId", locale, status, body, short_body as "shortBody", transliterates
    from template_version where template_id = any ($1) and (status = 'published' or status = 'draft' and origin = 'admin')
    order by locale`,
};

export async function readTextsState(sql: Queryable, scope: Scope): Promise<TextsState> {
  const [locales, countries, applications, templates] = await Promise.all([
    new LocaleStore(sql).list(),
    new CountryLocaleStore(sql).list(),
    new ApplicationStore(sql).listApplications(),
    new TemplateStore(sql).list(scope),
  ]);
  const texts = await sql.rows<CurrentText & Record<string, unknown>>(LIST_CURRENT, [templates.map(({ id }) => id)]);
  return {
    locales,
    countries,
    applications: applications.filter(({ id }) => scope === null || scope.includes(id)),
    templates,
    texts,
  };
}
