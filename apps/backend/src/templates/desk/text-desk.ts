import type { DraftChange, Finding, PublishRequest, TextDetail, TextDiff, VersionView } from '@codewire/contracts';
import { canonicalTag } from '@codewire/otp';
import { diffWords } from '@codewire/texts';
import type { Queryable } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import type { ProblemText } from '../../platform/problem-text.js';
import type { Language } from '../../platform/languages.js';
import { LocaleStore, type LocaleRow } from '../locales/locale.store.js';
import { checkWords } from './text-checks.js';
import { chainOf, findSource, publishedFor } from './text-lookup.js';
import { TemplateStore, type Scope, type Template } from './template.store.js';
import { TextStore, type PublishedWords, type TextVersion } from './text.store.js';
import {
  draftOf,
  publishedOf,
  textTag,
  toVersionBrief,
  toVersionOrNone,
  toVersionView,
  toWords,
  updateOf,
} from './text.views.js';
import type { ChangeTextOutcome, SeenText, Texts } from './texts.js';

export interface TextDeskOptions {
  readonly sql: Queryable;
  readonly texts: Texts;
  readonly words: Pick<ProblemText, 'finding'>;
}

/** A text as it is named in a path: the language in any spelling. */
export interface NamedText {
  readonly templateId: string;
  readonly locale: string;
}

/** Who looks at a text: what he may see, and the language that he is told findings in. */
export interface Reader {
  readonly scope: Scope;
  readonly language: Language;
}

/** Who changes a text, and the state of it that he saw. */
export interface Writer extends Reader {
  readonly author: Author;
  readonly tag: string;
}

/** A text, and the tag that a change of it is to be made from. */
export interface TaggedText {
  readonly tag: string;
  readonly text: TextDetail;
}

interface Found {
  readonly template: Template;
  readonly locale: LocaleRow;
  readonly locales: readonly LocaleRow[];
}

/** What operators do with the text of a template in one language. */
export class TextDesk {
  constructor(private readonly use: TextDeskOptions) {}

  async read(reader: Reader, named: NamedText): Promise<TaggedText> {
    const found = await this.find(reader.scope, named);
    const { template, locale, locales } = found;
    const versions = await this.versionsOf(found);
    const [published, draft] = [publishedOf(versions), draftOf(versions)];
    const [source, inherited] = await Promise.all([
      findSource(this.use.sql, template, locale.tag),
      published === undefined
        ? publishedFor(this.use.sql, template, chainOf(locale.tag, locales))
        : Promise.resolve(undefined),
    ]);
    const shown = draft ?? published;
    const findings = shown === undefined ? [] : checkWords(template, locale.tag, shown, source);
    return {
      tag: textTag(template, versions),
      text: {
        template_id: template.id,
        locale: locale.tag,
        direction: locale.direction,
        published: toVersionOrNone(published),
        draft: toVersionOrNone(draft),
        update: toVersionOrNone(updateOf(versions)),
        source: source === null ? null : toSource(source),
        inherited: inherited === undefined ? null : { ...toSource(inherited), is_shared: inherited.isShared },
        findings: this.tell(findings, reader.language),
        versions: versions.map(toVersionBrief),
      },
    };
  }

  save(writer: Writer, named: NamedText, draft: DraftChange): Promise<TaggedText> {
    return this.change(writer, named, (text) => this.use.texts.save(writer.author, text, toWords(draft)));
  }

  discard(writer: Writer, named: NamedText): Promise<TaggedText> {
    return this.change(writer, named, (text) => this.use.texts.discard(writer.author, text));
  }

  publish(writer: Writer, named: NamedText, { version, is_reviewed }: PublishRequest): Promise<TaggedText> {
    const choice = { version, isReviewed: is_reviewed };
    return this.change(writer, named, (text) => this.use.texts.publish(writer.author, text, choice));
  }

  revert(writer: Writer, named: NamedText, version: number): Promise<TaggedText> {
    return this.change(writer, named, (text) => this.use.texts.revert(writer.author, text, version));
  }

  signOff(writer: Writer, named: NamedText, version: number): Promise<TaggedText> {
    return this.change(writer, named, (text) => this.use.texts.signOff(writer.author, text, version));
  }

  async readVersion(scope: Scope, named: NamedText, version: string): Promise<VersionView> {
    return toVersionView(versionOf(await this.versionsOf(await this.find(scope, named)), version));
  }

  /** What became of the words of one version in the other. */
  async diff(scope: Scope, named: NamedText, before: string, after: string): Promise<TextDiff> {
    const versions = await this.versionsOf(await this.find(scope, named));
    const [from, to] = [versionOf(versions, before), versionOf(versions, after)];
    return {
      body: diffWords(from.body, to.body),
      short_body: diffWords(from.shortBody ?? '', to.shortBody ?? ''),
    };
  }

  private async change(
    writer: Writer,
    named: NamedText,
    work: (text: SeenText) => Promise<ChangeTextOutcome>,
  ): Promise<TaggedText> {
    const { template, locale } = await this.find(writer.scope, named);
    const outcome = await work({ templateId: template.id, locale: locale.tag, tag: writer.tag });
    if (outcome.kind !== 'changed') throw refusalOf(outcome);
    return this.read(writer, named);
  }

  private async find(scope: Scope, { templateId, locale: named }: NamedText): Promise<Found> {
    const [template, locales] = await Promise.all([
      new TemplateStore(this.use.sql).find(scope, templateId),
      new LocaleStore(this.use.sql).list(),
    ]);
    if (template === undefined) throw new AppError('template.not_found');
    const tag = canonicalTag(named);
    const locale = locales.find((one) => one.tag === tag);
    if (locale === undefined) throw new AppError('locale.not_found');
    return { template, locale, locales };
  }

  private versionsOf({ template, locale }: Found): Promise<TextVersion[]> {
    return new TextStore(this.use.sql).listVersions({ templateId: template.id, locale: locale.tag });
  }

  private tell(findings: readonly Finding[], language: Language) {
    return findings.map((finding) => this.use.words.finding(finding, language));
  }
}

/** As it stands in a path. */
function versionOf(versions: readonly TextVersion[], named: string): TextVersion {
  const found = versions.find(({ version }) => String(version) === named);
  if (found === undefined) throw new AppError('text.version_not_found');
  return found;
}

function toSource({ locale, body, shortBody }: PublishedWords) {
  return { locale, body, short_body: shortBody };
}

function refusalOf(outcome: Exclude<ChangeTextOutcome, { kind: 'changed' }>): AppError {
  switch (outcome.kind) {
    case 'changed_meanwhile':
      return new AppError('text.changed');
    case 'unknown_template':
      return new AppError('template.not_found');
    case 'unknown_locale':
      return new AppError('locale.not_found');
    case 'unknown_version':
      return new AppError('text.version_not_found');
    case 'not_a_draft':
      return new AppError('text.not_a_draft');
    case 'checks_failed':
      return new AppError('text.checks_failed', { findings: outcome.findings });
  }
}
