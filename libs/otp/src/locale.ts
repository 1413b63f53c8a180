export type LanguageReason = 'requested' | 'requested_fallback' | 'country' | 'application';

export interface LocaleChoice {
  readonly locale: string;
  readonly reason: LanguageReason;
}

export interface LocaleQuestion {
  /** What the caller asked for; anything, also no BCP 47 tag at all. */
  readonly requested?: string | undefined;
  /** ISO 3166-1 alpha-2 of the number. */
  readonly country?: string | undefined;
  /** Canonical tags that have texts. Pass the same array while it does not change: its index is kept. */
  readonly available: readonly string[];
  /** Country to preferred tag. */
  readonly countryLocales: Readonly<Record<string, string>>;
  readonly applicationDefault: string;
}

/** The macrolanguages that texts are written in one member of; Intl.Locale leaves them as they are. */
const PREFERRED_MEMBERS: Readonly<Record<string, string>> = { no: 'nb' };

/** RFC 5646 4.1: "undetermined" asks for nothing. Its likely subtags would make it English. */
const NO_LANGUAGE = /^und(-|$)/;

/** A tag in canonical form (`PT_br` is pt-BR, `iw` is he, `no` is nb), or undefined when it is no BCP 47 tag. */
export function canonicalTag(raw: string): string | undefined {
  try {
    const locale = new Intl.Locale(raw.trim().replaceAll('_', '-'));
    const member = PREFERRED_MEMBERS[locale.language];
    return (member === undefined ? locale : new Intl.Locale(locale, { language: member })).baseName;
  } catch {
    return undefined;
  }
}

/**
 * The locale of a text, and why it is that one. `requested`: what was asked for, as written or with likely subtags
 * (zh-Hans-CN is zh-CN, pt is pt-BR). `requested_fallback`: something was asked for and could not be served as asked:
 * another region of the language, or, when nothing of the language is there (or the tag is none), what the country or
 * the application says. `country` and `application`: nothing was asked for.
 */
export function chooseLocale(question: LocaleQuestion): LocaleChoice {
  const index = indexOf(question.available);
  const { requested } = question;
  if (requested === undefined || requested === '') return byPlace(question, index);
  const key = `${requested}|${question.country ?? ''}|${question.applicationDefault}`;
  const known = index.choices.get(key);
  if (known !== undefined) return known;
  const choice = byRequest(requested, question, index);
  if (index.choices.size < LARGEST_MEMORY) index.choices.set(key, choice);
  return choice;
}

function byRequest(requested: string, question: LocaleQuestion, index: LocaleIndex): LocaleChoice {
  const tag = canonicalTag(requested);
  const match = tag === undefined || NO_LANGUAGE.test(tag) ? undefined : bestMatch(tag, index);
  if (match === undefined) return { locale: byPlace(question, index).locale, reason: 'requested_fallback' };
  return { locale: match.locale, reason: match.isExact ? 'requested' : 'requested_fallback' };
}

function byPlace({ country, countryLocales, applicationDefault }: LocaleQuestion, index: LocaleIndex): LocaleChoice {
  const preferred =
    country !== undefined && Object.hasOwn(countryLocales, country) ? countryLocales[country] : undefined;
  const match = preferred === undefined ? undefined : bestMatch(preferred, index);
  if (match !== undefined) return { locale: match.locale, reason: 'country' };
  return { locale: bestMatch(applicationDefault, index)?.locale ?? applicationDefault, reason: 'application' };
}

/** UTS 35, likely subtags: the same language and script, and the same region where there is one. Scripts never mix. */
function bestMatch(tag: string, index: LocaleIndex): { locale: string; isExact: boolean } | undefined {
  if (index.tags.has(tag)) return { locale: tag, isExact: true };
  const wanted = new Intl.Locale(tag).maximize();
  const family = index.families.get(familyOf(wanted)) ?? [];
  const sameRegion = family.find((locale) => locale.region === wanted.region);
  if (sameRegion !== undefined) return { locale: sameRegion.tag, isExact: true };
  const first = family[0];
  // A language asked for without a region is served by whichever region there is.
  return first && { locale: first.tag, isExact: new Intl.Locale(tag).region === undefined };
}

interface LocaleIndex {
  readonly tags: ReadonlySet<string>;
  readonly families: ReadonlyMap<string, readonly { tag: string; region: string | undefined }[]>;
  readonly choices: Map<string, LocaleChoice>;
}

/** Callers choose the tags they ask with, so the memory of answers is bounded. */
const LARGEST_MEMORY = 10_000;
const indexes = new WeakMap<readonly string[], LocaleIndex>();

function indexOf(available: readonly string[]): LocaleIndex {
  const known = indexes.get(available);
  if (known !== undefined) return known;
  const families = new Map<string, { tag: string; region: string | undefined }[]>();
  for (const tag of available) {
    const locale = new Intl.Locale(tag).maximize();
    const family = families.get(familyOf(locale)) ?? [];
    // The shortest tag is the language's general text: it comes first.
    families.set(
      familyOf(locale),
      [...family, { tag, region: locale.region }].sort((a, b) => a.tag.length - b.tag.length),
    );
  }
  const index: LocaleIndex = { tags: new Set(available), families, choices: new Map() };
  indexes.set(available, index);
  return index;
}

const familyOf = (locale: Intl.Locale) => `${locale.language}-${locale.script ?? ''}`;
