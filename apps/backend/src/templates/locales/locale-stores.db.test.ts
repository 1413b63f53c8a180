import { COUNTRY_LOCALES } from '@codewire/otp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { BUILT_IN_LOCALES } from './built-in-locales.js';
import { CountryLocaleStore } from './country-locale.store.js';
import { LocaleStore } from './locale.store.js';

let database: OpenDatabase;
let locales: LocaleStore;
let countries: CountryLocaleStore;

beforeAll(async () => {
  database = await openTestDatabase();
  locales = new LocaleStore(database.sql);
  countries = new CountryLocaleStore(database.sql);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate template_version, template, country_locale, locale cascade');
});

const built = (tag: string, fallback: string | null = null, direction: 'ltr' | 'rtl' = 'ltr') => ({
  tag,
  fallback,
  direction,
});
const find = async (tag: string) => (await locales.list()).find((one) => one.tag === tag);
const settings = { direction: 'ltr', fallback: null, isEnabled: true, isDefault: false } as const;

describe('the languages that come with the product', () => {
  test('are all there after the first import, with their fallbacks and one default', async () => {
    await locales.bringIn(BUILT_IN_LOCALES, 'en');
    const rows = await locales.list();
    expect(rows.map(({ tag, direction, fallback }) => ({ tag, direction, fallback }))).toEqual(
      BUILT_IN_LOCALES.toSorted((a, b) => (a.tag < b.tag ? -1 : 1)),
    );
    expect(rows.filter(({ isDefault }) => isDefault).map(({ tag }) => tag)).toEqual(['en']);
    expect(rows.every(({ isEnabled, origin }) => isEnabled && origin === 'built_in')).toBe(true);
    expect(await locales.bringIn(BUILT_IN_LOCALES, 'en')).toBe(0);
    expect(await locales.list()).toEqual(rows);
  });

  test('are brought up to date by an upgrade where no operator has changed them', async () => {
    await locales.bringIn([built('en'), built('es'), built('es-MX', 'en'), built('ca', 'en')], 'en');
    const before = await find('ca');
    await locales.change({ tag: 'ca', version: before?.version ?? 0 }, { ...settings, isEnabled: false });
    await locales.bringIn([built('en'), built('es'), built('es-MX', 'es'), built('ca', 'es')], 'en');
    expect(await find('es-MX')).toMatchObject({ fallback: 'es', origin: 'built_in', version: 3 });
    expect(await find('ca')).toMatchObject({ fallback: null, isEnabled: false, origin: 'admin' });
  });

  test('leave the default that an operator chose, and take another where English is disabled', async () => {
    await locales.bringIn([built('de'), built('en')], 'en');
    await locales.change({ tag: 'de', version: 1 }, { ...settings, isDefault: true });
    await locales.bringIn([built('de'), built('en')], 'en');
    expect(await find('de')).toMatchObject({ isDefault: true });
    expect(await find('en')).toMatchObject({ isDefault: false });
    await database.pool.query(`update locale set is_default = false, is_enabled = tag = 'de'`);
    await locales.bringIn([built('de'), built('en')], 'en');
    expect(await find('de')).toMatchObject({ isDefault: true });
  });
});

describe('a language', () => {
  beforeEach(() => locales.bringIn([built('en'), built('de'), built('de-CH', 'de')], 'en'));

  test('is changed from the version that its author saw, and from no other', async () => {
    const version = (await find('de-CH'))?.version ?? 0;
    expect(await locales.change({ tag: 'de-CH', version }, { ...settings, fallback: 'en' })).toBe(true);
    expect(await locales.change({ tag: 'de-CH', version }, settings)).toBe(false);
    expect(await find('de-CH')).toMatchObject({ fallback: 'en', version: version + 1, origin: 'admin' });
  });

  test('is deleted only when it is no default, no fallback, and never had a text', async () => {
    await database.pool.query(`insert into template (id, purpose) values ('tpl_1', 'login')`);
    await locales.insert({ tag: 'eu', direction: 'ltr', fallback: null, isEnabled: true });
    await database.pool.query(
      `insert into template_version (template_id, locale, version, body, status, origin) values ('tpl_1', 'eu', 1, 'x', 'superseded', 'admin')`,
    );
    const versionOf = async (tag: string) => ({ tag, version: (await find(tag))?.version ?? 0 });
    for (const tag of ['en', 'de', 'eu']) expect(await locales.delete(await versionOf(tag))).toBe(false);
    expect(await locales.delete({ tag: 'de-CH', version: 99 })).toBe(false);
    expect(await locales.delete(await versionOf('de-CH'))).toBe(true);
    expect(await locales.delete(await versionOf('de'))).toBe(true);
  });

  test('counts the shared texts that it has itself, and those that nobody has signed off', async () => {
    await database.pool.query(`insert into template (id, purpose) values ('tpl_1', 'login'), ('tpl_2', 'payment')`);
    await database.pool.query(
      `insert into template_version (template_id, locale, version, body, status, origin) values
        ('tpl_1', 'de', 1, 'x', 'published', 'admin'), ('tpl_2', 'de', 1, 'x', 'published', 'built_in'), ('tpl_1', 'en', 1, 'x', 'draft', 'admin')`,
    );
    expect(await locales.countTexts()).toEqual(new Map([['de', { texts: 2, unreviewed: 2 }]]));
  });
});

describe('the language of a country', () => {
  test('is CLDR’s to begin with, for every country', async () => {
    await countries.bringIn(COUNTRY_LOCALES);
    const rows = await countries.list();
    expect(Object.fromEntries(rows.map(({ country, locale }) => [country, locale]))).toEqual(COUNTRY_LOCALES);
    expect(await countries.bringIn(COUNTRY_LOCALES)).toBe(0);
  });

  test('follows an upgrade where no operator has changed it', async () => {
    await countries.bringIn({ CH: 'de', IN: 'hi', XX: 'en' });
    expect(await countries.change({ country: 'CH', version: 1 }, { locale: 'fr', origin: 'admin' })).toBe(true);
    expect(await countries.insert('ZZ', 'es')).toBe(true);
    expect(await countries.bringIn({ CH: 'it', IN: 'en' })).toBe(2);
    expect((await countries.list()).map(({ country, locale, origin }) => `${country} ${locale} ${origin}`)).toEqual([
      'CH fr admin',
      'IN en built_in',
      'ZZ es admin',
    ]);
  });

  test('is changed, made and deleted by whoever saw how it stood', async () => {
    await countries.bringIn({ CH: 'de' });
    expect(await countries.insert('CH', 'fr')).toBe(false);
    const change = { locale: 'fr', origin: 'admin' } as const;
    expect(await countries.change({ country: 'CH', version: 2 }, change)).toBe(false);
    expect(await countries.change({ country: 'CH', version: 1 }, change)).toBe(true);
    expect(await countries.delete({ country: 'CH', version: 1 })).toBe(false);
    expect(await countries.delete({ country: 'CH', version: 2 })).toBe(true);
  });
});
