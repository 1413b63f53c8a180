/** A language in the reader's words, and in its own where those differ: "Arabic · العربية". */
export function languageInItsWords(tag: string, readersLocale: string): string {
  const own = ownLanguageName(tag);
  const readers = languageName(tag, readersLocale);
  return own === readers ? own : `${readers} · ${own}`;
}

export function languageName(tag: string, readersLocale: string): string {
  return nameOf(tag, readersLocale, 'language');
}

/** A language in its own words. */
export function ownLanguageName(tag: string): string {
  return nameOf(tag, tag, 'language');
}

export function countryName(code: string, readersLocale: string): string {
  return nameOf(code, readersLocale, 'region');
}

const made = new Map<string, Intl.DisplayNames>();

/** Some hundred languages, each in its own words, are that many of these. */
function namesIn(locale: string, type: 'language' | 'region'): Intl.DisplayNames {
  const key = `${type} ${locale}`;
  const names = made.get(key) ?? new Intl.DisplayNames([locale], { type });
  made.set(key, names);
  return names;
}

/** A tag the platform does not know is shown as it is. */
function nameOf(code: string, locale: string, type: 'language' | 'region'): string {
  try {
    return namesIn(locale, type).of(code) ?? code;
  } catch {
    return code;
  }
}
