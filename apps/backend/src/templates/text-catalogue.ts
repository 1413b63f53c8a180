import { PURPOSES, type Purpose } from '@codewire/contracts';
import { LocaleBook, type LocaleChoice } from '@codewire/otp';
import type { CompiledText, RenderedText, TextValues } from '@codewire/texts';
import { AppError } from '../platform/app-error.js';
import { readOutcome } from './render-outcome.js';
import { TextCompiler, type CompiledTexts } from './text-compiler.js';
import { placesOf, type TextPlace } from './text-order.js';
import { NO_TEXTS, type PublishedText, type TextSnapshot } from './text-snapshot.js';

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

export interface CatalogueOptions {
  readonly previous?: TextCatalogue;
  /** Told of each text that cannot be compiled. It is left out, and what would be sent without it is sent. */
  readonly onBroken: (text: PublishedText, error: unknown) => void;
}

/** Compiled texts by purpose and language. */
type Shelf = Map<string, CompiledText>;
const nameOf = (purpose: Purpose, locale: string) => `${purpose}|${locale}`;

/**
 * All languages and published texts of one moment, compiled. Never changed: a publish makes a new catalogue, so whoever
 * chose a language here also finds its text here.
 */
export class TextCatalogue {
  /** Those that messages may be written in. */
  readonly locales: readonly TextLocale[];
  private readonly book: LocaleBook;
  private readonly shared: Shelf = new Map();
  /** By application: what it has of its own, in each language in which that is sent. */
  private readonly own = new Map<string, Shelf>();
  private readonly compiler: TextCompiler;

  private constructor(snapshot: TextSnapshot, { previous, onBroken }: CatalogueOptions) {
    this.locales = snapshot.locales
      .filter(({ isEnabled }) => isEnabled)
      .map(({ tag, direction }) => Object.freeze({ tag, direction }));
    this.book = new LocaleBook(snapshot.locales, snapshot.countries);
    this.compiler = new TextCompiler(previous?.compiled, onBroken);
  }

  static of(snapshot: TextSnapshot, options: CatalogueOptions): TextCatalogue {
    const steps = TextCatalogue.build(snapshot, options);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** Stops after every few texts, so that whoever builds it can let requests through. */
  static *build(snapshot: TextSnapshot, options: CatalogueOptions): Generator<void, TextCatalogue> {
    const catalogue = new TextCatalogue(snapshot, options);
    const texts = byOwner(snapshot.texts);
    for (const { tag } of catalogue.locales) {
      const places = placesOf(catalogue.book.chainOf(tag));
      for (const purpose of PURPOSES) {
        for (const owner of texts.keys()) {
          if (catalogue.shelve(owner, purpose, tag, placedTexts(texts, owner, purpose, places))) yield;
        }
      }
    }
    return catalogue;
  }

  /** True once there is something to send. */
  get isReady(): boolean {
    return this.shared.size > 0;
  }

  get compiled(): CompiledTexts {
    return this.compiler;
  }

  /** The language for a message, why it is that one, and where its words are looked for. */
  choose({ requested, country, applicationDefault }: LanguageQuestion): LocaleChoice {
    return this.book.choose({ requested, country, applicationDefault });
  }

  /**
   * A message that was begun in a language which has been disabled since is written in the next of its chain. Throws
   * `text.unavailable` when there is none, and what the text says of its values.
   */
  render({ applicationId, purpose, locale, ...values }: TextQuestion): RenderedText {
    const text = this.find(applicationId, purpose, locale) ?? this.findNext(applicationId, purpose, locale);
    if (text === undefined) throw new AppError('text.unavailable', { values: { locale } });
    return readOutcome(text.render(values));
  }

  private find(applicationId: string, purpose: Purpose, locale: string): CompiledText | undefined {
    const name = nameOf(purpose, locale);
    return this.own.get(applicationId)?.get(name) ?? this.shared.get(name);
  }

  private findNext(applicationId: string, purpose: Purpose, locale: string): CompiledText | undefined {
    const [next] = this.book.chainOf(locale);
    return next === undefined ? undefined : this.find(applicationId, purpose, next);
  }

  /** Puts the first of them that can be used in its place. False when there was none to choose from. */
  private shelve(owner: Owner, purpose: Purpose, tag: string, texts: readonly PublishedText[]): boolean {
    for (const text of texts) {
      const compiled = this.compiler.compile(text, tag);
      if (compiled === undefined) continue;
      if (text.applicationId === owner) this.shelfOf(owner).set(nameOf(purpose, tag), compiled);
      break;
    }
    return texts.length > 0;
  }

  private shelfOf(owner: Owner): Shelf {
    if (owner === null) return this.shared;
    const shelf = this.own.get(owner) ?? new Map<string, CompiledText>();
    this.own.set(owner, shelf);
    return shelf;
  }
}

/** An application, or null: all of them. */
type Owner = string | null;
type Published = ReadonlyMap<Owner, ReadonlyMap<string, PublishedText>>;

function byOwner(texts: readonly PublishedText[]): Published {
  const owners = new Map<Owner, Map<string, PublishedText>>();
  for (const text of texts) {
    const its = owners.get(text.applicationId) ?? new Map<string, PublishedText>();
    owners.set(text.applicationId, its.set(nameOf(text.purpose, text.locale), text));
  }
  return owners;
}

/** What an application would send, best first. Nothing when none of it is its own: then the shared shelf has it. */
function placedTexts(
  texts: Published,
  owner: Owner,
  purpose: Purpose,
  places: readonly TextPlace[],
): readonly PublishedText[] {
  const found: PublishedText[] = [];
  for (const { locale, isOwn } of places) {
    if (isOwn && owner === null) continue;
    const text = texts.get(isOwn ? owner : null)?.get(nameOf(purpose, locale));
    if (text !== undefined) found.push(text);
  }
  return owner === null || found.some(({ applicationId }) => applicationId === owner) ? found : [];
}

/** Before anything was read. */
export const EMPTY_CATALOGUE = TextCatalogue.of(NO_TEXTS, { onBroken: () => undefined });
