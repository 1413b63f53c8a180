import type { TextsDocument } from '@codewire/contracts';
import type { AuditLog, Deed } from '../../audit/audit-log.js';
import type { Sql } from '../../database/sql.js';
import type { Author } from '../../platform/author.js';
import type { Scope } from '../desk/template.store.js';
import { CheckMemory } from './check-memory.js';
import { planImport } from './import-plan.js';
import { refusedOf, type Planned, type PlannedChange, type TemplateOwner } from './planned-change.js';
import { ImportStore } from './import.store.js';
import { readTextsState, type TextsState } from './texts-state.js';
import { writeImport } from './write-import.js';

export interface ImportQuestion {
  readonly document: TextsDocument;
  /** Changed texts are sent from then on; else each is a draft. */
  readonly publishes: boolean;
  /** Whose templates its author may change. */
  readonly scope: Scope;
}

/** A whole document on a busy machine. */
const IMPORT_MS = 30_000;
/** Names that an entry of the audit tells of each kind; the counts tell of all. */
const MOST_NAMES = 500;
/** Of languages, countries and settings of templates it tells what they were, too. Words stand in their versions. */
const MOST_FACTS = 300;

/** Brings documents in, each as a whole or not at all, with one entry in the audit. On every node at once. */
export class TextImports {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  /** What an import would do just now; nothing is changed. */
  async try(question: ImportQuestion): Promise<Planned> {
    return this.plan(question, await readTextsState(this.sql, question.scope), new CheckMemory());
  }

  /** What was done; nothing was if anything is refused. Of two imports at once the second is of what the first has made. */
  async import(author: Author, question: ImportQuestion): Promise<Planned> {
    const memory = new CheckMemory();
    const state = await readTextsState(this.sql, question.scope);
    // Texts are looked at before anybody has to wait for it.
    const first = await this.plan(question, state, memory);
    if (!isToDo(first)) return first;
    const owners = ownersOf(question.document, state);
    return this.sql.transaction(
      async (tx) => {
        await new ImportStore(tx).hold(owners);
        const held = await readTextsState(tx, question.scope);
        const plan = await this.plan(question, held, memory);
        if (!isToDo(plan)) return plan;
        const { publishes } = question;
        await writeImport(tx, plan.changes, { author: author.name, publishes, templates: held.templates });
        await this.audit.append(tx, author, deedOf(plan, publishes));
        return plan;
      },
      { mostMs: IMPORT_MS },
    );
  }

  private plan({ document, publishes }: ImportQuestion, state: TextsState, memory: CheckMemory): Promise<Planned> {
    return planImport(document, state, { publishes, memory });
  }
}

const isToDo = ({ changes }: Planned) => changes.length > 0 && refusedOf(changes).length === 0;

function ownersOf({ templates }: TextsDocument, { applications }: TextsState): TemplateOwner[] {
  const ids = new Map(applications.map(({ id, name }) => [name, id]));
  return templates.map(({ purpose, application }) => ({
    purpose,
    applicationId: application === null ? null : (ids.get(application) ?? null),
  }));
}

function deedOf({ changes }: Planned, publishes: boolean): Deed {
  const byKind = [...Map.groupBy(changes, ({ kind }) => kind)];
  const before = byKind.filter(([kind]) => kind !== 'text').map(([kind, its]) => [kind, factsOf(its, 'before')]);
  const after = byKind.map(([kind, its]): [string, object] => [
    kind,
    {
      count: its.length,
      names: its.slice(0, MOST_NAMES).map(({ name }) => name),
      ...(kind !== 'text' && factsOf(its, 'after')),
    },
  ]);
  return {
    action: 'text.imported',
    target: { kind: 'text', id: 'import', name: 'Texts' },
    ...(before.length > 0 && { before: Object.fromEntries(before) as Record<string, object> }),
    after: { is_published: publishes, ...Object.fromEntries(after) },
  };
}

function factsOf(changes: readonly PlannedChange[], side: 'before' | 'after') {
  return { values: Object.fromEntries(changes.slice(0, MOST_FACTS).map((one) => [one.name, one[side]])) };
}
