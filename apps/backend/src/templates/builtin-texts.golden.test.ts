import { readdirSync, readFileSync } from 'node:fs';
import { LONGEST_AMOUNT, LONGEST_MINUTES, PURPOSES, type Purpose } from '@codewire/contracts';
import { CompiledText, checkText, longestValues, typicalValues } from '@codewire/texts';
import { describe, expect, test } from 'vitest';
import { goldenOf, maxSegmentsOf, printGolden, type GoldenText } from '../../../../tools/texts/golden-texts.mjs';
import { BUILT_IN_LANGUAGES, BUILT_IN_TEXTS, type BuiltInLanguage } from './built-in-texts.js';
import { BUILT_IN_LOCALES } from './locales/built-in-locales.js';

const LANGUAGES = Object.entries(BUILT_IN_LANGUAGES);
const GOLDEN = new URL('golden/', import.meta.url);

/** Phones look for the word for *code* near the digits; characters between them at most. */
const NEAR = 15;

test('there are texts in at least 64 languages, and each has its messages written down', () => {
  expect(LANGUAGES.length).toBeGreaterThanOrEqual(64);
  expect(readdirSync(GOLDEN).sort()).toEqual(LANGUAGES.map(([tag]) => `${tag}.json`).sort());
});

describe.each(LANGUAGES)('%s', (tag, texts) => {
  const golden = goldenOf(tag, texts);
  const messages = PURPOSES.flatMap((purpose) =>
    Object.entries(golden[purpose]).flatMap(([kind, { typical, longest }]) => [
      { purpose, kind, message: typical },
      { purpose, kind, message: longest },
    ]),
  );

  test('says what is written down, and a person has read (npm run texts:golden)', () => {
    expect(printGolden(golden)).toBe(readFileSync(new URL(`${tag}.json`, GOLDEN), 'utf8'));
  });

  test('takes one segment, and for a payment outside GSM-7 two, whatever goes in', () => {
    const costly = messages.filter(({ purpose, message }) => message.segments > mostSegments(purpose, message));
    expect(costly).toEqual([]);
    expect(everyMinute(tag, texts)).toEqual([]);
  });

  test('leaves 140 octets whole with the hash of an app, and one segment with a host for all but payments', () => {
    const withHash = messages.filter(({ kind }) => kind === 'short_app_hash');
    expect(withHash).toHaveLength(PURPOSES.length * 2);
    expect(withHash.filter(({ message }) => message.segments !== 1 || octetsOf(message) > 140)).toEqual([]);
    const withHost = messages.filter(({ kind, purpose }) => kind === 'short_host' && purpose !== 'payment');
    expect(withHost.filter(({ message }) => message.segments !== 1)).toEqual([]);
  });

  test('has its word for code beside the digits', () => {
    const far = messages.filter(({ message }) => distanceOf(message.text, texts.code_word, tag) > NEAR);
    expect(far).toEqual([]);
  });

  test('has no fault that would keep an admin from publishing it', () => {
    const findings = PURPOSES.flatMap((purpose) =>
      checkText({
        locale: tag,
        purpose,
        body: texts[purpose].full,
        shortBody: texts[purpose].short,
        transliterates: false,
        variables: [],
        maxSegments: maxSegmentsOf(purpose),
      }),
    );
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('has words for each plural of the language, and no others', () => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.toSorted();
    const wordings = PURPOSES.flatMap((purpose) => Object.values(texts[purpose])).join('\n');
    const plurals = wordings.match(/\{minutes, plural,(?: \w+ \{[^{}]*\})+\}/g) ?? [];
    expect(plurals.length).toBeGreaterThan(0);
    expect(plurals).toHaveLength(wordings.split('plural').length - 1);
    for (const plural of plurals) {
      expect([...plural.matchAll(/ (\w+) \{/g)].map(([, form]) => form).toSorted()).toEqual(categories);
    }
  });
});

test('a brand with letters outside the GSM alphabet makes no message dearer, where the others are all in it', () => {
  const inGsm = BUILT_IN_TEXTS.filter(({ transliterates }) => transliterates);
  expect(inGsm.length).toBeGreaterThan(60);
  const dear = inGsm.filter((source) => {
    const rules = { versionId: 1, variables: [], maxSegments: maxSegmentsOf(source.purpose) };
    const text = new CompiledText({ ...rules, ...source }, { formats: source.locale });
    const outcome = text.render({ ...longestValues(source.purpose, []), brand: 'Żabka Łódź Śródmieś' });
    return outcome.kind !== 'rendered' || outcome.text.segments !== 1;
  });
  expect(dear).toEqual([]);
});

test.each(['Мой Банк', '日本銀行', 'بنك', 'İşbank', 'Ж'.repeat(20), '€'.repeat(20)])(
  'an application that is called %s is refused in no language',
  (brand) => {
    const refused = BUILT_IN_TEXTS.filter((source) => {
      const rules = { versionId: 1, variables: [], maxSegments: maxSegmentsOf(source.purpose) };
      const text = new CompiledText({ ...rules, ...source }, { formats: source.locale });
      const values = { ...typicalValues(source.purpose, []), minutes: LONGEST_MINUTES };
      return text.render({ ...values, brand, isOwnBrand: true }).kind !== 'rendered';
    });
    expect(refused.map(({ locale, purpose }) => `${locale} ${purpose}`)).toEqual([]);
  },
);

test('a variety writes its amounts in no more characters than the words leave room for', () => {
  const long = BUILT_IN_LOCALES.flatMap(({ tag, fallback }) => {
    const text = compile(fallback ?? tag, 'payment', '{code} {amount} {payee}', 1, tag);
    const outcome = text.render(longestValues('payment', []));
    // The code, the payee and two blanks.
    const units = 10 + 20 + 2 + LONGEST_AMOUNT;
    return outcome.kind === 'rendered' && outcome.text.encoding === 'GSM-7' && outcome.text.units <= units ? [] : [tag];
  });
  expect(long).toEqual([]);
});

const mostSegments = (purpose: Purpose, { encoding }: Pick<GoldenText, 'encoding'>) =>
  purpose === 'payment' && encoding === 'UCS-2' ? 2 : 1;

function compile(locale: string, purpose: Purpose, body: string, maxSegments: number, formats = locale): CompiledText {
  const rules = { versionId: 1, shortBody: null, transliterates: false, variables: [] };
  return new CompiledText({ ...rules, locale, purpose, body, maxSegments }, { formats });
}

/** Full forms that cost too much with one of the numbers of minutes that a code can live. */
function everyMinute(tag: string, texts: BuiltInLanguage) {
  return PURPOSES.flatMap((purpose) => {
    const compiled = compile(tag, purpose, texts[purpose].full, 2);
    return Array.from({ length: 10 }, (_, index) =>
      compiled.render({ ...longestValues(purpose, []), minutes: index + 1 }),
    ).filter((outcome) => outcome.kind !== 'rendered' || outcome.text.segments > mostSegments(purpose, outcome.text));
  });
}

const octetsOf = ({ encoding, units }: GoldenText) => (encoding === 'GSM-7' ? units : units * 2);

/** Characters between the digits and the nearest of the words; Infinity where there is none. */
function distanceOf(text: string, word: string, tag: string): number {
  const [words = ''] = text.split('\n');
  const [before = '', after = ''] = words.toLocaleLowerCase(tag).split(/\d{6,}/);
  const near = word.toLocaleLowerCase(tag);
  const distances = [before.lastIndexOf(near) === -1 ? -1 : before.length - before.lastIndexOf(near) - near.length];
  return Math.min(...[...distances, after.indexOf(near)].map((distance) => (distance === -1 ? Infinity : distance)));
}
