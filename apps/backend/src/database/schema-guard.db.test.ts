import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { createDataSource, MIGRATIONS } from './data-source.js';
import { assertSchemaCurrent, schemaIsCurrent } from './schema-guard.js';

let database: OpenDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await openTestDatabase();
  dataSource = createDataSource({ url: database.url, poolSize: 1, applicationName: 'test' });
  await dataSource.initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

test('a migrated database is current', async () => {
  expect(await schemaIsCurrent(dataSource)).toBe(true);
  await assertSchemaCurrent(dataSource);
});

test('a schema that a newer build has expanded still serves this one', async () => {
  await database.pool.query(`insert into migration (timestamp, name) values (9999999999999, 'Future9999999999999')`);
  expect(await schemaIsCurrent(dataSource)).toBe(true);
});

test('a schema without the newest migration is refused, in words that say what to run', async () => {
  await database.pool.query(`update migration set name = 'Older' where name = $1`, [MIGRATIONS.at(-1)!.name]);
  expect(await schemaIsCurrent(dataSource)).toBe(false);
  await expect(assertSchemaCurrent(dataSource)).rejects.toThrow(
    'The database schema is older than this build. Run `npm run migration:run`, then start again.',
  );
});

test('an empty database is refused the same way', async () => {
  await database.pool.query('drop table migration');
  expect(await schemaIsCurrent(dataSource)).toBe(false);
});
