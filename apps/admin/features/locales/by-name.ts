import type { LocaleList } from '@codewire/contracts';
import { languageName } from '../../lib/i18n/names';

/**
 * The default first, then by names as the reader's language has and orders them. Done where the list is fetched: the
 * server's and the browser's locale data may differ, and both have to draw the same.
 */
export function byName({ data }: LocaleList, readersLocale: string): LocaleList {
  const collator = new Intl.Collator(readersLocale);
  const named = data.map((one) => ({ one, name: languageName(one.tag, readersLocale) }));
  named.sort((a, b) => Number(b.one.is_default) - Number(a.one.is_default) || collator.compare(a.name, b.name));
  return { data: named.map(({ one }) => one) };
}
