import type { Finding, Preview, PreviewRequest } from '@codewire/contracts';
import { typicalValues, UnusableTextError, worstValues, type TextValues } from '@codewire/texts';
import type { Application, ApplicationStore } from '../../applications/application.store.js';
import { AppError } from '../../platform/app-error.js';
import type { SegmentPrices } from '../../platform/ports.js';
import type { ProblemText } from '../../platform/problem-text.js';
import { isInScope } from '../../platform/signed-in.js';
import { CountryLocaleStore } from '../locales/country-locale.store.js';
import { LocaleStore } from '../locales/locale.store.js';
import { priceOfSegments, toRenderedPreview, writeText } from './preview-text.js';
import { findPreviewWords, type PreviewQuestion, type PreviewTools, type PreviewWords } from './preview-words.js';
import { TemplateStore, type Scope, type Template } from './template.store.js';
import { checkWords, errorsOf } from './text-checks.js';
import type { Reader } from './text-desk.js';
import { findSource } from './text-lookup.js';

export interface PreviewDeskOptions extends PreviewTools {
  readonly applications: Pick<ApplicationStore, 'findApplication'>;
  readonly prices: SegmentPrices;
  readonly words: Pick<ProblemText, 'finding'>;
}

/** Who looks at a preview; what carriers cost is for those who may see routes. */
export interface PreviewReader extends Reader {
  readonly seesPrices: boolean;
}

/** Most countries whose prices are told. */
const MOST_PRICES = 10;

/** Shows what a phone would get, made by what makes messages. Changes nothing, and sends nothing. */
export class PreviewDesk {
  constructor(private readonly use: PreviewDeskOptions) {}

  /** Words with errors are shown too, as long as a message can be made of them. */
  async preview(
    { scope, language, seesPrices }: PreviewReader,
    templateId: string,
    request: PreviewRequest,
  ): Promise<Preview> {
    const question = await this.read(scope, templateId, request);
    const words = await findPreviewWords(this.use, question);
    const { template, source, locale, reason, chain } = words;
    const original = await findSource(this.use.sql, template, source.locale);
    const findings = checkWords(template, source.locale, source, original);
    const { typical, longest } = write(question, words, findings);
    return {
      locale,
      reason,
      chain,
      from: source.locale,
      direction: question.locales.find(({ tag }) => tag === source.locale)?.direction ?? 'ltr',
      trailer: request.trailer === undefined ? null : typical.text.slice(typical.text.lastIndexOf('\n') + 1),
      typical,
      longest,
      prices: seesPrices ? await this.price(question, locale, typical.segments) : [],
      findings: findings.map((finding) => this.use.words.finding(finding, language)),
    };
  }

  private async read(scope: Scope, templateId: string, request: PreviewRequest): Promise<PreviewQuestion> {
    const template = await new TemplateStore(this.use.sql).find(scope, templateId);
    if (template === undefined) throw new AppError('template.not_found');
    const [application, locales] = await Promise.all([
      this.applicationFor(template, request.application_id, scope),
      new LocaleStore(this.use.sql).list(),
    ]);
    return { template, application, request, locales };
  }

  /** The one asked for, the template's own, or the first that the reader may see. */
  private async applicationFor(
    { application: owner }: Template,
    asked: string | undefined,
    scope: Scope,
  ): Promise<Application | undefined> {
    const id = asked ?? owner?.id ?? scope?.[0];
    if (id === undefined) return scope === null ? this.use.applications.findApplication() : undefined;
    const application = await this.use.applications.findApplication(id);
    const isPossible = application?.id === id && isInScope(scope, id) && (owner === null || owner.id === id);
    if (!isPossible) throw new AppError('application.not_found', { field: 'application_id' });
    return application;
  }

  private async price(
    { application, request: { country } }: PreviewQuestion,
    locale: string,
    segments: number,
  ): Promise<Preview['prices']> {
    if (application === undefined) return [];
    const countries = country === undefined ? await this.countriesOf(application, locale) : [country];
    const prices = await this.use.prices.pricesFor(application, countries);
    return prices.slice(0, MOST_PRICES).map((one) => ({ ...one, price: priceOfSegments(one.price, segments) }));
  }

  /** Whose numbers get the language when nobody asks for another. */
  private async countriesOf({ id, defaultLanguage }: Application, locale: string): Promise<string[]> {
    const question = { applicationId: id, applicationDefault: defaultLanguage };
    const rows = await new CountryLocaleStore(this.use.sql).list();
    return rows.flatMap(({ country }) =>
      this.use.texts.choose({ ...question, country }).locale === locale ? [country] : [],
    );
  }
}

function write(
  { application, request }: PreviewQuestion,
  { template, source, locale: formats, render }: PreviewWords,
  findings: readonly Finding[],
) {
  const { trailer } = request;
  const show = (values: TextValues) => toRenderedPreview(writeText(render, values, { source, formats }), values);
  try {
    return {
      typical: show(typicalFor(template, application, request)),
      longest: show({ ...worstValues(source, trailer === undefined ? 'full' : 'short'), ...(trailer && { trailer }) }),
    };
  } catch (error) {
    if (error instanceof UnusableTextError) throw new AppError('text.checks_failed', { findings: errorsOf(findings) });
    throw atValues(error);
  }
}

/** What a start of the application would put in, and what was asked for instead. */
function typicalFor(
  { purpose, variables }: Template,
  application: Application | undefined,
  { values, trailer }: PreviewRequest,
): TextValues {
  const { variables: named, code_length: length, ...given } = values;
  const usual = typicalValues(purpose, variables, trailer);
  return {
    ...usual,
    ...(application !== undefined && {
      brand: application.name,
      isOwnBrand: given.brand === undefined,
      minutes: Math.floor(application.policy.lifeSeconds / 60),
      codeLength: application.policy.codeLength,
    }),
    ...given,
    ...(length !== undefined && { codeLength: length }),
    ...(named !== undefined && { variables: { ...usual.variables, ...named } }),
  };
}

/** Names the field as this request has it: its values stand together. */
function atValues(error: unknown): unknown {
  if (!(error instanceof AppError) || error.facts.field === undefined) return error;
  return new AppError(error.code, { ...error.facts, field: `values.${error.facts.field}` });
}
