import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client } from './client.js';
import { freshMaldivianNumber, freshGermanNumber, freshNumber, remember } from './numbers.js';
import { insertKey } from './rows.js';
import { startSystem, untilMessage, type System } from './system.js';

let system: System;
let client: Client;

beforeAll(async () => {
  system = await startSystem();
  client = system.client;
});

afterAll(() => system.stop());

describe('the request exactly as it stands', () => {
  test('is answered twice with a code, each is on the phone, and its message is delivered', async () => {
    remember('12125551212');
    for (let turn = 0; turn < 2; turn += 1) {
      const raw = '{ "number": "12125551212", "language": "en" }';
      const headers = { 'content-type': 'application/json' };
      const answer = await client.send<Awaited<ReturnType<Client['start']>>['body']>({
        method: 'POST',
        path: '/v1/otp',
        headers,
        body: raw,
      });
      expect(answer.status).toBe(201);
      const { id, passcode = '', message } = answer.body;
      expect(passcode).toMatch(/^\d{6}$/);
      await vi.waitUntil(async () => (await system.carrier.text('12125551212')).includes(passcode), {
        timeout: 20_000,
      });
      expect(await system.carrier.code('12125551212')).toBe(passcode);
      await untilMessage(client, message.id, 'delivered');
      const { data } = (await client.messages(`?verification=${id}`)).body;
      expect(data).toMatchObject([
        { id: message.id, verification_id: id, status: 'delivered', number: '+1 ********12', country: 'US' },
      ]);
    }
  });

  test('is answered with everything that the contract promises', async () => {
    const number = freshNumber();
    const { status, body, headers } = await client.start({ number: number.slice(1), language: 'en' });
    expect(status).toBe(201);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({
      id: expect.stringMatching(/^ver_[0-9A-Za-z]{22}$/),
      number,
      purpose: 'verification',
      language: 'en',
      language_reason: 'requested',
      passcode: expect.stringMatching(/^\d{6}$/),
      status: 'pending',
      attempts_left: 5,
      resend_at: expect.any(String),
      expires_at: expect.any(String),
      message: {
        id: expect.stringMatching(/^msg_[0-9A-Za-z]{22}$/),
        status: 'submitting',
        encoding: 'GSM-7',
        segments: 1,
      },
    });
    const life = Date.parse(body.expires_at) - Date.now();
    expect(life).toBeGreaterThan(595_000);
    expect(life).toBeLessThanOrEqual(600_000);
  });
});

describe('a code from the phone', () => {
  test('is approved once; afterwards it was already', async () => {
    const number = freshNumber();
    const { id } = (await client.start({ number })).body;
    const code = await system.carrier.code(number);
    const approved = (await client.check(id, code)).body;
    expect(approved).toEqual({ id, status: 'approved', at: expect.any(String) });
    expect((await client.check(id, code)).body).toEqual({ id, status: 'already_approved', at: approved.at });
  });

  test('is the one that the reply revealed', async () => {
    const number = freshNumber();
    const { passcode } = (await client.start({ number })).body;
    expect(await system.carrier.code(number)).toBe(passcode);
  });
});

describe('who is shown a code', () => {
  test('a key without that permission is not; its user reads it on the phone', async () => {
    const { rows } = await system.database.pool.query<{ id: string }>('select id from application');
    const caller = new Client(client.url, (await insertKey(system.database.pool, rows[0]!.id, { reveals: false })).key);
    const number = freshNumber();
    const { status, body, text } = await caller.start({ number });
    expect([status, 'passcode' in body]).toEqual([201, false]);
    const code = await system.carrier.code(number);
    expect(text).not.toContain(code);
    const resent = await caller.resend(body.id);
    expect([resent.status, resent.text.includes(code)]).toEqual([201, false]);
    expect((await caller.check(body.id, code)).body.status).toBe('approved');
  });

  test('nobody who reads: not the verification, not the message, not the log', async () => {
    const number = freshNumber();
    const { id, passcode = '', message } = (await client.start({ number, metadata: { order: 'A-7' } })).body;
    await untilMessage(client, message.id, 'delivered');
    const answers = [await client.read(id), await client.message(message.id), await client.messages()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { text } of answers) {
      expect(text).not.toContain(passcode);
      expect(text).not.toContain('passcode');
    }
    const [, detail] = answers;
    expect(detail?.text).not.toContain(number.slice(1));
    expect(answers[0]?.body).toMatchObject({
      id,
      number,
      status: 'pending',
      sends: 1,
      metadata: { order: 'A-7' },
      message: { id: message.id, status: 'delivered' },
    });
  });

  test('the database keeps no code and no number in clear', async () => {
    const number = freshNumber();
    const { passcode = '', message } = (await client.start({ number })).body;
    await untilMessage(client, message.id, 'delivered');
    const tables = ['verification', 'recipient', 'message', 'attempt', 'attempt_part', 'receipt', 'idempotency'];
    const rows = await Promise.all(
      tables.map((table) => system.database.pool.query<{ row: string }>(`select t::text as row from ${table} t`)),
    );
    const everything = rows.flatMap((result) => result.rows.map(({ row }) => row)).join('\n');
    expect(everything).toContain(message.id);
    expect(everything).not.toMatch(new RegExp(`(?<![0-9a-zA-Z.])${passcode}(?![0-9a-zA-Z])`));
    expect(everything).not.toContain(number.slice(1));
    expect(everything).not.toContain(Buffer.from(number).toString('hex'));
  });
});

describe('the text on the phone', () => {
  test.each([
    ['en', 'GSM-7', 'Your Codewire code is 000000. It is valid for 10 minutes. Do not share it with anyone.'],
    ['es', 'GSM-7', 'Codewire: su clave es 000000. Caduca en 10 minutos. No la comparta con nadie.'],
    ['de', 'GSM-7', 'Codewire: Ihr Code ist 000000. Er gilt 10 Minuten. Bitte geben Sie ihn nicht weiter.'],
    ['pt-BR', 'UCS-2', 'Codewire: código 000000. Vale 10 min. Não compartilhe.'],
    ['ru', 'UCS-2', 'Codewire: код 000000 на 10 минут. Никому не сообщайте.'],
    ['ar', 'UCS-2', 'رمزك 000000 من Codewire صالح لمدة 10 دقائق. لا تشاركه.'],
    ['he', 'UCS-2', 'הקוד 000000 של Codewire תקף ל-10 דקות. אין לשתף אותו.'],
    ['hi', 'UCS-2', 'Codewire कोड: 000000, 10 मिनट तक वैध। किसी को न बताएँ।'],
    ['ja', 'UCS-2', 'Codewireの認証コードは 000000 です。10分間有効です。他人に教えないでください。'],
    ['zh-CN', 'UCS-2', '【Codewire】您的验证码是 000000，10分钟内有效，请勿告诉他人。'],
  ])('in %s (%s) is this, to the letter, in one segment', async (language, encoding, expected) => {
    const number = freshNumber();
    const { body } = await client.start({ number, language });
    expect(body).toMatchObject({ language, language_reason: 'requested', message: { encoding, segments: 1 } });
    await system.carrier.text(number);
    const [shown] = await system.carrier.messages(number);
    expect(shown).toMatchObject({
      text: expected.replace('000000', body.passcode ?? ''),
      encoding,
      segments: 1,
      from: 'Codewire',
    });
    const detail = await untilMessage(client, body.message.id, 'delivered');
    expect(detail).toMatchObject({
      text: expected.replace('000000', '{code}'),
      language,
      language_reason: 'requested',
    });
  });

  test('asks for a receipt, and is worthless to the carrier once the code has died', async () => {
    const number = freshNumber();
    await client.start({ number });
    const [submission] = await system.carrier.submitted(number);
    expect(submission).toMatchObject({ registered_delivery: 1, parts: 1, status: 0 });
    // SMPP 3.4 7.1.1.2, relative: 10 minutes, or what is left of them.
    expect(submission!.validity_period).toMatch(/^00000000(1000|09[45]\d)000R$/);
  });
});

describe('the language, and why it is that one', () => {
  test.each([
    ['asked for', freshNumber, 'de', 'de', 'requested'],
    ['asked for with script and region', freshNumber, 'zh-Hans-CN', 'zh-CN', 'requested'],
    ['asked for without its region', freshNumber, 'pt', 'pt-BR', 'requested'],
    ['asked for with an underscore', freshNumber, 'pt_BR', 'pt-BR', 'requested'],
    ['asked for in a region of its own', freshNumber, 'pt-PT', 'pt-PT', 'requested'],
    ['asked for in another region', freshNumber, 'es-EC', 'es-419', 'requested_fallback'],
    ['asked for and not to be had', freshNumber, 'tlh', 'en', 'requested_fallback'],
    ['asked for and not to be had, in Germany', freshGermanNumber, 'tlh', 'de', 'requested_fallback'],
    ["not asked for: the country's", freshGermanNumber, undefined, 'de', 'country'],
    [
      "not asked for, the country's not to be had: the application's",
      freshMaldivianNumber,
      undefined,
      'en',
      'application',
    ],
  ])('%s', async (_, number, language, chosen, reason) => {
    const { status, body } = await client.start({ number: number(), ...(language && { language }) });
    expect([status, body.language, body.language_reason]).toEqual([201, chosen, reason]);
    expect((await client.read(body.id)).body).toMatchObject({ language: chosen, language_reason: reason });
  });
});

describe('a refusal', () => {
  test.each([
    [
      'de',
      'de-CH, en;q=0.5',
      'Nummer ist keine Zeichenkette',
      'Senden Sie eine Zeichenkette: "number": "12125551212".',
    ],
    [
      'es',
      'nl, es-MX;q=0.8, de;q=0.2',
      'El número no es una cadena',
      'Envíe una cadena de texto: "number": "12125551212".',
    ],
    ['pt-BR', 'pt-PT, en;q=0.9', 'O número não é uma string', 'Envie uma string: "number": "12125551212".'],
    ['zh-CN', 'zh-TW, en;q=0.9', '号码不是字符串', '请发送字符串："number": "12125551212"。'],
    ['en', 'nl', 'Number is not a string', 'Send a string: "number": "12125551212".'],
    ['en', '*', 'Number is not a string', 'Send a string: "number": "12125551212".'],
  ])('is in %s for Accept-Language: %s, its code the same', async (language, accepted, title, remedy) => {
    const { status, headers, problem } = await client.start({ number: 12125551212 }, { 'accept-language': accepted });
    expect([status, headers['content-language']]).toEqual([400, language]);
    expect(problem).toMatchObject({ code: 'number.not_a_string', title, remedy });
  });
});

describe('how the system does', () => {
  const get = (path: string) => new Client(client.url).send<Record<string, unknown>>({ method: 'GET', path });

  test('is told without a key: alive, ready, measured, described', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/docs'])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
  });

  test('metrics count codes, checks, submits and receipts, and name no number', async () => {
    const number = freshNumber();
    const { body } = await client.start({ number });
    await untilMessage(client, body.message.id, 'delivered');
    await client.check(body.id, body.passcode);
    const { text } = await get('/metrics');
    for (const name of ['codes', 'checks', 'submits', 'receipts'])
      expect(text).toMatch(new RegExp(`^codewire_${name}_total\\{.+\\} [1-9]`, 'm'));
    for (const name of ['accept', 'accept_to_wire']) {
      expect(text).toMatch(new RegExp(`^codewire_${name}_seconds_count [1-9]`, 'm'));
    }
    expect(text).toMatch(/^codewire_bind_state\{carrier="[^"]+",state="bound"\} [1-9]\d*$/m);
    expect(text).not.toContain(number.slice(1));
  });
});
