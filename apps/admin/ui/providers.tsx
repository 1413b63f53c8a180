'use client';

import { NextIntlClientProvider, type Messages } from 'next-intl';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { TIME_ZONE_COOKIE, type Locale } from '../lib/i18n/locales';
import { rememberCookie } from '../lib/remember';
import { useScriptFont } from './use-script-font';
import { useThemeOnPage } from './use-theme';

export interface ProvidersProps {
  /** How this installation is called. */
  readonly brand: string;
  readonly children: ReactNode;
  readonly locale: Locale;
  readonly messages: Messages;
  readonly now: Date;
  readonly timeZone: string;
}

const BrandContext = createContext('Codewire');

/** How this installation is called. */
export function useBrand(): string {
  return useContext(BrandContext);
}

/** What every page stands on: words in the reader's language and zone, and the theme. */
export function Providers({ children, brand, locale, messages, now, timeZone }: ProvidersProps) {
  useThemeOnPage();
  useScriptFont(locale === 'zh-CN' ? 'chinese' : undefined);
  return (
    <NextIntlClientProvider locale={locale} messages={messages} now={now} timeZone={useViewerTimeZone(timeZone)}>
      <BrandContext value={brand}>{children}</BrandContext>
    </NextIntlClientProvider>
  );
}

/** The first visit is rendered in UTC; the cookie lets the server know the viewer's zone from then on. */
function useViewerTimeZone(fromServer: string): string {
  const [zone, setZone] = useState(fromServer);
  useEffect(() => {
    const viewers = Intl.DateTimeFormat().resolvedOptions().timeZone;
    rememberCookie(TIME_ZONE_COOKIE, viewers);
    setZone(viewers);
  }, []);
  return zone;
}
