import type { CountryLocaleView, LocaleView } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { chainWith, effectsOfDisabling, possibleFallbacks, suggestedFallback } from './effects';

function language(tag: string, fallback: string | null = null): LocaleView {
  const flags = { is_enabled: true, is_default: tag === 'en', direction: 'ltr', origin: 'built_in' } as const;
  return {
    tag,
    fallback,
    ...flags,
    chain: [],
    countries: [],
    texts: tag.length === 2 ? 3 : 0,
    unreviewed: 0,
    version: 1,
  };
}

const country = (code: string, locale: string): CountryLocaleView => ({
  country: code,
  locale,
  serves: locale,
  origin: 'built_in',
  version: 1,
});

const LOCALES = [language('en'), language('fr'), language('fr-CA', 'fr'), language('fr-BE', 'fr'), language('is')];

test('whoever loses a language is named, with what he gets then', () => {
  const countries = [country('FR', 'fr'), country('CA', 'en'), country('IS', 'is')];
  const effects = effectsOfDisabling('fr', LOCALES, countries);
  expect(effects.countries).toEqual([{ country: 'FR', after: { tag: 'fr-BE', words: 'en' } }]);
  expect(effects.languages).toEqual([
    { tag: 'fr-CA', after: ['fr-CA', 'en'] },
    { tag: 'fr-BE', after: ['fr-BE', 'en'] },
  ]);
  expect(effectsOfDisabling('is', LOCALES, countries)).toEqual({
    countries: [{ country: 'IS', after: null }],
    languages: [],
    wish: null,
  });
});

test('a chain is told before it is saved', () => {
  expect(chainWith('fr-CA', 'fr-BE', LOCALES)).toEqual(['fr-CA', 'fr-BE', 'fr', 'en']);
  expect(chainWith('fr-CA', null, LOCALES)).toEqual(['fr-CA', 'en']);
  expect(chainWith('en', 'fr', LOCALES)).toEqual(['en', 'fr']);
});

test('nothing is offered to fall back on that leads back', () => {
  expect(possibleFallbacks('fr', LOCALES).map(({ tag }) => tag)).toEqual(['en', 'is']);
  expect(possibleFallbacks('fr-CA', LOCALES).map(({ tag }) => tag)).toEqual(['en', 'fr', 'fr-BE', 'is']);
});

test('a new language falls back on the nearest of its language and script', () => {
  expect(suggestedFallback('fr-CH', LOCALES)).toBe('fr');
  expect(suggestedFallback('de', LOCALES)).toBe(null);
});
