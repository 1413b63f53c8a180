import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import type { BuiltInText } from './built-in-texts.js';
import { importBuiltInTexts } from './import-built-in-texts.js';
import { importTexts, listPublishedTexts } from './templates.store.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate template_version, template, locale cascade');
});

const text = (locale: string, body: string): BuiltInText => ({
  locale,
  direction: 'ltr',
  purpose: 'verification',
  body,
});
const bringIn = (...texts: BuiltInText[]) => database.sql.transaction((tx) => importTexts(tx, 'verification', texts));
const published = async () => (await listPublishedTexts(database.sql)).map(({ locale, body }) => `${locale}: ${body}`);

interface Version {
  readonly locale: string;
  readonly version: number;
  readonly status: string;
  readonly origin: string;
}

async function versions(): Promise<Version[]> {
  const { rows } = await database.pool.query<Version>(
    'select locale, version, status, origin from template_version order by locale, version',
  );
  return rows;
}

/** What the console will do when an operator publishes a wording. */
async function publishByHand(locale: string, body: string): Promise<void> {
  await database.sql.transaction(async (tx) => {
    await tx.count(
      { name: 'test_supersede', text: `update template_version set status = 'superseded' where locale = $1` },
      [locale],
    );
    await tx.count(
      {
        name: 'test_publish',
        text: `insert into template_version (template_id, locale, version, body, status, origin, published_at)
          select template_id, locale, max(version) + 1, $2, 'published', 'admin', now() from template_version
          where locale = $1 group by template_id, locale`,
      },
      [locale, body],
    );
  });
}

test('a first import publishes every built-in text; a second changes nothing', async () => {
  expect(await database.sql.transaction(importBuiltInTexts)).toBe(10);
  const first = await versions();
  expect(first.map(({ locale }) => locale)).toEqual(['ar', 'de', 'en', 'es', 'he', 'hi', 'ja', 'pt-BR', 'ru', 'zh-CN']);
  expect(new Set(first.map(({ status, origin, version }) => `${status} ${origin} ${version}`))).toEqual(
    new Set(['published built_in 1']),
  );
  expect(await database.sql.transaction(importBuiltInTexts)).toBe(0);
  expect(await versions()).toEqual(first);
});

test('two imports at once make one set of versions', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => database.sql.transaction(importBuiltInTexts)));
  expect(made.sort((a, b) => a - b)).toEqual([0, 0, 0, 10]);
  expect(await versions()).toHaveLength(10);
});

test('a changed file becomes a new published version, and only in its language', async () => {
  await bringIn(text('en', '{code} one'), text('de', '{code} eins'));
  expect(await bringIn(text('en', '{code} two'), text('de', '{code} eins'))).toBe(1);
  expect(await published()).toEqual(['de: {code} eins', 'en: {code} two']);
  expect(await versions()).toEqual([
    { locale: 'de', version: 1, status: 'published', origin: 'built_in' },
    { locale: 'en', version: 1, status: 'superseded', origin: 'built_in' },
    { locale: 'en', version: 2, status: 'published', origin: 'built_in' },
  ]);
});

test("an operator's wording stays published; a changed file waits beside it as a draft", async () => {
  await bringIn(text('en', '{code} one'));
  await publishByHand('en', '{code} ours');
  expect(await bringIn(text('en', '{code} one'))).toBe(0);
  expect(await bringIn(text('en', '{code} two'))).toBe(1);
  expect(await published()).toEqual(['en: {code} ours']);
  expect((await versions()).map(({ version, status, origin }) => [version, status, origin])).toEqual([
    [1, 'superseded', 'built_in'],
    [2, 'published', 'admin'],
    [3, 'draft', 'built_in'],
  ]);
});

test('a locale that an operator disabled stays disabled and is not sent', async () => {
  await bringIn(text('en', '{code} one'), text('de', '{code} eins'));
  await database.pool.query(`update locale set is_enabled = false where tag = 'de'`);
  await bringIn(text('en', '{code} one'), text('de', '{code} zwei'));
  expect(await published()).toEqual(['en: {code} one']);
});

test('other nodes are told of an import that changed something, and of no other', async () => {
  const client = await database.pool.connect();
  const heard: string[] = [];
  client.on('notification', ({ channel }) => void heard.push(channel));
  await client.query('listen codewire_texts');
  await bringIn(text('en', '{code} one'));
  await bringIn(text('en', '{code} one'));
  // A notification is delivered with the next answer on its connection.
  await client.query('select 1');
  client.release(true);
  expect(heard).toEqual(['codewire_texts']);
});
