'use client';

import { DirectionProvider, localStorageColorSchemeManager, MantineProvider, useDirection } from '@mantine/core';
import { NextIntlClientProvider, type Messages } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import { directionOf, TIME_ZONE_COOKIE, type Locale } from '../lib/i18n/locales';
import { rememberCookie } from '../lib/remember';
import { cssVariablesResolver, theme } from './theme';
import { THEME_KEY } from './theme-key';

export interface ProvidersProps {
  readonly children: ReactNode;
  readonly nonce: string | undefined;
  readonly locale: Locale;
  readonly messages: Messages;
  readonly now: Date;
  readonly timeZone: string;
}

const colorSchemeManager = localStorageColorSchemeManager({ key: THEME_KEY });

/** What every page stands on: theme, direction, words. */
export function Providers({ children, nonce, locale, messages, now, timeZone }: ProvidersProps) {
  const direction = directionOf(locale);
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        colorSchemeManager={colorSchemeManager}
        getStyleNonce={() => nonce ?? ''}
      >
        <FollowDirection direction={direction} />
        <NextIntlClientProvider locale={locale} messages={messages} now={now} timeZone={useViewerTimeZone(timeZone)}>
          {children}
        </NextIntlClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** A change of language turns the page without losing what has been typed. */
function FollowDirection({ direction }: { direction: 'ltr' | 'rtl' }) {
  const { setDirection } = useDirection();
  useEffect(() => setDirection(direction), [direction, setDirection]);
  return null;
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
