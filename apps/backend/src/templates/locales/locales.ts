import { directionOf, LocaleBook } from '@codewire/otp';
import type { AuditLog } from '../../audit/audit-log.js';
import type { Sql, Tx } from '../../database/sql.js';
import type { Author } from '../../platform/author.js';
import { lockTexts, tellTextNodes } from '../text-changes.js';
import { BUILT_IN_LOCALES } from './built-in-locales.js';
import { LocaleStore, type LocaleRow, type LocaleSettings } from './locale.store.js';
import { toLocaleFacts } from './locale.views.js';

/** A language to add; what is left out follows from its tag. */
export interface NewLocale {
  readonly tag: string;
  readonly direction?: LocaleSettings['direction'] | undefined;
  readonly fallback?: string | null | undefined;
  readonly isEnabled: boolean;
}

/** The version of a language that its author saw, as an entity tag names it. */
export interface SeenLocale {
  readonly tag: string;
  readonly version: string;
}

/** It is not there, is the language itself, or leads back to it. */
type InvalidFallback = { readonly kind: 'fallback_invalid' };
type Unknown = { readonly kind: 'unknown' };
/** Someone else has changed it since. */
type ChangedMeanwhile = { readonly kind: 'changed_meanwhile' };
/** It would not be the last of every chain any more, or not enabled. */
type IsDefault = { readonly kind: 'is_default' };

export type CreateLocaleOutcome = { readonly kind: 'made' } | { readonly kind: 'exists' } | InvalidFallback;
export type ChangeLocaleOutcome =
  { readonly kind: 'changed' } | ChangedMeanwhile | Unknown | InvalidFallback | IsDefault;
export type DeleteLocaleOutcome =
  | { readonly kind: 'deleted' }
  /** It has or had a text, others fall back on it, or it comes with the product. */
  | { readonly kind: 'in_use' }
  | ChangedMeanwhile
  | Unknown
  | IsDefault;

/** Adds, changes and removes languages, one after the other. Each change is in the audit, and on every node at once. */
export class Locales {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  create(author: Author, { tag, isEnabled, ...given }: NewLocale): Promise<CreateLocaleOutcome> {
    return this.whileLocked(async (tx, store, locales) => {
      if (locales.some((one) => one.tag === tag)) return { kind: 'exists' };
      const fallback = given.fallback === undefined ? nearestTo(tag, locales) : given.fallback;
      if (!isFallback(fallback, tag, locales)) return { kind: 'fallback_invalid' };
      const made = { tag, direction: given.direction ?? directionOf(tag), fallback, isEnabled };
      await store.insert(made);
      await tellTextNodes(tx);
      const after = toLocaleFacts({ ...made, isDefault: false });
      await this.audit.append(tx, author, { action: 'locale.created', ...about(tag), after });
      return { kind: 'made' };
    });
  }

  /** Whichever becomes the default is enabled by that. */
  change(author: Author, seen: SeenLocale, changes: Partial<LocaleSettings>): Promise<ChangeLocaleOutcome> {
    return this.whileLocked(async (tx, store, locales) => {
      const before = locales.find(({ tag }) => tag === seen.tag);
      if (before === undefined) return { kind: 'unknown' };
      if (String(before.version) !== seen.version) return { kind: 'changed_meanwhile' };
      const becomesDefault = changes.isDefault === true ? { isEnabled: true } : {};
      const after = { ...before, ...becomesDefault, ...changes };
      if (after.isDefault && !after.isEnabled) return { kind: 'is_default' };
      if (!isFallback(after.fallback, after.tag, locales)) return { kind: 'fallback_invalid' };
      const [was, is] = differences(before, after);
      if (Object.keys(is).length === 0) return { kind: 'changed' };
      if (!(await store.change(before, after))) return { kind: 'changed_meanwhile' };
      await tellTextNodes(tx);
      await this.audit.append(tx, author, { action: 'locale.changed', ...about(seen.tag), before: was, after: is });
      return { kind: 'changed' };
    });
  }

  delete(author: Author, seen: SeenLocale): Promise<DeleteLocaleOutcome> {
    return this.whileLocked(async (tx, store, locales) => {
      const locale = locales.find(({ tag }) => tag === seen.tag);
      if (locale === undefined) return { kind: 'unknown' };
      if (String(locale.version) !== seen.version) return { kind: 'changed_meanwhile' };
      if (locale.isDefault) return { kind: 'is_default' };
      // The next upgrade would bring it again.
      if (BUILT_IN_LOCALES.some(({ tag }) => tag === locale.tag)) return { kind: 'in_use' };
      if (!(await store.delete(locale))) return { kind: 'in_use' };
      await tellTextNodes(tx);
      const before = toLocaleFacts(locale);
      await this.audit.append(tx, author, { action: 'locale.deleted', ...about(locale.tag), before });
      return { kind: 'deleted' };
    });
  }

  private whileLocked<Outcome>(
    work: (tx: Tx, store: LocaleStore, locales: readonly LocaleRow[]) => Promise<Outcome>,
  ): Promise<Outcome> {
    return this.sql.transaction(async (tx) => {
      await lockTexts(tx);
      const store = new LocaleStore(tx);
      return work(tx, store, await store.list());
    });
  }
}

const about = (tag: string) => ({ target: { kind: 'locale', id: tag, name: tag } }) as const;

/** Of the same language and script; enabled or not, for that may change. */
function nearestTo(tag: string, locales: readonly LocaleRow[]): string | null {
  return (
    new LocaleBook(
      locales.map((one) => ({ ...one, isEnabled: true })),
      {},
    ).find(tag) ?? null
  );
}

/** Of the list, and no chain comes back to where it began. */
export function isFallback(fallback: string | null, tag: string, locales: readonly LocaleRow[]): boolean {
  const passed = new Set([tag]);
  for (let next = fallback; next !== null;) {
    const found = locales.find((one) => one.tag === next);
    if (found === undefined || passed.has(next)) return false;
    passed.add(next);
    next = found.fallback;
  }
  return true;
}

type Facts = Readonly<Record<string, unknown>>;

/** Both sides, without what they have in common. */
function differences(before: LocaleSettings, after: LocaleSettings): [before: Facts, after: Facts] {
  const was: Facts = toLocaleFacts(before);
  const changed = Object.entries(toLocaleFacts(after)).filter(([name, value]) => was[name] !== value);
  return [Object.fromEntries(changed.map(([name]) => [name, was[name]])), Object.fromEntries(changed)];
}
