import type { TemplateDetail } from '@codewire/contracts';
import { languageName } from '../../lib/i18n/names';

/**
 * Languages by their names in the reader's words, variants below what they vary. Done where the template is fetched: the
 * server's and the browser's locale data may differ, and both have to draw the same.
 */
export function inOrder(template: TemplateDetail, readersLocale: string): TemplateDetail {
  const collator = new Intl.Collator(readersLocale);
  const named = template.coverage.map((cell) => ({ cell, name: languageName(baseOf(cell.locale), readersLocale) }));
  named.sort((a, b) => collator.compare(a.name, b.name) || collator.compare(a.cell.locale, b.cell.locale));
  return { ...template, coverage: named.map(({ cell }) => cell) };
}

const baseOf = (tag: string) => tag.split('-')[0] ?? tag;
