import type { Purpose, VersionStatus } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';

/** What an operator writes. */
export interface TextWords {
  readonly body: string;
  readonly shortBody: string | null;
  readonly transliterates: boolean;
}

/** One wording of a template in one language. Its words change while it is a draft that nobody was sent, and never after. */
export interface TextVersion extends TextWords {
  readonly id: number;
  readonly version: number;
  readonly status: VersionStatus;
  readonly origin: 'built_in' | 'admin';
  /** Grows with each change of the row: no two states of a text have the same sum of them. */
  readonly revision: number;
  readonly madeFrom: number | null;
  readonly author: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly publisher: string | null;
  readonly publishedAt: Date | null;
  readonly reviewer: string | null;
  readonly reviewedAt: Date | null;
}

/** A template's text in one language. */
export interface TextKey {
  readonly templateId: string;
  readonly locale: string;
}

/** A published wording with where it stands. */
export interface PublishedWords extends TextWords, TextKey {
  readonly versionId: number;
  readonly version: number;
  readonly isReviewed: boolean;
  readonly isShared: boolean;
}

/** Where a draft waits: an operator's own, or one that an upgrade brought. */
export interface DraftPlace extends TextKey {
  readonly origin: 'built_in' | 'admin';
}

const VERSION_COLUMNS = `id, version, body, short_body as "shortBody", transliterates, status, origin, revision,
  made_from as "madeFrom", author, created_at as "createdAt", changed_at as "changedAt", publisher,
  published_at as "publishedAt", reviewer, reviewed_at as "reviewedAt"`;

const PUBLISHED_COLUMNS = `v.id as "versionId", v.version, v.template_id as "templateId", v.locale, v.body,
  v.short_body as "shortBody", v.transliterates, v.reviewed_at is not null as "isReviewed",
  t.application_id is null as "isShared"`;

const LIST_VERSIONS: Statement = {
  name: 'text_list_versions',
  text: `select ${VERSION_COLUMNS} from template_version where template_id = $1 and locale = $2 order by version desc`,
};

const LIST_PUBLISHED: Statement = {
  name: 'text_list_published',
  text: `select ${PUBLISHED_COLUMNS} from template_version v join template t on t.id = v.template_id
    where v.template_id = any ($1) and v.status = 'published' order by v.locale`,
};

const FIND: Statement = {
  name: 'text_find',
  text: `select ${PUBLISHED_COLUMNS} from template_version v join template t on t.id = v.template_id where v.id = $1`,
};

const LIST_DRAFTS: Statement = {
  name: 'text_list_drafts',
  text: `select template_id as "templateId", locale, origin from template_version
    where template_id = any ($1) and status = 'draft'`,
};

const LIST_SENDABLE: Statement = {
  name: 'text_list_sendable',
  text: `select ${PUBLISHED_COLUMNS} from template_version v join template t on t.id = v.template_id
    where t.purpose = $1 and (t.application_id is null or t.application_id = $2) and t.archived_at is null
      and v.status = 'published' and v.locale = any ($3)`,
};

const LIST_OWNERS: Statement = {
  name: 'text_list_owners',
  text: `select id, template_id as "templateId" from template_version where id = any ($1)`,
};

const INSERT: Statement = {
  name: 'text_insert',
  text: `insert into template_version (template_id, locale, version, body, short_body, transliterates, origin, author,
      made_from, status, publisher, published_at)
    select $1, $2, 1 + coalesce(max(version), 0), $3, $4, $5, 'admin', $6, $7::integer,
      case when $8 then 'published' else 'draft' end, case when $8 then $6 end, case when $8 then now() end
    from template_version where template_id = $1 and locale = $2
    returning version`,
};

// Whoever signed off the words of before has not read these. One that was tried stays: messages name it.
const REWRITE: Statement = {
  name: 'text_rewrite',
  text: `update template_version set body = $2, short_body = $3, transliterates = $4, author = $5, changed_at = now(),
      reviewer = null, reviewed_at = null, revision = revision + 1
    where id = $1 and status = 'draft' and tested_at is null`,
};

// No new revision: whoever is writing has seen all that there is of it.
const FREEZE: Statement = {
  name: 'text_freeze',
  text: `update template_version set tested_at = now() where id = $1 and status = 'draft' and tested_at is null`,
};

// It stays in the history: a message that was written with it as a test still finds its words.
const DISCARD: Statement = {
  name: 'text_discard',
  text: `update template_version set status = 'superseded', changed_at = now(), revision = revision + 1
    where id = $1 and status = 'draft'`,
};

const SUPERSEDE: Statement = {
  name: 'text_supersede',
  text: `update template_version set status = 'superseded', revision = revision + 1
    where template_id = $1 and locale = $2 and status = 'published'`,
};

const SUPERSEDE_ALL: Statement = {
  name: 'text_supersede_all',
  text: `update template_version set status = 'superseded', revision = revision + 1
    where template_id = $1 and status = 'published'`,
};

const PUBLISH: Statement = {
  name: 'text_publish',
  text: `update template_version set status = 'published', publisher = $4, published_at = now(), revision = revision + 1
    where template_id = $1 and locale = $2 and version = $3 and status = 'draft'`,
};

const SIGN_OFF: Statement = {
  name: 'text_sign_off',
  text: `update template_version set reviewer = $4, reviewed_at = now(), revision = revision + 1
    where template_id = $1 and locale = $2 and version = $3`,
};

/** Wordings and their versions. Whoever writes holds the template: see TemplateStore.hold. */
export class TextStore {
  constructor(private readonly sql: Queryable) {}

  /** Newest first. */
  listVersions({ templateId, locale }: TextKey): Promise<TextVersion[]> {
    return this.sql.rows<TextVersion>(LIST_VERSIONS, [templateId, locale]);
  }

  /** All that these templates have published, by language. */
  listPublished(templateIds: readonly string[]): Promise<PublishedWords[]> {
    return this.sql.rows<PublishedWords>(LIST_PUBLISHED, [templateIds]);
  }

  /** One that was published once, whatever became of it. */
  async find(versionId: number): Promise<PublishedWords | undefined> {
    return (await this.sql.rows<PublishedWords>(FIND, [versionId]))[0];
  }

  listDrafts(templateIds: readonly string[]): Promise<DraftPlace[]> {
    return this.sql.rows<DraftPlace>(LIST_DRAFTS, [templateIds]);
  }

  /** What an application (null: one without texts of its own) could send for a purpose in any of these languages. */
  listSendable(purpose: Purpose, applicationId: string | null, locales: readonly string[]): Promise<PublishedWords[]> {
    return this.sql.rows<PublishedWords>(LIST_SENDABLE, [purpose, applicationId, locales]);
  }

  /** What is counted by version, added up by template. */
  async addUp(byVersion: ReadonlyMap<number, number>): Promise<ReadonlyMap<string, number>> {
    const owners = await this.sql.rows<{ id: number; templateId: string }>(LIST_OWNERS, [[...byVersion.keys()]]);
    const sums = new Map<string, number>();
    for (const { id, templateId } of owners) {
      sums.set(templateId, (sums.get(templateId) ?? 0) + (byVersion.get(id) ?? 0));
    }
    return sums;
  }

  /** A draft with the next number; returns it. */
  insertDraft(place: TextKey, words: TextWords, author: string): Promise<number> {
    return this.insert(place, words, { author, madeFrom: null, isPublished: false });
  }

  /** False, and nothing done, for one that messages were written with. */
  async rewriteDraft(id: number, { body, shortBody, transliterates }: TextWords, author: string): Promise<boolean> {
    return (await this.sql.count(REWRITE, [id, body, shortBody, transliterates, author])) === 1;
  }

  /** From then on the words of a draft stay as they are: another wording is another version. */
  async freeze(id: number): Promise<void> {
    await this.sql.count(FREEZE, [id]);
  }

  async discardDraft(id: number): Promise<void> {
    await this.sql.count(DISCARD, [id]);
  }

  /** The draft takes the place of what is published. Nobody sees a moment with neither or both: it is one transaction. */
  async publish({ templateId, locale }: TextKey, version: number, publisher: string): Promise<void> {
    await this.sql.count(SUPERSEDE, [templateId, locale]);
    await this.sql.count(PUBLISH, [templateId, locale, version, publisher]);
  }

  /** The words of an old version again, as the newest one and in the place of what is published; returns its number. */
  async publishAgain(place: TextKey, old: TextVersion, author: string): Promise<number> {
    await this.sql.count(SUPERSEDE, [place.templateId, place.locale]);
    const version = await this.insert(place, old, { author, madeFrom: old.version, isPublished: true });
    return version;
  }

  /** Nothing of the template is published any more. */
  async withdraw(templateId: string): Promise<void> {
    await this.sql.count(SUPERSEDE_ALL, [templateId]);
  }

  async signOff({ templateId, locale }: TextKey, version: number, reviewer: string): Promise<void> {
    await this.sql.count(SIGN_OFF, [templateId, locale, version, reviewer]);
  }

  private async insert(
    { templateId, locale }: TextKey,
    { body, shortBody, transliterates }: TextWords,
    { author, madeFrom, isPublished }: { author: string; madeFrom: number | null; isPublished: boolean },
  ): Promise<number> {
    const values = [templateId, locale, body, shortBody, transliterates, author, madeFrom, isPublished];
    const [row] = await this.sql.rows<{ version: number }>(INSERT, values);
    if (row === undefined) throw new Error('the version is not there after its insert');
    return row.version;
  }
}
