import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client } from './client.js';
import { freshNumber, remember } from './numbers.js';
import { usePolicy, type ApplicationSeed } from './rows.js';
import { age, begin, wrongCode } from './starts.js';
import { NO_LIMITS, startSystem, untilMessage, type System } from './system.js';

let system: System;

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
});

afterAll(() => system.stop());

const application = async (policy?: ApplicationSeed['policy']) =>
  (await system.addApplication(policy === undefined ? {} : { policy })).client;

/** As if the number's sends had been made so many seconds ago. */
async function setSends(verificationId: string, secondsAgo: readonly number[]): Promise<void> {
  await system.database.pool.query(
    `update recipient r set sends = (select array_agg(now() - make_interval(secs => s) order by s desc) from unnest($2::float8[]) s)
      from verification v where v.id = $1 and r.application_id = v.application_id and r.number_hash = v.number_hash`,
    [verificationId, secondsAgo],
  );
}

const within = (seconds: number) => ({ least: seconds - 3, most: seconds });

function expectWait(answer: Awaited<ReturnType<Client['start']>>, code: string, seconds: number): void {
  const { least, most } = within(seconds);
  expect(answer.status).toBe(429);
  expect(answer.problem).toMatchObject({ code, field: 'number' });
  expect(answer.problem.retry_after_seconds).toBeGreaterThanOrEqual(least);
  expect(answer.problem.retry_after_seconds).toBeLessThanOrEqual(most);
  expect(answer.headers['retry-after']).toBe(String(answer.problem.retry_after_seconds));
}

describe('sends to one number', () => {
  test('wait 30, 60, 90, then 120 seconds for the next, across verifications, and five within ten minutes are all', async () => {
    const client = await application();
    const number = freshNumber();
    for (const wait of [30, 60, 90, 120]) {
      const { id, resend_at: resendAt } = await begin(client, number);
      const told = (Date.parse(resendAt ?? '') - Date.now()) / 1_000;
      expect(told).toBeGreaterThan(wait - 3);
      expect(told).toBeLessThanOrEqual(wait);
      expectWait(await client.start({ number }), 'limit.cooldown', wait);
      await age(system.database, id, wait - 3);
      expectWait(await client.start({ number }), 'limit.cooldown', 3);
      await age(system.database, id, 3);
    }
    await begin(client, number);
    // The first of the five was sent 300 seconds ago: it leaves the window in another 300.
    const refused = await client.start({ number });
    expectWait(refused, 'limit.sends', 300);
    expect(refused.headers['ratelimit-policy']).toBe('"sends";q=5;w=600');
    expect(refused.headers['ratelimit']).toBe(`"sends";r=0;t=${refused.problem.retry_after_seconds}`);
    expect(refused.problem.detail).toBe('This number has had its 5 messages within 10 minutes.');
  });

  test.each([
    ['eight within an hour', [3_000, 2_700, 2_400, 2_100, 1_800, 1_500, 1_200, 900], 600, 8, 60],
    ['twelve within a day', Array.from({ length: 12 }, (_, n) => 80_000 - n * 6_000), 6_400, 12, 1_440],
  ])('%s are all', async (_, secondsAgo, wait, limit, minutes) => {
    const client = await application();
    const { id, number } = await begin(client);
    await setSends(id, secondsAgo);
    const refused = await client.start({ number });
    expectWait(refused, 'limit.sends', wait);
    expect(refused.problem.detail).toBe(`This number has had its ${limit} messages within ${minutes} minutes.`);
    await age(system.database, id, wait);
    await begin(client, number);
  });

  test('a refused start writes nothing, sends nothing and leaves the running verification alone', async () => {
    const { id: applicationId, client } = await system.addApplication();
    const { id, number, passcode } = await begin(client);
    const count = async () =>
      (
        await system.database.pool.query(
          `select (select count(*)::int from verification where application_id = $1) as verifications,
            (select count(*)::int from message where application_id = $1) as messages,
            (select array_agg(sends) from recipient where application_id = $1) as sends`,
          [applicationId],
        )
      ).rows;
    const before = await count();
    expect((await client.start({ number })).status).toBe(429);
    expect(await count()).toEqual(before);
    expect((await client.check(id, passcode)).body.status).toBe('approved');
    expect(await system.carrier.submitted(number)).toHaveLength(1);
  });

  test('of fifty starts at once, over two processes, one is sent and the others are told to wait', async () => {
    const client = await application();
    const other = client.at(system.backends[1]!.url);
    const number = freshNumber();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, turn) => (turn % 2 === 0 ? client : other).start({ number })),
    );
    const sent = answers.filter(({ status }) => status === 201);
    expect(sent).toHaveLength(1);
    expect(new Set(answers.map(({ problem }) => problem.code))).toEqual(new Set([undefined, 'limit.cooldown']));
    await untilMessage(client, sent[0]!.body.message.id, 'delivered');
    expect(await system.carrier.submissions(number)).toHaveLength(1);
  });

  test('however it is written, a number is one number', async () => {
    const client = await application();
    const { number } = await begin(client);
    const digits = number.slice(1);
    for (const spelling of [
      digits,
      `+1 (212) ${digits.slice(4, 7)}-${digits.slice(7)}`,
      digits.replace(/\d/g, (d) => String.fromCodePoint(0x0660 + Number(d))),
    ]) {
      expect((await client.start({ number: spelling })).problem.code).toBe('limit.cooldown');
    }
  });
});

describe('sends of one verification', () => {
  test('are five, the first included, and the last reply says that none is left', async () => {
    const client = await application(NO_LIMITS);
    const { id, number, passcode } = await begin(client);
    for (let send = 2; send <= 5; send += 1) {
      const { status, body } = await client.resend(id);
      expect([status, body.passcode]).toEqual([201, passcode]);
      expect(body.resend_at === null).toBe(send === 5);
    }
    const refused = await client.resend(id);
    expect([refused.status, refused.problem.code]).toEqual([429, 'limit.verification_sends']);
    expect((await client.read(id)).body).toMatchObject({ sends: 5, resend_at: null, status: 'pending' });
    await system.carrier.submitted(number, 5);
  });

  test('when none is left, the refusal tells when a new verification may be started', async () => {
    const client = await application({ maxSends: 1 });
    const { id } = await begin(client);
    const refused = await client.resend(id);
    expect([refused.status, refused.problem.code]).toEqual([429, 'limit.verification_sends']);
    expect(refused.problem.retry_after_seconds).toBeGreaterThan(27);
    expect(refused.problem.retry_after_seconds).toBeLessThanOrEqual(30);
    expect(refused.headers['retry-after']).toBe(String(refused.problem.retry_after_seconds));
  });

  test('keep the code: both texts show it, either may be typed, and the checks are shared', async () => {
    const client = await application(NO_LIMITS);
    const { id, number, passcode } = await begin(client);
    expect((await client.check(id, wrongCode(passcode))).body).toEqual({ id, status: 'wrong', attempts_left: 4 });
    const { body: resent } = await client.resend(id);
    expect(resent).toMatchObject({ id, passcode, attempts_left: 4, status: 'pending' });
    await system.carrier.submitted(number, 2);
    const texts = (await system.carrier.messages(number)).map(({ text }) => text);
    expect(texts.map((text) => text.includes(passcode))).toEqual([true, true]);
    expect((await client.check(id, passcode)).body.status).toBe('approved');
  });

  test('count as sends to the number: one right after the start waits', async () => {
    const client = await application();
    const { id, passcode } = await begin(client);
    expectWait(await client.resend(id), 'limit.cooldown', 30);
    expect((await client.read(id)).body.sends).toBe(1);
    await age(system.database, id, 30);
    expect((await client.resend(id)).body).toMatchObject({ id, passcode });
    expectWait(await client.resend(id), 'limit.cooldown', 60);
  });

  test('under the policy `new` each have a code of their own; the one before is still taken, older ones are not', async () => {
    const client = await application({ ...NO_LIMITS, resend: 'new' });
    const first = await begin(client);
    const second = await client.resend(first.id);
    const third = await client.resend(first.id);
    expect(new Set([first.passcode, second.body.passcode, third.body.passcode]).size).toBe(3);
    expect((await client.check(first.id, first.passcode)).body).toMatchObject({ status: 'wrong', attempts_left: 4 });
    expect((await client.check(first.id, second.body.passcode)).body.status).toBe('approved');
  });
});

test('fictional numbers spend no limit, in whatever application: nobody is disturbed by them', async () => {
  const client = await application();
  const number = remember('+12125550142');
  for (let turn = 0; turn < 7; turn += 1) {
    const { id, passcode } = await begin(client, number);
    expect((await client.check(id, wrongCode(passcode))).body.status).toBe('wrong');
    expect((await client.check(id, wrongCode(passcode))).body.attempts_left).toBe(3);
    expect((await client.check(id, passcode)).body.status).toBe('approved');
  }
  const { id } = await begin(client, number);
  expect((await client.resend(id)).status).toBe(201);
  const { rows } = await system.database.pool.query(
    `select r.sends, r.wrong_checks from recipient r join verification v
      on r.application_id = v.application_id and r.number_hash = v.number_hash where v.id = $1`,
    [id],
  );
  expect(rows).toEqual([{ sends: [], wrong_checks: [] }]);
});

describe('wrong checks of one number', () => {
  test('are ten within an hour, across verifications: then even the right code waits', async () => {
    const { wrongCheckWindows: _, ...sendsAreFree } = NO_LIMITS;
    const client = await application(sendsAreFree);
    const number = freshNumber();
    for (let turn = 0; turn < 2; turn += 1) {
      const { id, passcode } = await begin(client, number);
      for (let guess = 0; guess < 5; guess += 1) {
        expect((await client.check(id, wrongCode(passcode))).body.status).toBe('wrong');
      }
    }
    const { id, passcode } = await begin(client, number);
    const refused = await client.check(id, passcode);
    expect(refused.status).toBe(429);
    expect(refused.problem).toMatchObject({
      code: 'limit.wrong_checks',
      detail: 'For this number 10 wrong codes were tried within 60 minutes.',
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_590);
    expect(refused.headers['ratelimit-policy']).toBe('"wrong_checks";q=10;w=3600');
    expect(refused.headers['ratelimit']).toBe(`"wrong_checks";r=0;t=${refused.headers['retry-after']}`);
    expect((await client.read(id)).body).toMatchObject({ status: 'pending', attempts_left: 5 });
    await age(system.database, id, 3_600);
    expect((await client.check(id, passcode)).body.status).toBe('approved');
  });

  test('of one verification are five: each says how many are left, then it is exhausted for the right code, too', async () => {
    const client = await application();
    const { id, passcode } = await begin(client);
    const left = [];
    for (let guess = 0; guess < 5; guess += 1) left.push((await client.check(id, wrongCode(passcode))).body);
    expect(left).toEqual([4, 3, 2, 1, 0].map((attempts_left) => ({ id, status: 'wrong', attempts_left })));
    const { body } = await client.check(id, passcode);
    expect(body).toEqual({ id, status: 'exhausted', at: expect.any(String) });
    expect((await client.read(id)).body).toMatchObject({ status: 'exhausted', attempts_left: 0, ended_at: body.at });
  });
});

test('a verification keeps the policy it was started under', async () => {
  const { id: applicationId, client } = await system.addApplication();
  const old = await begin(client);
  await usePolicy(system.database.pool, applicationId, 2, {
    ...NO_LIMITS,
    codeLength: 8,
    maxChecks: 1,
    lifeSeconds: 60,
  });
  const renewed = await vi.waitUntil(
    async () => {
      const started = await begin(client);
      return started.passcode.length === 8 && started;
    },
    { timeout: 20_000, interval: 200 },
  );
  expect(renewed.attempts_left).toBe(1);
  expect(Date.parse(renewed.expires_at) - Date.now()).toBeLessThanOrEqual(60_000);
  expect((await client.check(renewed.id, wrongCode(renewed.passcode))).body).toMatchObject({ attempts_left: 0 });
  expect((await client.check(old.id, wrongCode(old.passcode))).body).toMatchObject({ attempts_left: 4 });
  expect((await client.check(old.id, old.passcode)).body.status).toBe('approved');
});
