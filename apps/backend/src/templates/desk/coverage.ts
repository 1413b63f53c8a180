import type { CoverageCell } from '@codewire/contracts';
import { LocaleBook } from '@codewire/otp';
import type { Queryable } from '../../database/sql.js';
import { LocaleStore, type LocaleRow } from '../locales/locale.store.js';
import type { Appraisals } from './appraisals.js';
import { TemplateStore, type Template } from './template.store.js';
import { firstOf } from './text-lookup.js';
import { TextStore, type DraftPlace, type PublishedWords } from './text.store.js';

/** A template in each enabled language. */
export interface CoveredTemplate {
  readonly template: Template;
  readonly cells: readonly CoverageCell[];
}

/** Texts with the templates that they are of. */
interface Shelf {
  readonly published: readonly PublishedWords[];
  readonly drafts: readonly DraftPlace[];
  readonly templates: ReadonlyMap<string, Template>;
  readonly locales: readonly LocaleRow[];
  readonly book: LocaleBook;
}

/** Which language has which text, its own or another's, and what that costs at most. */
export class Coverage {
  constructor(
    private readonly sql: Queryable,
    private readonly appraisals: Appraisals,
  ) {}

  /** Of each template, in the order of these; languages by their tags. */
  async of(templates: readonly Template[]): Promise<CoveredTemplate[]> {
    const shelf = await this.read(templates);
    const covered: CoveredTemplate[] = [];
    for (const template of templates) covered.push({ template, cells: await this.cover(template, shelf) });
    return covered;
  }

  private async read(templates: readonly Template[]): Promise<Shelf> {
    const shared = await new TemplateStore(this.sql).listShared();
    const byId = new Map([...shared, ...templates].map((template) => [template.id, template]));
    const texts = new TextStore(this.sql);
    const [published, drafts, locales] = await Promise.all([
      texts.listPublished([...byId.keys()]),
      texts.listDrafts(templates.map(({ id }) => id)),
      new LocaleStore(this.sql).list(),
    ]);
    return { published, drafts, templates: byId, locales, book: new LocaleBook(locales, {}) };
  }

  private async cover(template: Template, shelf: Shelf): Promise<CoverageCell[]> {
    const { published, drafts, templates, locales, book } = shelf;
    const reachable = published.filter(
      ({ templateId, isShared }) =>
        templateId === template.id || (isShared && templates.get(templateId)?.purpose === template.purpose),
    );
    const standard = locales.find(({ isDefault }) => isDefault)?.tag;
    const source = standard === undefined ? undefined : firstOf(reachable, [standard]);
    const cells: CoverageCell[] = [];
    for (const { tag } of locales.filter(({ isEnabled }) => isEnabled)) {
      const text = firstOf(reachable, book.chainOf(tag));
      const has = (origin: DraftPlace['origin']) =>
        drafts.some((one) => one.templateId === template.id && one.locale === tag && one.origin === origin);
      const waiting = { has_draft: has('admin'), has_update: has('built_in') };
      const owner = text === undefined ? undefined : templates.get(text.templateId);
      if (text === undefined || owner === undefined) {
        cells.push({ ...NOTHING, locale: tag, ...waiting });
        continue;
      }
      const isSource = source === undefined || text.locale === source.locale;
      const { encoding, segments, errors, warnings } = await this.appraisals.of(owner, text, isSource ? null : source);
      const isOwn = text.templateId === template.id && text.locale === tag;
      cells.push({
        locale: tag,
        state: isOwn ? 'own' : 'inherited',
        from: text.locale,
        is_shared: text.isShared,
        version: text.version,
        ...waiting,
        is_reviewed: text.isReviewed,
        encoding,
        segments,
        errors,
        warnings,
      });
    }
    return cells;
  }
}

const NOTHING = {
  state: 'missing',
  from: null,
  is_shared: false,
  version: null,
  is_reviewed: false,
  encoding: null,
  segments: null,
  errors: 0,
  warnings: 0,
} as const satisfies Partial<CoverageCell>;
