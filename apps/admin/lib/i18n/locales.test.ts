import { CONSOLE_LANGUAGES } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { chooseLocale, chooseTimeZone, directionOf, LOCALES } from './locales';
import { PSEUDO_LOCALES } from './pseudo';

test.each([
  ['de', 'en', 'de'],
  ['xx', 'es;q=0.5, ar', 'ar'],
  ['pt-BR', 'en', 'pt-BR'],
  ['pt', 'de', 'de'],
  [undefined, 'it, de-AT;q=0.8, en;q=0.9', 'en'],
  [undefined, 'ES-mx', 'es'],
  [undefined, 'de;q=0, es', 'es'],
  [undefined, 'fr-CA, en;q=0.9', 'fr'],
  [undefined, 'pt-PT, pt;q=0.9', 'pt-BR'],
  [undefined, 'he-IL, en-US;q=0.9', 'he'],
  [undefined, 'zh-Hans-SG, zh;q=0.9', 'zh-CN'],
  [undefined, 'zh-TW, en;q=0.9', 'zh-CN'],
  [undefined, 'it, ro', 'en'],
  [undefined, ';;,=,q', 'en'],
  [undefined, null, 'en'],
] as const)('cookie %j, browser %j: %s', (cookie, acceptLanguage, chosen) => {
  expect(chooseLocale({ ...(cookie && { cookie }), acceptLanguage })).toBe(chosen);
});

test('the settings offer the languages that the console speaks', () => {
  expect(LOCALES).toEqual(CONSOLE_LANGUAGES);
});

test('a language that nobody speaks is chosen by the cookie alone, and only where that is allowed', () => {
  const wish = { cookie: 'en-XA', acceptLanguage: 'de' };
  expect(chooseLocale(wish)).toBe('de');
  expect(chooseLocale({ ...wish, hasPseudoLocales: true })).toBe('en-XA');
  expect(chooseLocale({ acceptLanguage: 'en-XA', hasPseudoLocales: true })).toBe('en');
});

test('Arabic and Hebrew are read from right to left, and no other', () => {
  const rightToLeft = [...LOCALES, ...PSEUDO_LOCALES].filter((locale) => directionOf(locale) === 'rtl');
  expect(rightToLeft).toEqual(['ar', 'he', 'ar-XB']);
});

test.each([
  ['Europe%2FBerlin', 'Europe/Berlin'],
  ['Europe/Atlantis', 'UTC'],
  ['%', 'UTC'],
  ['', 'UTC'],
  [undefined, 'UTC'],
])('the time zone %j becomes %s', (cookie, zone) => {
  expect(chooseTimeZone(cookie)).toBe(zone);
});
