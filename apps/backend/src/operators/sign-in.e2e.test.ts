import type { SignInAnswer } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Browser } from '../test/browser.js';
import type { Answer } from '../test/client.js';
import { insertOperator } from '../test/operators.js';
import { addPerson, addRecoveryCodes, auditOf, codeOf, PASSWORD, wrongCodeOf, type Person } from '../test/people.js';
import { expectRefusal } from '../test/refusals.js';
import { startSystem, type System } from '../test/system.js';

const FAILED = { status: 401, code: 'auth.sign_in_failed' };
const CODE_WRONG = { status: 401, code: 'auth.code_wrong' };
const EXPIRED = { status: 409, code: 'auth.ticket_expired' };
const TOO_MANY = { status: 429, code: 'auth.too_many_attempts' };

let system: System;
let port: number;
const db = () => system.database.pool;

beforeAll(async () => {
  // Each browser stands behind the one proxy, at an address of its own.
  system = await startSystem({ env: { CODEWIRE_CONSOLE_PROXIES: '1' } });
  port = system.backends[0]!.adminPort;
});

afterAll(() => system.stop());

let addresses = 0;
const freshBrowser = () =>
  new Browser(port, { 'x-forwarded-for': `198.51.${(addresses += 1) >> 8}.${addresses & 255}` });

const byPassword = (browser: Browser, email: string, password = PASSWORD) =>
  browser.post<SignInAnswer>('sign-in/password', { email, password });

/** A ticket of someone whose password was right. */
async function ticketOf(browser: Browser, { email }: Person): Promise<string> {
  const { body } = await byPassword(browser, email);
  if (body.kind !== 'second_factor') throw new Error('no second factor was asked for');
  recordSecret('token', body.ticket);
  return body.ticket;
}

const isSignedIn = async (browser: Browser) => (await browser.get('session')).status === 200;

/** What a refusal says, without the name of its request. */
const wordsOf = ({ status, body, headers }: Answer<unknown>) => {
  const { request_id: _, ...words } = body as { request_id: string };
  return { status, words, cookies: headers['set-cookie'], cache: headers['cache-control'] };
};

describe('a password', () => {
  test('leads to the second factor, and the second factor in', async () => {
    const person = await addPerson(db());
    const browser = freshBrowser();
    const answer = await byPassword(browser, person.email.toUpperCase());
    expect(answer).toMatchObject({ status: 200, body: { kind: 'second_factor', methods: ['totp'] } });
    expect(await isSignedIn(browser)).toBe(false);
    const { ticket } = answer.body as { ticket: string };
    const done = await browser.post('sign-in/totp', { ticket, code: codeOf(person.seed) });
    expect([done.status, done.body]).toEqual([200, { kind: 'signed_in' }]);
    expect(done.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-cw_session=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect(await isSignedIn(browser)).toBe(true);
    expect(await auditOf(db(), person.id)).toMatchObject([
      { action: 'operator.signed_in', actor: 'operator', after: { method: 'password', second_factor: 'totp' } },
    ]);
  });

  test('of an account that never had a second factor opens a session that may only add one', async () => {
    const person = await addPerson(db(), { hasTotp: false, isEnrolled: false });
    const browser = freshBrowser();
    expect((await byPassword(browser, person.email)).body).toEqual({ kind: 'signed_in' });
    expect((await browser.get('session')).body).toMatchObject({ must_enrol: true, step_up_methods: [] });
    expectRefusal(await browser.get('context'), { status: 403, code: 'auth.enrolment_needed' });
    expectRefusal(await browser.post('me/recovery-codes'), { status: 403, code: 'auth.enrolment_needed' });
  });

  test('is answered alike when it is wrong, when nobody has the address, and when the account is closed', async () => {
    const [active, closed, bare, factorless] = [
      await addPerson(db()),
      await addPerson(db()),
      await insertOperator(db()),
      await addPerson(db(), { hasTotp: false }),
    ];
    await db().query('update operator set deactivated_at = now() where id = $1', [closed.id]);
    const { rows } = await db().query<{ email: string }>('select email from operator where id = $1', [bare]);
    const answers = [
      await byPassword(freshBrowser(), active.email, 'twelve quiet lanterns 7'),
      await byPassword(freshBrowser(), 'nobody@example.com'),
      await byPassword(freshBrowser(), closed.email),
      await byPassword(freshBrowser(), rows[0]!.email),
      await byPassword(freshBrowser(), factorless.email),
    ];
    expectRefusal(answers[0]!, FAILED);
    expect(new Set(answers.map((answer) => JSON.stringify(wordsOf(answer)))).size).toBe(1);
    // Nobody waits for these entries, for their time would tell.
    const reasons = async (id: string) => (await auditOf(db(), id)).map(({ after }) => after['reason']);
    await expect.poll(() => reasons(active.id), { timeout: 20_000 }).toEqual(['password']);
    await expect.poll(() => reasons(closed.id), { timeout: 20_000 }).toEqual(['deactivated']);
    await expect.poll(() => reasons(factorless.id), { timeout: 20_000 }).toEqual(['no_second_factor']);
  });

  test('that is wrong takes no longer than an address that nobody has', async () => {
    const { email } = await addPerson(db());
    const time = async (typed: string) => {
      const startedAt = performance.now();
      expectRefusal(await byPassword(freshBrowser(), typed, 'twelve quiet lanterns 7'), FAILED);
      return performance.now() - startedAt;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let each = 0; each < 4; each += 1) {
      times.known.push(await time(email));
      times.unknown.push(await time(`nobody.${each}@example.com`));
    }
    // The quickest of each: whatever else the machine does only makes them longer. A hash that is left out is a tenth.
    expect(Math.min(...times.unknown)).toBeGreaterThan(Math.min(...times.known) / 2);
  });

  test('is tried five times, at once or one after the other, known or not; then there is a wait', async () => {
    const { email } = await addPerson(db());
    for (const typed of [email, 'no.one@example.com']) {
      const browser = freshBrowser();
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => byPassword(browser, typed, 'wrong of course')),
      );
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(25);
      expectRefusal(refused[0]!, TOO_MANY);
      expect(refused[0]!.problem.retry_after_seconds).toBeGreaterThan(50);
      expect(refused[0]!.problem.retry_after_seconds).toBeLessThanOrEqual(60);
      // Not even the right one is looked at; from elsewhere it is.
      expectRefusal(await byPassword(browser, typed), TOO_MANY);
    }
    expect((await byPassword(freshBrowser(), email)).status).toBe(200);
  });

  test('that is refused is kept by the audit: of known accounts each one, of others only what begins a wait', async () => {
    const person = await addPerson(db());
    const browser = freshBrowser();
    const count = async () =>
      (await db().query<{ n: number }>(`select count(*)::int as n from audit where target_id = 'unknown'`)).rows[0]!.n;
    const before = await count();
    for (let each = 0; each < 7; each += 1) {
      await byPassword(browser, person.email, 'wrong of course');
      await byPassword(browser, 'typed.by.mistake@example.com', 'wrong of course');
    }
    await vi.waitUntil(async () => (await auditOf(db(), person.id)).length >= 5 && (await count()) > before, {
      timeout: 20_000,
      interval: 20,
    });
    expect(await auditOf(db(), person.id)).toHaveLength(5);
    expect((await auditOf(db(), person.id))[0]).toMatchObject({
      action: 'operator.sign_in_refused',
      actor: 'visitor',
      after: { reason: 'password' },
    });
    expect(await count()).toBe(before + 1);
    const { rows } = await db().query(`select 1 from audit a where a::text like '%typed.by.mistake%'`);
    expect(rows).toEqual([]);
  });

  test('is hashed anew at a sign-in when its parameters are old ones', async () => {
    const person = await addPerson(db());
    // The reference implementation's own vector, for "password".
    const old = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    await db().query('update operator set password_hash = $2 where id = $1', [person.id, old]);
    const browser = freshBrowser();
    expect((await byPassword(browser, person.email, 'password')).status).toBe(200);
    const { rows } = await db().query<{ hash: string }>('select password_hash as hash from operator where id = $1', [
      person.id,
    ]);
    expect(rows[0]!.hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect((await byPassword(browser, person.email, 'password')).status).toBe(200);
  });
});

describe('a code of an app', () => {
  test('counts once: not again in its step, not with another ticket, not after a later one', async () => {
    const person = await addPerson(db());
    const browser = freshBrowser();
    const code = codeOf(person.seed);
    const ticket = await ticketOf(browser, person);
    expect((await browser.post('sign-in/totp', { ticket, code })).status).toBe(200);
    expectRefusal(await browser.post('sign-in/totp', { ticket, code }), EXPIRED);
    const again = await ticketOf(browser, person);
    expectRefusal(await browser.post('sign-in/totp', { ticket: again, code }), CODE_WRONG);
    const late = codeOf(person.seed, -1);
    expectRefusal(await browser.post('sign-in/totp', { ticket: again, code: late }), CODE_WRONG);
    // A wrong code does not kill the ticket.
    expect((await browser.post('sign-in/totp', { ticket: again, code: codeOf(person.seed, 1) })).status).toBe(200);
  });

  test('sent several times at once, each with a ticket of its own, opens one session', async () => {
    const person = await addPerson(db());
    const code = codeOf(person.seed);
    const tickets = [];
    for (let each = 0; each < 4; each += 1) tickets.push(await ticketOf(freshBrowser(), person));
    const answers = await Promise.all(tickets.map((ticket) => freshBrowser().post('sign-in/totp', { ticket, code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await db().query('select 1 from session where operator_id = $1', [person.id]);
    expect(rows).toHaveLength(1);
  });

  test('of two thousand guesses five are looked at; then there is a wait, and the right one waits too', async () => {
    const person = await addPerson(db());
    const browser = freshBrowser();
    const ticket = await ticketOf(browser, person);
    const wrong = wrongCodeOf(person.seed);
    const statuses = new Map<number, number>();
    const lane = async () => {
      for (let each = 0; each < 63; each += 1) {
        const { status } = await browser.post('sign-in/totp', { ticket, code: wrong });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 32 }, lane));
    expect(statuses).toEqual(
      new Map([
        [401, 5],
        [429, 32 * 63 - 5],
      ]),
    );
    expectRefusal(await browser.post('sign-in/totp', { ticket, code: codeOf(person.seed) }), TOO_MANY);
    // Recovery codes are guessed under the same limit.
    expectRefusal(await browser.post('sign-in/recovery-code', { ticket, code: 'AAAA' }), TOO_MANY);
    expect(await auditOf(db(), person.id)).toHaveLength(5);
    await db().query(`update attempt_throttle set blocked_until = blocked_until - interval '1 min'`);
    expect((await browser.post('sign-in/totp', { ticket, code: codeOf(person.seed) })).status).toBe(200);
  });

  test('is not taken for a ticket that is over, unknown, or of someone who was deactivated', async () => {
    const person = await addPerson(db());
    const browser = freshBrowser();
    const ticket = await ticketOf(browser, person);
    const code = codeOf(person.seed);
    expectRefusal(await browser.post('sign-in/totp', { ticket: 'x'.repeat(43), code }), EXPIRED);
    await db().query('update operator set deactivated_at = now() where id = $1', [person.id]);
    expectRefusal(await browser.post('sign-in/totp', { ticket, code }), EXPIRED);
    await db().query('update operator set deactivated_at = null where id = $1', [person.id]);
    await db().query(`update sign_in_step set expires_at = now() where operator_id = $1`, [person.id]);
    expectRefusal(await browser.post('sign-in/totp', { ticket, code }), EXPIRED);
  });
});

describe('a recovery code', () => {
  test('counts once, however often and however many at once send it', async () => {
    const person = await addPerson(db());
    const [code, other] = await addRecoveryCodes(db(), person.id);
    const tickets = [];
    for (let each = 0; each < 4; each += 1) tickets.push(await ticketOf(freshBrowser(), person));
    const answers = await Promise.all(
      tickets.map((ticket) => freshBrowser().post('sign-in/recovery-code', { ticket, code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const browser = freshBrowser();
    const ticket = await ticketOf(browser, person);
    expectRefusal(await browser.post('sign-in/recovery-code', { ticket, code }), CODE_WRONG);
    const typed = other!.toLowerCase().replaceAll('-', ' ');
    expect((await browser.post('sign-in/recovery-code', { ticket, code: typed })).status).toBe(200);
    expect((await browser.get<{ recovery_codes_left: number }>('me')).body.recovery_codes_left).toBe(8);
    const used = (await auditOf(db(), person.id)).filter(({ action }) => action === 'operator.recovery_code_used');
    expect(used.map(({ after }) => after)).toEqual([{ left: 9 }, { left: 8 }]);
  });
});
