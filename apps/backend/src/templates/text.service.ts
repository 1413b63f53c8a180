import { setImmediate } from 'node:timers/promises';
import type { LocaleChoice } from '@codewire/otp';
import { CompiledText, type RenderedText, type TextSource, type TextValues } from '@codewire/texts';
import type { I18nService } from 'nestjs-i18n';
import type { Notifications } from '../database/notifications.js';
import { readOutcome } from './render-outcome.js';
import type { SmsTextLoader } from './sms-text.loader.js';
import {
  EMPTY_CATALOGUE,
  TextCatalogue,
  type LanguageQuestion,
  type TextLocale,
  type TextQuestion,
} from './text-catalogue.js';
import type { PublishedText, TextSnapshot } from './text-snapshot.js';

/** A notification is a hint and may be lost; nobody waits longer than this for a publish. */
const REREAD_MS = 30_000;
/** Longest time that texts are compiled while requests wait. */
const AT_ONCE_MS = 4;

export interface TextServiceOptions {
  readonly i18n: Pick<I18nService, 'refresh' | 'getTranslations'>;
  readonly loader: SmsTextLoader;
  readonly notifications: Pick<Notifications, 'on'>;
  readonly onBroken: (text: PublishedText, error: unknown) => void;
  readonly onError: (error: unknown) => void;
}

/** The language and the words of a message. Answers from memory; a publish reaches every node within a second. */
export class TextService {
  private catalogue = EMPTY_CATALOGUE;
  /** What the catalogue was made of. */
  private source = '';
  private timer: NodeJS.Timeout | undefined;
  private isStarted = false;
  private running: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | undefined;

  constructor(private readonly options: TextServiceOptions) {
    options.notifications.on('codewire_texts', () => this.refreshLater());
  }

  /** Call once the database is open. Throws when the texts cannot be read. */
  async start(): Promise<void> {
    this.options.loader.open();
    this.isStarted = true;
    await this.refresh();
    this.timer = setInterval(() => this.refreshLater(), REREAD_MS);
  }

  stop(): void {
    this.isStarted = false;
    clearInterval(this.timer);
  }

  /** True once there is something to send, and a default language. */
  get isReady(): boolean {
    return this.catalogue.isReady;
  }

  /** Languages that messages may be written in. */
  locales(): readonly TextLocale[] {
    return this.catalogue.locales;
  }

  choose(question: LanguageQuestion): LocaleChoice {
    return this.catalogue.choose(question);
  }

  /** Throws `text.unavailable` when nothing is published for that language, and refusals of values. */
  render(question: TextQuestion): RenderedText {
    return this.catalogue.render(question);
  }

  /** A wording that need not be published, in a language's own amounts. Throws what `render` throws, and UnusableTextError. */
  renderVersion(source: TextSource, locale: string, values: TextValues): RenderedText {
    return readOutcome(new CompiledText(source, { formats: locale }).render(values));
  }

  /** Reads what is published now. Calls that come while one runs share the next. When it fails, the last texts stay. */
  refresh(): Promise<void> {
    this.waiting ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.waiting = undefined;
        this.running = this.read();
        return this.running;
      });
    return this.waiting;
  }

  private refreshLater(): void {
    if (!this.isStarted) return;
    this.refresh().catch((error: unknown) => {
      // After the stop the database may be gone, and nobody waits for texts.
      if (this.isStarted) this.options.onError(error);
    });
  }

  private async read(): Promise<void> {
    const { i18n, loader } = this.options;
    await i18n.refresh();
    const snapshot = loader.carriedBy(i18n.getTranslations());
    const source = JSON.stringify(snapshot);
    if (source === this.source) return;
    const catalogue = await this.compile(snapshot);
    // One assignment: no request sees half of a publish.
    this.catalogue = catalogue;
    this.source = source;
  }

  /** In small pieces, between which requests are served with the texts before. */
  private async compile(snapshot: TextSnapshot): Promise<TextCatalogue> {
    const { onBroken } = this.options;
    const steps = TextCatalogue.build(snapshot, { previous: this.catalogue, onBroken });
    for (;;) {
      const until = performance.now() + AT_ONCE_MS;
      while (performance.now() < until) {
        const step = steps.next();
        if (step.done === true) return step.value;
      }
      await setImmediate();
    }
  }
}
