import type { Statement, Tx } from '../../database/sql.js';
import type { TextKey, TextWords } from '../desk/text.store.js';
import { lockTexts } from '../text-changes.js';
import type { TemplateOwner } from './planned-change.js';

// Whoever is at one of them is waited for, though less long than a statement may take: all or nothing is not lightly given up.
const PATIENCE: Statement = { name: 'import_patience', text: `set local lock_timeout = '1500ms'` };

// Archived ones as well: they are taken up again.
const HOLD: Statement = {
  name: 'import_hold_templates',
  text: `select from template t join unnest($1::text[], $2::text[]) as i(purpose, application_id)
      on t.purpose = i.purpose and t.application_id is not distinct from i.application_id
    order by t.id for no key update of t`,
};

const PLACES = `from unnest($1::text[], $2::text[]) as i(template_id, locale)
    where v.template_id = i.template_id and v.locale = i.locale`;

// What someone was writing stays in the history.
const SUPERSEDE_DRAFTS: Statement = {
  name: 'import_supersede_drafts',
  text: `update template_version v set status = 'superseded', changed_at = now(), revision = revision + 1 ${PLACES}
    and v.status = 'draft' and v.origin = 'admin'`,
};

const SUPERSEDE_PUBLISHED: Statement = {
  name: 'import_supersede_published',
  text: `update template_version v set status = 'superseded', revision = revision + 1 ${PLACES}
    and v.status = 'published'`,
};

const INSERT: Statement = {
  name: 'import_insert_texts',
  text: `insert into template_version (template_id, locale, version, body, short_body, transliterates, origin, author, status,
      publisher, published_at)
    select i.template_id, i.locale,
      1 + coalesce((select max(v.version) from template_version v
        where v.template_id = i.template_id and v.locale = i.locale), 0),
      i.body, i.short_body, i.transliterates, 'admin', $6::text, case when $7 then 'published' else 'draft' end,
      case when $7 then $6::text end, case when $7 then now() end
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[])
      as i(template_id, locale, body, short_body, transliterates)`,
};

export type ImportedText = TextKey & TextWords;

/** Writes many texts at once. */
export class ImportStore {
  constructor(private readonly tx: Tx) {}

  /** Until the transaction ends nobody else changes languages, or these templates as far as they are there. */
  async hold(owners: readonly TemplateOwner[]): Promise<void> {
    const [purposes, applicationIds] = [
      owners.map(({ purpose }) => purpose),
      owners.map(({ applicationId }) => applicationId),
    ];
    await Promise.all([this.tx.rows(PATIENCE), lockTexts(this.tx), this.tx.rows(HOLD, [purposes, applicationIds])]);
  }

  /** As the newest version of each, in the place of what is published, or of what an operator is writing. */
  async insert(
    texts: readonly ImportedText[],
    { author, isPublished }: { readonly author: string; readonly isPublished: boolean },
  ): Promise<void> {
    if (texts.length === 0) return;
    const places = [texts.map(({ templateId }) => templateId), texts.map(({ locale }) => locale)];
    await this.tx.count(isPublished ? SUPERSEDE_PUBLISHED : SUPERSEDE_DRAFTS, places);
    await this.tx.count(INSERT, [
      ...places,
      texts.map(({ body }) => body),
      texts.map(({ shortBody }) => shortBody),
      texts.map(({ transliterates }) => transliterates),
      author,
      isPublished,
    ]);
  }
}
