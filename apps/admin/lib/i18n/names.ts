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

const found = new Map<string, string>();
/** Every country and language in every language of the console; what an address makes up must not fill the memory. */
const MOST_KEPT = 10_000;

/** A tag the platform does not know is shown as it is. Looked for once: the platform takes long, and a list has many. */
function nameOf(code: string, locale: string, type: 'language' | 'region'): string {
  const key = `${type} ${locale} ${code}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const name = lookUp(code, locale, type);
  if (found.size < MOST_KEPT) found.set(key, name);
  return name;
}

function lookUp(code: string, locale: string, type: 'language' | 'region'): string {
  try {
    return namesIn(locale, type).of(code) ?? code;
  } catch {
    return code;
  }
}
