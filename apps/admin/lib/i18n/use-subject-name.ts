'use client';

import { Purpose } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { countryName, languageName } from './names';

/**
 * What a language, a country, a template or a text is called (`fr`, `DE`, `login`, `payment, Acme, pt-BR`), in the reader's
 * words. What is named by a person, or otherwise, keeps its name.
 */
export function useSubjectName(): (subject: { readonly kind: string; readonly name: string }) => string {
  const purposeWord = useTranslations('locales.purpose');
  const locale = useLocale();
  return ({ kind, name }) => {
    if (kind === 'country') return countryName(name, locale);
    if (kind === 'locale') return languageName(name, locale);
    if (kind !== 'template' && kind !== 'text') return name;
    const [first = '', ...rest] = name.split(', ');
    const purpose = Purpose.safeParse(first);
    if (!purpose.success) return name;
    const language = kind === 'text' ? rest.pop() : undefined;
    const parts = [
      purposeWord(purpose.data),
      ...rest,
      ...(language === undefined ? [] : [languageName(language, locale)]),
    ];
    return parts.join(' · ');
  };
}
