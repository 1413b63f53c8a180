import type { TextsDocument } from '@codewire/contracts';
import { AppError } from '../../platform/app-error.js';
import { assertVariables } from '../desk/template-input.js';
import type { Template, TemplateSettings } from '../desk/template.store.js';
import type { TextWords } from '../desk/text.store.js';
import { toWords } from '../desk/text.views.js';
import { nameOf, ownerKey, type PlannedChange, type TemplateOwner } from './planned-change.js';
import { readTag, unreadable } from './plan-languages.js';
import type { TextsState } from './texts-state.js';

type Entry = TextsDocument['templates'][number];
type Texts = ReadonlyMap<string, TextWords>;

/** A template of the document with its texts by canonical tags, and what there is of it now. */
export interface ReadTemplate {
  readonly name: string;
  readonly owner: TemplateOwner;
  readonly settings: TemplateSettings;
  readonly was: Template | undefined;
  readonly texts: Texts;
  readonly published: Texts;
  readonly drafts: Texts;
}

/** `template`: undefined where nothing can be made of it. */
export interface TemplateReading {
  readonly template: ReadTemplate | undefined;
  readonly refused: readonly PlannedChange[];
}

const NONE: Texts = new Map();

/** Reads the templates of one document against what there is. */
export class TemplateReader {
  private readonly applications: ReadonlyMap<string, string>;
  private readonly templates: ReadonlyMap<string, Template>;
  private readonly published: ReadonlyMap<string, Texts>;
  private readonly drafts: ReadonlyMap<string, Texts>;
  private readonly seen = new Set<string>();

  constructor(state: Pick<TextsState, 'applications' | 'templates' | 'texts'>) {
    this.applications = new Map(state.applications.map(({ id, name }) => [name, id]));
    this.templates = new Map(state.templates.map((one) => [ownerKey(ownerOf(one)), one]));
    this.published = byTemplate(state.texts, 'published');
    this.drafts = byTemplate(state.texts, 'draft');
  }

  /** Whoever comes a second time is refused. */
  read(entry: Entry, place: number): TemplateReading {
    const { purpose, application, max_segments: maxSegments } = entry;
    const name = nameOf(purpose, application);
    const applicationId = application === null ? null : this.applications.get(application);
    if (applicationId === undefined) return refused(name, new AppError('application.not_found'));
    const owner = { purpose, applicationId };
    const key = ownerKey(owner);
    if (this.seen.has(key)) return refused(name, new AppError('template.exists'));
    this.seen.add(key);
    const fault = faultOfVariables(entry, place);
    if (fault !== undefined) return refused(name, fault);
    const was = this.templates.get(key);
    // As the table gives them back.
    const variables = entry.variables.map(({ name: called, type, max_length }) => ({ name: called, type, max_length }));
    const template = { name, owner, settings: { maxSegments, variables }, was, ...this.textsOf(was?.id ?? '') };
    return readTexts(entry, template);
  }

  /** What is published for an owner now, whether or not the document names it. */
  publishedOf(owner: TemplateOwner): Texts {
    return this.published.get(this.templates.get(ownerKey(owner))?.id ?? '') ?? NONE;
  }

  private textsOf(templateId: string) {
    return { published: this.published.get(templateId) ?? NONE, drafts: this.drafts.get(templateId) ?? NONE };
  }
}

function readTexts(entry: Entry, template: Omit<ReadTemplate, 'texts'>): TemplateReading {
  const texts = new Map<string, TextWords>();
  const unread: PlannedChange[] = [];
  for (const [given, words] of Object.entries(entry.texts)) {
    const tag = readTag(given);
    if (tag !== undefined && !texts.has(tag)) texts.set(tag, toWords(words));
    else {
      const refusal = new AppError(tag === undefined ? 'locale.not_found' : 'locale.exists');
      unread.push(unreadable('text', nameOf(template.name, given), refusal));
    }
  }
  return { template: { ...template, texts }, refused: unread };
}

function refused(name: string, refusal: AppError): TemplateReading {
  return { template: undefined, refused: [unreadable('template', name, refusal)] };
}

/** As a change of the template would be refused, its place in the document named. */
function faultOfVariables({ variables }: Entry, place: number): AppError | undefined {
  try {
    assertVariables(variables);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const errors = error.facts.errors?.map((one) => ({ ...one, field: `templates.${place}.${one.field}` }));
    return new AppError(error.code, { ...error.facts, ...(errors && { errors }) });
  }
}

function byTemplate(texts: TextsState['texts'], status: 'published' | 'draft'): Map<string, Texts> {
  const some = texts.filter((text) => text.status === status);
  const grouped = Map.groupBy(some, ({ templateId }) => templateId);
  return new Map([...grouped].map(([id, its]) => [id, new Map(its.map((text) => [text.locale, text]))]));
}

function ownerOf({ purpose, application }: Template): TemplateOwner {
  return { purpose, applicationId: application?.id ?? null };
}
