import type { TextsDocument } from '@codewire/contracts';
import { diffWords } from '@codewire/texts';
import { AppError } from '../../platform/app-error.js';
import type { TemplateSettings } from '../desk/template.store.js';
import { errorsOf, findBroken, type SourceWords } from '../desk/text-checks.js';
import type { TextWords } from '../desk/text.store.js';
import { toWordFacts } from '../desk/text.views.js';
import type { CheckMemory } from './check-memory.js';
import {
  nameOf,
  NO_FINDINGS,
  ownerKey,
  type Planned,
  type PlannedChange,
  type TemplateChange,
  type TemplateOwner,
  type TextChange,
} from './planned-change.js';
import { unreadable } from './plan-languages.js';
import { TemplateReader, type ReadTemplate } from './read-templates.js';
import type { TextsState } from './texts-state.js';

export interface PlanOptions {
  /** Changed texts take the place of what is sent; else they become drafts. */
  readonly publishes: boolean;
  readonly memory: Pick<CheckMemory, 'check'>;
}

interface Surroundings extends PlanOptions {
  /** Languages that there are then. */
  readonly tags: ReadonlySet<string>;
  readonly sourceOf: (owner: TemplateOwner, locale: string) => SourceWords | null;
}

/** `locales` of the state are those that there are once the document's are. */
export async function planTemplates(
  { templates: entries }: Pick<TextsDocument, 'templates'>,
  state: TextsState,
  options: PlanOptions,
): Promise<Planned> {
  const reader = new TemplateReader(state);
  const read = entries.map((entry, place) => reader.read(entry, place));
  const templates = read.flatMap(({ template }) => template ?? []);
  const tags = new Set(state.locales.map(({ tag }) => tag));
  const around = { ...options, tags, sourceOf: sourcesOf(state.locales, templates, reader) };
  const changes = read.flatMap(({ refused }) => refused);
  let unchanged = 0;
  const note = (change: PlannedChange | undefined): void => {
    if (change === undefined) unchanged += 1;
    else changes.push(change);
  };
  for (const template of templates) {
    note(await planSettings(template, around));
    for (const [locale, words] of template.texts) note(await planText(template, { locale, words }, around));
  }
  return { unchanged, changes };
}

/** What is to be translated: the default language's text, a template's own before the shared one, as it is then. */
function sourcesOf(locales: TextsState['locales'], templates: readonly ReadTemplate[], reader: TemplateReader) {
  const source = locales.find(({ isDefault }) => isDefault)?.tag;
  const given = new Map(templates.map(({ owner, texts }) => [ownerKey(owner), texts]));
  const find = (owner: TemplateOwner): SourceWords | undefined =>
    source === undefined
      ? undefined
      : (given.get(ownerKey(owner))?.get(source) ?? reader.publishedOf(owner).get(source));
  return (owner: TemplateOwner, locale: string): SourceWords | null =>
    locale === source ? null : (find(owner) ?? find({ ...owner, applicationId: null }) ?? null);
}

/** Undefined where they stay. What stays published must not break by them. */
async function planSettings(
  template: ReadTemplate,
  { publishes, memory }: PlanOptions,
): Promise<TemplateChange | undefined> {
  const { name, owner, settings, was, texts, published } = template;
  const after = toFacts(settings);
  const before = was === undefined ? null : toFacts(was);
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  const told = { kind: 'template', name, before, after, ...NO_FINDINGS, owner, settings, was } as const;
  if (was === undefined) return { ...told, change: 'added' };
  const staying = [...published]
    .filter(([locale, words]) => !publishes || !texts.has(locale) || isSame(words, texts.get(locale)))
    .map(([locale, words]) => ({ ...words, locale }));
  const findings = await findBroken(staying, was, { ...was, ...settings }, (...question) => memory.check(...question));
  if (findings.length === 0) return { ...told, change: 'changed' };
  return { ...told, change: 'refused', findings, refusal: new AppError('text.checks_failed') };
}

/** Undefined where it is what is published already, or what waits as a draft if it is to become one. */
async function planText(
  { name: templateName, owner, settings, published, drafts }: ReadTemplate,
  { locale, words }: { readonly locale: string; readonly words: TextWords },
  { tags, sourceOf, memory, publishes }: Surroundings,
): Promise<PlannedChange | undefined> {
  const name = nameOf(templateName, locale);
  if (!tags.has(locale)) return unreadable('text', name, new AppError('locale.not_found'));
  const was = published.get(locale);
  if (isSame(words, was) || (!publishes && isSame(words, drafts.get(locale)))) return undefined;
  const findings = await memory.check({ ...owner, ...settings }, locale, words, sourceOf(owner, locale));
  const isFaulty = errorsOf(findings).length > 0;
  return {
    kind: 'text',
    change: isFaulty ? 'refused' : was === undefined ? 'added' : 'changed',
    name,
    before: was === undefined ? null : toWordFacts(was),
    after: toWordFacts(words),
    diff: {
      body: diffWords(was?.body ?? '', words.body),
      short_body: diffWords(was?.shortBody ?? '', words.shortBody ?? ''),
    },
    findings,
    refusal: isFaulty ? new AppError('text.checks_failed') : null,
    owner,
    locale,
    words,
  } satisfies TextChange;
}

const toFacts = ({ maxSegments, variables }: TemplateSettings) => ({ max_segments: maxSegments, variables });

const isSame = (one: TextWords, other: TextWords | undefined) =>
  other !== undefined && JSON.stringify(toWordFacts(one)) === JSON.stringify(toWordFacts(other));
