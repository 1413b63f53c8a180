import { describe, expect, test } from 'vitest';
import { AppError } from './app-error.js';
import { parseJsonBody } from './json-body.js';

const parse = (text: string) => parseJsonBody(Buffer.from(text));

function problemOf(octets: Buffer): unknown {
  try {
    return { value: parseJsonBody(octets) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'request.malformed_json') return error.facts.values?.['problem'];
    throw error;
  }
}

describe('a JSON body', () => {
  test.each([
    '{"number":"12125551212","language":"en"}',
    ' { "a" : [ 1, -2.5e3, true, false, null, "x" ] , "b" : { "a" : "a" } } ',
    '{"quote":"\\" , } ] : {","slash":"\\\\","snow":"\\u2603","pair":"\\ud83d\\ude00"}',
    '[[[[[[[[]]]]]]]]',
    '"text"',
    'null',
  ])('that is sound is read as JSON.parse reads it: %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  test('that is empty is none', () => {
    expect(parseJsonBody(Buffer.alloc(0))).toBeUndefined();
  });

  test.each([
    ['{', 'json_syntax'],
    ['{"a":NaN}', 'json_syntax'],
    ["{'a':1}", 'json_syntax'],
    ['{"a":1} {"a":1}', 'json_syntax'],
    ['[[[[[[[[[]]]]]]]]]', 'json_too_deep'],
    ['{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}', 'json_too_deep'],
    [`${'['.repeat(8_000)}${']'.repeat(8_000)}`, 'json_too_deep'],
    ['{"number":"1","number":"2"}', 'json_duplicate_name'],
    ['{"number":"1","n\\u0075mber":"2"}', 'json_duplicate_name'],
    ['{"a":{"b":1,"c":2,"b":3}}', 'json_duplicate_name'],
    ['{"a":[],"b":1,"a":{}}', 'json_duplicate_name'],
    ['{"__proto__":{"admin":true}}', 'json_forbidden_name'],
    ['{"\\u005f_proto__":{}}', 'json_forbidden_name'],
    ['{"a":[{"constructor":{"prototype":{}}}]}', 'json_forbidden_name'],
    ['{"a":"\\u0000"}', 'json_unstorable_text'],
    ['{"a":"\\ud800"}', 'json_unstorable_text'],
    ['{"\\udc00":"a"}', 'json_unstorable_text'],
  ])('%s is refused as %s', (text, problem) => {
    expect(problemOf(Buffer.from(text))).toBe(problem);
  });

  test('the same name in two objects is no duplicate, and a value is no name', () => {
    expect(parse('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(parse('{"a":"__proto__","b":"a"}')).toEqual({ a: '__proto__', b: 'a' });
  });

  test('that is not UTF-8 is refused', () => {
    expect(problemOf(Buffer.from([0x22, 0xff, 0x22]))).toBe('json_not_utf8');
    expect(problemOf(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('json_not_utf8');
    expect(problemOf(Buffer.from('"a"', 'utf16le'))).toBe('json_syntax');
  });

  test('nothing of it is in the error: it may hold a number or a code', () => {
    try {
      parse('{"code":"123456"');
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('123456');
      expect(String((error as Error).stack)).not.toContain('123456');
      expect((error as Error).cause).toBeUndefined();
    }
  });
});
