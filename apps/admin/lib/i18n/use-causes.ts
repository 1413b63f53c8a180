'use client';

import { useTranslations, type Messages } from 'next-intl';
import { useMemo } from 'react';

type Word = keyof Messages['cause'];

export interface Causes {
  readonly has: (word: string) => boolean;
  /** A word that has no words of its own stays as it is. */
  readonly inWords: (word: string) => string;
}

/** The log's own words for why something happened (`not_bound`, `ESME_RTHROTTLED`), in the reader's language. */
export function useCauses(): Causes {
  const t = useTranslations('cause');
  return useMemo(() => {
    const has = (word: string): word is Word => t.has(word as Word);
    return { has, inWords: (word) => (has(word) ? t(word) : word) };
  }, [t]);
}
