import {
  CoverageMatrix,
  ImportOutcome,
  Preview,
  TextsDocument,
  type Purpose,
  type TemplateList,
  type Trailer,
} from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Browser } from '../test/browser.js';
import { freshNumber } from '../test/numbers.js';
import { insertOperator, insertSession, type OperatorSeed } from '../test/operators.js';
import { expectRefusal } from '../test/refusals.js';
import { seededCarrier } from '../test/second-carrier.js';
import { startSystem, type System } from '../test/system.js';
import { insertTemplate, insertText } from '../test/texts.js';

const APP_HASH = 'FA+9qCX9VSu';
const [HOST, FRAME] = ['acme.example', 'pay.example'];
/** What stands in previews where a code will. */
const SAMPLE = '482913';
const PAID = { amount: { value: '1234.5', currency: 'CHF' }, payee: 'Bücher & Co' };

let system: System;
let editor: Browser;
/** Ids of the shared templates. */
let shared: Record<Purpose, string>;
let shop: Awaited<ReturnType<System['addApplication']>>;

beforeAll(async () => {
  system = await startSystem();
  editor = await signIn({ role: 'editor' });
  shop = await system.addApplication({ policy: { lifeSeconds: 180 } });
  await system.database.pool.query('update application set app_hashes = $1, hosts = $2', [[APP_HASH], [HOST, FRAME]]);
  const { data } = (await editor.get<TemplateList>('templates')).body;
  shared = Object.fromEntries(data.map(({ purpose, id }) => [purpose, id])) as Record<Purpose, string>;
});

afterAll(() => system.stop());

async function signIn(seed: OperatorSeed): Promise<Browser> {
  const { pool } = system.database;
  const { adminPort } = system.backends[0]!;
  return Browser.signedIn(adminPort, await insertSession(pool, await insertOperator(pool, seed)));
}

async function preview(template: string, question: object = {}): Promise<Preview> {
  const { status, body } = await editor.post<Preview>(`templates/${template}/preview`, question);
  expect(status).toBe(200);
  expect(Preview.parse(body)).toEqual(body);
  return body;
}

const refused = (question: object, template = shared.login) => editor.post(`templates/${template}/preview`, question);

describe('a preview', () => {
  test.each<[string, Purpose, object, Trailer?]>([
    ['of a code for a phone number', 'verification', {}],
    ['of a sign-in with a brand, in Thai', 'login', { brand: 'Acme', language: 'th' }],
    ['of a payment, in the amounts of Switzerland', 'payment', { language: 'de-CH', ...PAID }],
    ['of a payment in Arabic', 'payment', { language: 'ar', ...PAID }],
    ['with a line for an app', 'login', { language: 'es' }, { kind: 'app_hash', app_hash: APP_HASH }],
    ['with a line for a page', 'verification', { language: 'uk' }, { kind: 'host', host: HOST }],
    [
      'with a line for a page in a frame',
      'payment',
      { language: 'fr', ...PAID },
      { kind: 'host', host: HOST, embedded_host: FRAME },
    ],
  ])('%s is what the phone gets, but for its digits', async (_, purpose, asked, trailer) => {
    const { language, ...values } = asked as Record<string, string>;
    const shown = await preview(shared[purpose], {
      application_id: shop.id,
      ...(language !== undefined && { language }),
      values,
      ...(trailer && { trailer }),
    });
    const { kind: _kind, ...line } = { kind: '', ...trailer };
    const number = freshNumber();
    const { passcode } = (await shop.client.start({ number, purpose, ...asked, ...line })).body;
    await system.carrier.submitted(number);
    const [sms] = await system.carrier.messages(number);
    expect(shown.typical.text.replaceAll(SAMPLE, passcode!)).toBe(sms!.text);
    expect(shown.typical).toMatchObject({
      segments: sms!.segments,
      form: trailer ? 'short' : 'full',
      is_too_long: false,
    });
    const [, last = null] = sms!.text.split('\n');
    expect(shown.trailer).toBe(last?.replaceAll(passcode!, SAMPLE) ?? null);
  });

  test('tells why it is in this language, where it was looked for, and what it costs at most', async () => {
    const asked = { application_id: shop.id, country: 'MX' };
    expect(await preview(shared.login, asked)).toMatchObject({
      locale: 'es',
      reason: 'country',
      chain: ['es', 'en'],
      from: 'es',
      direction: 'ltr',
      longest: { segments: 1, is_too_long: false },
      findings: [],
    });
    expect(await preview(shared.login, { ...asked, language: 'es_mx' })).toMatchObject({
      locale: 'es-MX',
      reason: 'requested',
      chain: ['es-MX', 'es-419', 'es', 'en'],
      from: 'es',
    });
    expect(await preview(shared.login, { ...asked, language: 'iw' })).toMatchObject({
      locale: 'he',
      reason: 'requested',
      direction: 'rtl',
    });
    expect(await preview(shared.login, { ...asked, country: undefined })).toMatchObject({
      locale: 'en',
      reason: 'application',
    });
  });

  test('of words that nobody has saved shows them with their faults, in the reader’s language', async () => {
    const text = { body: 'Ihr Code: {code}. Mehr auf acme.de', short_body: '{code}' };
    const { status, body } = await editor.ask<Preview>(
      'POST',
      `templates/${shared.login}/preview`,
      { language: 'de_at', text },
      { 'accept-language': 'de' },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      locale: 'de-AT',
      reason: null,
      chain: ['de-AT', 'de', 'en'],
      from: 'de-AT',
      typical: { text: `Ihr Code: ${SAMPLE}. Mehr auf acme.de` },
    });
    const link = body.findings.find(({ code }) => code === 'link');
    expect(link).toMatchObject({ severity: 'error', form: 'full' });
    expect(link!.message).not.toBe((await preview(shared.login, { language: 'de-AT', text })).findings[0]!.message);
  });

  test('of words that cost too much shows them all the same', async () => {
    const body = `${'Ключ '.repeat(14)}{code}`;
    const shown = await preview(shared.login, { language: 'uk', text: { body } });
    expect(shown.typical).toMatchObject({ text: body.replace('{code}', SAMPLE), segments: 2, is_too_long: true });
    expect(shown.findings.map(({ code }) => code)).toContain('too_many_segments');
  });

  test('of words that no message can be made of is refused with what is wrong', async () => {
    const answer = await refused({ language: 'de', text: { body: 'Code: {code' } });
    expectRefusal(answer, { status: 422, code: 'text.checks_failed' });
    expect(answer.problem.findings).toMatchObject([{ code: 'icu_syntax', form: 'full' }]);
  });

  test('of a version shows what it says, published or not', async () => {
    const own = await insertTemplate(system.database.pool, 'login', shop.id);
    const draft = { locale: 'de', body: 'Entwurf: {code}', status: 'draft', origin: 'admin' } as const;
    const version = await insertText(system.database.pool, own, draft);
    const shown = await preview(own, { language: 'de', version });
    expect(shown).toMatchObject({ reason: null, from: 'de', typical: { text: `Entwurf: ${SAMPLE}` } });
    expectRefusal(await refused({ language: 'de', version: 9 }, own), {
      status: 404,
      code: 'text.version_not_found',
      field: 'version',
    });
    expect((await preview(own, { language: 'de' })).typical.text).not.toContain('Entwurf');
  });

  test('of a shared template shows the shared text, also for an application that has its own', async () => {
    const { pool } = system.database;
    const { id } = await system.addApplication();
    const own = await insertTemplate(pool, 'login', id);
    await insertText(pool, own, { locale: 'en', body: 'Our own: {code}', origin: 'admin' });
    await pool.query(`select pg_notify('codewire_texts', '')`);
    const textOf = async (template: string) =>
      (await preview(template, { language: 'en', application_id: id })).typical.text;
    await vi.waitUntil(async () => (await textOf(own)) === `Our own: ${SAMPLE}`, { timeout: 20_000 });
    expect(await textOf(shared.login)).not.toContain('Our own');
    expectRefusal(await refused({ application_id: shop.id }, own), {
      status: 404,
      code: 'application.not_found',
      field: 'application_id',
    });
  });

  test.each<[string, object, object]>([
    [
      'a language that is not there',
      { language: 'tlh', text: { body: '{code}' } },
      { status: 404, code: 'locale.not_found', field: 'language' },
    ],
    [
      'an application that is not there',
      { application_id: 'app_none' },
      { status: 404, code: 'application.not_found', field: 'application_id' },
    ],
    [
      'an amount where none is named',
      { values: { amount: PAID.amount } },
      { status: 400, code: 'text.value_unknown', field: 'values.amount' },
    ],
    [
      'a variable that the template does not have',
      { values: { variables: { city: 'Rome' } } },
      { status: 400, code: 'text.value_unknown', field: 'values.variables.city' },
    ],
    [
      'a brand with a link',
      { values: { brand: 'evil.com' } },
      { status: 400, code: 'request.invalid', field: 'values.brand' },
    ],
  ])('with %s is refused', async (_, question, refusal) => {
    expectRefusal(await refused(question), refusal as never);
  });

  test('tells the price of the text in the countries that get its language, by the carrier that takes it', async () => {
    const carrier = await seededCarrier(system);
    const csv = '49,0.07,EUR\n43,0.081,EUR\n33,0.05,EUR';
    const connector = await signIn({ role: 'connectivity' });
    await connector.post(`carriers/${carrier}/prices/import`, { csv, dry_run: false });
    const admin = await signIn({ role: 'admin' });
    const previewOf = async (question: object) =>
      (await admin.post<Preview>(`templates/${shared.login}/preview`, question)).body;
    const asked = { application_id: shop.id, text: { body: `${'Schlüssel '.repeat(16)}{code}` }, language: 'de' };
    const prices = await vi.waitUntil(
      async () => {
        const shown = await previewOf(asked);
        return shown.prices.length > 0 && shown.prices;
      },
      { timeout: 20_000 },
    );
    const name = 'Simulated carrier';
    expect(prices).toEqual([
      { country: 'AT', price: '0.162', currency: 'EUR', carrier: name },
      { country: 'DE', price: '0.14', currency: 'EUR', carrier: name },
    ]);
    const single = { application_id: shop.id, language: 'de', country: 'FR' };
    expect((await previewOf(single)).prices).toEqual([
      { country: 'FR', price: '0.05', currency: 'EUR', carrier: name },
    ]);
    expect((await previewOf({ ...single, country: 'IT' })).prices).toEqual([]);
    // What carriers cost is not for all who write texts.
    expect((await preview(shared.login, single)).prices).toEqual([]);
  });

  test('is of what the reader may see, in the name of an application that he may see', async () => {
    const developer = await signIn({ role: 'developer', applicationIds: [shop.id] });
    const ask = (template: string, question: object) =>
      developer.post<Preview>(`templates/${template}/preview`, question);
    const brand = (await ask(shared.login, { language: 'en' })).body.typical.text;
    expect(brand).toBe((await preview(shared.login, { language: 'en', application_id: shop.id })).typical.text);
    const { id } = await system.addApplication();
    expectRefusal(await ask(shared.login, { application_id: id }), {
      status: 404,
      code: 'application.not_found',
      field: 'application_id',
    });
    const other = await insertTemplate(system.database.pool, 'login', id);
    expectRefusal(await ask(other, {}), { status: 404, code: 'template.not_found' });
  });
});

test('the matrix has every template in every enabled language, as the single ones tell it', async () => {
  const { status, body } = await editor.get<CoverageMatrix>('templates/coverage');
  expect(status).toBe(200);
  expect(CoverageMatrix.parse(body)).toEqual(body);
  expect(body.locales.length).toBeGreaterThan(73);
  expect(body.rows.map(({ coverage }) => coverage.map(({ locale }) => locale))).toEqual(
    body.rows.map(() => body.locales),
  );
  const { recent_use: use, ...first } = body.rows[0]!;
  // Each answer counts the week before itself.
  const recent = {
    ...use,
    counted_since: expect.any(String) as string,
    per_day: expect.closeTo(use.per_day, 3) as number,
  };
  expect((await editor.get(`templates/${first.id}`)).body).toEqual({ ...first, recent_use: recent });
  expect(body.rows.slice(0, 3).map(({ purpose, application }) => [purpose, application])).toEqual([
    ['verification', null],
    ['login', null],
    expect.anything(),
  ]);
});

describe('all texts as one document', () => {
  const take = async (browser = editor) => (await browser.get<TextsDocument>('templates/export')).body;
  const bring = (document: object, more: object = {}, headers: Record<string, string> = {}) =>
    editor.ask<ImportOutcome>('POST', 'templates/import', { document, ...more }, headers);
  const withTexts = (texts: object, change: object = {}) => ({
    format: 'codewire.texts.v1',
    templates: [{ purpose: 'login', application: null, max_segments: 1, variables: [], texts, ...change }],
  });
  const lastEntry = async () => {
    const { rows } = await system.database.pool.query('select action, actor_name, after from audit order by seq desc');
    return rows[0];
  };

  test('keeps its contract, is in the audit, and changes nothing where it came from', async () => {
    const document = await take();
    expect(TextsDocument.parse(document)).toEqual(document);
    expect(await lastEntry()).toMatchObject({ action: 'text.exported', after: { locales: document.locales.length } });
    const { status, body } = await bring(document, { dry_run: false, publish: true });
    expect(status).toBe(200);
    expect(ImportOutcome.parse(body)).toEqual(body);
    expect(body).toMatchObject({ is_applied: true, changes: [] });
    expect((await lastEntry()).action).toBe('text.exported');
  });

  test('has, for someone bound to an application, what is shared and what is of that one', async () => {
    const [mine, other] = [await system.addApplication(), await system.addApplication()];
    for (const { id } of [mine, other]) await insertTemplate(system.database.pool, 'payment', id);
    const developer = await signIn({ role: 'developer', applicationIds: [mine.id] });
    const owners = (document: TextsDocument) => new Set(document.templates.map(({ application }) => application));
    expect(owners(await take(developer)).size).toBe(2);
    expect(owners(await take()).size).toBeGreaterThan(2);
  });

  test('is only tried unless it is said otherwise; then it is what phones get', async () => {
    const document = withTexts({ 'sr-Latn': { body: 'Kod: {code}', short_body: 'Kod: {code}' } });
    const tried = (await bring(document, { publish: true })).body;
    expect(ImportOutcome.parse(tried)).toEqual(tried);
    expect(tried).toMatchObject({
      is_applied: false,
      changes: [{ kind: 'text', change: 'changed', name: 'login, sr-Latn', refusal: null }],
    });
    const text = async () => (await preview(shared.login, { language: 'sr-Latn' })).typical.text;
    expect(await text()).not.toBe(`Kod: ${SAMPLE}`);
    expect((await bring(document, { publish: true, dry_run: false })).body.is_applied).toBe(true);
    expect(await lastEntry()).toMatchObject({
      action: 'text.imported',
      after: { is_published: true, text: { count: 1, names: ['login, sr-Latn'] } },
    });
    await vi.waitUntil(async () => (await text()) === `Kod: ${SAMPLE}`, { timeout: 4_000, interval: 20 });
  });

  test('with faults is refused as a whole; tried, it says what they are in the reader’s language', async () => {
    const document = withTexts({ de: { body: 'Mehr auf acme.de: {code}' }, fr: { body: 'Bonjour : {code}' } });
    const refusal = await bring(document, { dry_run: false });
    expectRefusal(refusal, { status: 422, code: 'text.import_refused' });
    expect(refusal.problem.findings).toMatchObject([{ code: 'link', values: { locale: 'de' } }]);
    const german = { 'accept-language': 'de' };
    const { changes } = (await bring(withTexts({}, { application: 'Nobody' }), {}, german)).body;
    expect(changes).toMatchObject([
      { kind: 'template', change: 'refused', name: 'login, Nobody', refusal: { code: 'application.not_found' } },
    ]);
    const english = (await bring(withTexts({}, { application: 'Nobody' }))).body.changes[0]!.refusal!.message;
    expect(changes[0]!.refusal!.message).not.toBe(english);
    const tried = (await bring(document, {}, german)).body.changes;
    expect(tried.map(({ name, change }) => [name, change])).toEqual([
      ['login, de', 'refused'],
      ['login, fr', 'changed'],
    ]);
    expect(tried[0]!.findings[0]!.message).not.toBe(refusal.problem.findings![0]!.message);
  });

  test('may be far larger than other bodies, and not larger than it says', async () => {
    const templates = Array.from({ length: 900 }, (_, n) => ({
      ...withTexts({ de: { body: 'x'.repeat(1_000) } }).templates[0],
      application: `Nobody ${n}`,
    }));
    const { body } = await bring({ format: 'codewire.texts.v1', templates });
    expect(body.changes).toHaveLength(900);
    const tooLarge = { ...withTexts({}), note: 'x'.repeat(2_200_000) };
    expectRefusal(await bring(tooLarge), { status: 413, code: 'request.too_large' });
  });
});
