import { appendFileSync } from 'node:fs';
import { currentRun } from './run-folder.js';

/** What must never be found in a log: see `npm test`, which looks for each of them once all tests have ended. */
export type SecretKind = 'code' | 'number' | 'key' | 'password' | 'token' | 'totp';

export interface Secret {
  readonly kind: SecretKind;
  readonly value: string;
}

/** A shorter password or key would be found by chance. */
const SHORTEST = 8;

/**
 * Remembers a secret that a test made, to be looked for in the output of every process and in PostgreSQL's log when
 * the run ends. A code of fewer than six digits is kept, and not looked for: it would be found by chance. Numbers are
 * given in any form; their digits count.
 */
export function recordSecret(kind: SecretKind, value: string): void {
  if ((kind === 'key' || kind === 'password') && value.length < SHORTEST) {
    throw new Error(`a ${kind} of fewer than ${SHORTEST} characters cannot be looked for in a log`);
  }
  appendFileSync(currentRun().secretsFile, `${JSON.stringify({ kind, value } satisfies Secret)}\n`, { mode: 0o600 });
}
