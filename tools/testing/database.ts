import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { servingUrl } from '../serving-login.mjs';
import { assertTestDatabase, SEEDED_TEMPLATE, TEMPLATE } from './test-database-name.js';

export interface TestDatabase {
  readonly name: string;
  /** As the owner of its tables. */
  readonly url: string;
  /** As a server connects to it: what a process under test gets as DATABASE_URL. */
  readonly servingUrl: string;
  /** Ends its sessions and removes it. */
  drop(): Promise<void>;
}

/** The URL of a test database; any other name is refused. */
export function testDatabaseUrl(name: string): string {
  assertTestDatabase(name);
  return urlOf(name);
}

function urlOf(name: string): string {
  return `postgresql://codewire@localhost/${name}?host=${encodeURIComponent(inject('postgresSocketDir'))}`;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface TestDatabaseOptions {
  /** With what a first start makes: an application, its key, a simulated carrier. */
  readonly isSeeded?: boolean;
}

/** A migrated database for one test file. Many can be made at once. Drop it in the file's `afterAll`. */
export async function createTestDatabase({ isSeeded = false }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = testDatabaseUrl(name);
  await administer(`CREATE DATABASE "${name}" TEMPLATE "${isSeeded ? SEEDED_TEMPLATE : TEMPLATE}"`);
  return { name, url, servingUrl: servingUrl(url), drop: () => dropTestDatabase(name) };
}

/** Removes a test database, its sessions with it; any other name is refused. */
export async function dropTestDatabase(name: string): Promise<void> {
  assertTestDatabase(name);
  await administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}
