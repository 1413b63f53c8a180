import { ImportRequest, type TextsDocument } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../../audit/audit-log.js';
import type { Author } from '../../platform/author.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { insertLocales, insertTemplate, insertText } from '../../test/texts.js';
import { toTextsDocument } from './export-texts.js';
import { TextImports } from './text-imports.js';
import { readTextsState } from './texts-state.js';

const GRACE: Author = { ...AUTHOR, id: 'opr_grace', name: 'Grace <grace@example.com>' };

let database: OpenDatabase;
let imports: TextImports;

beforeAll(async () => {
  database = await openTestDatabase();
  imports = new TextImports(database.sql, new AuditLog(testAuditKey()));
});

afterAll(() => database.close());

beforeEach(() => clear(database));

const clear = ({ pool }: OpenDatabase) =>
  pool.query('truncate template_version, template, country_locale, locale, audit cascade');

/** As a request has it: what it leaves out is filled in. */
const documentOf = (given: object): TextsDocument =>
  ImportRequest.parse({ document: { format: 'codewire.texts.v1', templates: [], ...given } }).document;

const login = (texts: Record<string, object>, change: object = {}) => ({
  purpose: 'login',
  application: null,
  max_segments: 1,
  variables: [],
  texts,
  ...change,
});
const words = (body: string, change: object = {}) => ({ body, short_body: 'Code: {code}', ...change });

const question = (given: object, publishes = false) => ({ document: documentOf(given), publishes, scope: null });
const run = (given: object, publishes = false) => imports.import(GRACE, question(given, publishes));
const tried = (given: object, publishes = false) => imports.try(question(given, publishes));

/** What became of a document, in short. */
const outcome = async (planned: Promise<Awaited<ReturnType<typeof run>>>) =>
  (await planned).changes.map(({ kind, change, name, refusal }) => [kind, change, name, refusal?.code ?? null]);

const exported = async ({ sql }: OpenDatabase) => toTextsDocument(await readTextsState(sql, null));

const versions = async () =>
  (
    await database.pool.query(
      `select locale, version, status, body, author, publisher from template_version order by locale, version`,
    )
  ).rows;

const written = async () => ({
  document: await exported(database),
  versions: await versions(),
  entries: (await database.pool.query('select action from audit')).rows,
});

/** A shared template for sign-ins in English and German, with English as the default. */
async function begin(): Promise<string> {
  await insertLocales(database.pool, 'en', 'de');
  const template = await insertTemplate(database.pool, 'login');
  for (const [locale, body] of [
    ['en', 'Your code: {code}'],
    ['de', 'Ihr Code: {code}'],
  ] as const) {
    await insertText(database.pool, template, { locale, body, shortBody: 'Code: {code}' });
  }
  return template;
}

describe('an import', () => {
  test('makes a draft of each text that differs; sends nothing else, and nothing is new the second time', async () => {
    await begin();
    const given = { templates: [login({ en: words('Your code: {code}'), de: words('Code für Sie: {code}') })] };
    expect(await outcome(run(given))).toEqual([['text', 'changed', 'login, de', null]]);
    expect(await versions()).toEqual([
      expect.objectContaining({ locale: 'de', version: 1, status: 'published' }),
      {
        locale: 'de',
        version: 2,
        status: 'draft',
        body: 'Code für Sie: {code}',
        author: GRACE.name,
        publisher: null,
      },
      expect.objectContaining({ locale: 'en', version: 1, status: 'published' }),
    ]);
    expect(await run(given)).toEqual({ unchanged: 3, changes: [] });
  });

  test('keeps what someone was writing in the history', async () => {
    const template = await begin();
    await insertText(database.pool, template, {
      locale: 'de',
      body: 'Halb fertig {code}',
      status: 'draft',
      origin: 'admin',
    });
    await run({ templates: [login({ de: words('Neu: {code}') })] });
    expect((await versions()).filter(({ locale }) => locale === 'de')).toMatchObject([
      { version: 1, status: 'published' },
      { version: 2, status: 'superseded', body: 'Halb fertig {code}' },
      { version: 3, status: 'draft', body: 'Neu: {code}' },
    ]);
  });

  test('publishes at once if it is told to, tells every node, and leaves drafts and updates where they are', async () => {
    const template = await begin();
    const draft = { locale: 'de', status: 'draft' } as const;
    await insertText(database.pool, template, { ...draft, body: 'Halb fertig {code}', origin: 'admin' });
    await insertText(database.pool, template, { ...draft, body: 'Update {code}' });
    const told = await notificationsOf(() => run({ templates: [login({ de: words('Neu: {code}') })] }, true));
    expect(told).toEqual(['codewire_texts']);
    expect((await versions()).filter(({ locale }) => locale === 'de')).toMatchObject([
      { version: 1, status: 'superseded' },
      { version: 2, status: 'draft' },
      { version: 3, status: 'draft' },
      { version: 4, status: 'published', body: 'Neu: {code}', author: GRACE.name, publisher: GRACE.name },
    ]);
  });

  test('shows each change with what was and what is, word by word', async () => {
    await begin();
    const { changes } = await tried({
      templates: [login({ de: words('Ihr neuer Code: {code}') }, { max_segments: 2 })],
    });
    expect(changes).toMatchObject([
      {
        kind: 'template',
        before: { max_segments: 1, variables: [] },
        after: { max_segments: 2, variables: [] },
        diff: null,
      },
      {
        kind: 'text',
        before: { body: 'Ihr Code: {code}', short_body: 'Code: {code}', transliterates: false },
        after: { body: 'Ihr neuer Code: {code}' },
        diff: {
          body: [
            { kind: 'same', text: 'Ihr ' },
            { kind: 'added', text: 'neuer ' },
            { kind: 'same', text: 'Code: {code}' },
          ],
          short_body: [{ kind: 'same', text: 'Code: {code}' }],
        },
      },
    ]);
  });

  test('adds languages, countries and templates, whatever the order and the spelling', async () => {
    await begin();
    const application = await insertApplication(database.pool);
    const { rows } = await database.pool.query<{ name: string }>('select name from application where id = $1', [
      application,
    ]);
    const { name } = rows[0]!;
    const given = {
      locales: [
        { tag: 'es_mx', direction: 'ltr', fallback: 'ES-419', is_enabled: true },
        { tag: 'es-419', direction: 'ltr', fallback: 'es', is_enabled: true },
        { tag: 'es', direction: 'ltr', fallback: null, is_enabled: true },
        { tag: 'DE', direction: 'ltr', fallback: 'en', is_enabled: false },
      ],
      countries: { MX: 'es_MX', AT: 'de' },
      templates: [login({ ES: words('Su código: {code}') }, { application: name, max_segments: 3 })],
    };
    expect(await outcome(run(given, true))).toEqual([
      ['locale', 'added', 'es-MX', null],
      ['locale', 'added', 'es-419', null],
      ['locale', 'added', 'es', null],
      ['locale', 'changed', 'de', null],
      ['country', 'added', 'MX', null],
      ['country', 'added', 'AT', null],
      ['template', 'added', `login, ${name}`, null],
      ['text', 'added', `login, ${name}, es`, null],
    ]);
    const { locales, countries, templates } = await exported(database);
    expect(locales.map(({ tag, fallback, is_enabled: isEnabled }) => [tag, fallback, isEnabled])).toEqual([
      ['de', 'en', false],
      ['en', null, true],
      ['es', null, true],
      ['es-419', 'es', true],
      ['es-MX', 'es-419', true],
    ]);
    expect(countries).toEqual({ AT: 'de', MX: 'es-MX' });
    expect(templates.find((one) => one.application === name)).toMatchObject({ max_segments: 3, texts: { es: {} } });
  });

  test('leaves one entry in the audit, which names and counts what it did, and tells what was changed into what', async () => {
    await begin();
    await run({ countries: { AT: 'de' }, templates: [login({ de: words('A {code}'), en: words('B {code}') })] });
    const { rows } = await database.pool.query('select action, actor_name, before, after from audit');
    expect(rows).toEqual([
      {
        action: 'text.imported',
        actor_name: GRACE.name,
        before: { country: { values: { AT: null } } },
        after: {
          is_published: false,
          country: { count: 1, names: ['AT'], values: { AT: { locale: 'de' } } },
          text: { count: 2, names: ['login, de', 'login, en'] },
        },
      },
    ]);
  });

  test('of languages and settings tells in the audit how they were', async () => {
    await begin();
    await run({ templates: [login({}, { max_segments: 3 })] });
    await run({ templates: [login({}, { max_segments: 2 })] });
    const { rows } = await database.pool.query('select before, after from audit order by seq desc limit 1');
    expect(rows).toMatchObject([
      {
        before: { template: { values: { login: { max_segments: 3 } } } },
        after: { template: { count: 1, names: ['login'], values: { login: { max_segments: 2 } } } },
      },
    ]);
  });

  test('that is tried changes nothing', async () => {
    await begin();
    const before = await written();
    const given = { countries: { AT: 'de' }, templates: [login({ de: words('Neu: {code}') }, { max_segments: 3 })] };
    expect(await outcome(tried(given, true))).toHaveLength(3);
    expect(await written()).toEqual(before);
  });

  test('at the same moment as another is made of what that one left', async () => {
    await begin();
    const given = { templates: [login({ de: words('Neu: {code}') })] };
    const both = await Promise.all([run(given, true), run(given, true)]);
    expect(both.map(({ changes }) => changes.length).toSorted()).toEqual([0, 1]);
    expect((await versions()).filter(({ locale }) => locale === 'de')).toHaveLength(2);
  });
});

const locale = (tag: string, fallback: string | null = null, isEnabled = true) => ({
  tag,
  direction: 'ltr',
  fallback,
  is_enabled: isEnabled,
});
const variable = (name: string) => ({ name, type: 'text', max_length: 5 });

describe('nothing is written while anything is refused, such as', () => {
  const GOOD = { countries: { AT: 'de' } };

  test.each<[string, object, [string, string, string]]>([
    ['a language that is none', { locales: [locale('x y')] }, ['locale', 'x y', 'request.invalid']],
    ['a language without a name', { locales: [locale('und-AT')] }, ['locale', 'und-AT', 'request.invalid']],
    ['a language twice', { locales: [locale('fr'), locale('FR')] }, ['locale', 'fr', 'locale.exists']],
    ['a fallback that is not there', { locales: [locale('fr', 'it')] }, ['locale', 'fr', 'locale.fallback_invalid']],
    ['the default disabled', { locales: [locale('en', null, false)] }, ['locale', 'en', 'locale.is_default']],
    ['a country that is none', { countries: { XX: 'de' } }, ['country', 'XX', 'request.invalid']],
    ['a country’s language that is none', { countries: { AT: '??' } }, ['country', 'AT', 'request.invalid']],
    [
      'an application that is not there',
      { templates: [login({}, { application: 'Nobody' })] },
      ['template', 'login, Nobody', 'application.not_found'],
    ],
    ['a template twice', { templates: [login({}), login({})] }, ['template', 'login', 'template.exists']],
    [
      'a variable with the name of what every text is given',
      { templates: [login({}, { variables: [variable('brand')] })] },
      ['template', 'login', 'request.invalid'],
    ],
    [
      'a text in a language that is not there',
      { templates: [login({ fr: words('Code : {code}') })] },
      ['text', 'login, fr', 'locale.not_found'],
    ],
    [
      'a language twice in a template',
      { templates: [login({ de: words('A: {code}'), DE: words('A: {code}') })] },
      ['text', 'login, DE', 'locale.exists'],
    ],
    ['a text with faults', { templates: [login({ de: words('Code') })] }, ['text', 'login, de', 'text.checks_failed']],
  ])('%s', async (_, given, [kind, name, code]) => {
    await begin();
    const before = await written();
    const whole = { ...GOOD, ...given, countries: { ...GOOD.countries, ...(given as typeof GOOD).countries } };
    const refused = (changes: unknown[][]) => changes.filter(([, change]) => change === 'refused');
    const expected = [[kind, 'refused', name, code]];
    expect(refused(await outcome(tried(whole, true)))).toEqual(expected);
    expect(refused(await outcome(run(whole, true)))).toEqual(expected);
    expect(await written()).toEqual(before);
  });

  test('fallbacks that come back to where they began', async () => {
    await begin();
    const given = { locales: [locale('fr', 'it'), locale('it', 'de'), locale('de', 'fr')] };
    expect(await outcome(run(given))).toEqual(
      ['fr', 'it', 'de'].map((tag) => ['locale', 'refused', tag, 'locale.fallback_invalid']),
    );
  });

  test('settings by which a text that stays could not be sent; its new words make it right', async () => {
    const template = await begin();
    const long = `${'Schlüsselwörter '.repeat(10)}{code}`;
    await database.pool.query(`update template set max_segments = 2`);
    await database.pool.query(`update template_version set body = $1 where template_id = $2 and locale = 'de'`, [
      long,
      template,
    ]);
    const given = (de: string) => ({ templates: [login({ de: words(de) })] });
    const refused = [['template', 'refused', 'login', 'text.checks_failed']];
    expect(await outcome(run({ templates: [login({})] }, true))).toEqual(refused);
    expect(await outcome(run(given(long), true))).toEqual(refused);
    expect((await outcome(run(given('Kurz: {code}')))).slice(0, 1)).toEqual(refused);
    const { changes } = await tried(given(long), true);
    expect(changes[0]!.findings).toMatchObject([{ code: 'too_many_segments', values: { locale: 'de' } }]);
    expect(await outcome(run(given('Kurz: {code}'), true))).toEqual([
      ['template', 'changed', 'login', null],
      ['text', 'changed', 'login, de', null],
    ]);
  });

  test('the template of an application that its author may not see', async () => {
    await begin();
    const [mine, other] = [await insertApplication(database.pool), await insertApplication(database.pool)];
    const { rows } = await database.pool.query<{ id: string; name: string }>('select id, name from application');
    const nameOf = (id: string) => rows.find((row) => row.id === id)!.name;
    const document = documentOf({
      templates: [mine, other].map((id) => login({ de: words('Neu: {code}') }, { application: nameOf(id) })),
    });
    const planned = imports.import(GRACE, { document, publishes: true, scope: [mine] });
    expect(await outcome(planned)).toContainEqual([
      'template',
      'refused',
      `login, ${nameOf(other)}`,
      'application.not_found',
    ]);
    const state = await readTextsState(database.sql, [mine]);
    expect(toTextsDocument(state).templates.every(({ application }) => application !== nameOf(other))).toBe(true);
  });
});

/** What listeners hear of until `work` is done. */
async function notificationsOf(work: () => Promise<unknown>): Promise<string[]> {
  const client = await database.pool.connect();
  const heard: string[] = [];
  client.on('notification', ({ channel }) => heard.push(channel));
  await client.query('listen codewire_texts');
  await work();
  // What was sent before comes before its own answer.
  await client.query('unlisten codewire_texts');
  client.removeAllListeners('notification');
  client.release();
  return heard;
}
