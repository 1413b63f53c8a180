import type { CountryLocaleView, LocaleView } from '@codewire/contracts';
import { LocaleBook } from '@codewire/otp';
import type { CountryLocale } from './country-locale.store.js';
import type { LocaleRow, LocaleSettings, OwnTexts } from './locale.store.js';

/** All that the views of languages follow from, as it stands in the tables. */
export interface LocaleTables {
  readonly locales: readonly LocaleRow[];
  readonly countries: readonly CountryLocale[];
  /** Shared texts of its own, by language. */
  readonly texts: ReadonlyMap<string, OwnTexts>;
}

export function bookOf({ locales, countries }: Pick<LocaleTables, 'locales' | 'countries'>): LocaleBook {
  return new LocaleBook(locales, Object.fromEntries(countries.map(({ country, locale }) => [country, locale])));
}

export function toLocaleViews(tables: LocaleTables): LocaleView[] {
  const book = bookOf(tables);
  const served = Map.groupBy(tables.countries, ({ locale }) => book.find(locale));
  return tables.locales.map(({ tag, ...row }) => ({
    tag,
    ...toLocaleFacts(row),
    // One that is not enabled is left out of every chain but its own.
    chain: [...new Set([tag, ...book.chainOf(tag)])],
    origin: row.origin,
    countries: served.get(tag)?.map(({ country }) => country) ?? [],
    ...(tables.texts.get(tag) ?? { texts: 0, unreviewed: 0 }),
    version: row.version,
  }));
}

export function toCountryViews(tables: Omit<LocaleTables, 'texts'>): CountryLocaleView[] {
  const book = bookOf(tables);
  return tables.countries.map(({ country, locale, origin, version }) => ({
    country,
    locale,
    serves: book.find(locale) ?? null,
    origin,
    version,
  }));
}

/** What an operator sets, as the contract and the audit name it. */
export function toLocaleFacts({ direction, fallback, isEnabled, isDefault }: LocaleSettings) {
  return { direction, fallback, is_enabled: isEnabled, is_default: isDefault };
}
