import { describe, expect, test } from 'vitest';
import { checkText } from '../check-text.js';

const VARIABLES = [
  { name: 'shop', type: 'text', max_length: 2 },
  { name: 'items', type: 'number', max_length: 2 },
  { name: 'order', type: 'number', max_length: 5 },
] as const;

function told(body: string, locale = 'en'): string[] {
  return checkText({
    locale,
    purpose: 'payment',
    shortBody: null,
    transliterates: false,
    maxSegments: 9,
    variables: VARIABLES,
    body,
  })
    .filter(({ code }) => code === 'digit_run' || code === 'code_glued')
    .map(({ code, start, end }) => `${code} ${body.slice(start ?? 0, end ?? undefined)}`);
}

describe('the code is the only run of four digits or more', () => {
  test.each([
    ['{code} 1234', ['digit_run 1234']],
    ['{code} 123', []],
    ['{code} 123-456', []],
    ['{code} ١٢٣٤', ['digit_run ١٢٣٤']],
    ['{code} ४५६७८', ['digit_run ४५६७८']],
    ['{code} 12\u033034', ['digit_run 12\u033034']],
    ['{code} १२\u0301a३४', []],
    ['{code} １２３４', ['digit_run １２３４']],
    ['{code} 12{minutes}34', ['digit_run 12{minutes}34']],
    ['{code} 1{minutes}', []],
    ['{code} 12{minutes}', ['digit_run 12{minutes}']],
    ['{code} {minutes}{items}', ['digit_run {minutes}{items}']],
    ['{code} {minutes} {items}', []],
    ['{code} {order}', ['digit_run {order}']],
    ['{code} {brand}1', ['digit_run {brand}1']],
    ['{code} {shop}1', []],
    ['{code} {brand}, {payee}', []],
    ['{code} 1{amount}', ['digit_run 1{amount}']],
    ['{code} {amount}', []],
    ['{code} {minutes, plural, one {12} other {#}}34', ['digit_run 12} other {#}}34']],
    ['{code} 12{shop, select, a {} other { }}34', ['digit_run 12{shop, select, a {} other { }}34']],
    ['{code} 12{shop, select, a {.} other { }}34', []],
    ['{code} {items, plural, offset:1 one {1#} other {11#}}', ['digit_run 11#']],
    ['{code} {shop, select, x {12} 2 {1234} 1 {567}}', ['digit_run 1234']],
    ["{code} 12''34", []],
  ])('%s', (body, expected) => {
    expect(told(body)).toEqual(expected);
  });
});

describe('the code stands apart', () => {
  test.each([
    ['{minutes}{code}', ['digit_run {minutes}{code}']],
    ['{code}{minutes}', ['digit_run {code}{minutes}']],
    ['1{code}', ['digit_run 1{code}']],
    ['{code}1', ['digit_run {code}1']],
    ['{brand}{code}', ['digit_run {brand}{code}']],
    ['{code}{code}', ['code_glued {code}{code}']],
    ['code{code}', ['code_glued e{code}']],
    ['{code}th', ['code_glued {code}t']],
    ['код{code}', ['code_glued д{code}']],
    ['{shop, select, a {x} other { }}{code}', ['code_glued x} other { }}{code}']],
    ['{code}{shop, select, a { } other {x}}', ['code_glued {code}{shop, select, a { } other {x']],
    ['G-{code}', []],
    ["{code}''dir", []],
    ['code:{code}.', []],
    ['[{code}]', []],
    ['验证码{code}，', []],
    ['認証コード{code}です', []],
    ['인증번호 {code}입니다', []],
    ['รหัส{code}ใช้ได้', []],
  ])('%s', (body, expected) => {
    expect(told(body)).toEqual(expected);
  });
});
