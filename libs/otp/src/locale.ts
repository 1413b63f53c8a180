import { ancestry, canonicalTag, likelyTag } from './locale-tag.js';

export type LanguageReason = 'requested' | 'requested_fallback' | 'country' | 'application';

export interface LocaleChoice {
  readonly locale: string;
  readonly reason: LanguageReason;
  /** Where its texts are looked for, in order: itself, its fallbacks, the default. */
  readonly chain: readonly string[];
}

export interface LocaleQuestion {
  /** What the caller asked for; anything, also no BCP 47 tag at all. */
  readonly requested?: string | undefined;
  /** ISO 3166-1 alpha-2 of the number. */
  readonly country?: string | undefined;
  readonly applicationDefault: string;
}

/** A language that there is. */
export interface LocaleFacts {
  /** Canonical. */
  readonly tag: string;
  readonly isEnabled: boolean;
  /** Where a text comes from that it does not have itself. */
  readonly fallback: string | null;
  /** The last of every chain. */
  readonly isDefault: boolean;
}

/** RFC 5646 4.1: "undetermined" asks for nothing. Its likely subtags would make it English. */
const NO_LANGUAGE = /^und(-|$)/;
/** Callers choose the tags they ask with, so the memory of answers is bounded: in length by `LONGEST_WISH`, too. */
const LARGEST_MEMORY = 10_000;
const LONGEST_WISH = 64;

interface Match {
  readonly locale: string;
  readonly isExact: boolean;
}

/** The languages of one moment, and the map from countries to them. Answers never change; make a new book instead. */
export class LocaleBook {
  private readonly enabled: ReadonlySet<string>;
  /** By language, script and region, whatever the tag leaves out. */
  private readonly likely: ReadonlyMap<string, string>;
  /** By what `ancestry` calls them. */
  private readonly named: ReadonlyMap<string, string>;
  /** The enabled tag to take for a more general one. */
  private readonly nearest: ReadonlyMap<string, string>;
  private readonly chains: ReadonlyMap<string, readonly string[]>;
  private readonly last: readonly string[];
  private readonly memory = new Map<string, LocaleChoice>();

  constructor(
    locales: readonly LocaleFacts[],
    private readonly countries: Readonly<Record<string, string>>,
  ) {
    const tags = locales.filter(({ isEnabled }) => isEnabled).map(({ tag }) => tag);
    // The shortest tag is the language's general text: it comes first.
    tags.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    this.enabled = new Set(tags);
    this.likely = new Map(tags.toReversed().map((tag) => [likelyTag(tag), tag]));
    this.named = new Map(tags.toReversed().map((tag) => [ancestry(tag)[0] as string, tag]));
    this.nearest = nearestOf(tags);
    this.last = locales.filter(({ isDefault }) => isDefault).map(({ tag }) => tag);
    this.chains = chainsOf(locales, this.enabled, this.last);
  }

  /**
   * The language of a text, and why it is that one. `requested`: what was asked for, as written or with likely subtags
   * (zh-Hans-CN is zh-CN, pt is pt-BR). `requested_fallback`: something was asked for and could not be served as asked:
   * a more general language or another region, or, when nothing of the language is there (or the tag is none), what the
   * country or the application says. `country` and `application`: nothing was asked for. Scripts never mix.
   */
  choose({ requested = '', country = '', applicationDefault }: LocaleQuestion): LocaleChoice {
    if (requested.length > LONGEST_WISH) return this.byPlace(country, applicationDefault, 'requested_fallback');
    // A wish may hold any character, so it stands last.
    const key = `${country}|${applicationDefault}|${requested}`;
    const known = this.memory.get(key);
    if (known !== undefined) return known;
    const choice =
      requested === ''
        ? this.byPlace(country, applicationDefault)
        : (this.byWish(requested) ?? this.byPlace(country, applicationDefault, 'requested_fallback'));
    if (this.memory.size >= LARGEST_MEMORY) this.memory.clear();
    this.memory.set(key, choice);
    return choice;
  }

  /** Where the texts of a language are looked for. One that is not enabled (any more) is not among them; its fallbacks are. */
  chainOf(tag: string): readonly string[] {
    const chain = this.chains.get(tag);
    if (chain !== undefined) return chain;
    const match = this.match(tag);
    return match === undefined ? this.last : (this.chains.get(match.locale) ?? this.last);
  }

  /** The enabled language that a tag finds, if any. */
  find(tag: string): string | undefined {
    return this.match(tag)?.locale;
  }

  private byWish(requested: string): LocaleChoice | undefined {
    const tag = canonicalTag(requested);
    const match = tag === undefined ? undefined : this.match(tag);
    return match && this.chosen(match.locale, match.isExact ? 'requested' : 'requested_fallback');
  }

  private byPlace(country: string, applicationDefault: string, because?: 'requested_fallback'): LocaleChoice {
    const preferred = Object.hasOwn(this.countries, country) ? this.countries[country] : undefined;
    const match = preferred === undefined ? undefined : this.match(preferred);
    if (match !== undefined) return this.chosen(match.locale, because ?? 'country');
    const locale = this.match(applicationDefault)?.locale ?? this.last[0] ?? applicationDefault;
    return this.chosen(locale, because ?? 'application');
  }

  private chosen(locale: string, reason: LanguageReason): LocaleChoice {
    return Object.freeze({ locale, reason, chain: this.chainOf(locale) });
  }

  private match(tag: string): Match | undefined {
    if (this.enabled.has(tag)) return { locale: tag, isExact: true };
    if (NO_LANGUAGE.test(tag)) return undefined;
    const same = this.likely.get(likelyTag(tag));
    if (same !== undefined) return { locale: same, isExact: true };
    const path = ancestry(tag);
    const general = path.find((ancestor) => this.named.has(ancestor));
    if (general !== undefined) return { locale: this.named.get(general) as string, isExact: false };
    const common = path.find((ancestor) => this.nearest.has(ancestor));
    if (common === undefined) return undefined;
    // A language asked for without a region is served by whichever region there is.
    const isExact = common === path[0] && new Intl.Locale(tag).region === undefined;
    return { locale: this.nearest.get(common) as string, isExact };
  }
}

/** For each more general tag the one below it that it most likely means, else the shortest. */
function nearestOf(tags: readonly string[]): Map<string, string> {
  const nearest = new Map<string, string>();
  for (const tag of tags) {
    for (const ancestor of ancestry(tag)) {
      const present = nearest.get(ancestor);
      if (present === undefined || likelyTag(ancestor) === likelyTag(tag)) nearest.set(ancestor, tag);
    }
  }
  return nearest;
}

/** Ends also where fallbacks go round, which no operator can bring about. */
function chainsOf(
  locales: readonly LocaleFacts[],
  enabled: ReadonlySet<string>,
  last: readonly string[],
): Map<string, readonly string[]> {
  const fallbacks = new Map(locales.map(({ tag, fallback }) => [tag, fallback]));
  return new Map(
    locales.map(({ tag }) => {
      const path = new Set<string>();
      for (let next: string | null = tag; next !== null && !path.has(next); next = fallbacks.get(next) ?? null) {
        path.add(next);
      }
      const chain = [...new Set([...path, ...last])].filter((one) => enabled.has(one));
      return [tag, Object.freeze(chain)];
    }),
  );
}
