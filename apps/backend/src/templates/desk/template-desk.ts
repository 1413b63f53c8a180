import type {
  CoverageCell,
  TemplateChange,
  TemplateCreate,
  TemplateDetail,
  TemplateList,
  TemplateUse,
  TemplateView,
} from '@codewire/contracts';
import type { ApplicationStore } from '../../applications/application.store.js';
import type { Queryable } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import type { TextUse } from '../../platform/ports.js';
import type { Coverage } from './coverage.js';
import { assertVariables } from './template-input.js';
import { TemplateStore, type Scope, type Template } from './template.store.js';
import { toSettings, toTemplateUse, toTemplateView } from './template.views.js';
import type { SeenTemplate, Templates } from './templates.js';
import { TextStore } from './text.store.js';

export interface TemplateDeskOptions {
  readonly sql: Queryable;
  readonly templates: Templates;
  readonly applications: Pick<ApplicationStore, 'findApplication'>;
  readonly coverage: Coverage;
  readonly textUse: TextUse;
}

/** What operators do with templates. Those of applications out of their scope are as unknown as those that never were. */
export class TemplateDesk {
  private readonly store: TemplateStore;

  constructor(private readonly use: TemplateDeskOptions) {
    this.store = new TemplateStore(use.sql);
  }

  async list(scope: Scope): Promise<TemplateList> {
    return { data: (await this.view(scope, await this.store.list(scope))).map(({ view }) => view) };
  }

  /** Every template in every enabled language. */
  async listInFull(scope: Scope): Promise<TemplateDetail[]> {
    return (await this.view(scope, await this.store.list(scope))).map(toDetail);
  }

  async read(scope: Scope, id: string): Promise<TemplateDetail> {
    const template = await this.find(scope, id);
    // Nobody else sends it: among the messages of its application the newest reach further back.
    const senders = template.application === null ? scope : [template.application.id];
    const [viewed] = await this.view(senders, [template]);
    if (viewed === undefined) throw new Error('a template without its view');
    return toDetail(viewed);
  }

  async create(author: Author, input: TemplateCreate): Promise<TemplateDetail> {
    const { purpose, application_id: id, ...settings } = input;
    assertVariables(settings.variables);
    const application = await this.use.applications.findApplication(id);
    if (application?.id !== id) throw new AppError('application.not_found', { field: 'application_id' });
    const made = await this.use.templates.create(author, { purpose, applicationId: id }, toSettings(settings));
    if (made.kind === 'exists') throw new AppError('template.exists');
    return this.read(null, made.id);
  }

  async change(scope: Scope, author: Author, seen: SeenTemplate, input: TemplateChange): Promise<TemplateDetail> {
    assertVariables(input.variables);
    await this.find(scope, seen.id);
    const outcome = await this.use.templates.change(author, seen, toSettings(input));
    switch (outcome.kind) {
      case 'changed':
        return this.read(scope, seen.id);
      case 'changed_meanwhile':
        throw new AppError('template.changed');
      case 'unknown':
        throw new AppError('template.not_found');
      case 'breaks_texts':
        throw new AppError('text.checks_failed', { findings: outcome.findings });
    }
  }

  async archive(scope: Scope, author: Author, seen: SeenTemplate): Promise<void> {
    await this.find(scope, seen.id);
    const { kind } = await this.use.templates.archive(author, seen);
    if (kind === 'changed_meanwhile') throw new AppError('template.changed');
    if (kind === 'unknown') throw new AppError('template.not_found');
    if (kind === 'shared') throw new AppError('template.shared');
  }

  private async find(scope: Scope, id: string): Promise<Template> {
    const template = await this.store.find(scope, id);
    if (template === undefined) throw new AppError('template.not_found');
    return template;
  }

  private async view(senders: Scope, templates: readonly Template[]): Promise<ViewedTemplate[]> {
    const [covered, useOf] = await Promise.all([this.use.coverage.of(templates), this.countUse(senders)]);
    return covered.map((one) => ({ view: toTemplateView(one, useOf(one.template)), cells: one.cells }));
  }

  private async countUse(senders: Scope): Promise<(template: Template) => TemplateUse> {
    const counted = await this.use.textUse.countSends(senders);
    const sends = await new TextStore(this.use.sql).addUp(counted.byVersion);
    return ({ id }) => toTemplateUse(sends.get(id) ?? 0, counted);
  }
}

interface ViewedTemplate {
  readonly view: TemplateView;
  readonly cells: readonly CoverageCell[];
}

const toDetail = ({ view, cells }: ViewedTemplate): TemplateDetail => ({ ...view, coverage: [...cells] });
