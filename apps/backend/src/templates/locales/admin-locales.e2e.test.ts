import { CountryLocaleList, CountryLocaleView, LocaleAnswer, LocaleList, LocaleView } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Browser } from '../../test/browser.js';
import type { Answer, Client } from '../../test/client.js';
import { freshNumber } from '../../test/numbers.js';
import { insertOperator, insertSession } from '../../test/operators.js';
import { expectRefusal } from '../../test/refusals.js';
import { insertApplication } from '../../test/rows.js';
import { startSystem, type System } from '../../test/system.js';
import { WRITTEN_LOCALES } from './built-in-locales.js';

/** Well before the languages would be read again without being told. */
const PATIENCE = { timeout: 15_000, interval: 10 };

let system: System;
let browser: Browser;
/** The seeded caller, at each node. */
let nodes: Client[];

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
  browser = await signIn('editor');
  nodes = system.backends.map(({ url }) => system.client.at(url));
});

afterAll(() => system.stop());

async function signIn(role: 'editor' | 'developer', applicationIds: string[] = []): Promise<Browser> {
  const { pool } = system.database;
  const operator = await insertOperator(pool, { role, applicationIds });
  return Browser.signedIn(system.backends[0]!.adminPort, await insertSession(pool, operator));
}

const list = async () => (await browser.get<LocaleList>('locales')).body.data;

async function find(tag: string): Promise<LocaleView> {
  const locale = (await list()).find((one) => one.tag === tag);
  if (locale === undefined) throw new Error(`there is no ${tag}`);
  return locale;
}

const seen = (version: number | string) => ({ 'if-match': `"${version}"` });

/** From the version that stands now. */
async function change(tag: string, body: object, version?: number): Promise<Answer<LocaleView>> {
  const from = version ?? (await find(tag)).version;
  return browser.ask<LocaleView>('PATCH', `locales/${tag}`, body, seen(from));
}

async function remove(tag: string): Promise<Answer<unknown>> {
  return browser.ask('DELETE', `locales/${tag}`, undefined, seen((await find(tag)).version));
}

async function lastAudited(): Promise<unknown> {
  const { rows } = await system.database.pool.query(
    'select action, target_kind, target_id, before, after from audit order by seq desc limit 1',
  );
  return rows[0];
}

/** What a start is answered, of its language. */
async function startedIn(node: Client, language?: string): Promise<string> {
  const { body } = await node.start({ number: freshNumber(), ...(language !== undefined && { language }) });
  return `${body.language} ${body.language_reason}`;
}

/** On every node. */
async function untilAllStartIn(answer: string, language?: string): Promise<void> {
  await Promise.all(
    nodes.map((node) => vi.waitUntil(async () => (await startedIn(node, language)) === answer, PATIENCE)),
  );
}

test('the list keeps its contract, and says where each language’s texts come from', async () => {
  const { body } = await browser.get<LocaleList>('locales');
  expect(LocaleList.parse(body)).toEqual(body);
  expect(body.data.length).toBeGreaterThan(100);
  expect(await find('en')).toMatchObject({
    is_default: true,
    is_enabled: true,
    chain: ['en'],
    texts: 3,
    unreviewed: 3,
  });
  expect(await find('es-MX')).toMatchObject({ fallback: 'es-419', chain: ['es-MX', 'es-419', 'es', 'en'], texts: 0 });
  expect(await find('ar')).toMatchObject({
    direction: 'rtl',
    origin: 'built_in',
    countries: expect.arrayContaining(['EG']),
  });
  const written = body.data.filter(({ texts }) => texts === 3).map(({ tag }) => tag);
  expect(written.sort()).toEqual([...WRITTEN_LOCALES].sort());
});

describe('a language', () => {
  test('is added by any spelling of its tag; what is left out follows from it', async () => {
    const made = await browser.post<LocaleView>('locales', { tag: 'EU_fr' });
    expect(made.status).toBe(201);
    expect(LocaleView.parse(made.body)).toEqual(made.body);
    expect(made.body).toEqual({
      tag: 'eu-FR',
      direction: 'ltr',
      is_enabled: true,
      is_default: false,
      fallback: 'eu',
      chain: ['eu-FR', 'eu', 'en'],
      origin: 'admin',
      countries: [],
      texts: 0,
      unreviewed: 0,
      version: 1,
    });
    expect(made.headers['etag']).toBe('"1"');
    expect(await lastAudited()).toEqual({
      action: 'locale.created',
      target_kind: 'locale',
      target_id: 'eu-FR',
      before: null,
      after: { direction: 'ltr', fallback: 'eu', is_enabled: true, is_default: false },
    });
    await untilAllStartIn('eu-FR requested', 'eu-fr');
    const again = await browser.post('locales', { tag: 'eu-fr' });
    expectRefusal(again, { status: 409, code: 'locale.exists', field: 'tag' });
  });

  test.each(['ckb', 'ug-Arab', 'dv', 'nqo'])('in a script from right to left is known as such: %s', async (tag) => {
    const { body } = await browser.post<LocaleView>('locales', { tag, is_enabled: false });
    expect(body).toMatchObject({ direction: 'rtl', fallback: null, is_enabled: false });
  });

  test.each(['../../etc/passwd', 'en%00', '__proto__', 'und', 'x'.repeat(64), 'de-'])(
    'is not added by what is no tag: %s',
    async (tag) => {
      expectRefusal(await browser.post('locales', { tag }), { status: 400, code: 'request.invalid', field: 'tag' });
    },
  );

  test('is changed from the version that was seen: without one, or from an older one, nothing is', async () => {
    const before = await find('gl');
    expectRefusal(await browser.ask('PATCH', 'locales/gl', { fallback: 'pt-PT' }), {
      status: 428,
      code: 'request.if_match_missing',
    });
    const changed = await change('gl', { fallback: 'pt-PT' }, before.version);
    expect(changed.body).toMatchObject({
      chain: ['gl', 'pt-PT', 'pt-BR', 'en'],
      version: before.version + 1,
      origin: 'admin',
    });
    expect(changed.headers['etag']).toBe(`"${before.version + 1}"`);
    expect(await lastAudited()).toMatchObject({
      action: 'locale.changed',
      before: { fallback: null },
      after: { fallback: 'pt-PT' },
    });
    expectRefusal(await change('gl', { fallback: null }, before.version), { status: 412, code: 'locale.changed' });
    expect((await find('gl')).fallback).toBe('pt-PT');
  });

  test('that two change at once is changed by one of them', async () => {
    const { version } = await find('ga').catch(
      async () => (await browser.post<LocaleView>('locales', { tag: 'ga' })).body,
    );
    const answers = await Promise.all(['de', 'fr', 'es'].map((fallback) => change('ga', { fallback }, version)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test('falls back on one that there is, and never round in a circle, whoever closes it', async () => {
    for (const fallback of ['tlh', 'sr-ME', 'sr-Latn']) {
      expectRefusal(await change('sr-Latn', { fallback }), {
        status: 422,
        code: 'locale.fallback_invalid',
        field: 'fallback',
      });
    }
    expectRefusal(await browser.post('locales', { tag: 'oc', fallback: 'oc' }), {
      status: 422,
      code: 'locale.fallback_invalid',
      field: 'fallback',
    });
    const [mk, bg] = [await find('mk'), await find('bg')];
    const answers = await Promise.all([
      change('mk', { fallback: 'bg' }, mk.version),
      change('bg', { fallback: 'mk' }, bg.version),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test('that is disabled is chosen by no node any more, and again when it is enabled', async () => {
    await change('fi', { is_enabled: false });
    await untilAllStartIn('en requested_fallback', 'fi');
    await change('fi', { is_enabled: true });
    await untilAllStartIn('fi requested', 'fi');
  });

  test('is deleted when nothing needs it; one that has texts, is fallen back on or is built in stays', async () => {
    await browser.post('locales', { tag: 'oc' });
    await browser.post('locales', { tag: 'oc-ES' });
    for (const tag of ['oc', 'en-GB', 'da']) expectRefusal(await remove(tag), { status: 409, code: 'locale.in_use' });
    expectRefusal(await browser.ask('DELETE', 'locales/oc-ES', undefined, seen(99)), {
      status: 412,
      code: 'locale.changed',
    });
    expect((await remove('oc-ES')).status).toBe(204);
    expect(await lastAudited()).toMatchObject({ action: 'locale.deleted', target_id: 'oc-ES', after: null });
    expect((await remove('oc')).status).toBe(204);
    expectRefusal(await browser.ask('DELETE', 'locales/oc', undefined, seen(1)), {
      status: 404,
      code: 'locale.not_found',
    });
    expectRefusal(await browser.ask('PATCH', 'locales/no-such', {}, seen(1)), {
      status: 404,
      code: 'locale.not_found',
    });
  });
});

test('the default stays, and stays enabled, until another takes its place', async () => {
  const refused = { status: 409, code: 'locale.is_default' };
  expectRefusal(await change('en', { is_enabled: false }), { ...refused, field: 'is_enabled' });
  expectRefusal(await remove('en'), refused);
  await change('sv', { is_enabled: false });
  expect((await change('sv', { is_default: true })).body).toMatchObject({ is_default: true, is_enabled: true });
  expect((await list()).filter((one) => one.is_default).map(({ tag }) => tag)).toEqual(['sv']);
  expect((await find('da')).chain).toEqual(['da', 'sv']);
  expectRefusal(await change('sv', { is_enabled: false }), { ...refused, field: 'is_enabled' });
  expect((await change('en', { is_default: true })).status).toBe(200);
  expect((await find('sv')).is_default).toBe(false);
});

describe('the language of a country', () => {
  const countries = async () => (await browser.get<CountryLocaleList>('countries')).body.data;
  const of = async (country: string) => (await countries()).find((one) => one.country === country);
  const put = (country: string, locale: string, headers: Record<string, string> = {}) =>
    browser.ask<CountryLocaleView>('PUT', `countries/${country}`, { locale }, headers);

  test('is that of CLDR to begin with, and says what it comes to', async () => {
    const { body } = await browser.get<CountryLocaleList>('countries');
    expect(CountryLocaleList.parse(body)).toEqual(body);
    expect(await of('ME')).toEqual({
      country: 'ME',
      locale: 'sr-Latn',
      serves: 'sr-Latn',
      origin: 'built_in',
      version: 1,
    });
    expect(await of('SO')).toMatchObject({ locale: 'so', serves: null });
  });

  test('is what its numbers get on every node, until it is taken back', async () => {
    await untilAllStartIn('en country');
    const changed = await put('US', 'es_us', seen(1));
    expect(CountryLocaleView.parse(changed.body)).toEqual(changed.body);
    expect(changed.body).toEqual({ country: 'US', locale: 'es-US', serves: 'es-US', origin: 'admin', version: 2 });
    expect(changed.headers['etag']).toBe('"2"');
    expect(await lastAudited()).toEqual({
      action: 'country.changed',
      target_kind: 'country',
      target_id: 'US',
      before: { locale: 'en', origin: 'built_in' },
      after: { locale: 'es-US', origin: 'admin' },
    });
    await untilAllStartIn('es-US country');
    expect((await find('es-US')).countries).toEqual(['US']);
    expectRefusal(await put('US', 'fr', seen(1)), { status: 412, code: 'country.changed' });
    expect((await browser.ask('DELETE', 'countries/US', undefined, seen(2))).status).toBe(204);
    expect(await of('US')).toMatchObject({ locale: 'en', origin: 'built_in', version: 3 });
    await untilAllStartIn('en country');
  });

  test('is made where there is none by whoever says so first', async () => {
    await system.database.pool.query(`delete from country_locale where country = 'TA'`);
    expectRefusal(await put('TA', 'en'), { status: 428, code: 'request.if_match_missing' });
    const answers = await Promise.all(['en', 'pt-PT'].map((tag) => put('TA', tag, { 'if-none-match': '*' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expectRefusal(await put('TA', 'fr', { 'if-none-match': '*' }), { status: 412, code: 'country.changed' });
  });

  test('is a tag, and of a country that numbers can be of', async () => {
    expectRefusal(await put('US', 'not a tag', seen(1)), { status: 400, code: 'request.invalid', field: 'locale' });
    expectRefusal(await put('XX', 'en', seen(1)), { status: 400, code: 'request.invalid', field: 'country' });
  });
});

describe('the question which language a message would be written in', () => {
  const ask = async (question: object) => {
    const { body } = await browser.post<LocaleAnswer>('locales/match', question);
    expect(LocaleAnswer.parse(body)).toEqual(body);
    return `${body.locale} ${body.reason}: ${body.chain.join(' ')}`;
  };

  test('is answered as a start would be, with the reason and the chain', async () => {
    const id = await insertApplication(system.database.pool, { defaultLanguage: 'pt' });
    const match = (language?: string, country?: string) => ask({ application_id: id, language, country });
    expect(await match('zh-Hans-CN')).toBe('zh-CN requested: zh-CN en');
    expect(await match('es-EC')).toBe('es-419 requested_fallback: es-419 es en');
    expect(await match('tlh', 'de')).toBe('de requested_fallback: de en');
    expect(await match(undefined, 'ME')).toBe('sr-Latn country: sr-Latn en');
    expect(await match(undefined, 'SO')).toBe('pt-BR application: pt-BR en');
    expect(await match('../../etc/passwd')).toBe('pt-BR requested_fallback: pt-BR en');
  });

  test('is not answered for an application that the operator may not see', async () => {
    const [own, other] = [await insertApplication(system.database.pool), await insertApplication(system.database.pool)];
    const developer = await signIn('developer', [own]);
    expect((await developer.post('locales/match', { application_id: own })).status).toBe(200);
    expectRefusal(await developer.post('locales/match', { application_id: other }), {
      status: 404,
      code: 'application.not_found',
      field: 'application_id',
    });
  });
});
