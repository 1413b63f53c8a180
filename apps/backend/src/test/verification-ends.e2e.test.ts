import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplicationSeed } from './rows.js';
import { begin, wrongCode } from './starts.js';
import { NO_LIMITS, startSystem, type System } from './system.js';

let system: System;

beforeAll(async () => {
  system = await startSystem();
});

afterAll(() => system.stop());

const application = async (policy?: ApplicationSeed['policy']) =>
  (await system.addApplication(policy === undefined ? {} : { policy })).client;

describe('how a verification ends', () => {
  test('a second start supersedes the first: its code is worth nothing, and it says so', async () => {
    const client = await application(NO_LIMITS);
    const first = await begin(client);
    const second = await begin(client, first.number);
    expect(second.id).not.toBe(first.id);
    const checked = await client.check(first.id, first.passcode);
    expect(checked.body).toEqual({ id: first.id, status: 'superseded', at: expect.any(String) });
    expect((await client.read(first.id)).body).toMatchObject({
      status: 'superseded',
      attempts_left: 0,
      resend_at: null,
    });
    expect((await client.resend(first.id)).problem).toMatchObject({
      code: 'verification.ended',
      status_of_verification: 'superseded',
    });
    expect((await client.check(second.id, second.passcode)).body.status).toBe('approved');
  });

  test('cancelled: the code is worth nothing, and cancelling again changes nothing', async () => {
    const client = await application();
    const { id, passcode } = await begin(client);
    expect([(await client.cancel(id)).status, (await client.cancel(id)).status]).toEqual([204, 204]);
    const { body } = await client.check(id, passcode);
    expect(body).toEqual({ id, status: 'cancelled', at: expect.any(String) });
    expect((await client.read(id)).body).toMatchObject({ status: 'cancelled', ended_at: body.at });
  });

  test('expired: the right code is told so, with when', async () => {
    const client = await application();
    const { id, passcode } = await begin(client);
    await system.database.pool.query(`update verification set expires_at = now() - interval '1 s' where id = $1`, [id]);
    const { status, body } = await client.check(id, passcode);
    const read = (await client.read(id)).body;
    expect([status, body]).toEqual([200, { id, status: 'expired', at: read.expires_at }]);
    expect(read).toMatchObject({ status: 'expired', ended_at: read.expires_at, attempts_left: 0, resend_at: null });
    expect((await client.resend(id)).problem).toMatchObject({
      code: 'verification.ended',
      status_of_verification: 'expired',
    });
    expect((await client.cancel(id)).problem.code).toBe('verification.ended');
  });

  test('approved: it stays so, with when, and can no longer be cancelled or sent', async () => {
    const client = await application(NO_LIMITS);
    const { id, passcode } = await begin(client);
    const approved = (await client.check(id, passcode)).body;
    expect(approved).toEqual({ id, status: 'approved', at: expect.any(String) });
    expect((await client.check(id, passcode)).body).toEqual({ id, status: 'already_approved', at: approved.at });
    expect((await client.check(id, wrongCode(passcode))).body).toEqual({
      id,
      status: 'already_approved',
      at: approved.at,
    });
    const [cancelled, resent] = [await client.cancel(id), await client.resend(id)];
    expect([cancelled.status, resent.status]).toEqual([409, 409]);
    expect(cancelled.problem).toMatchObject({
      code: 'verification.ended',
      status_of_verification: 'approved',
      ended_at: approved.at,
    });
  });
});
