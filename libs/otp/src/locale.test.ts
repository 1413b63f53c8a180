import { describe, expect, test } from 'vitest';
import { canonicalTag, chooseLocale, type LocaleQuestion } from './locale.js';

const AVAILABLE = ['en', 'de', 'es', 'fr', 'pt-BR', 'ar', 'hi', 'zh-CN', 'zh-TW', 'ja', 'nb', 'he', 'sr', 'id'];
const COUNTRY_LOCALES = { GB: 'en', DE: 'de', NO: 'nb', PT: 'pt-PT', HK: 'zh-HK', ME: 'sr-Latn', RS: 'sr', IT: 'it' };

function choose(question: Partial<LocaleQuestion>): string {
  const { locale, reason } = chooseLocale({
    available: AVAILABLE,
    countryLocales: COUNTRY_LOCALES,
    applicationDefault: 'en',
    ...question,
  });
  return `${locale} ${reason}`;
}

test.each([
  ['en', 'en'],
  ['EN_us', 'en-US'],
  ['PT_br', 'pt-BR'],
  ['zh_Hant_HK', 'zh-Hant-HK'],
  ['zh-Hans-CN', 'zh-Hans-CN'],
  ['iw', 'he'],
  ['in', 'id'],
  ['no', 'nb'],
  ['no-NO', 'nb-NO'],
  ['sh', 'sr-Latn'],
  ['tl', 'fil'],
  ['es-419', 'es-419'],
  ['  de ', 'de'],
  ['en-US-u-ca-buddhist', 'en-US'],
])('%s in canonical form is %s', (raw, tag) => {
  expect(canonicalTag(raw)).toBe(tag);
});

const JUNK = [
  '*',
  'en;q=0.5',
  'en,de',
  'en%00',
  'en\0',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'x-private',
  '123',
  'é',
  '\u202een',
  'a'.repeat(65),
  'en'.repeat(2_500),
];

test.each(JUNK)('what is no tag has no canonical form: %.20j', (raw) => {
  expect(canonicalTag(raw)).toBeUndefined();
});

describe('what was asked for', () => {
  test.each([
    ['as written', 'de', 'de'],
    ['in another spelling', 'PT_br', 'pt-BR'],
    ['with the script that goes without saying', 'zh-Hans-CN', 'zh-CN'],
    ['by its script', 'zh-Hant', 'zh-TW'],
    ['with the region that goes without saying', 'EN_us', 'en'],
    ['without its region', 'pt', 'pt-BR'],
    ['without its region, Chinese', 'zh', 'zh-CN'],
    ['by the macrolanguage', 'no', 'nb'],
    ['by an old code', 'iw', 'he'],
    ['by another old code', 'in', 'id'],
    ['with an extension', 'de-u-nu-latn', 'de'],
  ])('is given, and said to be so: %s', (_name, requested, locale) => {
    expect(choose({ requested, country: 'IT' })).toBe(`${locale} requested`);
  });

  test.each([
    ['es-419', 'es'],
    ['es-MX', 'es'],
    ['pt-PT', 'pt-BR'],
    ['en-GB', 'en'],
    ['de-AT', 'de'],
    ['zh-SG', 'zh-CN'],
    ['zh-HK', 'zh-TW'],
  ])('in another region is given with the reason requested_fallback: %s', (requested, locale) => {
    expect(choose({ requested, country: 'GB' })).toBe(`${locale} requested_fallback`);
  });

  test.each(['sr-Latn', 'sr-Latn-RS', 'sr-ME', 'sh'])('is never served in another script: %s', (requested) => {
    expect(choose({ requested, country: 'DE' })).toBe('de requested_fallback');
  });

  test('that is Cyrillic is not served in Latin', () => {
    expect(choose({ requested: 'sr', available: ['en', 'sr-Latn'] })).toBe('en requested_fallback');
  });

  test('is found in its own region before the general text of the language', () => {
    const available = ['en', 'es', 'es-MX', 'pt-BR', 'pt-PT'];
    expect(choose({ available, requested: 'es-MX' })).toBe('es-MX requested');
    expect(choose({ available, requested: 'es-AR' })).toBe('es requested_fallback');
    expect(choose({ available, requested: 'pt-PT' })).toBe('pt-PT requested');
    expect(choose({ available, requested: 'pt' })).toBe('pt-BR requested');
  });
});

describe('a language without texts', () => {
  test('falls back to the country, then to the application', () => {
    expect(choose({ requested: 'tlh', country: 'DE' })).toBe('de requested_fallback');
    expect(choose({ requested: 'tlh', country: 'IT', applicationDefault: 'fr' })).toBe('fr requested_fallback');
    expect(choose({ requested: 'tlh', applicationDefault: 'fr' })).toBe('fr requested_fallback');
  });

  test.each([...JUNK, 'und', 'und-DE', 'mul'])('so does what names none: %.20j', (requested) => {
    expect(choose({ requested, country: 'NO' })).toBe('nb requested_fallback');
  });
});

describe('without a wish', () => {
  test.each([
    ['the country’s language', 'DE', 'de country'],
    ['the country’s language in another region', 'PT', 'pt-BR country'],
    ['the country’s script', 'HK', 'zh-TW country'],
    ['the application’s where the country’s has no texts', 'IT', 'en application'],
    ['the application’s where the country’s script has no texts', 'ME', 'en application'],
    ['the application’s for a country without a language', 'ZZ', 'en application'],
    ['the application’s for what is no country', '__proto__', 'en application'],
    ['the application’s for what is a method', 'constructor', 'en application'],
    ['the application’s without a country', undefined, 'en application'],
  ])('it is %s', (_name, country, answer) => {
    expect(choose({ country })).toBe(answer);
    expect(choose({ country, requested: '' })).toBe(answer);
  });

  test('the application’s default is matched like a wish, and kept where it has no texts', () => {
    expect(choose({ applicationDefault: 'pt' })).toBe('pt-BR application');
    expect(choose({ applicationDefault: 'it', available: [] })).toBe('it application');
  });
});

test('an answer kept for one question is not given to another', () => {
  expect(choose({ requested: 'tlh', country: 'DE' })).toBe('de requested_fallback');
  expect(choose({ requested: 'tlh', country: 'NO' })).toBe('nb requested_fallback');
  expect(choose({ requested: 'tlh', applicationDefault: 'ja' })).toBe('ja requested_fallback');
  expect(choose({ requested: 'de' })).toBe('de requested');
  expect(choose({ requested: 'de', available: ['en'] })).toBe('en requested_fallback');
});

test('more different wishes than are remembered are all answered', () => {
  for (let index = 0; index < 10_050; index++) choose({ requested: `x${index}` });
  expect(choose({ requested: 'de-CH' })).toBe('de requested_fallback');
});
