import { describe, expect, test } from 'vitest';
import { ancestry, canonicalTag, directionOf } from './locale-tag.js';
import { LocaleBook, type LocaleFacts, type LocaleQuestion } from './locale.js';

const AVAILABLE = ['en', 'de', 'es', 'fr', 'pt-BR', 'ar', 'hi', 'zh-CN', 'zh-TW', 'ja', 'nb', 'he', 'sr', 'id'];
const COUNTRY_LOCALES = { GB: 'en', DE: 'de', NO: 'nb', PT: 'pt-PT', HK: 'zh-HK', ME: 'sr-Latn', RS: 'sr', IT: 'it' };

interface Setting extends Partial<LocaleQuestion> {
  readonly available?: readonly string[];
}

const enabled = (tag: string, fallback: string | null = null): LocaleFacts => ({
  tag,
  fallback,
  isEnabled: true,
  isDefault: tag === 'en',
});
const bookOf = (tags: readonly string[]) =>
  new LocaleBook(
    tags.map((tag) => enabled(tag)),
    COUNTRY_LOCALES,
  );
const BOOK = bookOf(AVAILABLE);

function choose({ available, ...question }: Setting): string {
  const book = available === undefined ? BOOK : bookOf(available);
  const { locale, reason } = book.choose({ applicationDefault: 'en', ...question });
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
  ['mo', 'ro'],
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
  `en-${'x-abcdefgh-'.repeat(500)}a`,
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

  test.each([
    ['es-MX', ['es', 'es-419'], 'es-419'],
    ['es-US', ['es', 'es-419'], 'es-419'],
    ['es-GQ', ['es', 'es-419'], 'es'],
    ['es-MX', ['es', 'es-AR', 'es-ES'], 'es'],
    ['es-MX', ['es-AR', 'es-ES'], 'es-AR'],
    ['es-419', ['es-ES', 'es-MX'], 'es-MX'],
    ['en-IN', ['en', 'en-001', 'en-GB'], 'en-001'],
    ['en-AT', ['en', 'en-001'], 'en-001'],
    ['en-PH', ['en', 'en-001'], 'en'],
    ['en-AU', ['en-US', 'en-GB'], 'en-GB'],
    ['en-PR', ['en-US', 'en-GB'], 'en-US'],
    ['pt-AO', ['pt-BR', 'pt-PT'], 'pt-PT'],
    ['pt-IN', ['pt-BR', 'pt-PT'], 'pt-BR'],
    ['pt-AO', ['pt-BR'], 'pt-BR'],
    ['zh-Hant-MO', ['zh-CN', 'zh-TW', 'zh-HK'], 'zh-HK'],
    ['zh-MO', ['zh-CN', 'zh-TW', 'zh-HK'], 'zh-HK'],
    ['zh-Hant-SG', ['zh-CN', 'zh-HK', 'zh-TW'], 'zh-TW'],
    ['sr-ME', ['sr', 'sr-Latn'], 'sr-Latn'],
    ['sr-Latn-BA', ['sr', 'sr-Latn'], 'sr-Latn'],
    ['sr-BA', ['sr', 'sr-Latn'], 'sr'],
    ['uz-AF', ['uz', 'ar'], 'en'],
    ['nn-NO', ['nb'], 'nb'],
    ['gsw', ['de', 'fr'], 'de'],
    ['yue-HK', ['zh-CN', 'zh-TW', 'zh-HK'], 'zh-HK'],
    ['de-1996', ['de'], 'de'],
  ])('%s among %s is %s: by what its readers have in common, then by likelihood', (requested, others, locale) => {
    const available = [...others, ...(others.some((tag) => tag.startsWith('en')) ? [] : ['en'])];
    expect(choose({ available, requested })).toBe(`${locale} requested_fallback`);
  });
});

test.each([
  ['es-MX', 'es-MX es-419 es'],
  ['en-GB', 'en-GB en-001 en'],
  ['en-DE', 'en-DE en-150 en-001 en'],
  ['en-US', 'en-US en'],
  ['pt-AO', 'pt-AO pt-PT pt'],
  ['zh-MO', 'zh-Hant-MO zh-Hant-HK zh-Hant'],
  ['zh-Hans-CN', 'zh-CN zh'],
  ['sr-ME', 'sr-Latn-ME sr-Latn'],
  ['sr-Cyrl-RS', 'sr-RS sr'],
  ['nn', 'nn nb'],
])('%s belongs to %s', (tag, path) => {
  expect(ancestry(tag).join(' ')).toBe(path);
});

test('a direction is that of the script', () => {
  const rightToLeft = ['ar-EG', 'he', 'fa', 'ur', 'uz-AF', 'pa-PK', 'az-Arab', 'dv', 'yi', 'nqo', 'ff-Adlm', 'syr'];
  expect(rightToLeft.map(directionOf)).toEqual(rightToLeft.map(() => 'rtl'));
  expect(['en', 'uz', 'pa', 'am', 'ka', 'hi', 'zh-HK', 'tr'].filter((tag) => directionOf(tag) !== 'ltr')).toEqual([]);
});

describe('where texts are looked for', () => {
  const chain = (tag: string, ...more: LocaleFacts[]) =>
    new LocaleBook(
      [...more, enabled('es-MX', 'es-419'), enabled('es-419', 'es'), enabled('es'), enabled('en'), enabled('pt-BR')],
      {},
    ).chainOf(tag);

  test('is the language itself, its fallbacks in order, and the default', () => {
    expect(chain('es-MX')).toEqual(['es-MX', 'es-419', 'es', 'en']);
    expect(chain('pt-BR')).toEqual(['pt-BR', 'en']);
    expect(chain('en')).toEqual(['en']);
  });

  test('leaves out what is not enabled, and goes on behind it', () => {
    const catalan = { ...enabled('ca', 'es-MX'), isEnabled: false };
    expect(chain('ca', catalan)).toEqual(['es-MX', 'es-419', 'es', 'en']);
    expect(chain('ca-ES', catalan, enabled('ca-ES', 'ca'))).toEqual(['ca-ES', 'es-MX', 'es-419', 'es', 'en']);
  });

  test('ends where fallbacks go round', () => {
    expect(chain('de', enabled('de', 'fr'), enabled('fr', 'de'))).toEqual(['de', 'fr', 'en']);
  });

  test('is that of the nearest for a language that there is no more, and the default where there is none', () => {
    expect(chain('es-AR')).toEqual(['es-419', 'es', 'en']);
    expect(chain('tlh')).toEqual(['en']);
  });

  test('comes with each choice', () => {
    const book = new LocaleBook([enabled('es-MX', 'es'), enabled('es'), enabled('en')], { MX: 'es-MX' });
    expect(book.choose({ country: 'MX', applicationDefault: 'en' })).toEqual({
      locale: 'es-MX',
      reason: 'country',
      chain: ['es-MX', 'es', 'en'],
    });
  });
});

test('a language that is not enabled is never chosen: not by a wish, a country or an application', () => {
  const book = new LocaleBook([{ ...enabled('de'), isEnabled: false }, enabled('en')], { DE: 'de' });
  expect(book.choose({ requested: 'de', applicationDefault: 'de', country: 'DE' })).toMatchObject({ locale: 'en' });
  expect(book.find('de-AT')).toBeUndefined();
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

  test('the application’s default is matched like a wish; where it has no texts the default decides', () => {
    expect(choose({ applicationDefault: 'pt' })).toBe('pt-BR application');
    expect(choose({ applicationDefault: 'it' })).toBe('en application');
    expect(choose({ applicationDefault: 'it', available: [] })).toBe('it application');
  });
});

test('an answer kept for one question is not given to another', () => {
  expect(choose({ requested: 'tlh', country: 'DE' })).toBe('de requested_fallback');
  expect(choose({ requested: 'tlh', country: 'NO' })).toBe('nb requested_fallback');
  expect(choose({ requested: 'tlh', applicationDefault: 'ja' })).toBe('ja requested_fallback');
  expect(choose({ requested: 'de' })).toBe('de requested');
  expect(choose({ requested: 'de|DE', country: 'NO' })).toBe('nb requested_fallback');
  expect(choose({ requested: 'de', available: ['en'] })).toBe('en requested_fallback');
});

test('more different wishes than are remembered are all answered', () => {
  for (let index = 0; index < 10_050; index++) choose({ requested: `x${index}` });
  expect(choose({ requested: 'de-CH' })).toBe('de requested_fallback');
});
