import type { TextsDocument } from '@codewire/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AuditLog } from '../../audit/audit-log.js';
import type { Queryable } from '../../database/sql.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { insertTemplate, insertText } from '../../test/texts.js';
import { importBuiltInTexts } from '../import-built-in-texts.js';
import { readTextSnapshot } from '../text-snapshot.js';
import { toTextsDocument } from './export-texts.js';
import { TextImports } from './text-imports.js';
import { readTextsState } from './texts-state.js';

let here: OpenDatabase;
let there: OpenDatabase;
/** Everything that comes with the product, and what an application has of its own. */
let document: TextsDocument;

beforeAll(async () => {
  [here, there] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  await Promise.all([here, there].map(clear));
  await here.sql.transaction(importBuiltInTexts);
  const application = await insertApplication(here.pool);
  const own = await insertTemplate(here.pool, 'payment', application);
  await insertText(here.pool, own, { locale: 'de', body: '{amount} an {payee}: {code}', origin: 'admin' });
  document = await exported(here);
});

afterAll(() => Promise.all([here.close(), there.close()]));

const clear = ({ pool }: OpenDatabase) =>
  pool.query('truncate template_version, template, country_locale, locale, audit cascade');

const exported = async ({ sql }: OpenDatabase) => toTextsDocument(await readTextsState(sql, null));

const importInto = ({ sql }: OpenDatabase) =>
  new TextImports(sql, new AuditLog(testAuditKey())).import(AUTHOR, { document, publishes: true, scope: null });

/** All that messages are made of, but for the names that each database gives. */
async function sent({ sql }: OpenDatabase) {
  const { locales, countries, texts } = await readTextSnapshot(sql);
  const plain = texts.map(({ versionId: _v, templateId: _t, applicationId, ...text }) => ({
    ...text,
    isOwn: applicationId !== null,
  }));
  return { locales, countries, texts: plain.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}

test('what was exported changes nothing where it came from, and nothing is done', async () => {
  const rows = async () => (await here.pool.query('select id, revision from template_version order by id')).rows;
  const before = await rows();
  const { changes, unchanged } = await importInto(here);
  expect(changes).toEqual([]);
  const { locales, countries, templates } = document;
  const texts = templates.reduce((sum, one) => sum + Object.keys(one.texts).length, 0);
  expect(texts).toBeGreaterThan(3 * 70);
  expect(unchanged).toBe(locales.length + Object.keys(countries).length + templates.length + texts);
  expect(await rows()).toEqual(before);
  expect((await here.pool.query('select from audit')).rows).toEqual([]);
});

test('it gives another database the same texts, where there were none', async () => {
  await insertApplication(there.pool);
  const { application } = document.templates.find((one) => one.application !== null)!;
  await there.pool.query('update application set name = $1', [application]);
  const { changes } = await importInto(there);
  expect(changes.filter(({ change }) => change !== 'added')).toEqual([]);
  expect(await exported(there)).toEqual(document);
  expect(await sent(there)).toEqual(await sent(here));
});

test('it is read in five statements, however many texts there are', async () => {
  const names: string[] = [];
  const counting: Queryable = {
    rows: (statement, values) => (names.push(statement.name), here.sql.rows(statement, values)),
    count: (statement, values) => (names.push(statement.name), here.sql.count(statement, values)),
  };
  await readTextsState(counting, null);
  expect(names).toHaveLength(5);
});
