import { createSecretKey, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock.js';
import { beginRequestContext } from '../platform/log.js';
import { Keyring } from '../platform/keyring.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { AttemptThrottle } from './attempt-throttle.js';
import { Passkeys } from './passkeys.js';
import { Passwords } from './password.js';
import { Sessions } from './session.service.js';
import { SignInRecord } from './sign-in-record.js';
import { SignIn } from './sign-in.service.js';
import { SignInSteps } from './sign-in-steps.js';
import { TotpSeeds } from './totp-seeds.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

/** Fails loudly where a test meets what it did not foresee. */
const log = {
  fault: (_event: string, error: unknown) => {
    throw error;
  },
};

/** With room for one password at a time and no queue. */
function busySignIn(): SignIn {
  const { sql } = database;
  const keyring = Keyring.load(currentRun().keyringFile);
  const sessions = new Sessions(0);
  return new SignIn({
    sql,
    sessions,
    passwords: new Passwords({ atOnce: 1, queue: 0 }),
    throttle: new AttemptThrottle(sql, createSecretKey(randomBytes(32))),
    steps: new SignInSteps(keyring),
    totpSeeds: new TotpSeeds(keyring, new Clock()),
    passkeys: new Passkeys('http://localhost:3001'),
    record: new SignInRecord(sql, new AuditLog(createSecretKey(randomBytes(32))), sessions, log),
  });
}

const request = { headers: {}, raw: { socket: { remoteAddress: '192.0.2.9' } } } as unknown as FastifyRequest;
beginRequestContext(request, { id: 'req_1', startedAt: 0 });
const http = { request, reply: {} as FastifyReply };

test('what is refused for being too many at once was not looked at, so it does not count', async () => {
  const signIn = busySignIn();
  const attempt = (email: string) =>
    signIn.byPassword({ email, password: 'wrong of course' }, http).catch((error: { code: string }) => error.code);
  let counted = 0;
  for (let each = 0; each < 4; each += 1) {
    const answers = await Promise.all([attempt(`other.${each}@example.com`), attempt('nobody@example.com')]);
    expect(answers.toSorted()).toEqual(['auth.busy', 'auth.sign_in_failed']);
    if (answers[1] === 'auth.sign_in_failed') counted += 1;
  }
  for (; counted < 5; counted += 1) expect(await attempt('nobody@example.com')).toBe('auth.sign_in_failed');
  expect(await attempt('nobody@example.com')).toBe('auth.too_many_attempts');
});
