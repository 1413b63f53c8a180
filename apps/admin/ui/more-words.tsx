'use client';

import { NextIntlClientProvider, useLocale, useMessages, type Messages } from 'next-intl';
import { useMemo, type ReactNode } from 'react';
import { joined } from '../lib/i18n/words-of';

export interface MoreWordsProps {
  readonly words: Messages;
  readonly children: ReactNode;
}

/** Joins words to those from above. */
export function MoreWords({ words, children }: MoreWordsProps) {
  const above = useMessages();
  const all = useMemo(() => joined(above, words) as Messages, [above, words]);
  return (
    <NextIntlClientProvider locale={useLocale()} messages={all}>
      {children}
    </NextIntlClientProvider>
  );
}
