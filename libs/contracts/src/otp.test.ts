import { describe, expect, test } from 'vitest';
import { CheckRequest, CheckResponse, StartRequest, StartResponse, Verification } from './otp.js';

/** Where and how a schema refuses; [] when it accepts. */
function refusals(schema: typeof StartRequest | typeof CheckRequest, body: unknown): string[] {
  const { error } = schema.safeParse(body);
  return (error?.issues ?? []).map(({ path, code }) => `${path.join('.')} ${code}`.trim());
}

const START = { number: '12125551212' };

describe('a start', () => {
  test.each([
    ['the number alone', START],
    ['number and language', { ...START, language: 'en' }],
    ['a national number and its country', { number: '07400 123456', country: 'GB' }],
    ['a country in lower case', { ...START, country: 'gb' }],
    ['a language that is none: it falls back and says so', { ...START, language: 'tlh-!' }],
    ['a language of 64 characters', { ...START, language: 'a'.repeat(64) }],
    ['no metadata', { ...START, metadata: {} }],
    ['ten metadata', { ...START, metadata: Object.fromEntries([...'abcdefghij'].map((key) => [key, ''])) }],
    ['the longest metadata', { ...START, metadata: { ['k'.repeat(40)]: 'v'.repeat(200) } }],
  ])('is taken with %s, and comes out as it went in', (_name, body) => {
    expect(StartRequest.parse(body)).toEqual(body);
  });

  test.each([
    ['a field nobody knows', { ...START, status: 'approved' }, 'unrecognized_keys'],
    ['a field of another spelling', { ...START, Language: 'en' }, 'unrecognized_keys'],
    ['the number of attempts', { ...START, attempts_left: 100 }, 'unrecognized_keys'],
    ['a prototype', JSON.parse('{"number":"12125551212","__proto__":{"x":1}}'), 'unrecognized_keys'],
    ['no number', {}, 'number invalid_type'],
    ['null as number', { number: null }, 'number invalid_type'],
    ['a list of numbers', { number: ['12125551212'] }, 'number invalid_type'],
    ['a country of three letters', { ...START, country: 'GBR' }, 'country invalid_format'],
    ['a country in digits', { ...START, country: '44' }, 'country invalid_format'],
    ['a country with a line feed', { ...START, country: 'GB\n' }, 'country invalid_format'],
    ['an empty country', { ...START, country: '' }, 'country invalid_format'],
    ['a language of 65 characters', { ...START, language: 'a'.repeat(65) }, 'language too_big'],
    ['a language that is no string', { ...START, language: 1 }, 'language invalid_type'],
    ['a metadata value that is no string', { ...START, metadata: { a: 1 } }, 'metadata.a invalid_type'],
    ['a metadata value of 201 characters', { ...START, metadata: { a: 'v'.repeat(201) } }, 'metadata.a too_big'],
    [
      'a metadata key of 41 characters',
      { ...START, metadata: { ['k'.repeat(41)]: '' } },
      `metadata.${'k'.repeat(41)} invalid_key`,
    ],
    ['an empty metadata key', { ...START, metadata: { '': '' } }, 'metadata. invalid_key'],
    [
      'eleven metadata',
      { ...START, metadata: Object.fromEntries([...'abcdefghijk'].map((key) => [key, ''])) },
      'metadata too_big',
    ],
    ['metadata as a list', { ...START, metadata: ['a'] }, 'metadata invalid_type'],
  ])('is refused for %s, and for nothing else', (_name, body, refusal) => {
    expect(refusals(StartRequest, body)).toEqual([refusal]);
  });

  test.each([null, [], 'text', 7, undefined])('is an object: not %j', (body) => {
    expect(refusals(StartRequest, body)).toEqual(['invalid_type']);
  });

  test('whose number is a JSON number is told to send a string', () => {
    const { error } = StartRequest.safeParse({ number: 12125551212 });
    expect(error?.issues).toMatchObject([{ path: ['number'], code: 'invalid_type', expected: 'string' }]);
    expect(error?.issues[0]?.message).toBe('Invalid input: expected string, received number');
  });
});

describe('a check', () => {
  test('is taken with its code as typed', () => {
    expect(CheckRequest.parse({ code: ' 012 ٣٤٥ ' })).toEqual({ code: ' 012 ٣٤٥ ' });
  });

  test.each([
    ['a field nobody knows', { code: '123456', id: 'ver_1' }, 'unrecognized_keys'],
    ['no code', {}, 'code invalid_type'],
    ['a code that is a JSON number and has lost its zeros', { code: 12345 }, 'code invalid_type'],
    ['a list of guesses', { code: ['000000', '000001'] }, 'code invalid_type'],
    ['an object', { code: { $ne: '' } }, 'code invalid_type'],
    ['null', { code: null }, 'code invalid_type'],
  ])('is refused for %s', (_name, body, refusal) => {
    expect(refusals(CheckRequest, body)).toEqual([refusal]);
  });
});

const message = { id: 'msg_1', status: 'queued', encoding: 'GSM-7', segments: 1 };
const verification = {
  id: 'ver_1',
  number: '+12125551212',
  purpose: 'verification',
  language: 'en',
  language_reason: 'requested',
  status: 'pending',
  attempts_left: 5,
  resend_at: null,
  expires_at: '2026-11-23T12:10:00.000Z',
  message,
};

describe('answers', () => {
  test('to a start have a passcode only for who may see it', () => {
    expect(StartResponse.parse(verification)).toEqual(verification);
    expect(StartResponse.parse({ ...verification, passcode: '012345' })).toHaveProperty('passcode', '012345');
    expect(StartResponse.safeParse({ ...verification, passcode: 12345 }).success).toBe(false);
  });

  test('to a later look at a verification never have one', () => {
    const later = { ...verification, created_at: '2026-11-23T12:00:00.000Z', ended_at: null, sends: 1, metadata: null };
    expect(Verification.parse({ ...later, passcode: '012345', code: '012345' })).toEqual(later);
  });

  test('tell times in UTC', () => {
    expect(StartResponse.safeParse({ ...verification, expires_at: '2026-11-23 12:10' }).success).toBe(false);
    expect(StartResponse.safeParse({ ...verification, expires_at: '2026-11-23T12:10:00+01:00' }).success).toBe(false);
  });

  test('to a check have one of the outcomes', () => {
    expect(CheckResponse.parse({ id: 'ver_1', status: 'wrong', attempts_left: 4 })).toHaveProperty('attempts_left', 4);
    expect(CheckResponse.safeParse({ id: 'ver_1', status: 'maybe' }).success).toBe(false);
  });
});
