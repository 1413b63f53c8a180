import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditLog } from '../../audit/audit-log.js';
import { createDataSource, poolOf } from '../../database/data-source.js';
import { SERVING_LIMITS } from '../../database/sessions.js';
import { Sql } from '../../database/sql.js';
import type { Author } from '../../platform/author.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { insertLocales, insertTemplate, insertText } from '../../test/texts.js';
import { importTexts } from '../templates.store.js';
import { TemplateStore } from './template.store.js';
import { TextStore, type TextVersion, type TextWords } from './text.store.js';
import { textTag } from './text.views.js';
import { Texts, type ChangeTextOutcome, type SeenText } from './texts.js';

const BUILT_IN = 'Ihr {brand} Code: {code}. Gilt {minutes} Min.';
const GRACE: Author = { ...AUTHOR, id: 'opr_grace', name: 'Grace <grace@example.com>' };

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
  await insertLocales(database.pool, 'en', 'de');
  template = await insertTemplate(database.pool, 'verification');
  await insertText(database.pool, template, { locale: 'de', body: BUILT_IN });
});

const key = () => ({ templateId: template, locale: 'de' });
const versions = () => new TextStore(database.sql).listVersions(key());

/** The text as someone sees it who reads it now. */
async function seen(): Promise<SeenText> {
  const found = await new TemplateStore(database.sql).find(null, template);
  return { ...key(), tag: textTag(found!, await versions()) };
}

const words = (body: string, change: Partial<TextWords> = {}): TextWords => ({
  body,
  shortBody: 'Code: {code}',
  transliterates: false,
  ...change,
});

const save = async (body: string, change?: Partial<TextWords>) => texts.save(AUTHOR, await seen(), words(body, change));
const publish = async (version: number, isReviewed = false) =>
  texts.publish(GRACE, await seen(), { version, isReviewed });

/** Drafted and published; returns the version. */
async function bringOut(body: string): Promise<number> {
  expect(await save(body)).toEqual({ kind: 'changed' });
  const [{ version }] = (await versions()) as [TextVersion];
  expect(await publish(version)).toEqual({ kind: 'changed' });
  return version;
}

const told = async () => (await versions()).map(({ version, status, body }) => `${version} ${status}: ${body}`);

async function entries(): Promise<object[]> {
  const { rows } = await database.pool.query<object>(
    'select action, target_id, target_name, application_id, before, after from audit order by seq',
  );
  return rows;
}

/** True when whoever listens is told to read the texts again. */
async function tellsNodes(work: () => Promise<unknown>): Promise<boolean> {
  const client = await database.pool.connect();
  let isTold = false;
  client.on('notification', () => (isTold = true));
  await client.query('listen codewire_texts');
  await work();
  // What was sent before this answer has arrived with it.
  await client.query('select 1');
  client.release(true);
  return isTold;
}

/** For the lock of another session, for so long at least. */
async function isSomeoneWaiting(milliseconds: number): Promise<boolean> {
  const { rows } = await database.pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      and clock_timestamp() - query_start >= $1 * interval '1 ms'`,
    [milliseconds],
  );
  return rows[0]?.n === 1;
}

describe('a draft', () => {
  test('is kept beside what is sent, and only it changes until it is published', async () => {
    expect(await tellsNodes(() => save('Code: {code}'))).toBe(false);
    expect(await save('Dein Code: {code}', { transliterates: true })).toEqual({ kind: 'changed' });
    expect(await told()).toEqual(['2 draft: Dein Code: {code}', `1 published: ${BUILT_IN}`]);
    expect((await versions())[0]).toMatchObject({ origin: 'admin', author: AUTHOR.name, transliterates: true });
    const about = { action: 'text.drafted', target_id: `${template}/de`, target_name: 'verification, de' };
    const first = { version: 2, body: 'Code: {code}', short_body: 'Code: {code}', transliterates: false };
    const second = { ...first, body: 'Dein Code: {code}', transliterates: true };
    expect(await entries()).toEqual([
      { ...about, application_id: null, before: null, after: first },
      { ...about, application_id: null, before: first, after: second },
    ]);
  });

  test('that would be no other leaves no trace', async () => {
    await save('Code: {code}');
    const before = await seen();
    await save('Code: {code}');
    expect(await seen()).toEqual(before);
    expect(await entries()).toHaveLength(1);
  });

  test('with a fault is not kept, and each fault is told', async () => {
    const outcome = await save('Code: {code}, {code}, {nonsense}');
    expect(outcome).toMatchObject({
      kind: 'checks_failed',
      findings: [
        { code: 'code_repeated', form: 'full', start: 14, end: 20 },
        { code: 'variable_unknown', form: 'full', values: { name: 'nonsense' } },
      ],
    });
    expect(await told()).toEqual([`1 published: ${BUILT_IN}`]);
    expect(await entries()).toEqual([]);
  });

  test('that is discarded stays in the history, and its number is not given again', async () => {
    await save('Code: {code}');
    expect(await texts.discard(AUTHOR, await seen())).toEqual({ kind: 'changed' });
    await save('Neu: {code}');
    expect(await told()).toEqual(['3 draft: Neu: {code}', '2 superseded: Code: {code}', `1 published: ${BUILT_IN}`]);
    expect((await entries())[1]).toMatchObject({
      action: 'text.discarded',
      before: { version: 2, body: 'Code: {code}' },
      after: null,
    });
  });

  test('that is not there is not discarded', async () => {
    expect(await texts.discard(AUTHOR, await seen())).toEqual({ kind: 'unknown_version' });
  });

  test('loses its reviewer with its words', async () => {
    await save('Code: {code}');
    await texts.signOff(GRACE, await seen(), 2);
    await save('Neu: {code}');
    expect((await versions())[0]).toMatchObject({ version: 2, reviewer: null, reviewedAt: null });
  });
});

describe('of two editors', () => {
  test('who save at once exactly one is told, and the words of the other are there', async () => {
    for (let round = 0; round < 5; round += 1) {
      const both = await seen();
      const bodies = [`A${round}: {code}`, `B${round}: {code}`];
      const outcomes = await Promise.all(bodies.map((body) => texts.save(AUTHOR, both, words(body))));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'changed_meanwhile']);
      const kept = bodies[outcomes.findIndex(({ kind }) => kind === 'changed')];
      expect((await versions())[0]?.body).toBe(kept);
    }
  });

  test.each<[string, (text: SeenText) => Promise<ChangeTextOutcome>]>([
    ['saved', (text) => texts.save(GRACE, text, words('Neu: {code}'))],
    ['discarded', (text) => texts.discard(GRACE, text)],
    ['published', (text) => texts.publish(GRACE, text, { version: 2, isReviewed: false })],
    ['signed off', (text) => texts.signOff(GRACE, text, 1)],
  ])('the one who has not seen that a text was %s changes nothing', async (_, change) => {
    await save('Code: {code}');
    const before = await seen();
    expect(await change(before)).toEqual({ kind: 'changed' });
    const after = await told();
    const stale = { kind: 'changed_meanwhile' };
    expect(await texts.save(AUTHOR, before, words('Spät: {code}'))).toEqual(stale);
    expect(await texts.publish(AUTHOR, before, { version: 2, isReviewed: true })).toEqual(stale);
    expect(await texts.revert(AUTHOR, before, 1)).toEqual(stale);
    expect(await texts.signOff(AUTHOR, before, 1)).toEqual(stale);
    expect(await texts.discard(AUTHOR, before)).toEqual(stale);
    expect(await told()).toEqual(after);
  });

  test('the second waits for the first, also where that takes longer than any other lock is waited for', async () => {
    const both = await seen();
    const serving = createDataSource({
      url: database.url,
      poolSize: 1,
      applicationName: 'serving',
      limits: SERVING_LIMITS,
    });
    await serving.initialize();
    const waiting = new Texts(new Sql(() => poolOf(serving)), new AuditLog(testAuditKey()));
    let late: Promise<ChangeTextOutcome> | undefined;
    await database.sql.transaction(async (tx) => {
      await new TemplateStore(tx).hold(template);
      await new TextStore(tx).insertDraft(key(), words('Code: {code}'), AUTHOR.name);
      late = waiting.save(GRACE, both, words('Spät: {code}'));
      await vi.waitUntil(() => isSomeoneWaiting(600), { timeout: 20_000, interval: 20 });
    });
    expect(await late).toEqual({ kind: 'changed_meanwhile' });
    await serving.destroy();
  });

  test('the one who has not seen a draft discarded and another written does not overwrite that', async () => {
    await save('Code: {code}');
    const before = await seen();
    await texts.discard(GRACE, before);
    await texts.save(GRACE, await seen(), words('Neu: {code}'));
    expect(await texts.save(AUTHOR, before, words('Spät: {code}'))).toEqual({ kind: 'changed_meanwhile' });
  });

  test('the one who has not seen a change of the template changes nothing', async () => {
    const before = await seen();
    await database.pool.query('update template set version = version + 1');
    expect(await texts.save(AUTHOR, before, words('Spät: {code}'))).toEqual({ kind: 'changed_meanwhile' });
  });
});

describe('publishing', () => {
  test('puts a draft in the place of what was sent, tells every node, and says who did it', async () => {
    await save('Code: {code}');
    expect(await tellsNodes(() => publish(2))).toBe(true);
    expect(await told()).toEqual(['2 published: Code: {code}', `1 superseded: ${BUILT_IN}`]);
    const [published] = await versions();
    expect(published).toMatchObject({ author: AUTHOR.name, publisher: GRACE.name, reviewer: null });
    expect(published?.publishedAt).toBeInstanceOf(Date);
    expect((await entries())[1]).toEqual({
      action: 'text.published',
      target_id: `${template}/de`,
      target_name: 'verification, de',
      application_id: null,
      before: { version: 1, body: BUILT_IN, short_body: null, transliterates: false },
      after: {
        version: 2,
        body: 'Code: {code}',
        short_body: 'Code: {code}',
        transliterates: false,
        is_reviewed: false,
      },
    });
  });

  test('signs off at once, if its author says so', async () => {
    await save('Code: {code}');
    await publish(2, true);
    expect((await versions())[0]).toMatchObject({ reviewer: GRACE.name, reviewedAt: expect.any(Date) });
    await bringOut('Neu: {code}');
    expect((await versions())[0]).toMatchObject({ version: 3, reviewer: null, reviewedAt: null });
  });

  test('takes what an upgrade brought, and leaves the draft beside it', async () => {
    await bringOut('Code: {code}');
    const update = await insertText(database.pool, template, {
      locale: 'de',
      body: 'Besser: {code}',
      status: 'draft',
    });
    await save('Eigen: {code}');
    expect(await publish(update)).toEqual({ kind: 'changed' });
    expect(await told()).toEqual([
      '4 draft: Eigen: {code}',
      '3 published: Besser: {code}',
      '2 superseded: Code: {code}',
      `1 superseded: ${BUILT_IN}`,
    ]);
  });

  test('is refused for what waits no longer, and for what never was', async () => {
    expect(await publish(1)).toEqual({ kind: 'not_a_draft' });
    expect(await publish(7)).toEqual({ kind: 'unknown_version' });
  });

  test('is refused where settings that came later make a fault of the words', async () => {
    await save('Ihr Code, den Sie bitte niemandem sagen und jetzt sofort eingeben 😀: {code}');
    expect(await told()).toHaveLength(1);
    await database.pool.query('update template set max_segments = 2, version = version + 1');
    expect(await save('Ihr Code, den Sie bitte niemandem sagen und jetzt sofort eingeben 😀: {code}')).toEqual({
      kind: 'changed',
    });
    await database.pool.query('update template set max_segments = 1, version = version + 1');
    expect(await publish(2)).toMatchObject({ kind: 'checks_failed', findings: [{ code: 'too_many_segments' }] });
    expect((await told())[1]).toBe(`1 published: ${BUILT_IN}`);
  });

  test('shows every reader exactly one text, whenever he looks', async () => {
    await bringOut('Code: {code}');
    let isOver = false;
    const counts = new Set<number>();
    const look = async () => {
      while (!isOver) counts.add((await new TextStore(database.sql).listPublished([template])).length);
    };
    const looking = look();
    for (let round = 0; round < 10; round += 1) await bringOut(`Nr ${round}: {code}`);
    isOver = true;
    await looking;
    expect([...counts]).toEqual([1]);
  });
});

describe('reverting', () => {
  test('publishes the words of an old version as a new one, and the old ones stay as they were', async () => {
    await bringOut('Code: {code}');
    await save('Entwurf: {code}');
    const [before] = (await versions()).slice(-1);
    expect(await tellsNodes(async () => texts.revert(GRACE, await seen(), 1))).toBe(true);
    expect(await told()).toEqual([
      `4 published: ${BUILT_IN}`,
      '3 draft: Entwurf: {code}',
      '2 superseded: Code: {code}',
      `1 superseded: ${BUILT_IN}`,
    ]);
    const after = await versions();
    expect(after[0]).toMatchObject({ madeFrom: 1, origin: 'admin', author: GRACE.name, publisher: GRACE.name });
    expect(after[0]).toMatchObject({ reviewer: null });
    expect(after.at(-1)).toEqual(before);
    expect((await entries()).at(-1)).toMatchObject({
      action: 'text.reverted',
      before: { version: 2, body: 'Code: {code}' },
      after: { version: 4, body: BUILT_IN, made_from: 1 },
    });
  });

  test('to what is published changes nothing, and to a draft or to nothing is refused', async () => {
    await save('Entwurf: {code}');
    const before = await told();
    expect(await texts.revert(GRACE, await seen(), 1)).toEqual({ kind: 'changed' });
    expect(await texts.revert(GRACE, await seen(), 2)).toEqual({ kind: 'unknown_version' });
    expect(await texts.revert(GRACE, await seen(), 9)).toEqual({ kind: 'unknown_version' });
    expect(await told()).toEqual(before);
  });

  test('is refused for words that would be a fault by now', async () => {
    await database.pool.query(`update template_version set body = 'Ohne' where version = 1`);
    await bringOut('Code: {code}');
    expect(await texts.revert(GRACE, await seen(), 1)).toMatchObject({
      kind: 'checks_failed',
      findings: [{ code: 'code_missing' }],
    });
  });
});

describe('an upgrade that comes while someone writes', () => {
  const newer = { body: 'Besser: {code}', shortBody: 'Code: {code}', transliterates: false };
  const upgrade = { purpose: 'verification', locale: 'de', ...newer } as const;

  test('waits for him, and its text gets the next number', async () => {
    let imported: Promise<number> | undefined;
    await database.sql.transaction(async (tx) => {
      await new TemplateStore(tx).hold(template);
      await new TextStore(tx).insertDraft(key(), words('Code: {code}'), AUTHOR.name);
      imported = database.sql.transaction((other) => importTexts(other, [upgrade]));
      await vi.waitUntil(() => isSomeoneWaiting(0), { timeout: 2_000, interval: 5 });
    });
    expect(await imported).toBe(1);
    expect(await told()).toEqual(['3 published: Besser: {code}', '2 draft: Code: {code}', `1 superseded: ${BUILT_IN}`]);
  });

  test('of what an editor has seen makes him look again', async () => {
    const before = await seen();
    await database.sql.transaction((tx) => importTexts(tx, [upgrade]));
    expect(await texts.save(AUTHOR, before, words('Code: {code}'))).toEqual({ kind: 'changed_meanwhile' });
  });
});

describe('signing off', () => {
  test('names the first who did it, and when', async () => {
    expect(await tellsNodes(async () => texts.signOff(GRACE, await seen(), 1))).toBe(false);
    await texts.signOff(AUTHOR, await seen(), 1);
    expect((await versions())[0]).toMatchObject({ reviewer: GRACE.name, reviewedAt: expect.any(Date) });
    expect(await entries()).toMatchObject([{ action: 'text.signed_off', after: { version: 1, body: BUILT_IN } }]);
    expect(await texts.signOff(GRACE, await seen(), 9)).toEqual({ kind: 'unknown_version' });
  });
});

describe('a text of an application', () => {
  test('is found in the audit by it, and is gone with its template', async () => {
    const application = await insertApplication(database.pool);
    template = await insertTemplate(database.pool, 'login', application);
    await save('Code: {code}');
    expect(await entries()).toMatchObject([
      { application_id: application, target_name: expect.stringMatching(/^login, Live .+, de$/) },
    ]);
    const before = await seen();
    await database.pool.query('update template set archived_at = now() where id = $1', [template]);
    expect(await texts.save(AUTHOR, before, words('Neu: {code}'))).toEqual({ kind: 'unknown_template' });
  });
});
