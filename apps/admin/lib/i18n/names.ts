/** A language in its own words, and in the reader's where those differ: "العربية · Arabic". */
export function languageInItsWords(tag: string, readersLocale: string): string {
  const own = nameOf(tag, tag, 'language');
  const readers = languageName(tag, readersLocale);
  return own === readers ? own : `${own} · ${readers}`;
}

export function languageName(tag: string, readersLocale: string): string {
  return nameOf(tag, readersLocale, 'language');
}

export function countryName(code: string, readersLocale: string): string {
  return nameOf(code, readersLocale, 'region');
}

/** A tag the platform does not know is shown as it is. */
function nameOf(code: string, locale: string, type: 'language' | 'region'): string {
  try {
    return new Intl.DisplayNames([locale], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
