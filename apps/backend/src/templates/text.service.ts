import type { LocaleChoice } from '@codewire/otp';
import type { I18nService } from 'nestjs-i18n';
import type { Notifications } from '../database/notifications.js';
import type { RenderedText } from './compiled-text.js';
import { readTexts, type SmsTextLoader } from './sms-text.loader.js';
import type { PublishedText } from './templates.store.js';
import { TextCatalogue, type LanguageQuestion, type TextLocale, type TextQuestion } from './text-catalogue.js';

export type { RenderedText } from './compiled-text.js';

/** A notification is a hint and may be lost; nobody waits longer than this for a publish. */
const REREAD_MS = 30_000;

export interface TextServiceOptions {
  readonly i18n: Pick<I18nService, 'refresh' | 'getTranslations'>;
  readonly loader: SmsTextLoader;
  readonly notifications: Pick<Notifications, 'on'>;
  readonly onBroken: (text: PublishedText, error: unknown) => void;
  readonly onError: (error: unknown) => void;
}

/** The language and the words of a message. Answers from memory; a publish reaches every node within a second. */
export class TextService {
  private catalogue: TextCatalogue;
  /** What the catalogue was made of. */
  private source = '';
  private timer: NodeJS.Timeout | undefined;
  private isStarted = false;
  private running: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | undefined;

  constructor(private readonly options: TextServiceOptions) {
    this.catalogue = new TextCatalogue([], options.onBroken);
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

  /** True once there is something to send. */
  get isReady(): boolean {
    return this.catalogue.locales.length > 0;
  }

  /** Languages that every application can send in. */
  locales(): readonly TextLocale[] {
    return this.catalogue.locales;
  }

  choose(question: LanguageQuestion): LocaleChoice {
    return this.catalogue.choose(question);
  }

  /** Throws `text.unavailable` when nothing is published in that locale. */
  render(question: TextQuestion): RenderedText {
    return this.catalogue.render(question);
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
    const { i18n, onBroken } = this.options;
    await i18n.refresh();
    const texts = readTexts(i18n.getTranslations());
    const source = JSON.stringify(texts);
    if (source === this.source) return;
    // One assignment: no request sees half of a publish.
    this.catalogue = new TextCatalogue(texts, onBroken);
    this.source = source;
  }
}
