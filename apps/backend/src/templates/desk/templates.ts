import type { Finding, Purpose } from '@codewire/contracts';
import type { AuditLog } from '../../audit/audit-log.js';
import type { Sql, Tx } from '../../database/sql.js';
import type { Author } from '../../platform/author.js';
import { newId } from '../../platform/ids.js';
import { tellTextNodes } from '../text-changes.js';
import { findBroken } from './text-checks.js';
import { aboutTemplate, toTemplateFacts } from './template.views.js';
import { TemplateStore, type Template, type TemplateSettings } from './template.store.js';
import { TextStore } from './text.store.js';

type Unknown = { readonly kind: 'unknown' };
/** Someone else has changed it since. */
type ChangedMeanwhile = { readonly kind: 'changed_meanwhile' };

export type CreateTemplateOutcome = { readonly kind: 'made'; readonly id: string } | { readonly kind: 'exists' };
export type ChangeTemplateOutcome =
  | { readonly kind: 'changed' }
  | ChangedMeanwhile
  | Unknown
  /** With these settings what is published could not be sent as it is. */
  | { readonly kind: 'breaks_texts'; readonly findings: readonly Finding[] };
export type ArchiveTemplateOutcome =
  { readonly kind: 'archived' } | ChangedMeanwhile | Unknown | { readonly kind: 'shared' };

/** A template in the version that its author saw. */
export interface SeenTemplate {
  readonly id: string;
  readonly version: string;
}

/** Makes, changes and archives templates. Each change is in the audit, and on every node within a second. */
export class Templates {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  /** Of an application that is there. It inherits every text until it has its own; one that was archived is the same again. */
  create(
    author: Author,
    owner: { readonly purpose: Purpose; readonly applicationId: string },
    settings: Partial<TemplateSettings>,
  ): Promise<CreateTemplateOutcome> {
    return this.sql.transaction(async (tx) => {
      const store = new TemplateStore(tx);
      const id = await store.create(newId('tpl'), owner, settings);
      if (id === undefined) return { kind: 'exists' };
      const made = await store.find(null, id);
      if (made === undefined) throw new Error('the template is not there after its insert');
      await this.audit.append(tx, author, {
        action: 'template.created',
        ...aboutTemplate(made),
        after: toTemplateFacts(made),
      });
      return { kind: 'made', id };
    });
  }

  /** Nothing that is published may break by it. */
  change(author: Author, seen: SeenTemplate, changes: Partial<TemplateSettings>): Promise<ChangeTemplateOutcome> {
    return this.whileHeld(seen, async (tx, store, before) => {
      const after = { ...before, ...changes };
      const [was, is] = [toTemplateFacts(before), toTemplateFacts(after)];
      if (JSON.stringify(was) === JSON.stringify(is)) return { kind: 'changed' };
      const published = await new TextStore(tx).listPublished([before.id]);
      const findings = await findBroken(published, before, after);
      if (findings.length > 0) return { kind: 'breaks_texts', findings };
      await store.change(before.id, after);
      await tellTextNodes(tx);
      await this.audit.append(tx, author, {
        action: 'template.changed',
        ...aboutTemplate(before),
        before: was,
        after: is,
      });
      return { kind: 'changed' };
    });
  }

  /** Its application inherits again. What was published is superseded; drafts wait for it to be made once more. */
  archive(author: Author, seen: SeenTemplate): Promise<ArchiveTemplateOutcome> {
    return this.whileHeld(seen, async (tx, store, template) => {
      if (template.application === null) return { kind: 'shared' };
      const texts = new TextStore(tx);
      const published = (await texts.listPublished([template.id])).map(({ locale, version }) => [locale, version]);
      await texts.withdraw(template.id);
      await store.archive(template.id);
      await tellTextNodes(tx);
      await this.audit.append(tx, author, {
        action: 'template.archived',
        ...aboutTemplate(template),
        before: { ...toTemplateFacts(template), published: Object.fromEntries(published) },
      });
      return { kind: 'archived' };
    });
  }

  private whileHeld<Outcome>(
    { id, version }: SeenTemplate,
    work: (tx: Tx, store: TemplateStore, template: Template) => Promise<Outcome>,
  ): Promise<Outcome | ChangedMeanwhile | Unknown> {
    return this.sql.transaction(async (tx) => {
      const store = new TemplateStore(tx);
      const template = await store.hold(id);
      if (template === undefined) return { kind: 'unknown' };
      if (String(template.version) !== version) return { kind: 'changed_meanwhile' };
      return work(tx, store, template);
    });
  }
}
