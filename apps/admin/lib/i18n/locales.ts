import { PSEUDO_LOCALES, type PseudoLocale } from './pseudo';

/** Languages the console speaks. A new one is a file in `messages/` and a line here. */
export const LOCALES = ['en', 'de', 'es', 'ar'] as const;
export type SpokenLocale = (typeof LOCALES)[number];
export type Locale = SpokenLocale | PseudoLocale;

const DEFAULT_LOCALE: Locale = 'en';
export const LOCALE_COOKIE = 'codewire-locale';
export const TIME_ZONE_COOKIE = 'codewire-time-zone';

/** Each language in its own words. */
export const LOCALE_NAMES: Record<SpokenLocale, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
};

function isLocale(value: unknown): value is SpokenLocale {
  return LOCALES.some((locale) => locale === value);
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' || locale === 'ar-XB' ? 'rtl' : 'ltr';
}

export interface LocaleWish {
  readonly cookie?: string;
  readonly acceptLanguage?: string | null;
  /** Lets the cookie name one of the languages that nobody speaks. */
  readonly hasPseudoLocales?: boolean;
}

/** The cookie wins, then the browser's languages in its order of preference, then English. */
export function chooseLocale({ cookie, acceptLanguage, hasPseudoLocales = false }: LocaleWish): Locale {
  if (isLocale(cookie)) return cookie;
  const pseudo = PSEUDO_LOCALES.find((locale) => locale === cookie);
  if (hasPseudoLocales && pseudo) return pseudo;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', quality] = entry.trim().split(/;\s*q=/);
      return { language: tag.split('-')[0]?.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLocale(language)) return language;
  return DEFAULT_LOCALE;
}

/** Only a name the platform knows may reach the formatter. */
export function chooseTimeZone(cookie: string | undefined): string {
  if (!cookie) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(cookie) }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
