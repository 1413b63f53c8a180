import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase, dropTestDatabase, testDatabaseUrl } from './database.js';

const made: { drop(): Promise<void> }[] = [];
afterAll(async () => void (await Promise.all(made.map((database) => database.drop()))));

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

test('databases made at once are copies of their own', async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase(), createTestDatabase()]);
  made.push(...databases);
  const clients = await Promise.all(databases.map(({ url }) => connect(url)));
  const [first, second] = clients;
  await first!.query('CREATE TABLE only_here (id int)');
  const seen = await second!.query("SELECT to_regclass('only_here') AS found");
  expect(seen.rows).toEqual([{ found: null }]);
  await Promise.all(clients.map((client) => client.end()));
});

test('a database is dropped while a session is open in it', async () => {
  const database = await createTestDatabase();
  const client = await connect(database.url);
  // A lost connection says so more than once: the server's last word, then the closed socket.
  const lost = new Promise<Error>((resolve) => client.on('error', resolve));
  await database.drop();
  expect((await lost).message).toContain('terminating connection');
  await expect(connect(database.url)).rejects.toThrow('does not exist');
});

test('a database that is not a test database is neither opened nor dropped', async () => {
  expect(() => testDatabaseUrl('codewire')).toThrow('"codewire" is not a test database');
  await expect(dropTestDatabase('postgres')).rejects.toThrow('"postgres" is not a test database');
  await expect(dropTestDatabase('test_"; DROP DATABASE x')).rejects.toThrow('is not a test database');
});
