import type { OneTimeLink, Role } from '@codewire/contracts';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import type { Answer } from './client.js';
import { Browser } from './browser.js';
import { insertOperator, insertSession, type OperatorSeed } from './operators.js';
import type { System } from './system.js';

/** Someone of the team at his browser. */
export interface Colleague {
  readonly id: string;
  readonly email: string;
  readonly browser: Browser;
}

/** Makes someone with that role and signs him in. */
export async function join(system: System, role: Role, seed: Omit<OperatorSeed, 'role'> = {}): Promise<Colleague> {
  const { pool } = system.database;
  const id = await insertOperator(pool, { ...seed, role });
  return { id, email: `${id.slice(4).toLowerCase()}@example.com`, browser: await signIn(system, id) };
}

/** One more browser of someone, at the first process unless told otherwise. */
export async function signIn({ database, backends }: System, id: string, at = 0): Promise<Browser> {
  return Browser.signedIn(backends[at]!.adminPort, await insertSession(database.pool, id));
}

/** The token in a link that was made. */
export function tokenOf({ body }: Answer<OneTimeLink>): string {
  const token = new URL(body.url).hash.slice(1);
  recordSecret('token', token);
  return token;
}
