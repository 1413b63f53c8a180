import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { signedIn } from './operators.js';
import { expectNothingWritten, expectRefusal, JSON_HEADERS, start } from './refusals.js';
import { startSystem, untilMessage, type System } from './system.js';
import { tapCarrier, type WireTap } from './wire-tap.js';

const APP_HASH = 'FA+9qCX9VSu';
const HOST = 'example.com';
const FRAME = 'pay.example';
/** With the words in Russian it fits no segment. */
const LONG_HOST = `login.${'department.'.repeat(5)}example`;

let system: System;
let tap: WireTap;
/** In test mode: no limit is in the way of a second send. */
let client: Client;
/** Under the standard limits. */
let limited: Client;

beforeAll(async () => {
  system = await startSystem({ backends: 0 });
  tap = await tapCarrier(system.simulator.smppPort);
  const { pool } = system.database;
  await pool.query('update carrier set port = $1 where is_simulated', [tap.port]);
  // Words of our own, so that the octets below are theirs whatever the built-in texts say.
  for (const [locale, body, short] of [
    ['en', '{brand}: your code is {code}.', '[{brand}] {code}'],
    ['ru', '{brand}: ваш код {code}.', 'Код {code}'],
  ]) {
    await pool.query(
      `update template_version v set body = $2, short_body = $3, transliterates = false from template t
        where t.id = v.template_id and t.purpose = 'verification' and v.locale = $1 and v.status = 'published'`,
      [locale, body, short],
    );
  }
  const live = await system.addApplication();
  await pool.query('update application set app_hashes = $1, hosts = $2', [[APP_HASH], [HOST, FRAME, LONG_HOST]]);
  const { url } = await system.startBackend();
  [client, limited] = [system.client.at(url), live.client.at(url)];
});

afterAll(async () => {
  await system.stop();
  await tap.close();
});

const digits = {
  gsm: (code: string) => Buffer.from(code, 'latin1').toString('hex'),
  ucs2: (code: string) => Buffer.from(code, 'utf16le').swap16().toString('hex'),
};

/** What went over the wire for the number, once it is on the phone. */
async function submitted(number: string, count = 1) {
  await system.carrier.submitted(number, count);
  return tap.submitsTo(number);
}

// GSM 03.38: `@` is 00, `[` is 1b 3c, `]` is 1b 3e; a line feed is 0a in both alphabets.
const WIRE: [string, object, keyof typeof digits, string][] = [
  [
    'an app in GSM-7',
    { language: 'en', app_hash: APP_HASH },
    'gsm',
    '1b3c436f6465776972651b3e20{code}0a46412b3971435839565375',
  ],
  [
    'a host in GSM-7',
    { language: 'en', host: HOST },
    'gsm',
    '1b3c436f6465776972651b3e20{code}0a006578616d706c652e636f6d2023{code}',
  ],
  [
    'a frame in GSM-7',
    { language: 'en', host: HOST, embedded_host: FRAME },
    'gsm',
    '1b3c436f6465776972651b3e20{code}0a006578616d706c652e636f6d2023{code}20007061792e6578616d706c65',
  ],
  [
    'an app in UCS-2',
    { language: 'ru', app_hash: APP_HASH },
    'ucs2',
    '041a043e04340020{code}000a00460041002b00390071004300580039005600530075',
  ],
  [
    'a host in UCS-2',
    { language: 'ru', host: HOST },
    'ucs2',
    '041a043e04340020{code}000a0040006500780061006d0070006c0065002e0063006f006d00200023{code}',
  ],
  [
    'a frame in UCS-2',
    { language: 'ru', host: HOST, embedded_host: FRAME },
    'ucs2',
    '041a043e04340020{code}000a0040006500780061006d0070006c0065002e0063006f006d00200023{code}00200040007000610079002e006500780061006d0070006c0065',
  ],
];

describe('the line for autofill is the last one on the wire, octet for octet', () => {
  test.each(WIRE)('for %s, and so it is when it is sent again', async (_, asked, alphabet, octets) => {
    const number = freshNumber();
    const { status, body } = await client.start({ number, ...asked });
    expect([status, body.message.segments]).toEqual([201, 1]);
    const code = digits[alphabet](body.passcode ?? '');
    const whole = { esmClass: 0, dataCoding: alphabet === 'gsm' ? 0 : 8, octets: octets.replaceAll('{code}', code) };
    expect(await submitted(number)).toMatchObject([whole]);
    expect((await client.resend(body.id)).status).toBe(201);
    expect(await submitted(number, 2)).toMatchObject([whole, whole]);
  });

  test('and without one the text is the full one, alone', async () => {
    const number = freshNumber();
    const { body } = await client.start({ number, language: 'en' });
    expect(await system.carrier.text(number)).toBe(`Codewire: your code is ${body.passcode}.`);
  });
});

test('the phone shows both codes, and the log none of them', async () => {
  const number = freshNumber();
  const { body } = await client.start({ number, language: 'en', host: HOST });
  const code = body.passcode ?? '';
  expect(await system.carrier.text(number)).toBe(`[Codewire] ${code}\n@${HOST} #${code}`);
  const { text } = await untilMessage(client, body.message.id, 'delivered');
  expect(text).toBe(`[Codewire] {code}\n@${HOST} #{code}`);
  expect((await client.message(body.message.id)).text).not.toContain(code);
});

describe('a text that does not fit with its line', () => {
  const tooLong = { language: 'ru', host: LONG_HOST };

  test('is refused whole: nothing is sent, no verification made, no limit spent', async () => {
    const number = freshNumber();
    const sent = tap.count();
    await expectNothingWritten(system.database, limited, start({ number, ...tooLong }), {
      status: 422,
      code: 'text.too_long',
    });
    const { body } = await limited.start({ number, language: 'ru' });
    expect(body).toMatchObject({ number, status: 'pending' });
    expect(await submitted(number)).toHaveLength(1);
    expect(tap.count()).toBe(sent + 1);
  });

  test('in another language does', async () => {
    const { body } = await client.start({ number: freshNumber(), ...tooLong, language: 'en' });
    expect(body.message).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });
});

describe('what the application does not allow', () => {
  test.each([
    ['an app', { app_hash: 'AAAAAAAAAAA' }, 'text.app_hash_not_allowed', 'app_hash'],
    ['a host', { host: `www.${HOST}` }, 'text.host_not_allowed', 'host'],
    ['a frame', { host: HOST, embedded_host: 'evil.example' }, 'text.host_not_allowed', 'embedded_host'],
  ])('is refused before anything is written: %s', async (_, asked, code, field) => {
    const request = start({ number: freshNumber(), ...asked });
    await expectNothingWritten(system.database, client, request, { status: 422, code, field });
  });

  test('no longer is refused before a cache ends; what was begun with it is sent again with it', async () => {
    const number = freshNumber();
    const { body } = await client.start({ number, host: FRAME });
    const admin = new Client(`http://127.0.0.1:${system.backends[0]!.adminPort}`);
    const headers = { ...JSON_HEADERS, ...(await signedIn(system.database.pool)) };
    const { rows } = await system.database.pool.query<{ id: string }>('select id from application where is_test');
    const path = `/api/admin/applications/${rows[0]!.id}`;
    const changed = JSON.stringify({ hosts: [HOST, LONG_HOST] });
    expect((await admin.send({ method: 'PATCH', path, headers, body: changed })).status).toBe(200);
    const refused = await vi.waitUntil(
      async () => {
        const answer = await client.start({ number: freshNumber(), host: FRAME });
        return answer.status !== 201 && answer;
      },
      { timeout: 4_000, interval: 20 },
    );
    expectRefusal(refused, { status: 422, code: 'text.host_not_allowed', field: 'host' });
    expect((await client.resend(body.id)).status).toBe(201);
    const [first, again] = await submitted(number, 2);
    expect(again).toEqual(first);
    expect(first?.octets).toContain(Buffer.from('pay.example').toString('hex'));
  });
});

describe('values are data', () => {
  /** Of a template that declares a variable, for sign-ins. */
  beforeAll(async () => {
    const { pool } = system.database;
    await pool.query(`update template set variables = $1 where purpose = 'login' and application_id is null`, [
      JSON.stringify([{ name: 'note', type: 'text', max_length: 30 }]),
    ]);
    await pool.query(
      `update template_version v set body = '{brand}: {code} ({note})', short_body = null from template t
        where t.id = v.template_id and t.purpose = 'login' and v.locale = 'en' and v.status = 'published'`,
    );
    await pool.query(`select pg_notify('codewire_texts', '')`);
    const isThere = async () =>
      (await client.start({ number: freshNumber(), purpose: 'login', ...NOTE })).status === 201;
    await vi.waitUntil(isThere, { timeout: 20_000, interval: 20 });
  });

  const NOTE = { language: 'en', variables: { note: 'on a new phone' } };

  test('a declared one stands in the text, and is called for', async () => {
    const number = freshNumber();
    const { body } = await client.start({ number, purpose: 'login', brand: 'Café & Söhne', ...NOTE });
    expect(body.purpose).toBe('login');
    expect(await system.carrier.text(number)).toBe(`Café & Söhne: ${body.passcode} (on a new phone)`);
    const without = await client.start({ number: freshNumber(), purpose: 'login', language: 'en' });
    expectRefusal(without, { status: 400, code: 'text.value_missing', field: 'variables.note' });
  });

  test.each([
    ['the place of the code', '{code}'],
    ['a template', '${code} {{7*7}}'],
    ['a reference', '$t(sms.x)'],
    ['a second line', 'now\r\n@evil.example #123456'],
    ['what turns the text around', 'now\u202e'],
    ['a link', 'see evil.example'],
    ['digits like a code', '123456'],
    ['a number', 7],
    ['31 characters', 'x'.repeat(31)],
  ])('but not with %s', async (_, note) => {
    const request = start({ number: freshNumber(), purpose: 'login', language: 'en', variables: { note } });
    const expected = { status: 400, code: 'text.value_invalid', field: 'variables.note' };
    await expectNothingWritten(system.database, client, request, expected);
  });

  test('a start that was accepted can be sent again, whatever is published and declared since', async () => {
    const { pool } = system.database;
    const number = freshNumber();
    const { body } = await client.start({ number, purpose: 'login', ...NOTE });
    await system.carrier.text(number);
    /** Published in place of the words before, which stay in the history; resolves once the server has it. */
    const publish = async (variables: object[], words: string, missing?: string) => {
      await pool.query(`update template set variables = $1 where purpose = 'login' and application_id is null`, [
        JSON.stringify(variables),
      ]);
      await pool.query(
        `with old as (
            update template_version v set status = 'superseded' from template t where t.id = v.template_id
              and t.purpose = 'login' and v.locale = 'en' and v.status = 'published' returning v.*
          ) insert into template_version (template_id, locale, version, body, transliterates, status, origin, published_at)
            select template_id, locale, version + 100, $1, false, 'superseded', 'admin', now() from old`,
        [words],
      );
      await pool.query(`update template_version set status = 'published' where body = $1`, [words]);
      await pool.query(`select pg_notify('codewire_texts', '')`);
      const isThere = async () =>
        (await client.start({ number: freshNumber(), purpose: 'login', language: 'en' })).problem?.field === missing;
      await vi.waitUntil(isThere, { timeout: 20_000, interval: 20 });
    };
    const sent = async (count: number) => {
      const shown = async () => (await system.carrier.messages(number)).map(({ text }) => text);
      return vi.waitUntil(async () => ((await shown()).length === count ? (await shown()).toSorted() : false), {
        timeout: 20_000,
        interval: 20,
      });
    };
    // The words ask for what the start did not say: those of the send before are sent.
    await publish([{ name: 'device', type: 'text', max_length: 9 }], '{brand}: {code} [{device}]', 'variables.device');
    expect((await client.resend(body.id)).status).toBe(201);
    const first = `Codewire: ${body.passcode} (on a new phone)`;
    expect(await sent(2)).toEqual([first, first]);
    // The words know nothing of the value.
    await publish([], 'New words: {code}');
    expect((await client.resend(body.id)).status).toBe(201);
    expect(await sent(3)).toEqual([first, first, `New words: ${body.passcode}`]);
  });

  test("an application's name that looks like a template is the name and nothing else", async () => {
    const { pool } = system.database;
    const odd = await system.addApplication({ isTest: true });
    await pool.query('update application set name = $2 where id = $1', [odd.id, '{code} $t(sms) ${a}']);
    const number = freshNumber();
    const { body } = await odd.client.at(client.url).start({ number, language: 'en' });
    expect(await system.carrier.text(number)).toBe(`(code) $t(sms) $(a): your code is ${body.passcode}.`);
  });
});

test('another line under the same Idempotency-Key is another request', async () => {
  const [number, headers] = [freshNumber(), { 'idempotency-key': 'one-line' }];
  const first = await client.start({ number, host: HOST }, headers);
  expect((await client.start({ number, host: HOST }, headers)).body).toEqual(first.body);
  for (const other of [{ host: LONG_HOST }, { app_hash: APP_HASH }, { host: HOST, purpose: 'login' }, {}]) {
    const refused = await client.start({ number, ...other }, headers);
    expectRefusal(refused, { status: 422, code: 'idempotency.mismatch' });
  }
});
