import { I18nLoader, type I18nTranslation } from 'nestjs-i18n';
import type { PublishedText } from './templates.store.js';

const NAMESPACE = 'sms';

/**
 * Brings the published texts into nestjs-i18n, raw and under `sms.<purpose>.<template id>`: it carries them and never
 * formats them, since its own marks and ICU's clash. Before `open` there are none, because the container asks for
 * languages before the database is connected.
 */
export class SmsTextLoader extends I18nLoader {
  private isOpen = false;

  constructor(private readonly listTexts: () => Promise<PublishedText[]>) {
    super();
  }

  open(): void {
    this.isOpen = true;
  }

  async languages(): Promise<string[]> {
    return Object.keys(await this.load());
  }

  async load(): Promise<I18nTranslation> {
    return this.isOpen ? toTranslations(await this.listTexts()) : {};
  }
}

interface Carried {
  readonly body: string;
  readonly version: string;
  /** Empty for the text that every application inherits. */
  readonly application: string;
  readonly direction: string;
  /** 'yes' or empty: the tree carries strings. */
  readonly transliterates: string;
}

type Tree = Record<string, Record<string, Record<string, Record<string, Carried>>>>;

function toTranslations(texts: readonly PublishedText[]): I18nTranslation {
  const tree: Tree = {};
  for (const text of texts) {
    const purposes = ((tree[text.locale] ??= { [NAMESPACE]: {} })[NAMESPACE] ??= {});
    (purposes[text.purpose] ??= {})[text.templateId] = {
      body: text.body,
      version: String(text.versionId),
      application: text.applicationId ?? '',
      direction: text.direction,
      transliterates: text.transliterates ? 'yes' : '',
    };
  }
  return tree as unknown as I18nTranslation;
}

/** The texts among everything that nestjs-i18n holds: what the loader brought, unchanged. */
export function readTexts(translations: I18nTranslation): PublishedText[] {
  return Object.entries(translations as unknown as Tree).flatMap(([locale, namespaces]) =>
    Object.entries(namespaces[NAMESPACE] ?? {}).flatMap(([purpose, templates]) =>
      Object.entries(templates).map(([templateId, { body, version, application, direction, transliterates }]) => ({
        versionId: Number(version),
        templateId,
        purpose,
        applicationId: application === '' ? null : application,
        locale,
        direction: direction === 'rtl' ? ('rtl' as const) : ('ltr' as const),
        body,
        transliterates: transliterates === 'yes',
      })),
    ),
  );
}
