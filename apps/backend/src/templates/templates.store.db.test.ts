import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { BUILT_IN_TEXTS, type BuiltInText } from './built-in-texts.js';
import { importBuiltInTexts } from './import-built-in-texts.js';
import { LocaleStore } from './locales/locale.store.js';
import { importTexts } from './templates.store.js';
import { lockTexts } from './text-changes.js';
import { readTextSnapshot } from './text-snapshot.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate template_version, template, country_locale, locale cascade');
});

const text = (locale: string, body: string, purpose: BuiltInText['purpose'] = 'verification'): BuiltInText => ({
  locale,
  purpose,
  body,
  shortBody: `${body} short`,
  transliterates: false,
});
const LOCALES = ['de', 'en'].map((tag) => ({ tag, direction: 'ltr', fallback: null }) as const);
const bringIn = (...texts: BuiltInText[]) =>
  database.sql.transaction(async (tx) => {
    await lockTexts(tx);
    await new LocaleStore(tx).bringIn(LOCALES, 'en');
    return importTexts(tx, texts);
  });
const published = async () =>
  (await readTextSnapshot(database.sql)).texts.map(({ locale, body }) => `${locale}: ${body}`);

interface Version {
  readonly locale: string;
  readonly version: number;
  readonly status: string;
  readonly origin: string;
}

async function versions(): Promise<Version[]> {
  const { rows } = await database.pool.query<Version>(
    `select v.locale, v.version, v.status, v.origin from template_version v join template t on t.id = v.template_id
      order by v.locale, t.purpose, v.version`,
  );
  return rows;
}

const briefly = async () => (await versions()).map(({ version, status, origin }) => `${version} ${status} ${origin}`);

/** An operator's own wording, published. */
async function publishByHand(locale: string, body: string): Promise<void> {
  await database.pool.query(
    `update template_version set status = 'superseded' where locale = $1 and status = 'published'`,
    [locale],
  );
  await database.pool.query(
    `insert into template_version (template_id, locale, version, body, status, origin, published_at)
      select template_id, locale, max(version) + 1, $2, 'published', 'admin', now() from template_version
      where locale = $1 group by template_id, locale`,
    [locale, body],
  );
}

test('a first import publishes every built-in text in both forms; a second changes nothing', async () => {
  expect(await database.sql.transaction(importBuiltInTexts)).toBe(BUILT_IN_TEXTS.length);
  const first = await versions();
  expect(first).toHaveLength(BUILT_IN_TEXTS.length);
  expect(new Set(first.map(({ status, origin, version }) => `${status} ${origin} ${version}`))).toEqual(
    new Set(['published built_in 1']),
  );
  const facts = ({ locale, purpose, body, shortBody }: Omit<BuiltInText, 'shortBody'> & { shortBody: string | null }) =>
    JSON.stringify([locale, purpose, body, shortBody]);
  const { texts } = await readTextSnapshot(database.sql);
  expect(texts.map(facts).sort()).toEqual(BUILT_IN_TEXTS.map(facts).sort());
  expect(await database.sql.transaction(importBuiltInTexts)).toBe(0);
  expect(await versions()).toEqual(first);
});

test('two imports at once make one set of versions', async () => {
  const made = await Promise.all(Array.from({ length: 4 }, () => database.sql.transaction(importBuiltInTexts)));
  expect(made.sort((a, b) => a - b)).toEqual([0, 0, 0, BUILT_IN_TEXTS.length]);
});

test('a payment may take two messages, anything else one', async () => {
  await bringIn(
    text('en', '{code}'),
    text('en', '{code} in', 'login'),
    text('en', '{code} {amount} {payee}', 'payment'),
  );
  const { texts } = await readTextSnapshot(database.sql);
  expect(texts.map(({ purpose, maxSegments }) => `${purpose} ${maxSegments}`).sort()).toEqual([
    'login 1',
    'payment 2',
    'verification 1',
  ]);
});

test('what an operator allows of segments stays', async () => {
  await bringIn(text('en', '{code} one'));
  await database.pool.query(`update template set max_segments = 3 where purpose = 'verification'`);
  await bringIn(text('en', '{code} two'));
  expect((await readTextSnapshot(database.sql)).texts).toMatchObject([{ body: '{code} two', maxSegments: 3 }]);
});

describe('an upgrade', () => {
  test('brings a changed file as a new published version, and only in its language', async () => {
    await bringIn(text('en', '{code} one'), text('de', '{code} eins'));
    expect(await bringIn(text('en', '{code} two'), text('de', '{code} eins'))).toBe(1);
    expect(await published()).toEqual(['de: {code} eins', 'en: {code} two']);
    expect(await versions()).toEqual([
      { locale: 'de', version: 1, status: 'published', origin: 'built_in' },
      { locale: 'en', version: 1, status: 'superseded', origin: 'built_in' },
      { locale: 'en', version: 2, status: 'published', origin: 'built_in' },
    ]);
  });

  test('that changes the short form alone is a new version too', async () => {
    await bringIn(text('en', '{code} one'));
    expect(await bringIn({ ...text('en', '{code} one'), shortBody: '{code}!' })).toBe(1);
    expect((await readTextSnapshot(database.sql)).texts).toMatchObject([{ body: '{code} one', shortBody: '{code}!' }]);
  });

  test("leaves an operator's wording published; the newest file waits beside it, and it alone", async () => {
    await bringIn(text('en', '{code} one'));
    await publishByHand('en', '{code} ours');
    expect(await bringIn(text('en', '{code} one'))).toBe(0);
    expect(await bringIn(text('en', '{code} two'))).toBe(1);
    expect(await bringIn(text('en', '{code} two'))).toBe(0);
    expect(await bringIn(text('en', '{code} three'))).toBe(1);
    expect(await published()).toEqual(['en: {code} ours']);
    expect(await briefly()).toEqual([
      '1 superseded built_in',
      '2 published admin',
      '3 superseded built_in',
      '4 draft built_in',
    ]);
  });

  test('leaves what an operator is writing, and a built-in text that he chose to publish', async () => {
    await bringIn(text('en', '{code} one'));
    await database.pool.query(`update template_version set publisher = 'Ada'`);
    await database.pool.query(
      `insert into template_version (template_id, locale, version, body, status, origin)
        select template_id, locale, 2, 'unfinished', 'draft', 'admin' from template_version`,
    );
    expect(await bringIn(text('en', '{code} two'))).toBe(1);
    expect(await briefly()).toEqual(['1 published built_in', '2 draft admin', '3 draft built_in']);
  });

  test('leaves a language that an operator disabled disabled and unsent', async () => {
    await bringIn(text('en', '{code} one'), text('de', '{code} eins'));
    await database.pool.query(`update locale set is_enabled = false where tag = 'de'`);
    await bringIn(text('en', '{code} one'), text('de', '{code} zwei'));
    expect(await published()).toEqual(['en: {code} one']);
  });
});

test('a template that an application has given up is not sent', async () => {
  await bringIn(text('en', '{code} one'), text('en', '{code} in', 'login'));
  await database.pool.query(`update template set archived_at = now() where purpose = 'login'`);
  expect(await published()).toEqual(['en: {code} one']);
});

test('other nodes are told of an import that changed something, and of no other', async () => {
  const client = await database.pool.connect();
  const heard: string[] = [];
  client.on('notification', ({ channel }) => void heard.push(channel));
  await client.query('listen codewire_texts');
  await database.sql.transaction(importBuiltInTexts);
  await database.sql.transaction(importBuiltInTexts);
  // A notification is delivered with the next answer on its connection.
  await client.query('select 1');
  client.release(true);
  expect(heard).toEqual(['codewire_texts']);
});
