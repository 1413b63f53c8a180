import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type Request } from './client.js';
import { freshNumber } from './numbers.js';
import {
  expectNothingWritten as expectNothing,
  JSON_HEADERS,
  NUMBER,
  start,
  startWith,
  type Expected,
} from './refusals.js';
import { startSystem, type System } from './system.js';

let system: System;
let client: Client;

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
  client = system.client;
});

afterAll(() => system.stop());

/** It must be refused as expected, and nothing may have been written for it. */
const expectNothingWritten = (request: Request, expected: Expected, caller = client) =>
  expectNothing(system.database, caller, request, expected);

describe('a body that is no JSON object', () => {
  test.each([
    ['cut off', `{"number":"${NUMBER}"`],
    ['with a comma too many', `{"number":"${NUMBER}",}`],
    ['in single quotes', `{'number':'${NUMBER}'}`],
    ['with a comment', `{"number":"${NUMBER}"} // please`],
    ['two of them', `{"number":"${NUMBER}"}{"number":"${NUMBER}"}`],
    ['behind a byte order mark', `\ufeff{"number":"${NUMBER}"}`],
    ['that is not UTF-8', Buffer.from(`{"number":"${NUMBER}","metadata":{"a":"\xff"}}`, 'latin1')],
    ['nested nine deep', `{"number":"${NUMBER}","metadata":${'['.repeat(8)}${']'.repeat(8)}}`],
    ['with a name twice', `{"number":"${NUMBER}","number":"${NUMBER}"}`],
    ['with a name twice, once in escapes', `{"number":"${NUMBER}","n\\u0075mber":"${NUMBER}"}`],
    ['with __proto__', `{"number":"${NUMBER}","__proto__":{"reveal":true}}`],
    ['with __proto__ in escapes', `{"number":"${NUMBER}","\\u005f_proto__":{}}`],
    ['with __proto__ inside', `{"number":"${NUMBER}","metadata":{"__proto__":"x"}}`],
    ['with constructor', `{"number":"${NUMBER}","constructor":{"prototype":{}}}`],
    ['with a NUL in the number', `{"number":"${NUMBER}\\u0000"}`],
    ['with a NUL in the language', `{"number":"${NUMBER}","language":"e\\u0000n"}`],
    ['with half a surrogate pair', `{"number":"${NUMBER}","metadata":{"a":"\\ud800"}}`],
    ['that says NaN', `{"number":NaN}`],
  ])('%s is refused', async (_, body) => {
    await expectNothingWritten(startWith(body), { status: 400, code: 'request.malformed_json' });
  });

  test.each([
    ['nothing', '', 'number'],
    ['null', 'null', 'number'],
    ['a list', '[]', undefined],
    ['a string', `"${NUMBER}"`, undefined],
    ['a number', '12', undefined],
    ['an empty object', '{}', 'number'],
  ])('%s is refused', async (_, body, field) => {
    const expected = { status: 400, code: 'request.invalid', ...(field === undefined ? {} : { field }) };
    await expectNothingWritten(startWith(body), expected);
  });

  test('more than 16 KiB is refused, whether its length is told or not', async () => {
    const body = JSON.stringify({ number: NUMBER, metadata: { a: 'x'.repeat(16 * 1_024) } });
    const expected = { status: 413, code: 'request.too_large' };
    await expectNothingWritten(startWith(body), expected);
    const chunked = { ...JSON_HEADERS, 'transfer-encoding': 'chunked' };
    await expectNothingWritten(startWith(body, chunked), expected);
  });

  test.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON in Latin-1', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['JSON that says nothing of itself', {}],
  ])('declared as %s is refused', async (_, headers) => {
    const expected = { status: 415, code: 'request.unsupported_media_type' };
    await expectNothingWritten(startWith(JSON.stringify({ number: NUMBER }), headers as typeof JSON_HEADERS), expected);
  });
});

describe('a start with a field that does not fit', () => {
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`k${n}`, 'v']));
  test.each([
    ['the number as a JSON number', { number: 12125551212 }, 'number.not_a_string', 'number'],
    ['the number as a list', { number: [NUMBER] }, 'number.not_a_string', 'number'],
    ['the number as an object', { number: { e164: NUMBER } }, 'number.not_a_string', 'number'],
    ['the number as null', { number: null }, 'number.not_a_string', 'number'],
    ['no number', { language: 'en' }, 'request.invalid', 'number'],
    ['a field nobody knows', { number: NUMBER, to: NUMBER }, 'request.invalid', 'to'],
    ['a code of its own', { number: NUMBER, code: '123456' }, 'request.invalid', 'code'],
    ['a language that is a number', { number: NUMBER, language: 1 }, 'request.invalid', 'language'],
    [
      'a language of 65 characters',
      { number: NUMBER, language: `en-${'x'.repeat(62)}` },
      'request.invalid',
      'language',
    ],
    ['a country of three letters', { number: NUMBER, country: 'USA' }, 'request.invalid', 'country'],
    ['eleven labels', { number: NUMBER, metadata: many }, 'request.invalid', 'metadata'],
    ['a label that is a number', { number: NUMBER, metadata: { order: 7 } }, 'request.invalid', 'metadata.order'],
    [
      'a label of 201 characters',
      { number: NUMBER, metadata: { order: 'x'.repeat(201) } },
      'request.invalid',
      'metadata.order',
    ],
    ['a label inside a label', { number: NUMBER, metadata: { a: { b: 'c' } } }, 'request.invalid', 'metadata.a'],
  ])('%s is refused and named', async (_, body, code, field) => {
    await expectNothingWritten(start(body), { status: 400, code, field });
  });

  test('a number sent as a JSON number is told to send a string', async () => {
    const { problem } = await client.start({ number: 12125551212 });
    expect(problem.remedy).toBe('Send a string: "number": "12125551212".');
  });

  test('several at once are all named', async () => {
    const { problem } = await client.start({ language: 7, to: NUMBER });
    expect(problem.errors?.map(({ field }) => field).sort()).toEqual(['language', 'number', 'to']);
  });
});

describe('a number that is none', () => {
  test.each([
    ['nothing', '', 'number.invalid'],
    ['letters', 'abcdefghijk', 'number.invalid'],
    ['a plus alone', '+', 'number.invalid'],
    ['too short', '+12125', 'number.invalid'],
    ['too long', '+121255512121212', 'number.invalid'],
    ['an area code that nobody has', '+11115551212', 'number.invalid'],
    ['two pluses', '++12125551212', 'number.invalid'],
    ['a plus in the middle', '1212+5551212', 'number.invalid'],
    ['text in front', 'call +12125551212', 'number.invalid'],
    ['text behind', '+12125551212 please', 'number.invalid'],
    ['two of them', '+12125551212/+12125551213', 'number.invalid'],
    ['two of them in a row', '12125551212 12125551213', 'number.invalid'],
    ['a tel: URI', 'tel:+12125551212', 'number.invalid'],
    ['a line break', '+1212555\n1212', 'number.invalid'],
    ['a zero-width space', '+1212555\u200b1212', 'number.invalid'],
    ['a right-to-left override', '\u202e+12125551212', 'number.invalid'],
    ['33 characters', `+1212555${' '.repeat(21)}1212`, 'number.invalid'],
    ['300 digits', '1'.repeat(300), 'number.invalid'],
    ['an extension in words', '+12125551212 ext. 5', 'number.extension'],
    ['an extension as x5', '+12125551212x5', 'number.extension'],
    ['an extension as #5', '+12125551212#5', 'number.extension'],
    ['an extension behind pauses', '+12125551212,,,5', 'number.extension'],
    ['an extension as a parameter', '+12125551212;ext=5', 'number.extension'],
    ['national, no country given', '02071234567', 'number.country_needed'],
    ['behind an international access code', '0012125551212', 'number.country_needed'],
  ])('%s is refused', async (_, number, code) => {
    await expectNothingWritten(start({ number }), { status: 400, code, field: 'number' });
  });

  test.each([
    ['a country that it is not of', '+4915112345678', 'US'],
    ['a country that does not exist', '015112345678', 'XX'],
  ])('%s is refused', async (_, number, country) => {
    await expectNothingWritten(start({ number, country }), {
      status: 400,
      code: 'number.country_mismatch',
      field: 'number',
    });
  });
});

describe('a number that takes no codes', () => {
  test.each([
    ['Iridium', '+881612345678'],
    ['Inmarsat', '+870773111111'],
    ['an international network', '+882161234567'],
    ['another international network', '+883510012345678'],
    ['international premium rate', '+979123456789'],
    ['international toll-free', '+80012345678'],
    ['international shared cost', '+80812345678'],
    ['premium rate in the United States', '+19002345678'],
    ['premium rate in the United Kingdom', '+449098790123'],
    ['toll-free in the United States', '+18002345678'],
    ['a pager in the United Kingdom', '+447640123456'],
    ['a personal number in the United Kingdom', '+447012345678'],
    ['shared cost in Germany', '+491801234567'],
  ])('%s is refused', async (_, number) => {
    await expectNothingWritten(start({ number }), { status: 422, code: 'number.not_allowed', field: 'number' });
  });
});

describe('what a start puts into a text', () => {
  const payee = 'Corner Bakery';
  const amount = { value: '12.50', currency: 'EUR' };
  const payment = (changes: object) => ({ number: NUMBER, purpose: 'payment', amount, payee, ...changes });
  const RLO = '\u202e';

  test.each([
    ['a link', 'bit.ly/x'],
    ['a host', 'evil.example'],
    ['an address', 'call 1.2.3.4'],
    ['a scheme', 'https://evil'],
    ['a line feed', 'Shop\nnow'],
    ['a carriage return', 'Shop\r\nnow'],
    ['a line separator', 'Shop\u2028now'],
    ['the place of the code', '{code}'],
    ['a template', '${code}'],
    ['another template', '{{7*7}}'],
    ['a reference', '$t(sms.x)'],
    ['markup', '<b>Shop</b>'],
    ['what turns the text around', `Shop${RLO}`],
    ['what cannot be seen', 'Sh\u200bop'],
    ['digits like a code', 'Shop 123456'],
    ['digits of another script', 'Shop ١٢٣٤'],
    ['21 characters', 'x'.repeat(21)],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['nothing', ' '],
  ])('is no brand and no payee with %s: the field is named', async (_, text) => {
    const expected = { status: 400, code: 'request.invalid' };
    await expectNothingWritten(start({ number: NUMBER, brand: text }), { ...expected, field: 'brand' });
    await expectNothingWritten(start(payment({ payee: text })), { ...expected, field: 'payee' });
  });

  test.each<[string, object, string]>([
    ['a purpose nobody knows', { purpose: 'marketing' }, 'purpose'],
    ['an amount as a number', payment({ amount: 12.5 }), 'amount'],
    ['an amount in words', payment({ amount: { ...amount, value: 'twelve' } }), 'amount.value'],
    ['a negative amount', payment({ amount: { ...amount, value: '-1' } }), 'amount.value'],
    ['an amount in another script', payment({ amount: { ...amount, value: '١٢' } }), 'amount.value'],
    ['a currency in lower case', payment({ amount: { ...amount, currency: 'eur' } }), 'amount.currency'],
    ['an app hash of ten characters', { app_hash: 'FA+9qCX9VS' }, 'app_hash'],
    ['an app hash with a line feed', { app_hash: 'FA+9qCX9VSu\n' }, 'app_hash'],
    ['a host with a scheme', { host: 'https://example.com' }, 'host'],
    ['a host with a second line', { host: 'example.com\n@evil.example' }, 'host'],
    ['a host with a code of its own', { host: 'example.com #123456' }, 'host'],
    ['a host in other letters', { host: 'exаmple.com' }, 'host'],
    ['a variable of 61 characters', { variables: { note: 'x'.repeat(61) } }, 'variables.note'],
    ['a variable that is a list', { variables: { note: ['x'] } }, 'variables.note'],
    ['a variable named like no variable', { variables: { __proto: 'x' } }, 'variables.__proto'],
  ])('is refused and named: %s', async (_, body, field) => {
    await expectNothingWritten(start({ number: NUMBER, ...body }), { status: 400, code: 'request.invalid', field });
  });

  test.each<[string, object, string, string]>([
    ['a payment without its amount', { purpose: 'payment', payee }, 'text.value_missing', 'amount'],
    ['a payment without its payee', { purpose: 'payment', amount }, 'text.value_missing', 'payee'],
    ['an amount of something else', { amount }, 'text.value_unknown', 'amount'],
    ['a currency that nobody has', payment({ amount: { ...amount, currency: 'XQQ' } }), 'text.value_invalid', 'amount'],
    ['a variable that no template has', { variables: { note: 'x' } }, 'text.value_unknown', 'variables.note'],
    ['two lines', { app_hash: 'FA+9qCX9VSu', host: 'example.com' }, 'text.trailer_conflict', 'host'],
    ['a frame without its page', { embedded_host: 'example.com' }, 'text.trailer_conflict', 'embedded_host'],
  ])('is refused and named: %s', async (_, body, code, field) => {
    await expectNothingWritten(start({ number: NUMBER, ...body }), { status: 400, code, field });
  });
});

describe('a language', () => {
  test.each([
    ['nobody has texts in', 'tlh'],
    ['that is no BCP 47 tag', 'please speak slowly'],
    ['that tries to be a path', '../../etc/passwd'],
    ['of 64 characters', `en-${'x'.repeat(61)}`],
    ['with an escape', 'en%00'],
    ['that is a name of every object', '__proto__'],
    ['that is a method', 'constructor'],
    ['that is a template', '{{7*7}}'],
  ])('%s falls back and says so', async (_, language) => {
    const { status, body } = await client.start({ number: freshNumber(), language });
    expect([status, body.language, body.language_reason]).toEqual([201, 'en', 'requested_fallback']);
  });

  test.each(['en_US', 'EN-us', 'en-US-u-nu-arab'])('is found however it is written: %s', async (language) => {
    const { status, body } = await client.start({ number: freshNumber(), language });
    expect([status, body.language, body.language_reason]).toEqual([201, 'en-US', 'requested']);
  });
});

test('after all of this the system still works', async () => {
  const number = freshNumber();
  const { status, body } = await client.start({ number });
  expect(status).toBe(201);
  expect((await client.check(body.id, await system.carrier.code(number))).body.status).toBe('approved');
});
