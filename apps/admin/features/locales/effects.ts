import type { CountryLocaleView, LocaleView } from '@codewire/contracts';
import { LocaleBook } from '@codewire/otp/languages';

/** A language, and the one that its shared texts are written in: itself, or the first of its chain that has any. */
export interface Served {
  readonly tag: string;
  readonly words: string;
}

/** What changes for whom when a language is disabled. `after` is null where: the application's default language decides. */
export interface Effects {
  readonly countries: readonly { readonly country: string; readonly after: Served | null }[];
  /** Languages that may take texts from it, and where they look for them then. */
  readonly languages: readonly { readonly tag: string; readonly after: readonly string[] }[];
  /** What callers get who ask for the language itself. */
  readonly wish: Served | null;
}

/** The same book that decides about messages, once as it is and once without the language. */
export function effectsOfDisabling(
  tag: string,
  locales: readonly LocaleView[],
  countries: readonly CountryLocaleView[],
): Effects {
  const before = bookOf(locales);
  const after = bookOf(locales.map((one) => (one.tag === tag ? { ...one, is_enabled: false } : one)));
  const written = new Set(locales.filter(({ texts }) => texts > 0).map((one) => one.tag));
  const servedTo = (wanted: string): Served | null => {
    const found = after.find(wanted);
    if (found === undefined) return null;
    return { tag: found, words: after.chainOf(found).find((one) => written.has(one)) ?? found };
  };
  return {
    countries: countries
      .filter(({ locale }) => before.find(locale) === tag)
      .map(({ country, locale }) => ({ country, after: servedTo(locale) })),
    languages: locales
      .filter((one) => one.tag !== tag && one.is_enabled && before.chainOf(one.tag).includes(tag))
      .map((one) => ({ tag: one.tag, after: after.chainOf(one.tag) })),
    wish: servedTo(tag),
  };
}

/** Where the texts of a language would be looked for with another fallback. */
export function chainWith(tag: string, fallback: string | null, locales: readonly LocaleView[]): readonly string[] {
  const others = locales.filter((one) => one.tag !== tag);
  const own = { tag, fallback, is_enabled: true, is_default: locales.some((one) => one.tag === tag && one.is_default) };
  return bookOf([...others, own]).chainOf(tag);
}

/** Those that a language can fall back on: every other one that does not lead back to it. */
export function possibleFallbacks(tag: string, locales: readonly LocaleView[]): readonly LocaleView[] {
  const fallbackOf = new Map(locales.map((one) => [one.tag, one.fallback]));
  return locales.filter((one) => {
    const passed = new Set<string>();
    for (let next: string | null = one.tag; next !== null && !passed.has(next); next = fallbackOf.get(next) ?? null) {
      if (next === tag) return false;
      passed.add(next);
    }
    return true;
  });
}

/** What a new language falls back on unless told otherwise: the nearest of its language and script, enabled or not. */
export function suggestedFallback(tag: string, locales: readonly LocaleView[]): string | null {
  return bookOf(locales.map((one) => ({ ...one, is_enabled: true }))).find(tag) ?? null;
}

type Facts = Pick<LocaleView, 'tag' | 'fallback' | 'is_enabled' | 'is_default'>;

function bookOf(locales: readonly Facts[]): LocaleBook {
  const facts = locales.map(({ tag, fallback, is_enabled: isEnabled, is_default: isDefault }) => ({
    tag,
    fallback,
    isEnabled,
    isDefault,
  }));
  return new LocaleBook(facts, {});
}
