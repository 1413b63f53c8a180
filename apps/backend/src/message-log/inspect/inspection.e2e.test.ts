import {
  AuditPage,
  MessageInspection,
  MessagePdus,
  RelatedMessages,
  VerificationDetail,
  VerificationSearchPage,
} from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client } from '../../test/client.js';
import { freshNumber } from '../../test/numbers.js';
import { expectRefusal } from '../../test/refusals.js';
import { NO_LIMITS, startSystem, untilMessage, type System } from '../../test/system.js';
import { join, type Colleague } from '../../test/team.js';

/** How soon the copies that the console reads know of what happened. */
const SOON_SECONDS = 2;
/** Looking takes its time, too. */
const MOST_MS = 20_000;

let system: System;
let ops: Colleague;
let support: Colleague;
let client: Client;
let applicationId: string;

beforeAll(async () => {
  system = await startSystem();
  [ops, support] = [await join(system, 'ops'), await join(system, 'support')];
  ({ id: applicationId, client } = await system.addApplication({ policy: NO_LIMITS }));
});

afterAll(() => system.stop());

async function start(number = freshNumber()) {
  const { body } = await client.start({ number });
  return { number, id: body.id, messageId: body.message.id, code: body.passcode ?? '' };
}

const wrong = (code: string) => (code.startsWith('1') ? '2' : '1') + code.slice(1);

/** What the list says of a verification, once it says that. */
async function untilListed(id: string, fits: (row: VerificationSearchPage['data'][number]) => boolean) {
  return vi.waitUntil(
    async () => {
      const { body } = await ops.browser.get<VerificationSearchPage>(`verifications?application=${applicationId}`);
      return VerificationSearchPage.parse(body).data.find((row) => row.id === id && fits(row));
    },
    { timeout: MOST_MS, interval: 50 },
  );
}

/** How long after one of its times a verification was copied. */
async function copiedAfter(id: string, time: 'created_at' | 'ended_at'): Promise<number> {
  const { rows } = await system.database.pool.query<{ seconds: number }>(
    `select extract(epoch from s.copied_at - v.${time})::float8 as seconds
      from verification v join verification_search s using (id) where id = $1`,
    [id],
  );
  return rows[0]?.seconds ?? Infinity;
}

test('a start, a wrong check and the right one are in the list within two seconds, with their counts', async () => {
  const { id, code } = await start();
  await untilListed(id, ({ status, checks_used: used }) => status === 'pending' && used === 0);
  expect(await copiedAfter(id, 'created_at')).toBeLessThan(SOON_SECONDS);
  await client.check(id, wrong(code));
  await untilListed(id, ({ status, checks_used: used }) => status === 'pending' && used === 1);
  await client.check(id, code);
  const row = await untilListed(id, ({ status }) => status === 'approved');
  expect(await copiedAfter(id, 'ended_at')).toBeLessThan(SOON_SECONDS);
  expect(row).toMatchObject({ checks_used: 2, sends: 1, ended_at: expect.any(String) as string });
  expect(row.ms_to_approve).toBeGreaterThan(0);
  const { checks, ended_at: ended } = (await ops.browser.get<VerificationDetail>(`verifications/${id}`)).body;
  expect(checks.map(({ is_right: isRight }) => isRight)).toEqual([false, true]);
  expect(checks[1]!.at > checks[0]!.at && checks[1]!.at <= ended!).toBe(true);
});

test('a later start and another send are in the list, too', async () => {
  const first = await start();
  await client.resend(first.id);
  await untilListed(first.id, ({ sends }) => sends === 2);
  const second = await start(first.number);
  await untilListed(first.id, ({ status }) => status === 'superseded');
  await untilListed(second.id, ({ status }) => status === 'pending');
  const { body } = await ops.browser.get<VerificationDetail>(`verifications/${first.id}`);
  expect(VerificationDetail.parse(body)).toMatchObject({ superseded_by: second.id, may_cancel: false });
});

test('a delivered message has its four PDUs, without its number, its text or its code', async () => {
  const { number, messageId, code } = await start();
  await untilMessage(client, messageId, 'delivered');
  // The last of them is sent when the receipt is written.
  const { body, text } = await vi.waitUntil(
    async () => {
      const answer = await ops.browser.get<MessagePdus>(`messages/${messageId}/pdus`);
      return answer.body.data.length >= 4 && answer;
    },
    { timeout: MOST_MS, interval: 50 },
  );
  const { data, ...rest } = MessagePdus.parse(body);
  expect(data.map(({ command, direction, attempt }) => [command, direction, attempt])).toEqual([
    ['submit_sm', 'out', 1],
    ['submit_sm_resp', 'in', 1],
    ['deliver_sm', 'in', 1],
    ['deliver_sm_resp', 'out', 1],
  ]);
  expect(rest).toEqual({ missing_nodes: [], is_complete: true });
  const [submit, answer, , kept] = data;
  expect(answer?.sequence).toBe(submit?.sequence);
  expect(kept?.command_status).toBe('ESME_ROK');
  expect(submit?.fields).toContainEqual({ name: 'short_message', value: expect.stringMatching(/^redacted/) as string });
  for (const secret of [number.slice(1), code, 'Your code']) expect(text).not.toContain(secret);
});

test('it is told by which rule and to whom it was routed, for whom it was, and that no phone got it', async () => {
  const { messageId } = await start();
  await untilMessage(client, messageId, 'delivered');
  const { body } = await ops.browser.get<MessageInspection>(`messages/${messageId}`);
  const message = MessageInspection.parse(body);
  const { rows } = await system.database.pool.query<{ id: string; name: string }>(
    'select r.id, r.name from route r join message m on m.route_id = r.id where m.id = $1',
    [messageId],
  );
  expect(message).toMatchObject({
    application_id: applicationId,
    purpose: 'verification',
    is_simulated: true,
    rule: rows[0],
    error_code: null,
    price: null,
  });
  const routed = message.timeline.find(({ kind }) => kind === 'routed');
  expect(routed?.facts).toMatchObject({ carriers: message.carrier });
  expect(message.timeline.map(({ kind }) => kind).slice(0, 4)).toEqual(['accepted', 'rendered', 'routed', 'attempted']);
});

test('its kin are the messages of its verification, and those of the hour to the same number', async () => {
  const first = await start();
  const { body: again } = await client.resend(first.id);
  const other = await start(first.number);
  const related = await vi.waitUntil(
    async () => {
      const { body } = await ops.browser.get<RelatedMessages>(`messages/${first.messageId}/related`);
      const found = RelatedMessages.parse(body);
      return found.verification.length > 0 && found.number.length > 0 && found;
    },
    { timeout: MOST_MS, interval: 50 },
  );
  expect(related.verification.map(({ id }) => id)).toEqual([again.message.id]);
  expect(related.number.map(({ id }) => id)).toEqual([other.messageId]);
});

test('one that support cancels checks no code any more, and the audit says who did it', async () => {
  const { id, code } = await start();
  const cancel = () => support.browser.post<VerificationDetail>(`verifications/${id}/cancel`, {});
  const { status, body } = await cancel();
  expect(status).toBe(200);
  expect(VerificationDetail.parse(body)).toMatchObject({ status: 'cancelled', checks_left: 0, may_cancel: false });
  expect((await client.check(id, code)).body.status).toBe('cancelled');
  expect((await cancel()).status).toBe(200);
  const owner = await join(system, 'owner');
  const { body: trail } = await owner.browser.get<AuditPage>(`audit?target=${id}`);
  expect(AuditPage.parse(trail).data.map(({ action, actor }) => [action, actor.id])).toEqual([
    ['verification.cancelled', support.id],
  ]);
  await untilListed(id, (row) => row.status === 'cancelled');
});

describe('a code that support sends again', () => {
  const reason = 'Ticket 4711: nothing came.';
  const resend = (id: string, why = reason) =>
    support.browser.post<VerificationDetail>(`verifications/${id}/resend`, { reason: why });
  const entriesOf = async (id: string) =>
    (
      await system.database.pool.query<{ action: string; after: object }>(
        'select action, after from audit where target_id = $1 order by seq',
        [id],
      )
    ).rows;

  test('is the same in a new message, shown to nobody else; the audit has who, why, and no number', async () => {
    const { id, code, number, messageId } = await start();
    const { status, text, body } = await resend(id, `He called from ${number}: nothing came.`);
    expect(status).toBe(200);
    expect(VerificationDetail.parse(body)).toMatchObject({ status: 'pending', sends: 2, may_resend: true });
    expect(text).not.toContain(code);
    const sent = await vi.waitUntil(
      async () => {
        const { body: now } = await support.browser.get<VerificationDetail>(`verifications/${id}`);
        return now.messages.find((message) => message.id !== messageId && message.status === 'delivered');
      },
      { timeout: MOST_MS, interval: 50 },
    );
    expect(await system.carrier.code(number)).toBe(code);
    const [entry, ...others] = await entriesOf(id);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ action: 'verification.resent', after: { message_id: sent.id } });
    expect(JSON.stringify(entry)).toContain('nothing came');
    expect(JSON.stringify(entry)).not.toContain(number.slice(1));
    expect((await client.check(id, code)).body.status).toBe('approved');
    expectRefusal(await resend(id), { status: 409, code: 'verification.ended' });
    expect(await entriesOf(id)).toHaveLength(1);
  });

  test('is not sent more often than its policy has it, nor without a reason', async () => {
    const { id } = await start();
    expect((await resend(id, ' no ')).problem.field).toBe('reason');
    const { body } = await support.browser.get<VerificationDetail>(`verifications/${id}`);
    for (let sends = 1; sends < body.max_sends; sends += 1) expect((await resend(id)).body.sends).toBe(sends + 1);
    expectRefusal(await resend(id), { status: 429, code: 'limit.verification_sends' });
    const { body: spent } = await support.browser.get<VerificationDetail>(`verifications/${id}`);
    expect(spent).toMatchObject({ sends: body.max_sends, may_resend: false });
    expect(await entriesOf(id)).toHaveLength(body.max_sends - 1);
  });
});

test('what has ended otherwise is not cancelled, and nothing is written of it', async () => {
  const { id, code } = await start();
  await client.check(id, code);
  expectRefusal(await support.browser.post(`verifications/${id}/cancel`, {}), {
    status: 409,
    code: 'verification.ended',
  });
  const { rows } = await system.database.pool.query('select from audit where target_id = $1', [id]);
  expect(rows).toHaveLength(0);
});
