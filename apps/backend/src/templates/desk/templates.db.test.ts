import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../../audit/audit-log.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { insertLocales, insertTemplate, insertText } from '../../test/texts.js';
import { TemplateStore, type Template } from './template.store.js';
import { Templates } from './templates.js';

const BODY = 'Your {brand} code is {code}.';

let database: OpenDatabase;
let templates: Templates;
let store: TemplateStore;
let application: string;
let shared: string;

beforeAll(async () => {
  database = await openTestDatabase();
  templates = new Templates(database.sql, new AuditLog(testAuditKey()));
  store = new TemplateStore(database.sql);
  application = await insertApplication(database.pool);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query(
    'delete from template_version; delete from template; delete from locale; delete from audit',
  );
  await insertLocales(database.pool, 'en', 'de');
  shared = await insertTemplate(database.pool, 'verification');
  await insertText(database.pool, shared, { locale: 'en', body: BODY });
});

const order = { name: 'order', type: 'text', max_length: 12 } as const;

async function find(id: string): Promise<Template> {
  return (await store.find(null, id)) ?? expect.unreachable('it is not there');
}

async function create(settings = {}): Promise<string> {
  const made = await templates.create(AUTHOR, { purpose: 'verification', applicationId: application }, settings);
  return made.kind === 'made' ? made.id : expect.unreachable('it is not made');
}

const seen = async (id: string) => ({ id, version: String((await find(id)).version) });

async function entries(): Promise<object[]> {
  const { rows } = await database.pool.query<object>(
    'select action, target_id, target_name, application_id, before, after from audit order by seq',
  );
  return rows;
}

async function statuses(id: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ told: string }>(
    `select locale || ' ' || version || ' ' || status as told from template_version where template_id = $1
      order by locale, version`,
    [id],
  );
  return rows.map(({ told }) => told);
}

describe('a template of an application', () => {
  test('is made empty, with as many segments as the shared one has unless told otherwise', async () => {
    await database.pool.query('update template set max_segments = 2 where id = $1', [shared]);
    const id = await create();
    expect(await find(id)).toMatchObject({ purpose: 'verification', maxSegments: 2, variables: [], version: 1 });
    const [{ name }] = [(await find(id)).application!];
    expect(await entries()).toEqual([
      {
        action: 'template.created',
        target_id: id,
        target_name: `verification, ${name}`,
        application_id: application,
        before: null,
        after: { purpose: 'verification', application_id: application, max_segments: 2, variables: [] },
      },
    ]);
    const other = await templates.create(AUTHOR, { purpose: 'login', applicationId: application }, { maxSegments: 3 });
    expect(await find((other as { id: string }).id)).toMatchObject({ purpose: 'login', maxSegments: 3 });
  });

  test('is made once, also by two at once', async () => {
    const owner = { purpose: 'verification', applicationId: application } as const;
    const made = await Promise.all([1, 2, 3].map(() => templates.create(AUTHOR, owner, {})));
    expect(made.map(({ kind }) => kind).sort()).toEqual(['exists', 'exists', 'made']);
    expect(await entries()).toHaveLength(1);
  });

  test('that is archived sends nothing more, keeps its drafts, and is the same when it is made again', async () => {
    const id = await create({ variables: [order] });
    await insertText(database.pool, id, { locale: 'en', body: BODY, origin: 'admin' });
    await insertText(database.pool, id, { locale: 'de', body: BODY, origin: 'admin' });
    await insertText(database.pool, id, { locale: 'de', body: BODY, origin: 'admin', status: 'draft' });
    expect(await templates.archive(AUTHOR, await seen(id))).toEqual({ kind: 'archived' });
    expect(await store.find(null, id)).toBeUndefined();
    expect((await store.list(null)).map((one) => one.id)).toEqual([shared]);
    expect((await entries()).at(-1)).toMatchObject({
      action: 'template.archived',
      before: { purpose: 'verification', application_id: application, published: { en: 1, de: 1 } },
      after: null,
    });
    const kept = ['de 1 superseded', 'de 2 draft', 'en 1 superseded'];
    expect(await statuses(id)).toEqual(kept);
    expect(await create({ maxSegments: 2 })).toBe(id);
    expect(await find(id)).toMatchObject({ maxSegments: 2, variables: [], version: 3 });
    expect(await statuses(id)).toEqual(kept);
  });

  test('is seen by who may see its application, the shared ones by everyone', async () => {
    const id = await create();
    const ids = async (scope: readonly string[] | null) => (await store.list(scope)).map((one) => one.id);
    expect(await ids(null)).toEqual([shared, id]);
    expect(await ids([application])).toEqual([shared, id]);
    expect(await ids(['app_other'])).toEqual([shared]);
    expect(await store.find(['app_other'], id)).toBeUndefined();
    expect((await store.find(['app_other'], shared))?.id).toBe(shared);
  });
});

describe('the shared template', () => {
  test('is not archived', async () => {
    expect(await templates.archive(AUTHOR, await seen(shared))).toEqual({ kind: 'shared' });
    expect(await statuses(shared)).toEqual(['en 1 published']);
  });
});

describe('a change of a template', () => {
  test('is in the audit with what it changed, and a new version', async () => {
    expect(await templates.change(AUTHOR, await seen(shared), { maxSegments: 2, variables: [order] })).toEqual({
      kind: 'changed',
    });
    expect(await find(shared)).toMatchObject({ maxSegments: 2, variables: [order], version: 2 });
    expect(await entries()).toMatchObject([
      {
        action: 'template.changed',
        target_name: 'verification',
        before: { max_segments: 1, variables: [] },
        after: { max_segments: 2, variables: [order] },
      },
    ]);
  });

  test('to what it is already leaves no trace', async () => {
    expect(await templates.change(AUTHOR, await seen(shared), { maxSegments: 1 })).toEqual({ kind: 'changed' });
    expect((await find(shared)).version).toBe(1);
    expect(await entries()).toEqual([]);
  });

  test('by two at once is made by one of them', async () => {
    const both = await seen(shared);
    const outcomes = await Promise.all([2, 3].map((maxSegments) => templates.change(AUTHOR, both, { maxSegments })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'changed_meanwhile']);
    expect(await entries()).toHaveLength(1);
  });

  test('that would break what is published is refused, and each text is named with its faults', async () => {
    await templates.change(AUTHOR, await seen(shared), { maxSegments: 2, variables: [order] });
    const long = `${'Bitte geben Sie diesen Code niemandem weiter. '.repeat(3)}{order}: {code}`;
    await insertText(database.pool, shared, { locale: 'de', body: long, shortBody: 'Code {code}' });
    const fewer = await templates.change(AUTHOR, await seen(shared), { maxSegments: 1 });
    expect(fewer).toMatchObject({
      kind: 'breaks_texts',
      findings: [{ code: 'too_many_segments', values: { locale: 'de', limit: 1 } }],
    });
    const without = await templates.change(AUTHOR, await seen(shared), { variables: [] });
    expect(without).toMatchObject({
      kind: 'breaks_texts',
      findings: [{ code: 'variable_unknown', values: { locale: 'de', name: 'order' } }],
    });
    expect(await find(shared)).toMatchObject({ maxSegments: 2, variables: [order], version: 2 });
  });

  test('is not refused for faults that a text has anyway', async () => {
    await insertText(database.pool, shared, { locale: 'de', body: 'Ohne' });
    expect(await templates.change(AUTHOR, await seen(shared), { maxSegments: 2 })).toEqual({ kind: 'changed' });
  });

  test('of one that is not there is refused', async () => {
    const missing = { id: 'tpl_none', version: '1' };
    expect(await templates.change(AUTHOR, missing, { maxSegments: 2 })).toEqual({ kind: 'unknown' });
    expect(await templates.archive(AUTHOR, missing)).toEqual({ kind: 'unknown' });
  });
});
