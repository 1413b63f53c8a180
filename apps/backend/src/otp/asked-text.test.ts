import type { StartRequest } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { AppError } from '../platform/app-error.js';
import { readAskedText, toTextQuestion } from './asked-text.js';

const NUMBER = '+12125550100';
const LISTS = { appHashes: ['FA+9qCX9VSu'], hosts: ['example.com', 'pay.example'] };
const PAYMENT = { purpose: 'payment', amount: { value: '12.50', currency: 'EUR' }, payee: 'Bakery' } as const;

const read = (request: Partial<StartRequest>) => readAskedText(LISTS, { number: NUMBER, ...request });

function refusalOf(request: Partial<StartRequest>): [code: string, field: string | undefined] {
  try {
    read(request);
  } catch (error) {
    if (error instanceof AppError) return [error.code, error.facts.field];
    throw error;
  }
  return expect.unreachable('it is not refused');
}

describe('what a text is made of', () => {
  test.each<[string, Partial<StartRequest>, object]>([
    ['nothing asked', {}, { purpose: 'verification', values: null }],
    ['its purpose alone', { purpose: 'login' }, { purpose: 'login', values: null }],
    ['no variable', { variables: {} }, { purpose: 'verification', values: null }],
    [
      'a brand and a variable',
      { brand: 'Shop', variables: { n: 2 } },
      { values: { brand: 'Shop', variables: { n: 2 } } },
    ],
    ['a payment', PAYMENT, { purpose: 'payment', values: { amount: PAYMENT.amount, payee: 'Bakery' } }],
    ['an app', { app_hash: 'FA+9qCX9VSu' }, { values: { trailer: { kind: 'app_hash', app_hash: 'FA+9qCX9VSu' } } }],
    ['a host', { host: 'example.com' }, { values: { trailer: { kind: 'host', host: 'example.com' } } }],
    [
      'a frame',
      { host: 'example.com', embedded_host: 'pay.example' },
      { values: { trailer: { kind: 'host', host: 'example.com', embedded_host: 'pay.example' } } },
    ],
  ])('%s', (_, request, expected) => expect(read(request)).toMatchObject(expected));
});

describe('what is refused, with the field that is wrong', () => {
  const { amount, payee } = PAYMENT;
  test.each<[string, Partial<StartRequest>, string, string]>([
    ['a payment without its amount', { purpose: 'payment', payee }, 'text.value_missing', 'amount'],
    ['a payment without its payee', { purpose: 'payment', amount }, 'text.value_missing', 'payee'],
    ['an amount elsewhere', { amount }, 'text.value_unknown', 'amount'],
    ['a payee elsewhere', { purpose: 'login', payee }, 'text.value_unknown', 'payee'],
    ['two lines', { app_hash: 'FA+9qCX9VSu', host: 'example.com' }, 'text.trailer_conflict', 'host'],
    [
      'an app in a frame',
      { app_hash: 'FA+9qCX9VSu', embedded_host: 'pay.example' },
      'text.trailer_conflict',
      'embedded_host',
    ],
    ['a frame without its page', { embedded_host: 'pay.example' }, 'text.trailer_conflict', 'embedded_host'],
    ['an app that is not allowed', { app_hash: 'AAAAAAAAAAA' }, 'text.app_hash_not_allowed', 'app_hash'],
    ['a host that is not allowed', { host: 'www.example.com' }, 'text.host_not_allowed', 'host'],
    [
      'a frame that is not allowed',
      { host: 'example.com', embedded_host: 'x.example' },
      'text.host_not_allowed',
      'embedded_host',
    ],
  ])('%s', (_, request, code, field) => expect(refusalOf(request)).toEqual([code, field]));

  test('an application that allows nothing', () => {
    const none = { appHashes: [], hosts: [] };
    expect(() => readAskedText(none, { number: NUMBER, app_hash: 'FA+9qCX9VSu' })).toThrow('text.app_hash_not_allowed');
    expect(() => readAskedText(none, { number: NUMBER, host: 'example.com' })).toThrow('text.host_not_allowed');
  });
});

test("a text is told whether it names the application's own name, or one that the caller gave", () => {
  const application = { id: 'app_1', name: 'Booking.com' };
  const rest = { locale: 'en', minutes: 5, codeLength: 6 };
  const questionOf = (values: { brand?: string } | null) =>
    toTextQuestion(application, { purpose: 'login', values }, rest);
  expect(questionOf(null)).toMatchObject({ brand: 'Booking.com', isOwnBrand: true });
  expect(questionOf({})).toMatchObject({ brand: 'Booking.com', isOwnBrand: true });
  expect(questionOf({ brand: 'Acme' })).toMatchObject({ brand: 'Acme', isOwnBrand: false });
});
