import type { Purpose } from '@codewire/contracts';
import { chooseLocale, COUNTRY_LOCALES, type LocaleChoice } from '@codewire/otp';
import { AppError } from '../platform/app-error.js';
import { CompiledText, type RenderedText, type TextValues } from './compiled-text.js';
import type { PublishedText } from './templates.store.js';

export interface LanguageQuestion {
  readonly applicationId: string;
  /** What the caller asked for; anything. */
  readonly requested?: string | undefined;
  /** ISO 3166-1 alpha-2 of the number. */
  readonly country?: string | undefined;
  readonly applicationDefault: string;
}

export interface TextQuestion extends TextValues {
  readonly applicationId: string;
  readonly purpose: Purpose;
  readonly locale: string;
}

export interface TextLocale {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
}

/** The texts that one application can send. */
interface Shelf {
  /** By purpose and locale. */
  readonly texts: ReadonlyMap<string, CompiledText>;
  /** Tags that a verification can be written in. One array for the shelf's life: the choice keeps an index of it. */
  readonly locales: readonly string[];
}

/**
 * All published texts of one moment, compiled. Never changed: a publish makes a new catalogue, so whoever chose a
 * locale here also finds its text here.
 */
export class TextCatalogue {
  /** Languages that every application can send in. */
  readonly locales: readonly TextLocale[];
  private readonly shared: Shelf;
  private readonly own: ReadonlyMap<string, Shelf>;

  /** A text that cannot be compiled is left out and told by `onBroken`; the others are sent all the same. */
  constructor(texts: readonly PublishedText[], onBroken: (text: PublishedText, error: unknown) => void) {
    const compiled = texts.flatMap((text) => compile(text, onBroken));
    const inherited = compiled.filter(({ text }) => text.applicationId === null);
    this.shared = shelve(inherited);
    this.locales = inherited
      .filter(({ text }) => text.purpose === 'verification')
      .map(({ text }) => Object.freeze({ tag: text.locale, direction: text.direction }))
      .sort((a, b) => (a.tag < b.tag ? -1 : 1));
    const owners = new Set(compiled.flatMap(({ text }) => text.applicationId ?? []));
    this.own = new Map(
      [...owners].map((owner) => [
        owner,
        shelve([...inherited, ...compiled.filter(({ text }) => text.applicationId === owner)]),
      ]),
    );
  }

  /** The language for a message of an application, and why it is that one. */
  choose({ applicationId, requested, country, applicationDefault }: LanguageQuestion): LocaleChoice {
    const available = this.shelfOf(applicationId).locales;
    return chooseLocale({ requested, country, available, countryLocales: COUNTRY_LOCALES, applicationDefault });
  }

  /** Throws `text.unavailable` when nothing is published in that locale. */
  render({ applicationId, purpose, locale, ...values }: TextQuestion): RenderedText {
    const text = this.shelfOf(applicationId).texts.get(`${purpose}|${locale}`);
    if (text === undefined) throw new AppError('text.unavailable', { values: { locale } });
    return text.render(values);
  }

  private shelfOf(applicationId: string): Shelf {
    return this.own.get(applicationId) ?? this.shared;
  }
}

interface Compiled {
  readonly text: PublishedText;
  readonly compiled: CompiledText;
}

function compile(text: PublishedText, onBroken: (text: PublishedText, error: unknown) => void): Compiled[] {
  try {
    return [{ text, compiled: new CompiledText(text) }];
  } catch (error) {
    onBroken(text, error);
    return [];
  }
}

/** Later texts take the place of earlier ones: an application's own come last. */
function shelve(entries: readonly Compiled[]): Shelf {
  const texts = new Map(entries.map(({ text, compiled }) => [`${text.purpose}|${text.locale}`, compiled]));
  const locales = entries.filter(({ text }) => text.purpose === 'verification').map(({ text }) => text.locale);
  return { texts, locales: [...new Set(locales)].sort() };
}
