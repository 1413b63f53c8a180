/** A language in the reader's words, and in its own where those differ: "Arabic · العربية". */
export function languageInItsWords(tag: string, readersLocale: string): string {
  const own = nameOf(tag, tag, 'language');
  const readers = languageName(tag, readersLocale);
  return own === readers ? own : `${readers} · ${own}`;
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
