import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { chooseLocale, chooseTimeZone, LOCALE_COOKIE, TIME_ZONE_COOKIE } from './locales';

export default getRequestConfig(async () => {
  const [jar, head] = [await cookies(), await headers()];
  const locale = chooseLocale({
    cookie: jar.get(LOCALE_COOKIE)?.value,
    acceptLanguage: head.get('accept-language'),
  });
  const messages = (await import(`../../messages/${locale}.json`)) as { default: Record<string, never> };
  return {
    locale,
    messages: messages.default,
    timeZone: chooseTimeZone(jar.get(TIME_ZONE_COOKIE)?.value),
    now: new Date(),
  };
});
