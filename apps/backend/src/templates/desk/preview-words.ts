import type { Preview, PreviewRequest } from '@codewire/contracts';
import { canonicalTag } from '@codewire/otp';
import { typicalValues, type RenderedText, type TextSource, type TextValues } from '@codewire/texts';
import type { Application } from '../../applications/application.store.js';
import type { Queryable } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { LocaleRow } from '../locales/locale.store.js';
import type { TextService } from '../text.service.js';
import { TemplateStore, type Template } from './template.store.js';
import { chainOf, publishedFor } from './text-lookup.js';
import { TextStore, type PublishedWords, type TextWords } from './text.store.js';
import { toWords } from './text.views.js';

/** What is asked about, and for whom. */
export interface PreviewQuestion {
  readonly template: Template;
  /** Undefined where there is none at all. */
  readonly application: Application | undefined;
  readonly request: PreviewRequest;
  readonly locales: readonly LocaleRow[];
}

/** The language that a text is for, why, and where it is looked for. */
type Target = Pick<Preview, 'locale' | 'reason' | 'chain'>;

/** The words that are shown, under the settings of the template that they are of, and what makes messages of them. */
export interface PreviewWords extends Target {
  readonly template: Template;
  readonly source: TextSource;
  readonly render: (values: TextValues) => RenderedText;
}

export interface PreviewTools {
  readonly sql: Queryable;
  readonly texts: Pick<TextService, 'choose' | 'render' | 'renderVersion'>;
}

/** The words given, else those of a version, else what would be sent. */
export async function findPreviewWords(tools: PreviewTools, question: PreviewQuestion): Promise<PreviewWords> {
  const { template, request } = question;
  const target = aimAt(tools, question);
  const { locale } = target;
  if (request.text !== undefined) return show(tools, target, template, { ...toWords(request.text), id: 0, locale });
  if (request.version === undefined) return findSent(tools, target, template);
  const versions = await new TextStore(tools.sql).listVersions({ templateId: template.id, locale });
  const found = versions.find(({ version }) => version === request.version);
  if (found === undefined) throw new AppError('text.version_not_found', { field: 'version' });
  return show(tools, target, template, { ...found, locale });
}

/** As a start chooses. Words that need not be sent are of the very language that is named, if it is there. */
function aimAt({ texts }: PreviewTools, { request, application, locales }: PreviewQuestion): Target {
  const { language: requested, country } = request;
  const choice = texts.choose({
    applicationId: application?.id ?? '',
    requested,
    country,
    applicationDefault: application?.defaultLanguage ?? '',
  });
  if (request.text === undefined && request.version === undefined) return { ...choice, chain: [...choice.chain] };
  const locale = requested === undefined ? choice.locale : canonicalTag(requested);
  if (locale === undefined || !locales.some(({ tag }) => tag === locale)) {
    throw new AppError('locale.not_found', { field: 'language' });
  }
  return { locale, reason: null, chain: [...new Set([locale, ...chainOf(locale, locales)])] };
}

/** By the texts in memory, which messages are made by: for a moment after a publish they are those of before. */
async function findSent({ sql, texts }: PreviewTools, target: Target, template: Template): Promise<PreviewWords> {
  // Not an application's own in the place of the shared one that is looked at.
  const about = { applicationId: template.application?.id ?? '', purpose: template.purpose, locale: target.locale };
  const render = (values: TextValues) => texts.render({ ...about, ...values });
  const published = await publishedFor(sql, template, target.chain);
  if (published === undefined) throw new AppError('text.unavailable', { values: { locale: target.locale } });
  const { variables } = await ownerOf(sql, template, published);
  const id = versionOf(() => render(typicalValues(template.purpose, variables)));
  const isOther = id !== undefined && id !== published.versionId;
  const sent = (isOther ? await new TextStore(sql).find(id) : undefined) ?? published;
  const words = { ...sent, id: sent.versionId };
  return { ...show({ texts }, target, await ownerOf(sql, template, sent), words), render };
}

/** The version that messages are written with just now; undefined where they would be too long. */
function versionOf(render: () => RenderedText): number | undefined {
  try {
    return render().templateVersionId;
  } catch (error) {
    if (error instanceof AppError && error.code === 'text.too_long') return undefined;
    throw error;
  }
}

/** The template that words are of: the one that is looked at, or the shared one that it inherits from. */
async function ownerOf(sql: Queryable, template: Template, { templateId }: PublishedWords): Promise<Template> {
  if (templateId === template.id) return template;
  return (await new TemplateStore(sql).find([], templateId)) ?? template;
}

function show(
  { texts }: Pick<PreviewTools, 'texts'>,
  target: Target,
  template: Template,
  {
    id: versionId,
    locale,
    body,
    shortBody,
    transliterates,
  }: TextWords & { readonly id: number; readonly locale: string },
): PreviewWords {
  const { purpose, maxSegments, variables } = template;
  const source = { versionId, locale, body, shortBody, transliterates, purpose, maxSegments, variables };
  return { ...target, template, source, render: (values) => texts.renderVersion(source, target.locale, values) };
}
