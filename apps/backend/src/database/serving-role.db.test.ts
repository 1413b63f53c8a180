import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LogLine } from '../platform/log.js';
import { openPool, openTestDatabase, type OpenDatabase } from '../test/database.js';
import { createDataSource } from './data-source.js';
import { assertSchemaCurrent } from './schema-guard.js';
import { judgeServingRole } from './serving-role.js';

let database: OpenDatabase;
/** By the very connection that a server uses. */
let serving: Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  serving = openPool(database.servingUrl);
  await database.pool.query(
    `insert into audit values (1, now(), 'system', null, 'Test', 'setup.finished', 'setup', 'x', 'x', null, null, null, null,
      null, '\\x00')`,
  );
});

afterAll(async () => {
  await serving.end();
  await database.close();
});

const tablesOf = async (schema: string) =>
  (
    await database.pool.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p')`,
      [schema],
    )
  ).rows.map(({ name }) => name);

describe('by the connection of a server', () => {
  test.each([
    `update audit set actor_name = 'Somebody else' where seq = 1`,
    'delete from audit where seq = 1',
    'truncate audit',
    'alter table audit disable trigger all',
    'drop table audit',
    'create table audit_too (id int)',
    'create schema other',
    'create index on audit (actor_name)',
    `create rule gone as on insert to audit do instead nothing`,
    'create trigger gone before insert on audit for each row execute function suppress_redundant_updates_trigger()',
    'grant update on audit to codewire_api',
    'set role codewire',
    'alter role codewire_api superuser',
    `update migration set name = 'x'`,
  ])('%s is refused', async (statement) => {
    const grantsNothing = statement.startsWith('grant');
    const outcome = await serving.query(statement).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
    // PostgreSQL lets a grant of nothing pass with a warning.
    if (grantsNothing) return expect(await mayUpdateAudit()).toBe(false);
    expect(outcome).toBe('42501');
  });

  const mayUpdateAudit = async () =>
    (await serving.query<{ may: boolean }>(`select has_table_privilege('audit', 'update') as may`)).rows[0]?.may;

  test('no table can be altered, emptied or dropped', async () => {
    for (const schema of ['public', 'pgboss']) {
      for (const table of await tablesOf(schema)) {
        for (const statement of ['alter table %s add column x int', 'truncate %s', 'drop table %s']) {
          const refused = serving.query(statement.replace('%s', `${schema}."${table}"`));
          await expect(refused, `${statement} ${table}`).rejects.toMatchObject({ code: '42501' });
        }
      }
    }
  });

  test('an entry can be read and added, and is still as it was', async () => {
    await serving.query(
      `insert into audit select 2, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name,
        application_id, before, after, address, request_id, mac from audit where seq = 1`,
    );
    const { rows } = await serving.query('select seq, actor_name from audit order by seq');
    expect(rows).toEqual([
      { seq: '1', actor_name: 'Test' },
      { seq: '2', actor_name: 'Test' },
    ]);
  });

  test('nothing is owned, in any schema', async () => {
    const { rows } = await serving.query(
      `select 1 from pg_shdepend d join pg_roles r on r.oid = d.refobjid
        where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and pg_has_role(current_user, r.oid, 'member')`,
    );
    expect(rows).toEqual([]);
  });

  test('a table of a later migration can be used, and not owned', async () => {
    await database.pool.query('create table later (id int)');
    await serving.query('insert into later values (1)');
    await expect(serving.query('drop table later')).rejects.toMatchObject({ code: '42501' });
    await database.pool.query('drop table later');
  });
});

describe('at its start', () => {
  const opened: DataSource[] = [];
  afterEach(async () => void (await Promise.all(opened.splice(0).map((dataSource) => dataSource.destroy()))));

  async function connect(url: string): Promise<DataSource> {
    const dataSource = createDataSource({ url, poolSize: 1, applicationName: 'test' });
    opened.push(dataSource);
    return dataSource.initialize();
  }

  /** The lines that a start logs. */
  async function judge(url: string, environment: 'production' | 'development'): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    await judgeServingRole(await connect(url), environment, { warn: (line) => void lines.push(line) });
    return lines;
  }

  test('a server that owns nothing goes on without a word, in production too', async () => {
    expect(await judge(database.servingUrl, 'production')).toEqual([]);
    expect(await judge(database.servingUrl, 'development')).toEqual([]);
  });

  test('one that owns the tables refuses to start in production, and says what to do', async () => {
    await expect(judge(database.url, 'production')).rejects.toThrow(
      /^DATABASE_URL connects as the role "codewire", which owns tables, .* CREATE ROLE <name> LOGIN IN ROLE codewire_serving.* CODEWIRE_MIGRATION_DATABASE_URL/,
    );
  });

  test.each([
    ['the schema', 'alter schema public owner to', 'pg_database_owner'],
    ['the database', 'alter database :database owner to', 'codewire'],
  ])('one that owns no table but %s refuses as well: it could drop them', async (_, statement, before) => {
    const change = statement.replace(':database', database.name);
    const name = new URL(database.servingUrl).username;
    await database.pool.query(`${change} ${name}`);
    await expect(judge(database.servingUrl, 'production')).rejects.toThrow('their schema or the database');
    await database.pool.query(`${change} ${before}`);
    expect(await judge(database.servingUrl, 'production')).toEqual([]);
  });

  test('elsewhere it is told so in the log, and goes on', async () => {
    expect(await judge(database.url, 'development')).toEqual([
      { event: 'database_role', reason: expect.stringContaining('owns tables') },
    ]);
  });

  test.each(['update', 'delete', 'truncate'])('one that may %s audit entries refuses as well', async (privilege) => {
    await database.pool.query(`grant ${privilege} on audit to codewire_serving`);
    await expect(judge(database.servingUrl, 'production')).rejects.toThrow('may change or delete audit entries');
    await database.pool.query(`revoke ${privilege} on audit from codewire_serving`);
  });

  test('one that may use no table is told whose tables they are and what to grant', async () => {
    await database.pool.query('revoke select on migration from codewire_serving');
    await expect(assertSchemaCurrent(await connect(database.servingUrl))).rejects.toThrow(
      'GRANT codewire_serving to that role',
    );
    await database.pool.query('grant select on migration to codewire_serving');
  });
});
