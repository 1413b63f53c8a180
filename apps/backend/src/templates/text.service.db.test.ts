import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import { I18nService } from 'nestjs-i18n';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { ConfigModule } from '../config/config.module.js';
import { loadConfig } from '../config/load-config.js';
import { DatabaseModule } from '../database/database.module.js';
import { Notifications } from '../database/notifications.js';
import { newId } from '../platform/ids.js';
import { PlatformModule } from '../platform/platform.module.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import type { BuiltInText } from './built-in-texts.js';
import { CountryLocaleStore } from './locales/country-locale.store.js';
import { LocaleStore } from './locales/locale.store.js';
import { TemplatesModule } from './templates.module.js';
import { importTexts } from './templates.store.js';
import { TextService } from './text.service.js';

let database: OpenDatabase;
let app: INestApplicationContext;
let texts: TextService;
let applicationId: string;

/** The rooms that texts pass through, wired as in the server. */
async function startContext(url: string): Promise<INestApplicationContext> {
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: url,
    CODEWIRE_KEYRING_FILE: currentRun().keyringFile,
    CODEWIRE_LOG_LEVEL: 'silent',
  });
  class TestModule {}
  const imports = [ConfigModule.forRoot(config), PlatformModule, DatabaseModule, TemplatesModule];
  return NestFactory.createApplicationContext({ module: TestModule, imports }, { logger: false, abortOnError: false });
}

const TEXTS = {
  ar: 'رمزك {code} من {brand}',
  de: '{brand}: Ihr Code ist {code}.',
  en: 'Your {brand} code is {code}.',
  es: '{brand}: su clave es {code}.',
  he: 'הקוד {code} של {brand}',
  hi: '{brand} कोड: {code}',
  ja: '{brand}の認証コードは {code} です。',
  'pt-BR': '{brand}: código {code}.',
  ru: '{brand}: код {code}.',
  'zh-CN': '【{brand}】您的验证码是 {code}。',
};
const RIGHT_TO_LEFT = ['ar', 'he'];

/** A few languages, as an import leaves them; es-MX has no words of its own. */
async function bringInTexts(): Promise<void> {
  const locales = Object.keys(TEXTS).map((tag) => ({ tag, fallback: null }));
  const built = [...locales, { tag: 'es-MX', fallback: 'es' }].map((locale) => ({
    ...locale,
    direction: RIGHT_TO_LEFT.includes(locale.tag) ? ('rtl' as const) : ('ltr' as const),
  }));
  const texts = Object.entries(TEXTS).map(([locale, body]): BuiltInText => ({
    locale,
    purpose: 'verification',
    body,
    shortBody: '{code}',
    transliterates: false,
  }));
  await database.sql.transaction(async (tx) => {
    await new LocaleStore(tx).bringIn(built, 'en');
    await new CountryLocaleStore(tx).bringIn({ DE: 'de', JP: 'ja', PL: 'pl' });
    await importTexts(tx, texts);
  });
  await database.pool.query('update template set max_segments = 2');
}

beforeAll(async () => {
  database = await openTestDatabase();
  applicationId = await insertApplication(database.pool);
  await bringInTexts();
  app = await startContext(database.url);
  texts = app.get(TextService);
  await app.get<DataSource>(getDataSourceToken()).initialize();
  await app.get(Notifications).start();
  expect(texts.isReady).toBe(false);
  await texts.start();
});

afterAll(async () => {
  texts.stop();
  await app.get(Notifications).stop();
  await app.get<DataSource>(getDataSourceToken()).destroy();
  await app.close();
  await database.close();
});

const bodyIn = (locale: string, application = applicationId) =>
  texts.render({
    applicationId: application,
    purpose: 'verification',
    locale,
    brand: 'Codewire',
    minutes: 10,
    codeLength: 6,
  }).body;

/** A wording published by an operator, told to every node as the console will do it. */
async function publish(locale: string, body: string, owner: string | null = null): Promise<void> {
  const template = `select id from template where purpose = 'verification' and application_id is not distinct from $1`;
  await database.pool.query(
    `insert into template (id, purpose, application_id) values ($2, 'verification', $1) on conflict do nothing`,
    [owner, newId('tpl')],
  );
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query(
    `update template_version set status = 'superseded' where locale = $2 and status = 'published' and template_id = (${template})`,
    [owner, locale],
  );
  await client.query(
    `insert into template_version (template_id, locale, version, body, status, origin, published_at)
      select t.id, $2, 1 + (select count(*) from template_version v where v.template_id = t.id and v.locale = $2), $3,
        'published', 'admin', now() from (${template}) t`,
    [owner, locale, body],
  );
  await client.query(`select pg_notify('codewire_texts', '')`);
  await client.query('commit');
  client.release();
}

test('the texts of the database are there once it has started, beside those of the API', () => {
  expect(texts.isReady).toBe(true);
  expect(texts.locales().map(({ tag, direction }) => `${tag} ${direction}`)).toEqual([
    'ar rtl',
    'de ltr',
    'en ltr',
    'es ltr',
    'es-MX ltr',
    'he rtl',
    'hi ltr',
    'ja ltr',
    'pt-BR ltr',
    'ru ltr',
    'zh-CN ltr',
  ]);
  const i18n = app.get<I18nService>(I18nService);
  expect(i18n.translate('problems.message.not_found.title', { lang: 'en' })).toBe('Message not found');
});

test('a language is chosen among those that are enabled, with its reason and its chain', () => {
  const choose = (requested?: string, country?: string) => {
    const { locale, reason, chain } = texts.choose({ applicationId, requested, country, applicationDefault: 'en' });
    return `${locale} ${reason}: ${chain.join(' ')}`;
  };
  expect(choose('zh-Hans-CN', 'DE')).toBe('zh-CN requested: zh-CN en');
  expect(choose('es_mx', 'US')).toBe('es-MX requested: es-MX es en');
  expect(choose('tlh', 'DE')).toBe('de requested_fallback: de en');
  expect(choose(undefined, 'JP')).toBe('ja country: ja en');
  expect(choose(undefined, 'PL')).toBe('en application: en');
});

test('the language of a country is the table’s', async () => {
  const { rowCount } = await database.pool.query(`update country_locale set locale = 'es-MX' where country = 'PL'`);
  expect(rowCount).toBe(1);
  await texts.refresh();
  expect(texts.choose({ applicationId, country: 'PL', applicationDefault: 'en' })).toMatchObject({ locale: 'es-MX' });
});

test('a publish is sent by every node a moment later', async () => {
  await publish('es', '{brand}: {code}.');
  await vi.waitUntil(() => bodyIn('es') === 'Codewire: {code}.', { timeout: 20_000 });
});

test('a wording that is to be transliterated is, where that spares a segment', async () => {
  const filler = 'x'.repeat(70);
  await publish('es', `{brand}: {code}, código válido ${filler}`);
  await vi.waitUntil(() => bodyIn('es').endsWith(filler), { timeout: 20_000 });
  expect(bodyIn('es')).toBe(`Codewire: {code}, código válido ${filler}`);
  await database.pool.query(
    `with changed as (update template_version set transliterates = true where locale = 'es' and status = 'published')
      select pg_notify('codewire_texts', '')`,
  );
  await vi.waitUntil(() => bodyIn('es') === `Codewire: {code}, codigo valido ${filler}`, { timeout: 20_000 });
});

test('the version that a message names is the one whose words it carries', async () => {
  await publish('de', '{brand} {code} neu');
  await vi.waitUntil(() => bodyIn('de') === 'Codewire {code} neu', { timeout: 20_000 });
  const { templateVersionId } = texts.render({
    applicationId,
    purpose: 'verification',
    locale: 'de',
    brand: 'Codewire',
    minutes: 10,
    codeLength: 6,
  });
  const { rows } = await database.pool.query('select locale, body, status from template_version where id = $1', [
    templateVersionId,
  ]);
  expect(rows).toEqual([{ locale: 'de', body: '{brand} {code} neu', status: 'published' }]);
});

test("an application's own text wins over the shared one, for it alone and in its languages alone", async () => {
  await publish('ru', '{code} - {brand}', applicationId);
  await vi.waitUntil(() => bodyIn('ru') === '{code} - Codewire', { timeout: 20_000 });
  expect(bodyIn('ru', 'app_other')).toBe('Codewire: код {code}.');
  expect(bodyIn('ja')).toBe('Codewireの認証コードは {code} です。');
});

test('a text that cannot be sent is left out: the inherited one is sent, and every other stays', async () => {
  await publish('hi', 'no code at all', applicationId);
  await publish('en', '{code} {brand} anew');
  await vi.waitUntil(() => bodyIn('en') === '{code} Codewire anew', { timeout: 20_000 });
  expect(bodyIn('hi')).toBe('Codewire कोड: {code}');
});

test('a locale that is disabled is neither chosen nor sent: what was begun in it goes on in the next of its chain', async () => {
  await database.pool.query(`update locale set is_enabled = false where tag = 'he'`);
  await texts.refresh();
  const choice = texts.choose({ applicationId, requested: 'he', applicationDefault: 'en' });
  expect(choice).toEqual({ locale: 'en', reason: 'requested_fallback', chain: ['en'] });
  expect(bodyIn('he')).toBe(bodyIn('en'));
});

test('when the texts cannot be read the last ones are sent', async () => {
  await database.pool.query('alter table template_version rename to template_version_away');
  await expect(texts.refresh()).rejects.toThrow('template_version');
  expect(bodyIn('en')).toBe('{code} Codewire anew');
  await database.pool.query('alter table template_version_away rename to template_version');
  await texts.refresh();
  expect(bodyIn('en')).toBe('{code} Codewire anew');
});
