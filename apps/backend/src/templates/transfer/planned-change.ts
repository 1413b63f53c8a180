import type { Finding, ImportedChange, Purpose, TextDiff } from '@codewire/contracts';
import type { AppError } from '../../platform/app-error.js';
import type { Template, TemplateSettings } from '../desk/template.store.js';
import type { TextWords } from '../desk/text.store.js';
import type { CountryLocale } from '../locales/country-locale.store.js';
import type { LocaleRow } from '../locales/locale.store.js';

/** Whose a template is: an application's, or shared. */
export interface TemplateOwner {
  readonly purpose: Purpose;
  readonly applicationId: string | null;
}

/** What an import does to one thing, as its author is told. */
interface Told {
  readonly change: ImportedChange['change'];
  readonly name: string;
  readonly before: ImportedChange['before'];
  readonly after: ImportedChange['after'];
  readonly diff: TextDiff | null;
  readonly findings: readonly Finding[];
  /** Why it cannot be done: as a request for it alone would be refused. */
  readonly refusal: AppError | null;
}

/** `was`: undefined for what is new. */
export type LocaleChange = Told & {
  readonly kind: 'locale';
  readonly was: LocaleRow | undefined;
  readonly is: LocaleRow;
};
export type CountryChange = Told & {
  readonly kind: 'country';
  readonly was: CountryLocale | undefined;
  readonly country: string;
  readonly locale: string;
};
export type TemplateChange = Told & {
  readonly kind: 'template';
  readonly was: Template | undefined;
  readonly owner: TemplateOwner;
  readonly settings: TemplateSettings;
};
export type TextChange = Told & {
  readonly kind: 'text';
  readonly owner: TemplateOwner;
  readonly locale: string;
  readonly words: TextWords;
};
/** A part of the document that nothing can be made of. */
export type Unreadable = Told & { readonly kind: ImportedChange['kind']; readonly change: 'refused' };

export type PlannedChange = LocaleChange | CountryChange | TemplateChange | TextChange | Unreadable;

/** What stays as it is, counted, and what does not. */
export interface Planned {
  readonly unchanged: number;
  readonly changes: readonly PlannedChange[];
}

export const NO_FINDINGS = { diff: null, findings: [], refusal: null } as const;

/** Of the purpose, the application by its name and, of a text, the language. */
export const nameOf = (...parts: (string | null | undefined)[]) => parts.filter((part) => part != null).join(', ');

/** By which owners are told apart. */
export const ownerKey = ({ purpose, applicationId }: TemplateOwner) => `${purpose}|${applicationId ?? ''}`;

export const refusedOf = (changes: readonly PlannedChange[]) => changes.filter(({ change }) => change === 'refused');
