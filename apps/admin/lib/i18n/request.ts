import { cookies, headers } from 'next/headers';
import type { Messages } from 'next-intl';
import { getRequestConfig } from 'next-intl/server';
import { appearance } from '../appearance';
import { consoleConfig } from '../config';
import { chooseLocale, chooseTimeZone, LOCALE_COOKIE, TIME_ZONE_COOKIE, type Locale } from './locales';
import { inPseudoWords } from './pseudo';

export default getRequestConfig(async () => {
  const [jar, head] = [await cookies(), await headers()];
  const locale = chooseLocale({
    cookie: jar.get(LOCALE_COOKIE)?.value,
    acceptLanguage: head.get('accept-language'),
    hasPseudoLocales: consoleConfig().hasPseudoLocales,
    usual: (await appearance()).console_language,
  });
  return {
    locale,
    messages: await messagesOf(locale),
    timeZone: chooseTimeZone(jar.get(TIME_ZONE_COOKIE)?.value),
    now: new Date(),
  };
});

async function messagesOf(locale: Locale): Promise<Messages> {
  if (locale === 'en-XA' || locale === 'ar-XB') {
    return inPseudoWords(await messagesOf('en'), locale) as unknown as Messages;
  }
  return ((await import(`../../messages/${locale}.json`)) as { default: Messages }).default;
}
