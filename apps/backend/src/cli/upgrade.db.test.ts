import { PURPOSES } from '@codewire/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS } from '../database/data-source.js';
import { BUILT_IN_TEXTS } from '../templates/built-in-texts.js';
import { TextCatalogue } from '../templates/text-catalogue.js';
import { readTextSnapshot } from '../templates/text-snapshot.js';
import { commandLine } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import { insertVerification } from '../test/verifications.js';
import { command } from './migration.command.js';

/** What the build before this one came with. */
const OLD_LOCALES = ['ar', 'de', 'en', 'es', 'he', 'hi', 'ja', 'pt-BR', 'ru', 'zh-CN'];
const OWN_WORDS = 'Acme sagt: {code}';
const THERE = { count: 1 };
const TEXTS = 'Texts1764400000000';
const STEPS = MIGRATIONS.map((Migration) => new Migration().name);
const FROM_TEXTS_ON = STEPS.slice(STEPS.indexOf(TEXTS));

let database: OpenDatabase;
let run: ReturnType<typeof commandLine>;
let applicationId: string;
let verification: { id: string; messageId: string };

beforeAll(async () => {
  database = await openTestDatabase();
  run = commandLine({ migration: command }, database.url);
  await takeBack();
  await fillOldSchema();
});

afterAll(() => database.close());

/** Step by step, the one that brings texts last. */
async function takeBack(): Promise<void> {
  for (const step of FROM_TEXTS_ON.toReversed()) {
    expect(await run('migration', 'revert', '--yes')).toMatchObject({ printed: `Took ${step} back.` });
  }
}

/** As the build before left it: ten languages, a wording of an operator's, a code on its way. */
async function fillOldSchema(): Promise<void> {
  const { pool } = database;
  applicationId = await insertApplication(pool);
  await pool.query(
    `insert into locale (tag, direction) select tag, case when tag in ('ar', 'he') then 'rtl' else 'ltr' end
      from unnest($1::text[]) as l (tag)`,
    [OLD_LOCALES],
  );
  await pool.query(`insert into template (id, purpose) values ('tpl_old', 'verification')`);
  await pool.query(
    `insert into template_version (template_id, locale, version, body, status, origin, published_at)
      select 'tpl_old', tag, 1, '{brand}: {code}', case when tag = 'de' then 'superseded' else 'published' end, 'built_in', now()
      from locale`,
  );
  await pool.query(
    `insert into template_version (template_id, locale, version, body, status, origin, published_at)
      values ('tpl_old', 'de', 2, $1, 'published', 'admin', now())`,
    [OWN_WORDS],
  );
  verification = await insertVerification(pool, { applicationId });
  await pool.query(
    `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
        template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
        created_at, expires_at)
      values ($1, $2, $3, '\\x00', false, 'de', 'requested', 1, 'Codewire', '{code}', 'GSM-7', 1, 'k1', '\\x00', 6, 0, 'queued',
        now(), now() + interval '10 min')`,
    [verification.messageId, verification.id, applicationId],
  );
}

const catalogue = async () =>
  TextCatalogue.of(await readTextSnapshot(database.sql), { onBroken: (_, error) => expect.unreachable(String(error)) });

const publishedIn = async (locale: string) => {
  const { rows } = await database.pool.query<{ body: string; origin: string }>(
    `select body, origin from template_version v join template t on t.id = v.template_id
      where v.status = 'published' and v.locale = $1 and t.purpose = 'verification'`,
    [locale],
  );
  return rows;
};

test('an upgrade as it is documented brings languages, countries and texts, and leaves what was there', async () => {
  const { code, printed } = await run('migration', 'run');
  expect({ code, printed }).toEqual({
    code: 0,
    printed: `Ran ${FROM_TEXTS_ON.join(', ')}.\nBrought in ${BUILT_IN_TEXTS.length} built-in texts.`,
  });
  const texts = await catalogue();
  expect(texts.isReady).toBe(true);
  expect(texts.choose({ applicationId, country: 'DE', applicationDefault: 'en' })).toMatchObject({
    locale: 'de',
    reason: 'country',
  });
  for (const purpose of PURPOSES) {
    const payment = purpose === 'payment' && { amount: { value: '12.50', currency: 'EUR' }, payee: 'Rewe' };
    const values = { brand: 'Acme', minutes: 10, codeLength: 6, ...payment };
    expect(texts.render({ applicationId, purpose, locale: 'de', ...values }).body).toContain('{code}');
  }
  expect(await publishedIn('de')).toEqual([{ body: OWN_WORDS, origin: 'admin' }]);
  const { rows } = await database.pool.query(
    `select purpose, text_values as values, status from verification where id = $1`,
    [verification.id],
  );
  expect(rows).toEqual([{ purpose: 'verification', values: null, status: 'pending' }]);
});

test('no step reads all verifications while starts wait for it, and no purpose is written that there is not', async () => {
  const { rows } = await database.pool.query(
    `select convalidated from pg_constraint where conrelid = 'verification'::regclass and conname = 'verification_purpose_check'`,
  );
  expect(rows).toEqual([{ convalidated: false }]);
  const wrong = database.pool.query(`update verification set purpose = 'other' where id = $1`, [verification.id]);
  await expect(wrong).rejects.toThrow(/verification_purpose_check/);
});

test('a second run brings nothing', async () => {
  expect(await run('migration', 'run')).toMatchObject({ code: 0, printed: 'The schema was up to date already.' });
});

test('texts come where no step of the schema is left, too', async () => {
  await database.pool.query(`delete from template_version where locale = 'sv'`);
  expect(await run('migration', 'run')).toMatchObject({
    code: 0,
    printed: 'The schema was up to date already.\nBrought in 3 built-in texts.',
  });
});

test('the way back leaves the code on its way and the words of the operator, and the way on is open again', async () => {
  await takeBack();
  const found = async (table: string, id: string) =>
    (await database.pool.query(`select count(*)::integer from ${table} where id = $1`, [id])).rows[0];
  expect(await found('verification', verification.id)).toEqual(THERE);
  expect(await found('message', verification.messageId)).toEqual(THERE);
  expect(await publishedIn('de')).toEqual([{ body: OWN_WORDS, origin: 'admin' }]);
  expect(await run('migration', 'run')).toMatchObject({ code: 0 });
  expect((await catalogue()).isReady).toBe(true);
  expect(await publishedIn('de')).toEqual([{ body: OWN_WORDS, origin: 'admin' }]);
});
