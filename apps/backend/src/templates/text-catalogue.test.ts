import { describe, expect, test } from 'vitest';
import { AppError } from '../platform/app-error.js';
import { TextCatalogue } from './text-catalogue.js';
import type { Locale, PublishedText, TextSnapshot } from './text-snapshot.js';

const locale = (tag: string, fallback: string | null = null, isEnabled = true): Locale => ({
  tag,
  direction: 'ltr',
  fallback,
  isEnabled,
  isDefault: tag === 'en',
});
const LOCALES = [
  locale('de'),
  locale('en'),
  locale('en-GB', 'en'),
  locale('es'),
  locale('es-419', 'es'),
  locale('es-MX', 'es-419'),
  locale('de-CH', 'de'),
  locale('ca', 'es'),
];

let versions = 0;
const text = (tag: string, body: string, more: Partial<PublishedText> = {}): PublishedText => ({
  versionId: (versions += 1),
  templateId: `tpl_${more.applicationId ?? 'shared'}_${more.purpose ?? 'verification'}`,
  purpose: 'verification',
  applicationId: null,
  locale: tag,
  body,
  shortBody: null,
  transliterates: false,
  maxSegments: 2,
  variables: [],
  ...more,
});

interface Setting {
  readonly locales?: readonly Locale[];
  readonly previous?: TextCatalogue;
  readonly broken?: string[];
  readonly declared?: TextSnapshot['declared'];
}

function catalogueOf(
  texts: readonly PublishedText[],
  { locales = LOCALES, previous, broken = [], declared = [] }: Setting = {},
) {
  const snapshot: TextSnapshot = { locales, countries: { MX: 'es-MX' }, texts, declared };
  const onBroken = (one: PublishedText, error: unknown) => void broken.push(`${one.locale} ${String(error)}`);
  return TextCatalogue.of(snapshot, { onBroken, ...(previous !== undefined && { previous }) });
}

const VALUES = { brand: 'B', minutes: 5, codeLength: 6 };
const sent = (catalogue: TextCatalogue, tag: string, applicationId = 'app_any') =>
  catalogue.render({ applicationId, purpose: 'verification', locale: tag, ...VALUES }).body;

function refusal(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error instanceof AppError ? { code: error.code, ...error.facts } : error;
  }
}

/** Everything that an object holds, in its properties and what they hold. */
function reachableFrom(start: object): ReadonlySet<object> {
  const found = new Set<object>();
  const waiting: unknown[] = [start];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null || found.has(one)) continue;
    found.add(one);
    waiting.push(...Reflect.ownKeys(one).map((key) => Reflect.getOwnPropertyDescriptor(one, key)?.value as unknown));
    if (one instanceof Map || one instanceof Set) waiting.push(...one.entries());
  }
  return found;
}

describe('a language without a text', () => {
  test('takes the first of its chain that has one, and at last the default', () => {
    const catalogue = catalogueOf([text('en', 'en {code}'), text('es', 'es {code}')]);
    expect(['es-MX', 'ca', 'de-CH', 'en-GB'].map((tag) => sent(catalogue, tag))).toEqual([
      'es {code}',
      'es {code}',
      'en {code}',
      'en {code}',
    ]);
  });

  test('keeps its own way of writing amounts, with the words of the other', () => {
    const body = '{payee}: {amount}, {code}';
    const catalogue = catalogueOf([text('es', body, { purpose: 'payment' })]);
    const amount = { value: '1234.5', currency: 'MXN' };
    const pay = (tag: string) =>
      catalogue.render({ applicationId: 'a', purpose: 'payment', locale: tag, ...VALUES, amount, payee: 'P' }).body;
    expect([pay('es'), pay('es-MX')]).toEqual(['P: 1234,50 MXN, {code}', 'P: MXN 1,234.50, {code}']);
  });

  test('counts in the words of the language that the text is written in', () => {
    const counted = '{code} {minutes, plural, one {# Minute} other {# Minuten}}';
    const catalogue = catalogueOf([text('de', counted)], { locales: [locale('de'), locale('ja', 'de'), locale('en')] });
    const inJapanese = { applicationId: 'a', purpose: 'verification', locale: 'ja', ...VALUES, minutes: 1 } as const;
    expect(catalogue.render(inJapanese).body).toBe('{code} 1 Minute');
  });

  test('and no other that has one is a refusal that names it', () => {
    expect(refusal(() => sent(catalogueOf([text('de', '{code}')]), 'es'))).toEqual({
      code: 'text.unavailable',
      values: { locale: 'es' },
    });
  });
});

describe('an application’s own text', () => {
  const OWN = { applicationId: 'app_own' };
  const SHARED = [
    text('en', 'en {code}'),
    text('es', 'es {code}'),
    text('es-MX', 'mx {code}'),
    text('de', 'de {code}'),
  ];

  test('goes before the shared one, for it alone', () => {
    const catalogue = catalogueOf([...SHARED, text('es', 'own es {code}', OWN)]);
    expect([sent(catalogue, 'es', 'app_own'), sent(catalogue, 'es')]).toEqual(['own es {code}', 'es {code}']);
  });

  test('goes before the shared one of a variety of its language, and not before one of another language', () => {
    const catalogue = catalogueOf([...SHARED, text('es', 'own es {code}', OWN), text('en', 'own en {code}', OWN)]);
    expect(['es-MX', 'es-419', 'ca', 'de', 'de-CH', 'en-GB'].map((tag) => sent(catalogue, tag, 'app_own'))).toEqual([
      'own es {code}',
      'own es {code}',
      'own es {code}',
      'de {code}',
      'de {code}',
      'own en {code}',
    ]);
  });

  test('of one purpose leaves the others as they are', () => {
    const login = { ...OWN, purpose: 'login' } as const;
    const catalogue = catalogueOf([...SHARED, text('es', 'own {code}', login)]);
    expect(sent(catalogue, 'es', 'app_own')).toBe('es {code}');
  });
});

describe('a text that cannot be used', () => {
  test('is left out and told once; what would be sent without it is sent', () => {
    const broken: string[] = [];
    const texts = [text('en', 'en {code}'), text('es', 'es {code}'), text('es-419', 'nothing')];
    const own = text('es', '{code} {code}', { applicationId: 'app_own' });
    const catalogue = catalogueOf([...texts, own], { broken });
    expect([sent(catalogue, 'es-MX'), sent(catalogue, 'es', 'app_own')]).toEqual(['es {code}', 'es {code}']);
    expect(broken).toHaveLength(2);
    catalogueOf([...texts, own], { broken, previous: catalogue });
    expect(broken).toHaveLength(2);
  });
});

test('a publish compiles what is new and takes over the rest', () => {
  const same = text('es', 'es {code}');
  const first = catalogueOf([same, text('de', 'de {code}')]);
  const next = catalogueOf([{ ...same }, text('de', 'neu {code}')], { previous: first });
  const compiled = (catalogue: TextCatalogue) => new Map(catalogue.compiled.usable);
  const [before, after] = [compiled(first), compiled(next)];
  const taken = [...after].filter(([key, made]) => before.get(key) === made).map(([key]) => key.split('|')[0]);
  expect(taken.sort()).toEqual(['ca', 'es', 'es-419', 'es-MX']);
  expect([...after.keys()].filter((key) => !before.has(key)).map((key) => key.split('|')[0])).toEqual(['de', 'de-CH']);
  expect(sent(next, 'de')).toBe('neu {code}');
});

test('no catalogue is kept by those after it: a publish costs no memory for good', () => {
  const same = text('es', 'es {code}');
  const first = catalogueOf([same, text('de', 'de {code}'), text('en', '{')]);
  const second = catalogueOf([same, text('de', 'neu {code}'), text('en', '{{')], { previous: first });
  const third = catalogueOf([same, text('de', 'neuer {code}')], { previous: second });
  const kept = reachableFrom(third);
  for (const { compiled, ...rest } of [first, second]) {
    const parts: object[] = [compiled, compiled.usable, compiled.broken, rest.locales];
    expect(parts.filter((part) => kept.has(part))).toEqual([]);
  }
  expect([first, second].filter((one) => kept.has(one))).toEqual([]);
  expect(kept.has([...first.compiled.usable.values()].at(-1)!)).toBe(true);
});

test('the rules of a template take hold with the same words', () => {
  const one = text('es', `${'x'.repeat(160)} {code}`);
  const first = catalogueOf([one]);
  const next = catalogueOf([{ ...one, maxSegments: 1 }], { previous: first });
  expect(sent(first, 'es')).toContain('{code}');
  expect(refusal(() => sent(next, 'es'))).toEqual({ code: 'text.too_long', values: { segments: 2, limit: 1 } });
});

test('a message that was begun in a language that is disabled now goes on in the next of its chain', () => {
  const locales = [locale('en'), locale('es'), locale('es-419', 'es', false)];
  const catalogue = catalogueOf([text('en', 'en {code}'), text('es', 'es {code}')], { locales });
  expect(['es-419', 'es-AR', 'tlh'].map((tag) => sent(catalogue, tag))).toEqual([
    'es {code}',
    'es {code}',
    'en {code}',
  ]);
  expect(catalogue.locales.map(({ tag }) => tag)).toEqual(['en', 'es']);
});

test('a choice brings its reason and its chain', () => {
  const catalogue = catalogueOf([]);
  const choose = (requested?: string, country?: string) =>
    catalogue.choose({ applicationId: 'a', requested, country, applicationDefault: 'de' });
  expect(choose('es_AR')).toEqual({ locale: 'es-419', reason: 'requested_fallback', chain: ['es-419', 'es', 'en'] });
  expect(choose(undefined, 'MX')).toMatchObject({ locale: 'es-MX', reason: 'country' });
  expect(choose(undefined, 'ZZ')).toEqual({ locale: 'de', reason: 'application', chain: ['de', 'en'] });
});

describe('a variable that an application declares for its own texts', () => {
  const variables = [{ name: 'order', type: 'text', max_length: 10 }] as const;
  const own = text('de', '{order}: {code}', { applicationId: 'app_own', variables: [...variables] });
  const declared = [{ applicationId: 'app_own', purpose: 'verification', names: ['order', 'shop'] }] as const;
  const catalogue = catalogueOf([own, text('en', '{brand} {code}')], { declared });
  const VERIFICATION = { ...VALUES, purpose: 'verification' } as const;
  const render = (applicationId: string, tag: string, more: object) =>
    refusal(() => catalogue.render({ applicationId, locale: tag, ...VERIFICATION, ...more }));
  const unknown = (name: string) => ({
    code: 'text.value_unknown',
    field: `variables.${name}`,
    values: { name },
  });

  test('is accepted where the shared words, which do not use it, are sent', () => {
    const given = { variables: { order: 'A-7', shop: 'B' } };
    expect(render('app_own', 'en', given)).toMatchObject({ body: 'B {code}' });
    expect(render('app_own', 'de', { variables: { order: 'A-7' } })).toMatchObject({ body: 'A-7: {code}' });
  });

  test('stays unknown to other applications, to other purposes, and where it was not declared', () => {
    expect(render('app_any', 'en', { variables: { order: 'A-7' } })).toEqual(unknown('order'));
    expect(render('app_own', 'en', { variables: { order: 'A-7', other: 'x' } })).toEqual(unknown('other'));
    const login = catalogueOf([text('en', '{code}', { purpose: 'login' })], { declared });
    const question = { applicationId: 'app_own', locale: 'en', ...VALUES, purpose: 'login' } as const;
    expect(refusal(() => login.render({ ...question, variables: { order: 'x' } }))).toEqual(unknown('order'));
  });

  test('that a start was given is no fault of a later send, whatever is declared by then', () => {
    const given = { variables: { order: 'A-7', gone: 'x' }, isAgain: true };
    expect(render('app_any', 'en', given)).toMatchObject({ body: 'B {code}' });
  });
});

test.each([
  [
    { amount: { value: '1', currency: 'EUR' } },
    { code: 'text.value_unknown', field: 'amount', values: { name: 'amount' } },
  ],
  [{ variables: { order: 'x' } }, { code: 'text.value_unknown', field: 'variables.order', values: { name: 'order' } }],
  [{ brand: 'x'.repeat(70) }, { code: 'text.value_invalid', field: 'brand', values: { name: 'brand', limit: 20 } }],
])('a value that the text does not take is refused by its name: %j', (values, expected) => {
  const catalogue = catalogueOf([text('en', '{brand} {code}')]);
  const question = { applicationId: 'a', purpose: 'verification', locale: 'en', ...VALUES, ...values } as const;
  expect(refusal(() => catalogue.render(question))).toEqual(expected);
});
