import type { CarrierSettings } from '@codewire/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../../../tools/testing/services.js';
import { Carrier, type Switches } from './carrier.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { addCarrier, healthyCarrier, routeOver } from './second-carrier.js';
import { metricsOf, startSystem, untilMessage, type System } from './system.js';

let system: System;
/** What stands behind every account but the healthy carrier's. */
let oddProcess: Simulator;
let odd: Carrier;
let url: string;
/** Accounts at the odd carrier, by what they were set to. */
const accounts = {
  usual: {},
  other: {},
  hasty: { receipt_within_seconds: 5 },
  waiting: { unknown_outcome: 'wait', receipt_within_seconds: 5, response_timeout_ms: 1_000 },
  silent: { response_timeout_ms: 1_000 },
  own: { status_actions: { '0x00000045': 'permanent' } },
  probed: {},
  undelivering: {},
} satisfies Record<string, Partial<CarrierSettings>>;
type Account = keyof typeof accounts;
const ids = {} as Record<Account, string>;
let healthy: string;

const PATIENCE = { timeout: 30_000, interval: 20 };
/** All accounts are one to the simulated carrier: a receipt must come back to the one that submitted. */
const SAME: Switches = { receipt_bind: 'same' };
const CODE = /\d{6}/;

beforeAll(async () => {
  [system, oddProcess] = await Promise.all([startSystem({ backends: 0 }), startSimulator()]);
  odd = new Carrier(oddProcess.url);
  await odd.set(SAME);
  healthy = await healthyCarrier(system);
  for (const [name, settings] of Object.entries(accounts)) {
    const id = await addCarrier(system, name, oddProcess.smppPort);
    ids[name as Account] = id;
    await system.database.pool.query('update carrier set settings = $2 where id = $1', [id, settings]);
  }
  ({ url } = await system.startBackend({ CODEWIRE_POLL_MS: '100' }));
  const metrics = async () => (await metricsOf(url)).match(/^codewire_bind_state\{.*state="bound"\} [1-9]/gm)?.length;
  await vi.waitUntil(async () => (await metrics()) === Object.keys(accounts).length + 1, PATIENCE);
});

afterEach(() => odd.set(SAME));

afterAll(async () => {
  await system.stop();
  await oddProcess.stop();
});

/** A caller whose messages go to these accounts, in this order, and then to the healthy carrier. */
async function callerOver(...names: Account[]): Promise<Client> {
  const { client } = await routeOver(system, [...names.map((name) => ids[name]), healthy]);
  const caller = client.at(url);
  // The route is known once the process has heard of it.
  await vi.waitUntil(async () => (await carriersOf(caller)).length > 0, PATIENCE);
  return caller;
}

/** Where a message of this caller would wait: asked of the queue of one that was just sent. */
async function carriersOf(caller: Client): Promise<string[]> {
  const { body } = await caller.start({ number: freshNumber(), language: 'en' });
  const { rows } = await system.database.pool.query<{ next_carriers: string }>(
    'select next_carriers from message where id = $1',
    [body.message.id],
  );
  const carriers = rows[0]?.next_carriers.split(' ') ?? [];
  return carriers.length > 1 ? carriers : [];
}

async function begin(caller: Client, switches?: Switches) {
  const number = freshNumber();
  if (switches !== undefined) await odd.set({ ...SAME, ...switches }, number);
  const { status, body } = await caller.start({ number, language: 'en' });
  expect(status).toBe(201);
  return { number, id: body.id, messageId: body.message.id, passcode: body.passcode ?? '' };
}

/** The code as both phones show it, of the odd carrier and of the healthy one. */
async function codesOf(number: string): Promise<(string | undefined)[]> {
  const texts = await Promise.all([odd.messages(number), system.carrier.messages(number)]);
  return texts.map(([newest]) => CODE.exec(newest?.text ?? '')?.[0]);
}

const attemptsOf = async (caller: Client, messageId: string) =>
  (await caller.message(messageId)).body.attempts.map(({ carrier, outcome }) => `${carrier} ${outcome}`);

const dueOf = async (messageId: string) =>
  (
    await system.database.pool.query<{ state: string; due_at: Date | null; expires_at: Date }>(
      'select state, due_at, expires_at from message where id = $1',
      [messageId],
    )
  ).rows[0]!;

describe('a carrier that refuses', () => {
  test('the sender is passed over at once: the same code goes out through the next', async () => {
    const caller = await callerOver('usual');
    const { number, messageId, passcode } = await begin(caller, { refuse_status: 0x0a });
    const { attempts } = await untilMessage(caller, messageId, 'delivered');
    expect(attempts).toMatchObject([
      { carrier: 'usual', outcome: 'refused', command_status: 0x0a, command_status_name: 'ESME_RINVSRCADR' },
      { outcome: 'submitted' },
    ]);
    expect(await codesOf(number)).toEqual([undefined, passcode]);
  });

  test('the number ends the message: no other would take it', async () => {
    const caller = await callerOver('usual');
    const { number, messageId } = await begin(caller, { refuse_status: 0x0b });
    const { attempts } = await untilMessage(caller, messageId, 'failed');
    expect(attempts).toMatchObject([{ carrier: 'usual', outcome: 'refused', command_status: 0x0b }]);
    expect(await system.carrier.submissions(number)).toEqual([]);
  });

  test('with a code that has its own meaning there is taken at its word', async () => {
    const caller = await callerOver('own');
    const { messageId } = await begin(caller, { refuse_status: 0x45 });
    await untilMessage(caller, messageId, 'failed');
    expect(await attemptsOf(caller, messageId)).toEqual(['own refused']);
    const usual = await callerOver('usual');
    const other = await begin(usual, { refuse_status: 0x45 });
    await untilMessage(usual, other.messageId, 'delivered');
  });

  test('with a code that no one knows is asked about once: of a second such answer the message fails', async () => {
    const once = await callerOver('usual');
    const first = await begin(once, { refuse_status: 0x7777 });
    await untilMessage(once, first.messageId, 'delivered');
    const twice = await callerOver('usual', 'other');
    const second = await begin(twice, { refuse_status: 0x7777 });
    await untilMessage(twice, second.messageId, 'failed');
    expect(await attemptsOf(twice, second.messageId)).toEqual(['usual refused', 'other refused']);
    expect(await system.carrier.submissions(second.number)).toEqual([]);
  });
});

describe('a carrier that took the octets and does not answer', () => {
  test('is followed by the next, with the same code', async () => {
    const caller = await callerOver('silent');
    const { number, messageId, passcode } = await begin(caller, { answer: 'never', receipt: 'none' });
    const { attempts } = await untilMessage(caller, messageId, 'delivered');
    expect(attempts).toMatchObject([{ outcome: 'unknown', reason: 'timeout' }, { outcome: 'submitted' }]);
    expect(await odd.submissions(number)).toHaveLength(1);
    expect((await codesOf(number))[1]).toBe(passcode);
  });

  test('is waited for where it is set so: only a receipt that does not come in time sends the code elsewhere', async () => {
    const caller = await callerOver('waiting');
    const { number, messageId, passcode } = await begin(caller, { answer: 'never', receipt: 'none' });
    await vi.waitUntil(async () => (await attemptsOf(caller, messageId))[0] === 'waiting unknown', PATIENCE);
    const { due_at: dueAt } = await dueOf(messageId);
    expect(dueAt!.getTime()).toBeGreaterThan(Date.now());
    expect(await system.carrier.submissions(number)).toEqual([]);
    await untilMessage(caller, messageId, 'delivered');
    expect((await codesOf(number))[1]).toBe(passcode);
  });
});

describe('a text without a receipt in time', () => {
  test('goes to a carrier that has not had it, with the same code, and the late receipt of the first counts', async () => {
    const caller = await callerOver('hasty');
    const { number, messageId, passcode } = await begin(caller, { receipt_delay_ms: 8_000 });
    await system.carrier.set({ receipt: 'none' }, number);
    await vi.waitUntil(async () => (await attemptsOf(caller, messageId)).length === 2, PATIENCE);
    await system.carrier.submitted(number);
    expect(await codesOf(number)).toEqual([passcode, passcode]);
    const { attempts, receipts } = await untilMessage(caller, messageId, 'delivered');
    expect(attempts).toMatchObject([{ outcome: 'submitted' }, { outcome: 'submitted' }]);
    expect(receipts).toMatchObject([{ state: 'delivered', attempt: 1 }]);
  });

  test('stays where it is once the code was used', async () => {
    const caller = await callerOver('hasty');
    const { id, messageId, passcode } = await begin(caller, { receipt: 'none' });
    await untilMessage(caller, messageId, 'submitted');
    expect((await caller.check(id, passcode)).body.status).toBe('approved');
    await vi.waitUntil(async () => {
      const { due_at: dueAt, expires_at: expiresAt } = await dueOf(messageId);
      return dueAt?.getTime() === expiresAt.getTime();
    }, PATIENCE);
  });
});

describe('when the user asks again', () => {
  test('the next send takes another carrier, and the one after that the first', async () => {
    const caller = await callerOver('usual');
    const { id, number, messageId } = await begin(caller);
    await untilMessage(caller, messageId, 'delivered');
    const carriers = [await attemptsOf(caller, messageId)];
    for (let send = 0; send < 2; send += 1) {
      const { status, body } = await caller.resend(id);
      expect(status).toBe(201);
      await untilMessage(caller, body.message.id, 'delivered');
      carriers.push(await attemptsOf(caller, body.message.id));
    }
    const healthyName = (await system.database.pool.query('select name from carrier where id = $1', [healthy])).rows[0]
      .name;
    expect(carriers).toEqual([['usual submitted'], [`${healthyName} submitted`], ['usual submitted']]);
    const [first, second] = await codesOf(number);
    expect(first).toBe(second);
  });
});

test('the text carries the sender that was set for the carrier which takes it', async () => {
  const caller = await callerOver('usual', 'other');
  await system.database.pool.query(
    `insert into sender_rule (id, carrier_id, sender) values ('snd_usual', $1, 'Usual'), ('snd_other', $2, '4915112')`,
    [ids.usual, ids.other],
  );
  await system.database.pool.query(`select pg_notify('codewire_carriers', '')`);
  await vi.waitUntil(async () => {
    const { number } = await begin(caller);
    return (await odd.submitted(number))[0]!.source.address === 'Usual';
  }, PATIENCE);
  const { number } = await begin(caller, { refuse_status: 0x0a, refuse_count: 1 });
  const submissions = await odd.submitted(number, 2);
  expect(submissions.map(({ source }) => source.address)).toEqual(['Usual', '4915112']);
});

async function openBreakers(account: Account): Promise<number> {
  const line = new RegExp(`^codewire_breakers_open\\{carrier="${ids[account]}"\\} (\\d+)$`, 'm');
  return Number(line.exec(await metricsOf(url))?.[1] ?? 0);
}

test('a carrier whose receipts tell of failures, one after the other, is passed over', async () => {
  const caller = await callerOver('undelivering');
  for (let turn = 0; turn < 15; turn += 1) await untilMessage(caller, (await begin(caller)).messageId, 'delivered');
  await odd.set({ ...SAME, receipt: 'fail' });
  for (let turn = 0; turn < 25; turn += 1) await untilMessage(caller, (await begin(caller)).messageId, 'undelivered');
  // Those that arrived count, too: 25 of 40 are not yet too many.
  expect(await openBreakers('undelivering')).toBe(0);
  await vi.waitUntil(async () => {
    await begin(caller);
    return (await openBreakers('undelivering')) > 0;
  }, PATIENCE);
  const passed = await begin(caller);
  await untilMessage(caller, passed.messageId, 'delivered');
  expect(await odd.submissions(passed.number)).toEqual([]);
});

describe('a carrier that refuses one after the other', () => {
  test('is passed over for a while, tried by single messages, and taken back when it is well again', async () => {
    const caller = await callerOver('probed');
    await odd.set({ ...SAME, refuse_status: 0x0a });
    await vi.waitUntil(async () => {
      await caller.start({ number: freshNumber(), language: 'en' });
      return (await openBreakers('probed')) > 0;
    }, PATIENCE);
    const passed = await begin(caller);
    await untilMessage(caller, passed.messageId, 'delivered');
    expect(await attemptsOf(caller, passed.messageId)).toHaveLength(1);
    expect(await odd.submissions(passed.number)).toEqual([]);
    await odd.set(SAME);
    await vi.waitUntil(
      async () => {
        const { number, messageId } = await begin(caller);
        await untilMessage(caller, messageId, 'delivered');
        return (await odd.submissions(number)).length === 1 && (await openBreakers('probed')) === 0;
      },
      { timeout: 40_000, interval: 500 },
    );
  });
});
