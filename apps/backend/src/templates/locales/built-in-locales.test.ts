import { canonicalTag, LocaleBook } from '@codewire/otp';
import { expect, test } from 'vitest';
import { BUILT_IN_DEFAULT, BUILT_IN_LOCALES, WRITTEN_LOCALES } from './built-in-locales.js';

const TAGS = BUILT_IN_LOCALES.map(({ tag }) => tag);
const BOOK = new LocaleBook(
  BUILT_IN_LOCALES.map((locale) => ({ ...locale, isEnabled: true, isDefault: locale.tag === BUILT_IN_DEFAULT })),
  {},
);

test('there are 73 languages with words of their own, and each language stands once, in canonical form', () => {
  expect(WRITTEN_LOCALES).toHaveLength(73);
  expect(new Set(TAGS).size).toBe(TAGS.length);
  expect(TAGS.filter((tag) => canonicalTag(tag) !== tag)).toEqual([]);
});

test('each falls back on one that stands before it, so that it can be brought in', () => {
  const late = BUILT_IN_LOCALES.filter(
    ({ fallback }, place) => fallback !== null && !TAGS.slice(0, place).includes(fallback),
  );
  expect(late).toEqual([]);
});

test('every variety comes to words in its own language and script before the default', () => {
  const varieties = TAGS.filter((tag) => !WRITTEN_LOCALES.includes(tag));
  expect(varieties.length).toBeGreaterThan(30);
  for (const tag of varieties) {
    const words = BOOK.chainOf(tag).find((one) => WRITTEN_LOCALES.includes(one));
    const [its, theirs] = [tag, words ?? ''].map((one) => new Intl.Locale(one).maximize());
    expect([tag, theirs?.language, theirs?.script]).toEqual([tag, its?.language, its?.script]);
  }
});

test.each([
  ['es-MX', 'es-MX es-419 es en'],
  ['zh-MO', 'zh-MO zh-HK zh-TW en'],
  ['sr-ME', 'sr-ME sr-Latn en'],
  ['en-GB', 'en-GB en'],
  ['en', 'en'],
])('the texts of %s are looked for in %s', (tag, chain) => {
  expect(BOOK.chainOf(tag).join(' ')).toBe(chain);
});

test('directions are those of the scripts', () => {
  const rightToLeft = BUILT_IN_LOCALES.filter(({ direction }) => direction === 'rtl').map(({ tag }) => tag);
  expect(rightToLeft.sort()).toEqual(['ar', 'ar-AE', 'ar-EG', 'ar-SA', 'fa', 'he', 'ur']);
});
