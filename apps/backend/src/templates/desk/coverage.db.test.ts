import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Queryable } from '../../database/sql.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { insertLocales, insertTemplate, insertText } from '../../test/texts.js';
import { importBuiltInTexts } from '../import-built-in-texts.js';
import { Appraisals } from './appraisals.js';
import { Coverage } from './coverage.js';
import { TemplateStore } from './template.store.js';

let database: OpenDatabase;
let coverage: Coverage;
let shared: string;
let own: string;

beforeAll(async () => {
  database = await openTestDatabase();
  coverage = new Coverage(database.sql, new Appraisals());
});

afterAll(() => database.close());

beforeEach(async () => {
  const { pool } = database;
  await pool.query('delete from template_version; delete from template; delete from locale');
  await insertLocales(pool, 'en', 'de', 'de-AT', 'fr', 'uk');
  await pool.query(`update locale set fallback = 'de' where tag = 'de-AT'`);
  await pool.query(`update locale set is_enabled = false where tag = 'fr'`);
  shared = await insertTemplate(pool, 'login');
  own = await insertTemplate(pool, 'login', await insertApplication(pool));
});

const word = (locale: string, body: string, more: object = {}) => ({ locale, body, shortBody: 'Code {code}', ...more });

async function cellsOf(id: string) {
  const template = await new TemplateStore(database.sql).find(null, id);
  const [covered] = await coverage.of([template!]);
  return Object.fromEntries(covered!.cells.map(({ locale, ...cell }) => [locale, cell]));
}

test('a language has its own text, that of its chain, or none; one that is not enabled is not told of', async () => {
  await insertText(database.pool, shared, word('de', 'Code: {code}'));
  expect(await cellsOf(shared)).toMatchObject({
    de: { state: 'own', from: 'de', is_shared: true, version: 1 },
    'de-AT': { state: 'inherited', from: 'de', is_shared: true, version: 1 },
    en: { state: 'missing', from: null, version: null, encoding: null, segments: null, errors: 0 },
    uk: { state: 'missing' },
  });
  await insertText(database.pool, shared, word('en', 'Code: {code}'));
  expect(await cellsOf(shared)).toMatchObject({ uk: { state: 'inherited', from: 'en' } });
  expect(Object.keys(await cellsOf(shared))).toEqual(['de', 'de-AT', 'en', 'uk']);
});

test('an application’s template has the shared texts where it has none', async () => {
  await insertText(database.pool, shared, word('en', 'Code: {code}'));
  await insertText(database.pool, shared, word('de', 'Code: {code}'));
  await insertText(database.pool, own, word('en', 'Hi: {code}', { origin: 'admin' }));
  expect(await cellsOf(own)).toMatchObject({
    en: { state: 'own', is_shared: false },
    de: { state: 'inherited', from: 'de', is_shared: true },
    uk: { state: 'inherited', from: 'en', is_shared: false },
  });
  expect(await cellsOf(shared)).toMatchObject({ uk: { from: 'en', is_shared: true } });
});

test('what waits and what nobody has signed off is told', async () => {
  const { pool } = database;
  await insertText(pool, shared, word('de', 'Code: {code}'));
  await insertText(pool, shared, word('en', 'Code: {code}'));
  await pool.query(`update template_version set reviewed_at = now(), reviewer = 'Ada' where locale = 'en'`);
  await insertText(pool, shared, word('de', 'Neu: {code}', { status: 'draft' }));
  await insertText(pool, shared, word('uk', 'Код: {code}', { status: 'draft', origin: 'admin' }));
  expect(await cellsOf(shared)).toMatchObject({
    de: { is_reviewed: false, has_draft: false, has_update: true },
    en: { is_reviewed: true, has_draft: false, has_update: false },
    uk: { state: 'inherited', is_reviewed: true, has_draft: true, has_update: false },
  });
});

test('a text is measured with the longest of everything, under the settings of its template as they are now', async () => {
  const { pool } = database;
  await insertText(pool, shared, word('en', '{brand} {minutes}: {code}'));
  await insertText(pool, shared, word('uk', `{brand}: ${'код '.repeat(12)}{code}`));
  expect(await cellsOf(shared)).toMatchObject({
    en: { encoding: 'GSM-7', segments: 1, errors: 0, warnings: 0 },
    uk: { encoding: 'UCS-2', segments: 2, errors: 1, warnings: 1 },
  });
  await pool.query('update template set max_segments = 2, version = version + 1 where id = $1', [shared]);
  expect(await cellsOf(shared)).toMatchObject({ uk: { segments: 2, errors: 0 } });
});

test('a text that no message can be made of counts as a fault, and has no price', async () => {
  await insertText(database.pool, shared, word('en', 'Code: {code'));
  expect(await cellsOf(shared)).toMatchObject({ en: { state: 'own', encoding: null, segments: null, errors: 1 } });
});

test('every text that comes with the product is told of in four statements, and measured once', async () => {
  await database.sql.transaction(importBuiltInTexts);
  const names: string[] = [];
  const counting: Queryable = {
    rows: (statement, values) => (names.push(statement.name), database.sql.rows(statement, values)),
    count: (statement, values) => (names.push(statement.name), database.sql.count(statement, values)),
  };
  const matrix = new Coverage(counting, new Appraisals());
  const templates = await new TemplateStore(database.sql).list(null);
  const read = async () => {
    const startedAt = performance.now();
    const covered = await matrix.of(templates);
    return { covered, ms: performance.now() - startedAt };
  };
  const [first, again] = [await read(), await read()];
  expect(names).toHaveLength(2 * 4);
  expect(again.covered).toEqual(first.covered);
  expect(first.covered.flatMap(({ cells }) => cells).length).toBeGreaterThan(3 * 100);
  // Some milliseconds instead of some for each text.
  expect(again.ms).toBeLessThan(first.ms / 4);
});
