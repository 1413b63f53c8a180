import type { TextsDocument } from '@codewire/contracts';
import { canonicalTag, COUNTRY_LOCALES } from '@codewire/otp';
import { AppError, type FieldReason } from '../../platform/app-error.js';
import { toLocaleFacts } from '../locales/locale.views.js';
import type { LocaleRow } from '../locales/locale.store.js';
import { isFallback } from '../locales/locales.js';
import { NO_FINDINGS, type CountryChange, type LocaleChange, type Planned, type Unreadable } from './planned-change.js';
import type { TextsState } from './texts-state.js';

type Entry = TextsDocument['locales'][number];

/** `locales`: all that there are then. */
export function planLocales(
  document: Pick<TextsDocument, 'locales'>,
  state: Pick<TextsState, 'locales'>,
): Planned & { readonly locales: readonly LocaleRow[] } {
  const now = new Map(state.locales.map((row) => [row.tag, row]));
  const then = new Map(now);
  const read = document.locales.map((entry, place) => readLocale(entry, `locales.${place}`, now));
  for (const one of read) if ('is' in one) then.set(one.is.tag, one.is);
  const locales = [...then.values()];
  const seen = new Set<string>();
  const planned = read.map((one) => ('is' in one ? judge(one, { locales, seen }) : one));
  const changes = planned.filter((one) => !('is' in one) || one.change === 'refused' || differs(one));
  return { locales, unchanged: planned.length - changes.length, changes };
}

function readLocale(entry: Entry, field: string, now: ReadonlyMap<string, LocaleRow>): LocaleChange | Unreadable {
  const tag = readTag(entry.tag);
  const fallback = entry.fallback === null ? null : readTag(entry.fallback);
  if (tag === undefined) return unreadable('locale', entry.tag, invalid(`${field}.tag`, 'not_a_language'));
  if (fallback === undefined) return unreadable('locale', tag, invalid(`${field}.fallback`, 'not_a_language'));
  const was = now.get(tag);
  const { direction, is_enabled: isEnabled } = entry;
  const rest = was ?? ({ isDefault: false, origin: 'admin', version: 1 } as const);
  const is = { ...rest, tag, direction, fallback, isEnabled };
  return {
    kind: 'locale',
    change: was === undefined ? 'added' : 'changed',
    name: tag,
    before: was === undefined ? null : factsOf(was),
    after: factsOf(is),
    ...NO_FINDINGS,
    was,
    is,
  };
}

/** Refuses what a language by itself would be refused for, once all of the document are there. */
function judge(
  change: LocaleChange,
  { locales, seen }: { readonly locales: readonly LocaleRow[]; readonly seen: Set<string> },
): LocaleChange {
  const { tag, fallback, isDefault, isEnabled } = change.is;
  const refuse = (refusal: AppError): LocaleChange => ({ ...change, change: 'refused', refusal });
  if (seen.has(tag)) return refuse(new AppError('locale.exists'));
  seen.add(tag);
  if (isDefault && !isEnabled) return refuse(new AppError('locale.is_default'));
  return isFallback(fallback, tag, locales) ? change : refuse(new AppError('locale.fallback_invalid'));
}

/** The default is not the document's to choose. */
function factsOf(row: LocaleRow) {
  const { is_default: _, ...facts } = toLocaleFacts(row);
  return facts;
}

const differs = ({ was, is }: LocaleChange) =>
  was === undefined || JSON.stringify(factsOf(was)) !== JSON.stringify(factsOf(is));

export function planCountries(
  { countries }: Pick<TextsDocument, 'countries'>,
  state: Pick<TextsState, 'countries'>,
): Planned {
  const now = new Map(state.countries.map((row) => [row.country, row]));
  const planned = Object.entries(countries).map(([country, given]): CountryChange | Unreadable => {
    const field = `countries.${country}`;
    const locale = readTag(given);
    if (locale === undefined) return unreadable('country', country, invalid(field, 'not_a_language'));
    if (!Object.hasOwn(COUNTRY_LOCALES, country)) {
      return unreadable('country', country, invalid(field, 'not_a_country'));
    }
    const was = now.get(country);
    return {
      kind: 'country',
      change: was === undefined ? 'added' : 'changed',
      name: country,
      before: was === undefined ? null : { locale: was.locale },
      after: { locale },
      ...NO_FINDINGS,
      was,
      country,
      locale,
    };
  });
  const changes = planned.filter((one) => !('country' in one) || one.was?.locale !== one.locale);
  return { unchanged: planned.length - changes.length, changes };
}

/** In canonical form; undefined for what is no language. */
export function readTag(given: string): string | undefined {
  const tag = canonicalTag(given);
  return tag === 'und' || tag?.startsWith('und-') === true ? undefined : tag;
}

export function unreadable(kind: Unreadable['kind'], name: string, refusal: AppError): Unreadable {
  return { kind, change: 'refused', name, before: null, after: null, ...NO_FINDINGS, refusal };
}

function invalid(field: string, reason: FieldReason): AppError {
  return new AppError('request.invalid', { field, errors: [{ field, reason }] });
}
