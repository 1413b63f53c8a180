import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditLog } from '../../audit/audit-log.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { countWaiting, openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertLocales, insertTemplate, insertText } from '../../test/texts.js';
import { LocaleStore } from '../locales/locale.store.js';
import { Locales, type DeleteLocaleOutcome } from '../locales/locales.js';
import { TemplateStore } from './template.store.js';
import { TextStore, type TextVersion, type TextWords } from './text.store.js';
import { textTag } from './text.views.js';
import { Texts, type ChangeTextOutcome, type SeenText } from './texts.js';

const WAITED = { timeout: 5_000, interval: 10 };

let database: OpenDatabase;
let texts: Texts;
let template: string;

beforeAll(async () => {
  database = await openTestDatabase();
  texts = new Texts(database.sql, new AuditLog(testAuditKey()));
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query(
    'delete from template_version; delete from template; delete from locale; delete from audit',
  );
  await insertLocales(database.pool, 'en', 'de', 'eo');
  template = await insertTemplate(database.pool, 'verification');
  await insertText(database.pool, template, { locale: 'de', body: 'Ihr Code: {code}' });
});

const versionsIn = (locale: string) => new TextStore(database.sql).listVersions({ templateId: template, locale });

/** The text as someone sees it who reads it now. */
async function seen(locale: string): Promise<SeenText> {
  const found = await new TemplateStore(database.sql).find(null, template);
  return { templateId: template, locale, tag: textTag(found!, await versionsIn(locale)) };
}

const words = (body: string): TextWords => ({ body, shortBody: null, transliterates: false });

const isSomeoneWaiting = async () => (await countWaiting(database)) === 1;

test('a draft that was tried stays as it was sent, and other words are the next version', async () => {
  const told = async () => (await versionsIn('de')).map(({ version, status, body }) => `${version} ${status}: ${body}`);
  await texts.save(AUTHOR, await seen('de'), words('Versuch: {code}'));
  const before = await seen('de');
  const [{ id }] = (await versionsIn('de')) as [TextVersion];
  await new TextStore(database.sql).freeze(id);
  // Whoever is writing has missed nothing by it.
  expect(await texts.save(AUTHOR, before, words('Besser: {code}'))).toEqual({ kind: 'changed' });
  const old = ['2 superseded: Versuch: {code}', '1 published: Ihr Code: {code}'];
  expect(await told()).toEqual(['3 draft: Besser: {code}', ...old]);
  const { rows } = await database.pool.query('select before, after from audit order by seq desc limit 1');
  expect(rows).toMatchObject([
    { before: { version: 2, body: 'Versuch: {code}' }, after: { version: 3, body: 'Besser: {code}' } },
  ]);
  await texts.save(AUTHOR, await seen('de'), words('Noch besser: {code}'));
  expect(await told()).toEqual(['3 draft: Noch besser: {code}', ...old]);
});

describe('a language that is deleted while someone writes in it', () => {
  test('is gone, and he is told so, where it was deleted first', async () => {
    const text = await seen('eo');
    let late: Promise<ChangeTextOutcome> | undefined;
    await database.sql.transaction(async (tx) => {
      expect(await new LocaleStore(tx).delete({ tag: 'eo', version: 1 })).toBe(true);
      late = texts.save(AUTHOR, text, words('Kodo: {code}'));
      await vi.waitUntil(isSomeoneWaiting, WAITED);
    });
    expect(await late).toEqual({ kind: 'unknown_locale' });
  });

  test('stays, and who deletes it is told so, where the words came first', async () => {
    const locales = new Locales(database.sql, new AuditLog(testAuditKey()));
    let late: Promise<DeleteLocaleOutcome> | undefined;
    await database.sql.transaction(async (tx) => {
      expect(await new LocaleStore(tx).hold('eo')).toBe(true);
      late = locales.delete(AUTHOR, { tag: 'eo', version: '1' });
      await vi.waitUntil(isSomeoneWaiting, WAITED);
      await new TextStore(tx).insertDraft({ templateId: template, locale: 'eo' }, words('Kodo: {code}'), AUTHOR.name);
    });
    expect(await late).toEqual({ kind: 'in_use' });
  });
});
