import { afterAll, beforeAll, expect, test } from 'vitest';
import { MIGRATIONS } from '../database/data-source.js';
import { BUILT_IN_TEXTS } from '../templates/built-in-texts.js';
import { commandLine } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import { insertCarrier } from '../test/rows.js';
import { command } from './migration.command.js';

let database: OpenDatabase;
let run: ReturnType<typeof commandLine>;

const NAMES = MIGRATIONS.map(({ name }) => name);
const NEWEST = NAMES.at(-1) as string;
const BROUGHT = `Brought in ${BUILT_IN_TEXTS.length} built-in texts.`;

beforeAll(async () => {
  database = await openTestDatabase();
  run = commandLine({ migration: command }, database.url);
  await run('migration', 'run');
});

afterAll(() => database.close());

const revertAll = async () => {
  for (const _ of NAMES) await run('migration', 'revert', '--yes');
};
const has = async (table: string) =>
  (await database.pool.query('select to_regclass($1) is not null as found', [table])).rows[0].found as boolean;

test('a schema that is up to date stays as it is, however often it is brought up', async () => {
  for (const _ of [1, 2]) {
    expect(await run('migration', 'run')).toEqual({
      code: 0,
      printed: 'The schema was up to date already.',
      complained: '',
    });
  }
  expect((await run('migration', 'status')).printed).toBe(NAMES.map((name) => `done     ${name}`).join('\n'));
});

test('a step is taken back only when that is said twice, and can be taken again', async () => {
  const { code, complained } = await run('migration', 'revert');
  expect(code).toBe(2);
  expect(complained).toContain('Say --yes to that.');
  expect(await has('message')).toBe(true);
  expect(await run('migration', 'revert', '--yes')).toMatchObject({ code: 0, printed: `Took ${NEWEST} back.` });
  expect((await run('migration', 'status')).printed).toContain(`pending  ${NEWEST}`);
  expect(await run('migration', 'run')).toMatchObject({
    code: 0,
    printed: expect.stringMatching(new RegExp(`^Ran ${NEWEST}\\.`)),
  });
  expect(await has('message')).toBe(true);
});

test('what the build before would take for something else is gone when carriers are taken back', async () => {
  const id = await insertCarrier(database.pool);
  await database.pool.query(
    `insert into route (id, position, carrier_ids, prefix, is_enabled) values
      ('rou_all', 1, array[$1], null, true), ('rou_some', 2, array[$1], '49', true), ('rou_off', 3, array[$1], null, false)`,
    [id],
  );
  const { sql } = database;
  const [waits, done] = [newMessage(), newMessage()];
  await storeMessages(sql, [waits], { nextCarriers: [id] });
  await storeMessages(sql, [done], { nextCarriers: [id] });
  await database.pool.query(`update message set state = 'submitted' where id = $1`, [done.id]);
  for (const name of NAMES.slice(NAMES.indexOf('Transport1764300000000')).reverse()) {
    expect(await run('migration', 'revert', '--yes')).toMatchObject({ code: 0, printed: `Took ${name} back.` });
  }
  const routes = await database.pool.query('select id from route');
  expect(routes.rows).toEqual([{ id: 'rou_all' }]);
  const due = await database.pool.query('select id from message where due_at is not null');
  expect(due.rows).toEqual([{ id: waits.id }]);
  expect(await run('migration', 'run')).toMatchObject({ code: 0 });
  await database.pool.query('truncate carrier, route, message, attempt cascade');
});

test('an empty database is brought up once by two that start at the same moment', async () => {
  await revertAll();
  const both = await Promise.all([run('migration', 'run'), run('migration', 'run')]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(both.map(({ printed }) => printed).sort()).toEqual([
    `Ran ${NAMES.join(', ')}.\n${BROUGHT}`,
    'The schema was up to date already.',
  ]);
});

test('a database that never saw a step has all of them before it, and none to take back', async () => {
  await revertAll();
  await database.pool.query('drop table migration');
  expect((await run('migration', 'status')).printed).toBe(NAMES.map((name) => `pending  ${name}`).join('\n'));
  expect(await run('migration', 'revert', '--yes')).toMatchObject({
    code: 1,
    complained: 'No step has been taken in this database.',
  });
  expect(await run('migration', 'run')).toMatchObject({
    code: 0,
    printed: `Ran ${NAMES.join(', ')}.\n${BROUGHT}`,
  });
});

test('a step of a newer build is shown, and is not taken back by a build that does not know it', async () => {
  await database.pool.query(`insert into migration (timestamp, name) values (9000000000000, 'Later9000000000000')`);
  expect((await run('migration', 'status')).printed).toContain('newer    Later9000000000000');
  expect(await run('migration', 'run')).toMatchObject({ code: 0 });
  expect(await run('migration', 'revert', '--yes')).toMatchObject({ code: 1 });
  expect(await has('message')).toBe(true);
  await database.pool.query(`delete from migration where name like 'Later%'`);
});

test.each([
  ['no action', []],
  ['an unknown one', ['up']],
  ['two', ['run', 'status']],
])('%s is told the right call', async (_, args) => {
  expect(await run('migration', ...args)).toMatchObject({ code: 2, printed: '' });
});
