import { PSEUDO_LOCALES, type PseudoLocale } from './pseudo';

/** Languages the console speaks. A new one is a file in `messages/` and a line here. */
export const LOCALES = ['en', 'de', 'es', 'fr', 'pt-BR', 'ar', 'he', 'zh-CN'] as const;
export type SpokenLocale = (typeof LOCALES)[number];
export type Locale = SpokenLocale | PseudoLocale;

const DEFAULT_LOCALE: SpokenLocale = 'en';
export const LOCALE_COOKIE = 'codewire-locale';
export const TIME_ZONE_COOKIE = 'codewire-time-zone';

/** Each language in its own words. */
export const LOCALE_NAMES: Record<SpokenLocale, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  'pt-BR': 'Português (Brasil)',
  ar: 'العربية',
  he: 'עברית',
  'zh-CN': '简体中文',
};

function isLocale(value: unknown): value is SpokenLocale {
  return LOCALES.some((locale) => locale === value);
}

const RIGHT_TO_LEFT: readonly Locale[] = ['ar', 'he', 'ar-XB'];

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr';
}

export interface LocaleWish {
  readonly cookie?: string;
  readonly acceptLanguage?: string | null;
  /** Lets the cookie name one of the languages that nobody speaks. */
  readonly hasPseudoLocales?: boolean;
  /** Where nobody says what they speak. */
  readonly usual?: string;
}

const primaryOf = (tag: string) => tag.toLowerCase().split('-')[0];

/**
 * Each is the only one of its primary language: who reads pt-PT is better served with pt-BR than with English, and who
 * reads zh-TW with zh-CN.
 */
const BY_PRIMARY = new Map(LOCALES.map((locale) => [primaryOf(locale), locale]));

/** The cookie wins, then the browser's languages in its order of preference, then what the settings say, then English. */
export function chooseLocale({ cookie, acceptLanguage, hasPseudoLocales = false, usual }: LocaleWish): Locale {
  if (isLocale(cookie)) return cookie;
  const pseudo = PSEUDO_LOCALES.find((locale) => locale === cookie);
  if (hasPseudoLocales && pseudo) return pseudo;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', quality] = entry.trim().split(/;\s*q=/);
      return { locale: BY_PRIMARY.get(primaryOf(tag)), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.find(({ locale }) => locale)?.locale ?? (isLocale(usual) ? usual : DEFAULT_LOCALE);
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
