import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type Answer } from './client.js';
import { freshNumber } from './numbers.js';
import { NO_LIMITS, startSystem, type System } from './system.js';

const GUESSES = 1_000;
let system: System;
let callers: Client[];

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
  const { client } = await system.addApplication({ policy: NO_LIMITS });
  // Enough connections that every guess is on its way before the first is answered.
  callers = system.backends.map(({ url }) => new Client(url, client.key, { connections: GUESSES / 2 }));
});

afterAll(() => system.stop());

async function begin() {
  untold = 0;
  const { body } = await callers[0]!.start({ number: freshNumber() });
  return { id: body.id, passcode: body.passcode ?? '' };
}

/** Answers that did not come in time. What was looked at counts all the same, though its caller never heard of it. */
let untold = 0;

/** A process with more to do than it can do in time says so: its caller asks again. */
async function guess(caller: Client, id: string, code: string) {
  for (;;) {
    const answer = await caller.check(id, code);
    if (answer.status !== 503) return answer;
    untold += 1;
  }
}

/** All guesses at once, half of them at each process. */
const guessAll = (id: string, codes: readonly string[]) =>
  Promise.all(codes.map((code, turn) => guess(callers[turn % 2]!, id, code)));

const tally = (statuses: readonly string[]) =>
  Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [status, statuses.filter((one) => one === status).length]),
  );

const stored = async (id: string) =>
  (await system.database.pool.query('select status, checks_used from verification where id = $1', [id])).rows[0];

/** Different codes of six digits, the right one not among them. */
function wrongCodes(right: string): string[] {
  const codes = Array.from({ length: GUESSES + 1 }, (_, n) =>
    String((Number(right) + 1 + n * 7) % 1_000_000).padStart(6, '0'),
  );
  return codes.filter((code) => code !== right).slice(0, GUESSES);
}

describe('a thousand guesses at once over two processes', () => {
  test('of wrong codes: exactly five are looked at, and the right one comes too late', async () => {
    const { id, passcode } = await begin();
    const answers = await guessAll(id, wrongCodes(passcode));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const wrong = answers.filter(({ body }) => body.status === 'wrong');
    const left = new Set(wrong.map(({ body }) => body.attempts_left));
    expect(left.size).toBe(wrong.length);
    expect([0, 1, 2, 3, 4].filter((one) => !left.has(one)).length).toBeLessThanOrEqual(untold);
    expect(answers.filter(({ body }) => body.status === 'exhausted')).toHaveLength(GUESSES - wrong.length);
    expect(await stored(id)).toEqual({ status: 'exhausted', checks_used: 5 });
    expect((await callers[1]!.check(id, passcode)).body.status).toBe('exhausted');
  });

  test('of the right code: exactly one is approved, the others hear that it was', async () => {
    const { id, passcode } = await begin();
    const answers = await guessAll(
      id,
      Array.from({ length: GUESSES }, () => passcode),
    );
    const { approved = 0, ...others } = tally(answers.map(({ body }) => body.status));
    expect(approved).toBeLessThanOrEqual(1);
    expect(1 - approved).toBeLessThanOrEqual(untold);
    expect(others).toEqual({ already_approved: GUESSES - approved });
    expect(new Set(answers.map(({ body }) => body.at)).size).toBe(1);
    expect(await stored(id)).toEqual({ status: 'approved', checks_used: 1 });
  });

  test('one of them right: it is approved once, or the five were spent before it', async () => {
    const { id, passcode } = await begin();
    const codes = wrongCodes(passcode).slice(0, 200);
    codes[3] = passcode;
    const counted = tally((await guessAll(id, codes)).map(({ body }) => body.status));
    expect(counted['approved'] ?? 0).toBeLessThanOrEqual(1);
    expect((counted['wrong'] ?? 0) + (counted['approved'] ?? 0)).toBeLessThanOrEqual(5);
    const { status, checks_used: used } = await stored(id);
    expect(status).toBe(counted['approved'] === 1 ? 'approved' : 'exhausted');
    expect(used).toBeLessThanOrEqual(5);
  });
});

describe("another application's verification", () => {
  const withoutItsName = ({ status, text, headers }: Answer<unknown>) => {
    const { date: _date, 'x-request-id': _id, ...rest } = headers;
    return { status, headers: rest, text: text.replace(/"request_id":"req_[0-9A-Za-z]{22}"/, '"request_id":""') };
  };

  test.each([
    ['read', (client: Client, id: string) => client.read(id)],
    ['checked', (client: Client, id: string) => client.check(id, '123456')],
    ['sent again', (client: Client, id: string) => client.resend(id)],
    ['cancelled', (client: Client, id: string) => client.cancel(id)],
  ])('cannot be %s: the answer has the same bytes as for an id that does not exist', async (_, ask) => {
    const { id, passcode } = await begin();
    const { client: stranger } = await system.addApplication({ policy: NO_LIMITS });
    const foreign = await ask(stranger, id);
    const unknown = await ask(stranger, 'ver_0000000000000000000000');
    expect([foreign.status, foreign.problem.code]).toEqual([404, 'verification.not_found']);
    expect(withoutItsName(foreign)).toEqual(withoutItsName(unknown));
    expect(await stored(id)).toEqual({ status: 'pending', checks_used: 0 });
    expect((await callers[0]!.check(id, passcode)).body.status).toBe('approved');
  });

  test('does not show its messages either', async () => {
    const { id } = await begin();
    const { client: stranger } = await system.addApplication();
    const { body } = await callers[0]!.read(id);
    const foreign = await stranger.message(body.message.id);
    expect([foreign.status, foreign.problem.code]).toEqual([404, 'message.not_found']);
    expect(withoutItsName(foreign)).toEqual(withoutItsName(await stranger.message('msg_0000000000000000000000')));
    expect((await stranger.messages()).body.data).toEqual([]);
  });
});
