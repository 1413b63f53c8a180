import type { CheckResponse, HandsetInbox, Profile, TextDetail, TryResponse } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Client, type Answer } from '../test/client.js';
import { freshNumber, remember } from '../test/numbers.js';
import { signedIn } from '../test/operators.js';
import { expectRefusal, JSON_HEADERS } from '../test/refusals.js';
import { usePolicy } from '../test/rows.js';
import { addCarrier, routeOver } from '../test/second-carrier.js';
import { startSystem, type System } from '../test/system.js';
import { insertTemplate, insertText } from '../test/texts.js';

const HANDSET = '+12125550163';
const PATIENCE = { timeout: 20_000, interval: 20 };

let system: System;
let admin: Client;
/** Of an editor's browser. */
let editor: Record<string, string>;
/** In test mode: the one that is seeded. */
let trial: string;
/** Reaches real phones, over a real carrier. */
let live: string;
/** A client app of it, whose key reveals codes. */
let client: Client;
let template: string;

beforeAll(async () => {
  remember(HANDSET);
  system = await startSystem({ backends: 0 });
  const { pool } = system.database;
  const carrier = await addCarrier(system, 'Acme Mobile', system.simulator.smppPort);
  const { client: caller } = await routeOver(system, [carrier]);
  const { rows } = await pool.query<{ id: string; is_test: boolean }>('select id, is_test from application');
  [trial, live] = [true, false].map((isTest) => rows.find((row) => row.is_test === isTest)!.id) as [string, string];
  template = await insertTemplate(pool, 'payment', live);
  const backend = await system.startBackend();
  client = caller.at(backend.url);
  admin = new Client(`http://127.0.0.1:${backend.adminPort}`);
  editor = await signedIn(pool, { role: 'editor' });
  const isUp = async () => (await client.start({ number: freshNumber() })).status === 201;
  await vi.waitUntil(isUp, PATIENCE);
});

afterAll(() => system.stop());

async function ask<Body>(method: string, path: string, body?: unknown, headers = editor): Promise<Answer<Body>> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const all = body === undefined ? headers : { ...JSON_HEADERS, ...headers };
  const answer = await admin.send<Body>({ method, path: `/api/admin/${path}`, headers: all, ...json });
  const code = (answer.body as { passcode?: string } | undefined)?.passcode;
  if (code !== undefined) recordSecret('code', code);
  return answer;
}

const tryText = (body: object, id = template) => ask<TryResponse>('POST', `templates/${id}/texts/de/test`, body);

async function onHandset(number: string): Promise<string> {
  const inbox = async () => (await ask<HandsetInbox>('POST', 'handset', { number })).body.messages;
  return (await vi.waitUntil(async () => (await inbox())[0]?.text, PATIENCE))!;
}

const profile = async () => (await ask<Profile>('GET', 'me')).body;

async function audited(action: string) {
  const { rows } = await system.database.pool.query(
    'select target_id, application_id, before, after from audit where action = $1 order by seq',
    [action],
  );
  return rows;
}

describe('a draft', () => {
  let version: number;

  beforeAll(async () => {
    const words = { body: 'Entwurf: {amount} an {payee}, Code {code}.', shortBody: '{amount} {payee} {code}' };
    version = await insertText(system.database.pool, template, {
      locale: 'de',
      status: 'draft',
      origin: 'admin',
      ...words,
    });
  });

  const toHandset = (changes: object = {}) => ({
    version,
    application_id: live,
    to: { kind: 'handset', number: HANDSET },
    ...changes,
  });

  test('is on the handset as it is written, with typical values and a code that holds', async () => {
    const { status, body } = await tryText(toHandset());
    expect([status, body.is_simulated, body.purpose, body.language]).toEqual([201, true, 'payment', 'de']);
    expect(await onHandset(HANDSET)).toBe(`Entwurf: 12,50 EUR an Acme Books, Code ${body.passcode}.`);
    const checked = await ask<CheckResponse>('POST', `try/${body.id}/check`, { code: body.passcode });
    expect(checked.body.status).toBe('approved');
    expect((await audited('text.tested')).at(-1)).toEqual({
      target_id: `${template}/de`,
      application_id: live,
      before: null,
      after: { version, to: 'handset', message: body.message.id },
    });
  });

  test('is sent again in the words that were tried, whatever is written, published or discarded since', async () => {
    const number = '+12125550165';
    remember(number);
    const { body } = await tryText(toHandset({ to: { kind: 'handset', number } }));
    await onHandset(number);
    const { pool } = system.database;
    await pool.query(`update template_version set status = 'superseded' where template_id = $1`, [template]);
    const again = await ask<TryResponse>('POST', `try/${body.id}/resend`);
    expect(again.status).toBe(201);
    const words = `Entwurf: 12,50 EUR an Acme Books, Code ${body.passcode}.`;
    const shown = async () => (await system.carrier.messages(number)).map(({ text }) => text);
    await vi.waitUntil(async () => (await shown()).length === 2, PATIENCE);
    expect(await shown()).toEqual([words, words]);
    await pool.query(`update template_version set status = 'draft' where template_id = $1`, [template]);
  });

  test('that was tried is not rewritten: the message still names the words that were sent', async () => {
    const path = `templates/${template}/texts/de`;
    const { headers } = await ask('GET', path);
    const tagged = { ...editor, 'if-match': String(headers['etag']) };
    const words = { body: 'Neu: {amount} an {payee}, {code}.', short_body: null, transliterates: false };
    const saved = await ask<TextDetail>('PUT', `${path}/draft`, words, tagged);
    expect(saved.body.draft).toMatchObject({ version: version + 1, body: words.body });
    expect(saved.body.versions.find((one) => one.version === version)).toMatchObject({ status: 'superseded' });
  });

  test('takes values and a line that the application allows', async () => {
    await system.database.pool.query('update application set hosts = $2 where id = $1', [live, ['example.com']]);
    await ask('PATCH', `applications/${live}`, {}, await signedIn(system.database.pool));
    const number = '+12125550164';
    remember(number);
    const values = { amount: { value: '3', currency: 'CHF' }, payee: 'Kiosk' };
    const trailer = { kind: 'host', host: 'example.com' };
    const sent = await tryText({ ...toHandset({ values, trailer }), to: { kind: 'handset', number } });
    expect(sent.status).toBe(201);
    expect(await onHandset(number)).toBe(`3 CHF Kiosk ${sent.body.passcode}\n@example.com #${sent.body.passcode}`);
    const other = await tryText(toHandset({ trailer: { kind: 'host', host: 'evil.example' } }));
    expectRefusal(other, { status: 422, code: 'text.host_not_allowed', field: 'host' });
  });

  test('goes to no phone that is not a handset, and as no other application', async () => {
    const real = await tryText(toHandset({ to: { kind: 'handset', number: freshNumber() } }));
    expectRefusal(real, { status: 400, code: 'request.invalid', field: 'to.number' });
    const other = await tryText(toHandset({ application_id: trial }));
    expectRefusal(other, { status: 404, code: 'application.not_found', field: 'application_id' });
    expectRefusal(await tryText(toHandset({ version: 99 })), { status: 404, code: 'text.version_not_found' });
    const none = await tryText(toHandset(), 'tpl_none');
    expectRefusal(none, { status: 404, code: 'template.not_found' });
  });

  test('is sent to nobody by those who write no texts', async () => {
    const headers = await signedIn(system.database.pool, { role: 'support' });
    const refused = await ask('POST', `templates/${template}/texts/de/test`, toHandset(), headers);
    expectRefusal(refused, { status: 403, code: 'auth.permission_denied' });
  });

  describe("and one's own number", () => {
    let number: string;
    const toOwn = () => toHandset({ to: { kind: 'own' } });
    const begin = (body: object) => ask<TryResponse>('POST', 'me/phone', body);
    const prove = (body: object) => ask<CheckResponse>('POST', 'me/phone/check', body);

    beforeAll(() => void (number = freshNumber()));

    test('is none as long as nothing is proven', async () => {
      expect((await profile()).phone).toBeNull();
      expectRefusal(await tryText(toOwn()), { status: 409, code: 'phone.none' });
    });

    test('is not proven where anybody could read the code', async () => {
      const refused = await begin({ number, application_id: trial });
      expectRefusal(refused, { status: 422, code: 'number.simulated_only', field: 'application_id' });
    });

    test('is not proven by a verification that was begun for something else, or by someone else', async () => {
      const { body } = await client.start({ number: freshNumber(), metadata: { own_number_of: 'me' } });
      const theirs = await prove({ verification_id: body.id, code: body.passcode });
      expectRefusal(theirs, { status: 404, code: 'verification.not_found' });
      const begun = (await begin({ number: freshNumber(), application_id: live })).body;
      const headers = await signedIn(system.database.pool, { role: 'editor' });
      const code = await system.carrier.code(begun.number);
      const stolen = await ask('POST', 'me/phone/check', { verification_id: begun.id, code }, headers);
      expectRefusal(stolen, { status: 404, code: 'verification.not_found' });
      expect((await profile()).phone).toBeNull();
    });

    test('is proven by the code on that phone, and shown and kept masked', async () => {
      const { status, body } = await begin({ number, application_id: live });
      expect([status, body.is_simulated, 'passcode' in body]).toEqual([201, false, false]);
      const code = await system.carrier.code(number);
      const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
      expect((await prove({ verification_id: body.id, code: wrong })).body.status).toBe('wrong');
      expect((await profile()).phone).toBeNull();
      // As if the database had gone away between the approval and what follows it.
      const approved = await client.check(body.id, code);
      expect(approved.body.status).toBe('approved');
      for (const _ of [1, 2]) {
        expect((await prove({ verification_id: body.id, code })).body.status).toBe('already_approved');
      }
      const masked = `+1 ********${number.slice(-2)}`;
      expect((await profile()).phone).toBe(masked);
      expect(await audited('operator.phone_added')).toMatchObject([{ before: null, after: { phone: masked } }]);
      expect((await audited('operator.phone_asked')).at(-1)).toMatchObject({ before: null, after: { phone: masked } });
      const { rows } = await system.database.pool.query<{ row: string }>(
        'select o::text as row from operator o union all select a::text from audit a',
      );
      expect(rows.map(({ row }) => row).join()).not.toContain(number.slice(1));
    });

    test('gets the draft by the real route, without its code in the answer, and under the limits', async () => {
      const { status, body } = await tryText(toOwn());
      expect([status, body.is_simulated, 'passcode' in body]).toEqual([201, false, false]);
      const shown = async () => (await system.carrier.messages(number))[0]?.text;
      await vi.waitUntil(async () => (await shown())?.startsWith('Entwurf: 12,50 EUR an Acme Books'), PATIENCE);
      await usePolicy(system.database.pool, live, 2, {});
      await ask('PATCH', `applications/${live}`, {}, await signedIn(system.database.pool));
      expect((await tryText(toOwn())).problem.code).toBe('limit.cooldown');
      expect((await audited('text.tested')).at(-1)).toMatchObject({ after: { to: 'own', message: body.message.id } });
    });

    test('is forgotten on request, and then there is none', async () => {
      const forget = async () => (await ask('DELETE', 'me/phone')).status;
      expect([await forget(), await forget()]).toEqual([204, 204]);
      expect((await profile()).phone).toBeNull();
      expect(await audited('operator.phone_removed')).toHaveLength(1);
      expectRefusal(await tryText(toOwn()), { status: 409, code: 'phone.none' });
    });
  });
});
