import { I18nLoader, type I18nTranslation } from 'nestjs-i18n';
import { NO_TEXTS, type PublishedText, type TextSnapshot } from './text-snapshot.js';

const NAMESPACE = 'sms';

/**
 * Brings the published texts into nestjs-i18n, raw and under `sms.<purpose>.<template id>`: it carries them and never
 * formats them, since its own marks and ICU's clash. What it is not made for (versions, rules, languages, countries)
 * stays here, of the same moment. Before `open` there is nothing, because the container asks for languages before the
 * database is connected.
 */
export class SmsTextLoader extends I18nLoader {
  private isOpen = false;
  private last: TextSnapshot = NO_TEXTS;

  constructor(private readonly readSnapshot: () => Promise<TextSnapshot>) {
    super();
  }

  open(): void {
    this.isOpen = true;
  }

  /** Asked for after the texts, of which it must not be another moment. */
  async languages(): Promise<string[]> {
    return Object.keys(toTranslations(this.last.texts));
  }

  async load(): Promise<I18nTranslation> {
    if (this.isOpen) this.last = await this.readSnapshot();
    return toTranslations(this.last.texts);
  }

  /** What was read last, with the words that nestjs-i18n carries. Throws when those are of another moment. */
  carriedBy(translations: I18nTranslation): TextSnapshot {
    const tree = translations as unknown as Tree;
    return { ...this.last, texts: this.last.texts.map((text) => ({ ...text, ...carried(tree, text) })) };
  }
}

interface Carried {
  readonly body: string;
  /** Left out where there is none: the tree carries strings. */
  readonly short?: string;
}

type Tree = Record<string, Record<string, Record<string, Record<string, Carried>>>>;

function toTranslations(texts: readonly PublishedText[]): I18nTranslation {
  const tree: Tree = {};
  for (const { locale, purpose, templateId, body, shortBody } of texts) {
    const purposes = ((tree[locale] ??= { [NAMESPACE]: {} })[NAMESPACE] ??= {});
    (purposes[purpose] ??= {})[templateId] = { body, ...(shortBody !== null && { short: shortBody }) };
  }
  return tree as unknown as I18nTranslation;
}

function carried(tree: Tree, { versionId, locale, purpose, templateId, body, shortBody }: PublishedText) {
  const words = tree[locale]?.[NAMESPACE]?.[purpose]?.[templateId];
  const isTheSame = words !== undefined && words.body === body && (words.short ?? null) === shortBody;
  if (!isTheSame) throw new Error(`nestjs-i18n does not carry version ${versionId}`);
  return { body: words.body, shortBody: words.short ?? null };
}
