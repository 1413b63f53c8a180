import { PURPOSES, type Purpose } from '@codewire/contracts';
import { LocaleBook, type LocaleChoice } from '@codewire/otp';
import type { CompiledText, RenderedText, TextValues } from '@codewire/texts';
import { AppError } from '../platform/app-error.js';
import { renderWith } from './render-outcome.js';
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
  /** These values were accepted before, by a text that may be another by now: what this one does not know is left out. */
  readonly isAgain?: boolean;
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
const nameOf = (purpose: Purpose, of: string) => `${purpose}|${of}`;

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
  /** By purpose and application. */
  private readonly declared: ReadonlyMap<string, ReadonlySet<string>>;
  /** For the catalogue after this one, and nothing of the one before: memory must not grow with each publish. */
  readonly compiled: CompiledTexts;
  private readonly hasDefault: boolean;

  private constructor(snapshot: TextSnapshot, compiled: CompiledTexts) {
    this.locales = snapshot.locales
      .filter(({ isEnabled }) => isEnabled)
      .map(({ tag, direction }) => Object.freeze({ tag, direction }));
    this.hasDefault = snapshot.locales.some(({ isDefault }) => isDefault);
    this.book = new LocaleBook(snapshot.locales, snapshot.countries);
    this.declared = new Map(
      snapshot.declared.map(({ applicationId, purpose, names }) => [nameOf(purpose, applicationId), new Set(names)]),
    );
    this.compiled = compiled;
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
    const compiler = new TextCompiler(options.previous?.compiled, options.onBroken);
    const catalogue = new TextCatalogue(snapshot, compiler.made);
    const published = new Published(snapshot.texts);
    for (const { tag } of catalogue.locales) {
      const places = placesOf(catalogue.book.chainOf(tag));
      for (const purpose of PURPOSES) {
        for (const owner of published.ownersIn(purpose, places)) {
          const texts = published.find(owner, purpose, places);
          catalogue.shelve(owner, nameOf(purpose, tag), texts, (text) => compiler.compile(text, tag));
          yield;
        }
      }
    }
    return catalogue;
  }

  /** True once there is something to send, and a language for whoever is served no other. */
  get isReady(): boolean {
    return this.hasDefault && this.shared.size > 0;
  }

  /** The language for a message, why it is that one, and where its words are looked for. */
  choose({ requested, country, applicationDefault }: LanguageQuestion): LocaleChoice {
    return this.book.choose({ requested, country, applicationDefault });
  }

  /**
   * A message that was begun in a language which has been disabled since is written in the next of its chain. Throws
   * `text.unavailable` when there is none, and what the text says of its values. A variable that the application declares
   * for itself is accepted everywhere: where the shared words are sent, they do not use it.
   */
  render({ applicationId, purpose, locale, isAgain = false, ...values }: TextQuestion): RenderedText {
    const text = this.find(applicationId, purpose, locale) ?? this.findNext(applicationId, purpose, locale);
    if (text === undefined) throw new AppError('text.unavailable', { values: { locale } });
    return renderWith(text, values, (name) => isAgain || this.isDeclared(applicationId, purpose, name));
  }

  private isDeclared(applicationId: string, purpose: Purpose, name: string): boolean {
    return this.declared.get(nameOf(purpose, applicationId))?.has(name) === true;
  }

  private find(applicationId: string, purpose: Purpose, locale: string): CompiledText | undefined {
    const name = nameOf(purpose, locale);
    return this.own.get(applicationId)?.get(name) ?? this.shared.get(name);
  }

  private findNext(applicationId: string, purpose: Purpose, locale: string): CompiledText | undefined {
    const [next] = this.book.chainOf(locale);
    return next === undefined ? undefined : this.find(applicationId, purpose, next);
  }

  /** Puts the first of them that can be used in its place; what is shared stands on the shared shelf alone. */
  private shelve(
    owner: Owner,
    name: string,
    texts: readonly PublishedText[],
    compile: (text: PublishedText) => CompiledText | undefined,
  ): void {
    for (const text of texts) {
      const compiled = compile(text);
      if (compiled === undefined) continue;
      if (text.applicationId === owner) this.shelfOf(owner).set(name, compiled);
      return;
    }
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

/** What is published, by purpose and language, and by whose it is. */
class Published {
  private readonly texts = new Map<string, Map<Owner, PublishedText>>();

  constructor(texts: readonly PublishedText[]) {
    for (const text of texts) {
      const name = nameOf(text.purpose, text.locale);
      const there = this.texts.get(name) ?? new Map<Owner, PublishedText>();
      this.texts.set(name, there.set(text.applicationId, text));
    }
  }

  /** All of them, and each application that has a text of its own in one of these places. */
  ownersIn(purpose: Purpose, places: readonly TextPlace[]): ReadonlySet<Owner> {
    const owners = new Set<Owner>([null]);
    for (const { locale } of places) {
      for (const owner of this.texts.get(nameOf(purpose, locale))?.keys() ?? []) owners.add(owner);
    }
    return owners;
  }

  /** What an owner would send, best first. */
  find(owner: Owner, purpose: Purpose, places: readonly TextPlace[]): readonly PublishedText[] {
    return places
      .filter(({ isOwn }) => !isOwn || owner !== null)
      .map(({ locale, isOwn }) => this.texts.get(nameOf(purpose, locale))?.get(isOwn ? owner : null))
      .filter((text) => text !== undefined);
  }
}

/** Before anything was read. */
export const EMPTY_CATALOGUE = TextCatalogue.of(NO_TEXTS, { onBroken: () => undefined });
