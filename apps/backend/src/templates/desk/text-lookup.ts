import { LocaleBook, type LocaleFacts } from '@codewire/otp';
import type { Queryable } from '../../database/sql.js';
import { LocaleStore } from '../locales/locale.store.js';
import { placesOf } from '../text-order.js';
import type { Template } from './template.store.js';
import { TextStore, type PublishedWords } from './text.store.js';

/** Where the texts of a language are looked for. */
export function chainOf(tag: string, locales: readonly LocaleFacts[]): readonly string[] {
  return new LocaleBook(locales, {}).chainOf(tag);
}

/** What is sent along a chain of languages, of an application's own texts and the shared ones. */
export function firstOf(texts: readonly PublishedWords[], chain: readonly string[]): PublishedWords | undefined {
  for (const { locale, isOwn } of placesOf(chain)) {
    const found = texts.find((text) => text.locale === locale && text.isShared !== isOwn);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is sent in the place of a template along a chain of languages. */
export async function publishedFor(
  sql: Queryable,
  { purpose, application }: Pick<Template, 'purpose' | 'application'>,
  chain: readonly string[],
): Promise<PublishedWords | undefined> {
  return firstOf(await new TextStore(sql).listSendable(purpose, application?.id ?? null, chain), chain);
}

/** What is to be translated: the text of the default language. Null for that language itself, and where there is none. */
export async function findSource(sql: Queryable, template: Template, locale: string): Promise<PublishedWords | null> {
  const source = (await new LocaleStore(sql).list()).find(({ isDefault }) => isDefault)?.tag;
  if (source === undefined || source === locale) return null;
  return (await publishedFor(sql, template, [source])) ?? null;
}
