'use client';

import { useLocale, useTranslations, type Messages } from 'next-intl';

/** A value's word as the audit has it, as it stands at the head of a choice. */
export function useValueLabel(): (value: keyof Messages['audit']['value']) => string {
  const t = useTranslations('audit.value');
  const locale = useLocale();
  return (value) => {
    const word: string = t(value);
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  };
}
