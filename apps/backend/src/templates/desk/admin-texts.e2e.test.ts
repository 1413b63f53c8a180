import {
  TemplateDetail,
  TemplateList,
  TextDetail,
  TextDiff,
  VersionView,
  type DraftChange,
  type Purpose,
} from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Browser } from '../../test/browser.js';
import type { Answer } from '../../test/client.js';
import { freshNumber } from '../../test/numbers.js';
import { insertOperator, insertSession } from '../../test/operators.js';
import { expectRefusal } from '../../test/refusals.js';
import { insertApplication } from '../../test/rows.js';
import { startSystem, type System } from '../../test/system.js';

/** A publish is on every node within a second; that it is shows another test, under load. */
const SOON = { timeout: 5_000, interval: 20 };

let system: System;
let editor: Browser;
let other: Browser;
/** Ids of the shared templates. */
let shared: Record<Purpose, string>;

beforeAll(async () => {
  system = await startSystem();
  [editor, other] = [await signIn('editor'), await signIn('editor')];
  const { data } = (await editor.get<TemplateList>('templates')).body;
  shared = Object.fromEntries(data.map(({ purpose, id }) => [purpose, id])) as Record<Purpose, string>;
});

afterAll(() => system.stop());

async function signIn(role: 'editor' | 'developer', applicationIds: string[] = []): Promise<Browser> {
  const { pool } = system.database;
  const operator = await insertOperator(pool, { role, applicationIds });
  return Browser.signedIn(system.backends[0]!.adminPort, await insertSession(pool, operator));
}

const ifMatch = (answer: Answer<unknown>) => ({ 'if-match': answer.headers.etag ?? '' });

/** A text as an editor sees it who goes on from what he was answered last. */
class Page {
  private constructor(
    private readonly browser: Browser,
    private readonly path: string,
    public last: Answer<TextDetail>,
  ) {}

  static async open(browser: Browser, template: string, locale: string): Promise<Page> {
    const path = `templates/${template}/texts/${locale}`;
    return new Page(browser, path, await browser.get<TextDetail>(path));
  }

  save(draft: Partial<DraftChange>, headers?: Record<string, string>): Promise<Answer<TextDetail>> {
    return this.ask('PUT', 'draft', draft, headers);
  }

  discard(): Promise<Answer<TextDetail>> {
    return this.ask('DELETE', 'draft');
  }

  post(deed: 'publish' | 'revert' | 'sign-off', body: object): Promise<Answer<TextDetail>> {
    return this.ask('POST', deed, body);
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.browser.get<Body>(`${this.path}/${path}`);
  }

  private async ask(method: string, path: string, body?: object, headers = {}): Promise<Answer<TextDetail>> {
    const answer = await this.browser.ask<TextDetail>(method, `${this.path}/${path}`, body, {
      ...ifMatch(this.last),
      ...headers,
    });
    if (answer.status === 200) this.last = answer;
    return answer;
  }
}

/** What a phone gets, and the version that the log names. */
async function send(request: object): Promise<{ text: string; version: number }> {
  const number = freshNumber();
  const { status, body } = await system.client.start({ number, ...request });
  expect(status).toBe(201);
  const { body: message } = await system.client.message(body.message.id);
  const text = (await system.carrier.text(number)).replace(body.passcode ?? '', '{code}');
  return { text, version: message.template_version };
}

describe('a text', () => {
  test('goes from a draft with faults to what phones get, back, and is signed off', async () => {
    const page = await Page.open(editor, shared.verification, 'de');
    const builtIn = page.last.body.published!;
    expect(TextDetail.parse(page.last.body)).toEqual(page.last.body);
    expect(builtIn).toMatchObject({ version: 1, origin: 'built_in', is_reviewed: false, author: null });
    expect(page.last.body).toMatchObject({
      locale: 'de',
      direction: 'ltr',
      draft: null,
      update: null,
      source: { locale: 'en' },
      inherited: null,
    });

    const faulty = { body: 'Dein Code: {cod}', short_body: 'Code {code}, {code}' };
    const refused = await page.save(faulty, { 'accept-language': 'de' });
    expectRefusal(refused, { status: 422, code: 'text.checks_failed' });
    expect(refused.problem.findings).toMatchObject([
      { code: 'code_missing', severity: 'error', form: 'full' },
      { code: 'variable_unknown', form: 'full', start: 11, message: 'Die Vorlage hat keine Variable „cod“.' },
      { code: 'code_repeated', form: 'short', message: 'Das ist ein weiteres {code}; es steht im Text genau einmal.' },
    ]);

    const saved = await page.save({ body: 'Dein Code für {brand}: {code} ✓' });
    expect(TextDetail.parse(saved.body)).toEqual(saved.body);
    expect(saved.body.draft).toMatchObject({ version: 2, status: 'draft', origin: 'admin', short_body: null });
    expect(saved.body.findings.map(({ code }) => code)).toContain('no_short_form');
    expect((await send({ language: 'de' })).version).toBe(1);

    const draft = {
      body: 'Dein Code für {brand}: {code}, {minutes} min.',
      short_body: '{brand}: {code}, {minutes} min.',
    };
    expect((await page.save(draft)).body).toMatchObject({ draft: { version: 2, ...draft }, findings: [] });
    const published = await page.post('publish', { version: 2 });
    expect(published.body).toMatchObject({
      published: { version: 2, publisher: 'A editor', is_reviewed: false, ...draft },
      draft: null,
    });
    const sent = await vi.waitUntil(async () => {
      const { text, version } = await send({ language: 'de' });
      return version === 2 && text;
    }, SOON);
    expect(sent).toMatch(/^Dein Code für .+: \{code\}, \d+ min\.$/);

    const diff = await page.get<TextDiff>('versions/1/diff/2');
    expect(TextDiff.parse(diff.body)).toEqual(diff.body);
    const side = (kind: 'removed' | 'added') =>
      diff.body.body
        .filter((piece) => piece.kind !== (kind === 'added' ? 'removed' : 'added'))
        .map(({ text }) => text)
        .join('');
    expect([side('removed'), side('added')]).toEqual([builtIn.body, draft.body]);

    const reverted = await page.post('revert', { version: 1 });
    expect(reverted.body.published).toMatchObject({ version: 3, made_from: 1, body: builtIn.body });
    await vi.waitUntil(async () => (await send({ language: 'de' })).version === 3, SOON);

    const signed = await page.post('sign-off', { version: 3 });
    expect(signed.body.published).toMatchObject({ is_reviewed: true, reviewer: 'A editor' });
    expect(
      signed.body.versions.map(({ version, status, is_reviewed: isReviewed }) => [version, status, isReviewed]),
    ).toEqual([
      [3, 'published', true],
      [2, 'superseded', false],
      [1, 'superseded', false],
    ]);
    const { body: second } = await page.get<VersionView>('versions/2');
    expect(VersionView.parse(second)).toEqual(second);
    expect(second).toMatchObject({ version: 2, status: 'superseded', ...draft });
  });

  test('of two editors who save at once keeps the words of one, and the other is told', async () => {
    const pages = [await Page.open(editor, shared.login, 'fr'), await Page.open(other, shared.login, 'fr')];
    const answers = await Promise.all(pages.map((page, index) => page.save({ body: `Code ${'AB'[index]} : {code}` })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const [loser, winner] = answers[0]!.status === 412 ? [0, 1] : [1, 0];
    expectRefusal(answers[loser]!, { status: 412, code: 'text.changed' });
    const now = await Page.open(editor, shared.login, 'fr');
    expect(now.last.body.draft?.body).toBe(`Code ${'AB'[winner]} : {code}`);
    expect(now.last.headers.etag).toBe(answers[winner]!.headers.etag);
    expect((await now.discard()).body.draft).toBeNull();
  });

  test('of a language without one is what is sent in its stead, and can be written', async () => {
    const { id } = await ownTemplate('login');
    const page = await Page.open(editor, id, 'pt-BR');
    const { body } = await editor.get<TextDetail>(`templates/${shared.login}/texts/pt-BR`);
    const { locale, published } = body;
    expect(page.last.body).toMatchObject({
      published: null,
      draft: null,
      versions: [],
      findings: [],
      inherited: { locale, is_shared: true, body: published!.body, short_body: published!.short_body },
    });
    const saved = await page.save({ body: 'Seu código: {code}', short_body: 'Código: {code}' });
    expect(saved.status).toBe(200);
    expect((await page.post('publish', { version: 1, is_reviewed: true })).body).toMatchObject({
      published: { version: 1, is_reviewed: true },
      inherited: null,
    });
  });

  test('is refused where there is none, and a change where it cannot be', async () => {
    const page = await Page.open(editor, shared.payment, 'en');
    const body = 'Pay {amount} to {payee}: code {code}';
    expectRefusal(await page.save({ body }, { 'if-match': '' }), { status: 428, code: 'request.if_match_missing' });
    expectRefusal(await page.save({ body }, { 'if-match': '"1.0"' }), { status: 412, code: 'text.changed' });
    expectRefusal(await page.save({ body: 7 } as never), { status: 400, code: 'request.invalid', field: 'body' });
    expectRefusal(await page.discard(), { status: 404, code: 'text.version_not_found' });
    expectRefusal(await page.post('publish', { version: 1 }), { status: 409, code: 'text.not_a_draft' });
    expectRefusal(await page.post('publish', { version: 9 }), { status: 404, code: 'text.version_not_found' });
    expectRefusal(await page.post('revert', { version: 9 }), { status: 404, code: 'text.version_not_found' });
    expectRefusal(await page.post('sign-off', { version: 9 }), { status: 404, code: 'text.version_not_found' });
    expectRefusal(await page.get('versions/9'), { status: 404, code: 'text.version_not_found' });
    expectRefusal(await page.get('versions/1/diff/x'), { status: 404, code: 'text.version_not_found' });
    const nowhere = await editor.get(`templates/${shared.payment}/texts/tlh`);
    expectRefusal(nowhere, { status: 404, code: 'locale.not_found' });
    expectRefusal(await editor.get('templates/tpl_none/texts/en'), { status: 404, code: 'template.not_found' });
    expect((await editor.get<TextDetail>(`templates/${shared.payment}/texts/EN`)).body).toEqual(page.last.body);
  });
});

async function ownTemplate(purpose: Purpose, application?: string): Promise<{ id: string; application: string }> {
  const applicationId = application ?? (await insertApplication(system.database.pool));
  const made = await editor.post<TemplateDetail>('templates', { purpose, application_id: applicationId });
  expect(made.status).toBe(201);
  return { id: made.body.id, application: applicationId };
}

describe('templates', () => {
  test('are listed with what their texts are like, and keep their contract', async () => {
    await send({ language: 'it', purpose: 'login' });
    const { body } = await editor.get<TemplateList>('templates');
    expect(TemplateList.parse(body)).toEqual(body);
    const login = body.data.find(({ id }) => id === shared.login)!;
    expect(login).toMatchObject({ purpose: 'login', application: null, max_segments: 1, most_segments: 1, drafts: 0 });
    expect(login.locales).toBeGreaterThan(60);
    expect(login.locales_enabled).toBeGreaterThanOrEqual(login.locales);
    expect(login.unreviewed).toBe(login.locales);
    expect(login.recent_use).toMatchObject({ counted: expect.any(Number), is_capped: false });
    expect(login.recent_use.sends).toBeGreaterThan(0);
    expect(login.recent_use.per_day).toBeCloseTo(login.recent_use.sends / 7);
    const { body: detail, headers } = await editor.get<TemplateDetail>(`templates/${shared.login}`);
    expect(TemplateDetail.parse(detail)).toEqual(detail);
    expect(headers.etag).toBe(`"${login.version}"`);
    expect(detail.coverage.find(({ locale }) => locale === 'it')).toMatchObject({
      state: 'own',
      from: 'it',
      is_shared: true,
      version: 1,
      is_reviewed: false,
      encoding: 'GSM-7',
      segments: 1,
      errors: 0,
    });
    expect(detail.coverage.filter(({ state }) => state === 'missing')).toEqual([]);
  });

  test('of an application send its own words until it inherits again', async () => {
    const { id: application, client } = await system.addApplication();
    const { id } = await ownTemplate('verification', application);
    const sentText = async () => {
      const { body } = await client.start({ number: freshNumber(), language: 'sv' });
      return (await client.message(body.message.id)).body.text;
    };
    const inherited = await sentText();
    const page = await Page.open(editor, id, 'sv');
    await page.save({ body: 'Din kod: {code}', short_body: 'Kod: {code}' });
    await page.post('publish', { version: 1 });
    await vi.waitUntil(async () => (await sentText()) === 'Din kod: {code}', SOON);
    const { body: detail } = await editor.get<TemplateDetail>(`templates/${id}`);
    expect(detail).toMatchObject({ locales: 1, unreviewed: 1, most_segments: 1, application: { id: application } });
    const cells = Object.fromEntries(detail.coverage.map((cell) => [cell.locale, cell]));
    expect(cells['sv']).toMatchObject({ state: 'own', is_shared: false, version: 1 });
    expect(cells['da']).toMatchObject({ state: 'inherited', from: 'da', is_shared: true });

    const read = await editor.get<TemplateDetail>(`templates/${id}`);
    expect((await editor.ask('DELETE', `templates/${id}`, undefined, ifMatch(read))).status).toBe(204);
    await vi.waitUntil(async () => (await sentText()) === inherited, SOON);
    expectRefusal(await editor.get(`templates/${id}`), { status: 404, code: 'template.not_found' });
    expect((await ownTemplate('verification', application)).id).toBe(id);
  });

  test('are changed from the version that was seen, and not so that a text breaks', async () => {
    const { id } = await ownTemplate('login');
    const change = (body: object, answer: Answer<unknown>) =>
      editor.ask<TemplateDetail>('PATCH', `templates/${id}`, body, ifMatch(answer));
    const first = await editor.get<TemplateDetail>(`templates/${id}`);
    const order = { name: 'order', type: 'text', max_length: 12 };
    const changed = await change({ variables: [order], max_segments: 2 }, first);
    expect(changed.body).toMatchObject({ variables: [order], max_segments: 2, version: 2 });
    expect(changed.headers.etag).toBe('"2"');
    expectRefusal(await change({ max_segments: 3 }, first), { status: 412, code: 'template.changed' });
    const page = await Page.open(editor, id, 'de');
    await page.save({ body: 'Bestellung {order}: {code}', short_body: 'Code: {code}' });
    await page.post('publish', { version: 1 });
    const broken = await change({ variables: [] }, changed);
    expectRefusal(broken, { status: 422, code: 'text.checks_failed' });
    expect(broken.problem.findings).toMatchObject([
      { code: 'variable_unknown', message: 'de: The template has no variable "order".' },
    ]);
  });

  test('are refused with a reason', async () => {
    const { id, application } = await ownTemplate('login');
    const make = (body: object) => editor.post('templates', body);
    expectRefusal(await make({ purpose: 'login', application_id: application }), {
      status: 409,
      code: 'template.exists',
    });
    expectRefusal(await make({ purpose: 'login', application_id: 'app_none' }), {
      status: 404,
      code: 'application.not_found',
      field: 'application_id',
    });
    expectRefusal(
      await make({
        purpose: 'payment',
        application_id: application,
        variables: [{ name: 'payee', type: 'text', max_length: 9 }],
      }),
      { status: 400, code: 'request.invalid', field: 'variables.0.name' },
    );
    const ask = (method: string, path: string, headers = {}) =>
      editor.ask(method, `templates/${path}`, method === 'DELETE' ? undefined : {}, headers);
    const missing = { status: 428, code: 'request.if_match_missing' };
    expectRefusal(await ask('PATCH', id), missing);
    expectRefusal(await ask('DELETE', id), missing);
    expectRefusal(await ask('PATCH', id, { 'if-match': '*' }), missing);
    expectRefusal(await ask('DELETE', id, { 'if-match': '"9"' }), { status: 412, code: 'template.changed' });
    const read = await editor.get(`templates/${shared.login}`);
    expectRefusal(await ask('DELETE', shared.login, ifMatch(read)), { status: 409, code: 'template.shared' });
    expectRefusal(await ask('DELETE', 'tpl_none', { 'if-match': '"1"' }), {
      status: 404,
      code: 'template.not_found',
    });
  });

  test("of an application are counted among its messages alone, however many others' there are", async () => {
    await send({ language: 'it', purpose: 'login' });
    const { id } = await ownTemplate('login');
    const { body } = await editor.get<TemplateDetail>(`templates/${id}`);
    expect(body.recent_use).toMatchObject({ sends: 0, counted: 0, is_capped: false, per_day: 0 });
    const { body: login } = await editor.get<TemplateDetail>(`templates/${shared.login}`);
    expect(login.recent_use.counted).toBeGreaterThan(0);
  });

  test('of other applications are not there for a developer, the shared ones are', async () => {
    const [own, strange] = [await ownTemplate('login'), await ownTemplate('login')];
    const developer = await signIn('developer', [own.application]);
    const { body } = await developer.get<TemplateList>('templates');
    const ids = body.data.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([own.id, ...Object.values(shared)]));
    expect(ids).not.toContain(strange.id);
    expect(body.data.map((one) => one.recent_use.sends)).toEqual(body.data.map(() => 0));
    expect((await developer.get(`templates/${own.id}/texts/de`)).status).toBe(200);
    const hidden = { status: 404, code: 'template.not_found' };
    expectRefusal(await developer.get(`templates/${strange.id}`), hidden);
    expectRefusal(await developer.get(`templates/${strange.id}/texts/de`), hidden);
    expectRefusal(await developer.get(`templates/${strange.id}/texts/de/versions/1`), hidden);
    const page = await Page.open(developer, own.id, 'de');
    expectRefusal(await page.save({ body: 'Code: {code}' }), { status: 403, code: 'auth.permission_denied' });
  });
});
