import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource, EntityMetadata } from 'typeorm';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { createDataSource, ENTITIES } from './data-source.js';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly isKey: boolean;
}

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

const byName = (a: Column, b: Column) => (a.name < b.name ? -1 : 1);

/** TypeORM's words for types beside those of format_type(). */
const TYPE_NAMES: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };

function declared({ columns }: EntityMetadata): Column[] {
  return columns
    .map((column) => {
      const type = String(column.type);
      const name = TYPE_NAMES[type] ?? type;
      return {
        name: column.databaseName,
        type: column.isArray ? `${name}[]` : name,
        isNullable: column.isNullable,
        isKey: column.isPrimary,
      };
    })
    .sort(byName);
}

async function migrated(table: string): Promise<Column[]> {
  const { rows } = await database.pool.query<Column>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable",
        coalesce(a.attnum = any(i.indkey), false) as "isKey"
      from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
      where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [table],
  );
  return rows.sort(byName);
}

describe('an entity has the columns that the migrations made: names, types, nulls and key', () => {
  test.each(ENTITIES.map((entity) => [entity.name, entity] as const))('%s', async (_, entity) => {
    const metadata = dataSource.getMetadata(entity);
    expect(declared(metadata)).toEqual(await migrated(metadata.tableName));
  });
});

test('every table of the schema has its entity', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  );
  const tables = dataSource.entityMetadatas.map(({ tableName }) => tableName);
  expect(rows.map(({ name }) => name).sort()).toEqual([...tables, 'migration'].sort());
});
