import type { Purpose, Variable } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';

/** A template as it stands, of an application or shared by all. */
export interface Template {
  readonly id: string;
  readonly purpose: Purpose;
  /** Null: every application without one of its own inherits it. */
  readonly application: { readonly id: string; readonly name: string } | null;
  readonly maxSegments: number;
  readonly variables: readonly Variable[];
  readonly version: number;
}

export type TemplateSettings = Pick<Template, 'maxSegments' | 'variables'>;

const COLUMNS = `t.id, t.purpose, t.max_segments as "maxSegments", t.variables, t.version,
  case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as application`;
const SOURCE = `template t left join application a on a.id = t.application_id`;

// What one may not see is not there: the shared ones are everybody's.
const IS_IN_SCOPE = `($1::text[] is null or t.application_id is null or t.application_id = any ($1))`;

const LIST: Statement = {
  name: 'template_list',
  text: `select ${COLUMNS} from ${SOURCE} where t.archived_at is null and ${IS_IN_SCOPE}
    order by array_position(array['verification', 'login', 'payment'], t.purpose), a.name nulls first, t.id`,
};

const FIND: Statement = {
  name: 'template_find',
  text: `select ${COLUMNS} from ${SOURCE} where t.archived_at is null and ${IS_IN_SCOPE} and t.id = $2`,
};

// Of two who change a text at once the second is to be told that it has changed, not that the database is busy. Less than
// a statement may take: after that its connection is thrown away.
const PATIENCE: Statement = { name: 'template_patience', text: `set local lock_timeout = '1500ms'` };

// Whoever changes a template or one of its texts waits here for those who are at it, and then sees what they made of it.
const HOLD: Statement = {
  name: 'template_hold',
  text: `select from template where id = $1 for no key update`,
};

const INSERT: Statement = {
  name: 'template_insert_own',
  text: `insert into template (id, purpose, application_id, max_segments, variables)
    select $1, $2, $3, coalesce($4::smallint, shared.max_segments, 1), $5::jsonb
    from (select 1) one left join template shared on shared.purpose = $2 and shared.application_id is null
    on conflict (purpose, application_id) do update
      set archived_at = null, version = template.version + 1, max_segments = excluded.max_segments, variables = excluded.variables
      where template.archived_at is not null
    returning id`,
};

const CHANGE: Statement = {
  name: 'template_change',
  text: `update template set max_segments = $2, variables = $3::jsonb, version = version + 1 where id = $1`,
};

const ARCHIVE: Statement = {
  name: 'template_archive',
  text: `update template set archived_at = now(), version = version + 1 where id = $1`,
};

/** Whose templates someone may see: shared ones and those of these applications, or null for all. */
export type Scope = readonly string[] | null;

/** Templates that are in use. An archived one is not there for anyone, until it is made again. */
export class TemplateStore {
  constructor(private readonly sql: Queryable) {}

  /** By purpose, the shared one first. */
  list(scope: Scope): Promise<Template[]> {
    return this.sql.rows<Template>(LIST, [scope]);
  }

  /** Those that every application without one of its own inherits. */
  listShared(): Promise<Template[]> {
    return this.list([]);
  }

  async find(scope: Scope, id: string): Promise<Template | undefined> {
    return (await this.sql.rows<Template>(FIND, [scope, id]))[0];
  }

  /** The template as it is, and as it and its texts stay until this transaction ends. */
  async hold(id: string): Promise<Template | undefined> {
    await Promise.all([this.sql.rows(PATIENCE), this.sql.rows(HOLD, [id])]);
    return this.find(null, id);
  }

  /**
   * An application's own, or (null) the shared one; one that was archived is taken up again. Without `maxSegments` it has
   * those of the shared one. Undefined when there is one already.
   */
  async create(
    id: string,
    { purpose, applicationId }: { readonly purpose: Purpose; readonly applicationId: string | null },
    { maxSegments, variables }: Partial<TemplateSettings>,
  ): Promise<string | undefined> {
    const values = [id, purpose, applicationId, maxSegments ?? null, JSON.stringify(variables ?? [])];
    return (await this.sql.rows<{ id: string }>(INSERT, values))[0]?.id;
  }

  async change(id: string, { maxSegments, variables }: TemplateSettings): Promise<void> {
    await this.sql.count(CHANGE, [id, maxSegments, JSON.stringify(variables)]);
  }

  async archive(id: string): Promise<void> {
    await this.sql.count(ARCHIVE, [id]);
  }
}
