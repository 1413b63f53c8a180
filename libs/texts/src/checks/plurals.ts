import { TYPE } from '@formatjs/icu-messageformat-parser';
import type { Check, Remark } from './check.types.js';
import { everyElement, spanOf } from './elements.js';

const isExact = (form: string) => form.startsWith('=');

/** A plural has words for each form of the language (CLDR plural rules); `=2` is one number and stands for no form. */
export const checkPlurals: Check = ({ elements, locale }) =>
  everyElement(elements).flatMap((element): Remark[] => {
    if (element.type !== TYPE.plural) return [];
    const type = element.pluralType ?? 'cardinal';
    const known: string[] = new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories;
    const written = Object.keys(element.options).filter((form) => !isExact(form));
    const remark = (code: 'plural_missing' | 'plural_unknown', forms: string[]): Remark[] =>
      forms.length === 0
        ? []
        : [{ code, at: spanOf(element), values: { name: element.value, forms: forms.join(', ') } }];
    return [
      ...remark(
        'plural_missing',
        known.filter((form) => !written.includes(form)),
      ),
      ...remark(
        'plural_unknown',
        written.filter((form) => !known.includes(form)),
      ),
    ];
  });
