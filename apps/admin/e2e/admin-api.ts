import type { Client } from '../../backend/src/test/client.js';
import { CONSOLE_HEADERS, signedIn, type OperatorSeed } from '../../backend/src/test/operators.js';
import type { ConsoleUnderTest } from './console.js';

export type AdminApi = <Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  /** Of what is changed, where the call has to name it. */
  version?: string | number,
) => Promise<Answer>;

/** The admin API as the console calls it for someone of the team; fails on a refusal. */
export async function adminApi(room: ConsoleUnderTest, seed: OperatorSeed = {}): Promise<AdminApi> {
  const headers = await signedIn(room.system.database.pool, seed);
  return async <Answer>(method: string, path: string, body?: unknown, version?: string | number): Promise<Answer> => {
    const response = await fetch(`${room.console.url}/api/admin/${path}`, {
      method,
      headers: {
        ...CONSOLE_HEADERS,
        ...headers,
        origin: room.console.url,
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  };
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** The same past the console, with whatever headers; resolves with the whole answer, a refusal too. */
export const askAdmin = <Body>(admin: Client, { method, path, headers, body }: Question) =>
  admin.send<Body>({
    method,
    path: `/api/admin/${path}`,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
