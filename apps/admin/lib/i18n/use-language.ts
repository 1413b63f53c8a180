'use client';

import { useLocale } from 'next-intl';
import { useRouter } from 'next/navigation';
import { rememberCookie } from '../remember';
import { LOCALE_COOKIE, type Locale } from './locales';

export interface LanguageState {
  readonly language: Locale;
  readonly setLanguage: (language: string) => void;
}

/** The language of the console in this browser. A change keeps what has been typed. */
export function useLanguage(): LanguageState {
  const router = useRouter();
  return {
    language: useLocale(),
    setLanguage: (language) => {
      rememberCookie(LOCALE_COOKIE, language);
      router.refresh();
    },
  };
}
