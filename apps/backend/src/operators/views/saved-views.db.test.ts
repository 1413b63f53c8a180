import { MOST_VIEWS, SavedViewList, type SavedViewCreate } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../../audit/audit-log.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertOperator } from '../../test/operators.js';
import { SavedViews, type Viewer } from './saved-views.js';

let database: OpenDatabase;
let views: SavedViews;
let ada: Viewer;
let bob: Viewer;

beforeAll(async () => {
  database = await openTestDatabase(20);
  views = new SavedViews(database.sql, new AuditLog(testAuditKey()));
});

afterAll(() => database.close());

const viewer = async (scope: Viewer['scope'] = null): Promise<Viewer> => ({
  id: await insertOperator(database.pool),
  scope,
  author: AUTHOR,
});

beforeEach(async () => {
  await database.pool.query('truncate audit');
  await database.pool.query('delete from operator');
  [ada, bob] = [await viewer(), await viewer()];
});

const failed = (changes: Partial<SavedViewCreate> = {}): SavedViewCreate => ({
  room: 'messages',
  name: 'Failed',
  query: { status: 'failed', from: '-24h' },
  is_shared: false,
  ...changes,
});

const namesFor = async (who: Viewer) => (await views.list(who, 'messages')).data.map(({ name }) => name);

async function entries(): Promise<unknown[]> {
  const { rows } = await database.pool.query<object>(
    'select action, target_kind, target_id, target_name, before, after from audit order by seq',
  );
  return rows;
}

async function placesOf({ id }: Viewer): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>('select saved_views as n from operator where id = $1', [
    id,
  ]);
  return rows[0]!.n;
}

const refusal = (code: string, field?: string) =>
  expect.objectContaining({
    code,
    facts: field === undefined ? expect.anything() : expect.objectContaining({ field }),
  });

describe('the list', () => {
  test('has one’s own first and then what others share, by name, and keeps its contract', async () => {
    for (const name of ['zeta', 'Alpha']) await views.create(ada, failed({ name }));
    await views.create(bob, failed({ name: 'Shared', is_shared: true }));
    await views.create(bob, failed({ name: 'Private' }));
    await views.create(bob, failed({ name: 'Elsewhere', room: 'verifications', is_shared: true }));
    const list = await views.list(ada, 'messages');
    expect(SavedViewList.parse(list)).toEqual(list);
    expect(list.data.map(({ name, is_own, is_shared }) => [name, is_own, is_shared])).toEqual([
      ['Alpha', true, false],
      ['zeta', true, false],
      ['Shared', false, true],
    ]);
    expect(list.data[0]).toMatchObject({ room: 'messages', version: 1, author: 'A owner', query: failed().query });
  });

  test('has no shared view that names an application out of one’s reach', async () => {
    for (const application of ['app_own', 'app_other', 'app_own,app_other']) {
      await views.create(bob, failed({ name: application, query: { application }, is_shared: true }));
    }
    expect(await namesFor(await viewer(['app_own']))).toEqual(['app_own']);
    expect(await namesFor(ada)).toHaveLength(3);
  });
});

describe('a view', () => {
  test('has a name of its own within its author’s room', async () => {
    await views.create(ada, failed());
    await expect(views.create(ada, failed())).rejects.toEqual(refusal('view.name_taken', 'name'));
    const other = await views.create(ada, failed({ name: 'Other' }));
    await expect(views.edit(ada, other.id, { version: 1, name: 'Failed' })).rejects.toEqual(
      refusal('view.name_taken', 'name'),
    );
    await views.create(ada, failed({ room: 'verifications' }));
    await views.create(bob, failed());
    expect([await placesOf(ada), await namesFor(ada)]).toEqual([3, ['Failed', 'Other']]);
  });

  test('is its author’s alone to change, from the version that he saw', async () => {
    const { id } = await views.create(ada, failed({ is_shared: true }));
    const change = { version: 1, name: 'Lost', query: { error: 'expired' } };
    await expect(views.edit(bob, id, change)).rejects.toEqual(refusal('view.not_found'));
    await expect(views.delete(bob, id)).rejects.toEqual(refusal('view.not_found'));
    const changed = await views.edit(ada, id, change);
    expect(changed).toMatchObject({ id, name: 'Lost', query: { error: 'expired' }, version: 2, is_shared: true });
    await expect(views.edit(ada, id, change)).rejects.toEqual(refusal('view.changed'));
    expect((await views.edit(ada, id, { ...change, version: 2 })).version).toBe(2);
  });

  test('that ten browsers change from one version is changed once', async () => {
    const { id } = await views.create(ada, failed());
    const changes = Array.from({ length: 10 }, (_, n) => views.edit(ada, id, { version: 1, name: `Change ${n}` }));
    const outcomes = await Promise.allSettled(changes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('never has a number: not as a filter, not in words', async () => {
    for (const [filter, value] of [
      ['number', '+4915112345678'],
      ['q', 'where is 4915112345678'],
    ] as const) {
      await expect(views.create(ada, failed({ query: { [filter]: value } }))).rejects.toEqual(
        refusal('request.invalid', `query.${filter}`),
      );
    }
    await expect(views.create(ada, failed({ name: 'Of +49 151 12345678' }))).rejects.toEqual(
      refusal('request.invalid', 'name'),
    );
    const { id } = await views.create(ada, failed({ query: { number: 'flt_0aZbYcXdWeVfUgThSiRjQk' } }));
    await expect(views.edit(ada, id, { version: 1, query: { number: '4915112345678' } })).rejects.toEqual(
      refusal('request.invalid', 'query.number'),
    );
  });
});

describe(`of ${MOST_VIEWS} places`, () => {
  test('none is taken twice, however many views are made at once', async () => {
    const made = Array.from({ length: MOST_VIEWS + 30 }, (_, n) => views.create(ada, failed({ name: `View ${n}` })));
    const outcomes = await Promise.allSettled(made);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    for (const reason of refused) expect(reason).toEqual(refusal('view.too_many'));
    expect([refused.length, (await namesFor(ada)).length, await placesOf(ada)]).toEqual([30, MOST_VIEWS, MOST_VIEWS]);
    await expect(views.create(ada, failed({ room: 'verifications' }))).rejects.toEqual(refusal('view.too_many'));
    await views.create(bob, failed());
  });

  test('one is free again when its view goes', async () => {
    const { id } = await views.create(ada, failed());
    await views.delete(ada, id);
    await expect(views.delete(ada, id)).rejects.toEqual(refusal('view.not_found'));
    expect(await placesOf(ada)).toBe(0);
  });
});

describe('the audit', () => {
  test('tells what others come to see and see no more, and nothing of what someone keeps for himself', async () => {
    const own = await views.create(ada, failed({ name: 'Own' }));
    await views.edit(ada, own.id, { version: 1, query: {} });
    await views.delete(ada, own.id);
    expect(await entries()).toEqual([]);

    const { id } = await views.create(ada, failed());
    await views.edit(ada, id, { version: 1, is_shared: true });
    await views.edit(ada, id, { version: 2, name: 'Lost' });
    await views.edit(ada, id, { version: 3, is_shared: false });
    await views.edit(ada, id, { version: 4, is_shared: true });
    await views.delete(ada, id);
    const [first, then] = ['Failed', 'Lost'].map((name) => ({ room: 'messages', name, query: failed().query }));
    const about = { target_kind: 'view', target_id: id };
    expect(await entries()).toEqual([
      { ...about, action: 'view.shared', target_name: 'Failed', before: null, after: first },
      { ...about, action: 'view.shared', target_name: 'Lost', before: first, after: then },
      { ...about, action: 'view.withdrawn', target_name: 'Lost', before: then, after: null },
      { ...about, action: 'view.shared', target_name: 'Lost', before: null, after: then },
      { ...about, action: 'view.withdrawn', target_name: 'Lost', before: then, after: null },
    ]);
  });

  test('and the view are there together or not at all', async () => {
    const broken = new SavedViews(database.sql, { append: () => Promise.reject(new Error('no entry')) } as never);
    await expect(broken.create(ada, failed({ is_shared: true }))).rejects.toThrow('no entry');
    expect([await namesFor(ada), await placesOf(ada)]).toEqual([[], 0]);
  });
});

test('views go with whoever made them, shared ones too', async () => {
  await views.create(bob, failed({ is_shared: true }));
  expect(await namesFor(ada)).toEqual(['Failed']);
  await database.pool.query('delete from operator where id = $1', [bob.id]);
  expect(await namesFor(ada)).toEqual([]);
});
