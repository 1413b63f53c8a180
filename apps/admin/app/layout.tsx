import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/script-fonts.css';
import type { Metadata, Viewport } from 'next';
import { getLocale, getMessages, getNow, getTimeZone, getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { appearance } from '../lib/appearance';
import { directionOf } from '../lib/i18n/locales';
import { wordsOf } from '../lib/i18n/words-of';
import { Providers } from '../ui/providers';
import { ThemeScript } from '../ui/theme-script';

export async function generateMetadata(): Promise<Metadata> {
  const [t, { brand }] = await Promise.all([getTranslations('shell'), appearance()]);
  // A template takes every `%s` for the page's title.
  return { title: { default: brand, template: `%s · ${brand.replaceAll('%s', '%')}` }, description: t('description') };
}

/** What any page can come to say. */
const EVERYWHERE = ['common', 'factors', 'failure', 'pages', 'roles', 'session', 'states'] as const;

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f7f6' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1514' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, head, { brand }] = await Promise.all([getLocale(), headers(), appearance()]);
  const nonce = head.get('x-nonce') ?? undefined;
  return (
    <html lang={locale} dir={directionOf(locale)} suppressHydrationWarning>
      <head>
        <ThemeScript nonce={nonce} />
      </head>
      <body>
        <Providers
          brand={brand}
          locale={locale}
          messages={wordsOf(await getMessages(), EVERYWHERE)}
          now={await getNow()}
          timeZone={await getTimeZone()}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
