import type { Page } from 'playwright-core';
import { insertOperator, type OperatorSeed } from '../../backend/src/test/operators.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import type { ConsoleUnderTest } from './console.js';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Someone of the team with a name of his own. */
export async function addPerson(
  { system }: Pick<ConsoleUnderTest, 'system'>,
  name: string,
  seed: OperatorSeed,
): Promise<Person> {
  const { pool } = system.database;
  const id = await insertOperator(pool, seed);
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  await pool.query('update operator set name = $2, email = $3 where id = $1', [id, name, email]);
  return { id, name, email };
}

/** The secret that the open dialog shows this once. */
export async function shownSecret(page: Page, kind: 'token' | 'key'): Promise<string> {
  await page.getByText('Shown this once').waitFor();
  const secret = (await page.locator('dialog code').first().innerText()).trim();
  recordSecret(kind, kind === 'token' ? (secret.split('#')[1] ?? '') : secret);
  return secret;
}

/** Says that it is kept, and waits until it is nowhere. */
export async function keepSecret(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}
