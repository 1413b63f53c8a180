import type { FactorAdded, PasskeyOptions, SignInAnswer } from '@codewire/contracts';
import { Secret, TOTP } from 'otpauth';
import type { Pool } from 'pg';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Passwords } from '../operators/password.js';
import { hashRecoveryCode, newRecoveryCodes } from '../operators/recovery-code.js';
import { hashToken } from '../operators/secret-token.js';
import { SESSION_COOKIE } from '../operators/session-cookie.js';
import { newTotpSeed } from '../operators/totp.js';
import { TotpSeeds } from '../operators/totp-seeds.js';
import { Clock } from '../platform/clock.js';
import { Keyring } from '../platform/keyring.js';
import type { Authenticator } from './authenticator.js';
import type { Browser } from './browser.js';
import type { Answer } from './client.js';
import { insertOperator, type OperatorSeed } from './operators.js';

type Database = Pick<Pool, 'query'>;

/** Where the test backends think their console stands. */
export const CONSOLE = 'http://localhost:3001';
export const PASSWORD = 'eleven quiet lanterns 7';
const STEP_SECONDS = 30;

/** Hashing is slow on purpose; everyone in a file has one password. */
let hashing: Promise<string> | undefined;

/** Someone with a password, and an authenticator app unless told otherwise. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly seed: string;
}

export async function addPerson(
  db: Database,
  { hasTotp = true, ...operator }: OperatorSeed & { hasTotp?: boolean } = {},
): Promise<Person> {
  recordSecret('password', PASSWORD);
  hashing ??= new Passwords().hash(PASSWORD);
  const id = await insertOperator(db, operator);
  const seed = newTotpSeed();
  recordSecret('totp', seed);
  const seeds = new TotpSeeds(Keyring.load(currentRun().keyringFile), new Clock());
  const { rows } = await db.query<{ email: string }>(
    'update operator set password_hash = $2, totp_sealed = $3 where id = $1 returning email',
    [id, await hashing, hasTotp ? seeds.seal(id, seed) : null],
  );
  return { id, email: rows[0]!.email, seed };
}

/** What the app shows so many steps from now; a new person's first sign-in uses up the present one. */
export function codeOf(seed: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(seed), timestamp: Date.now() + steps * STEP_SECONDS * 1_000 });
}

/** A code that is certainly wrong. */
export function wrongCodeOf(seed: string): string {
  const right = [-2, -1, 0, 1, 2].map((steps) => codeOf(seed, steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code))!;
}

/** As if the app had gone on: codes that were used before are taken again. */
export async function passTotpStep(db: Database, { id }: Pick<Person, 'id'>): Promise<void> {
  await db.query('update operator set totp_last_step = 0 where id = $1', [id]);
}

/** By password, and by the app of whoever has one. */
export async function signInAs(
  browser: Browser,
  { email, seed }: Person,
  code = codeOf(seed),
): Promise<Answer<SignInAnswer>> {
  const answer = await browser.post<SignInAnswer>('sign-in/password', { email, password: PASSWORD });
  if (answer.body.kind !== 'second_factor') return answer;
  recordSecret('token', answer.body.ticket);
  return browser.post<SignInAnswer>('sign-in/totp', { ticket: answer.body.ticket, code });
}

/** Adds that authenticator's passkey to whoever is signed in there, with a fresh proof. */
export async function addPasskey(browser: Browser, authenticator: Authenticator): Promise<Answer<FactorAdded>> {
  const { body } = await browser.post<PasskeyOptions>('me/passkeys/options');
  recordSecret('token', body.ticket);
  const response = authenticator.create(body.options);
  const answer = await browser.post<FactorAdded>('me/passkeys', { ticket: body.ticket, response, name: 'Phone' });
  for (const code of answer.body.recovery_codes ?? []) recordSecret('token', code);
  return answer;
}

/** Ten recovery codes, as if they had been made by the person. */
export async function addRecoveryCodes(db: Database, operatorId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  for (const code of codes) {
    recordSecret('token', code);
    await db.query('insert into recovery_code (operator_id, code_hash) values ($1, $2)', [
      operatorId,
      hashRecoveryCode(code),
    ]);
  }
  return codes;
}

/** What the database keeps of a session's cookie. */
export function sessionHash(browser: Browser): Buffer {
  return hashToken(browser.cookie(SESSION_COOKIE) ?? '');
}

/** Entries of the audit about someone or by him, oldest first. */
export async function auditOf(db: Database, id: string) {
  const { rows } = await db.query<{ action: string; actor: string; before: unknown; after: Record<string, unknown> }>(
    `select action, actor_kind as actor, before, after from audit where target_id = $1 or actor_id = $1 order by seq`,
    [id],
  );
  return rows;
}
