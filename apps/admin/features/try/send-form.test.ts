import { expect, test } from 'vitest';
import { FIRST_FORM, startBody, tryBody } from './send-form';

const NUMBER = '+12125550142';

test('what is usual is left out', () => {
  expect(startBody(NUMBER, FIRST_FORM)).toEqual({ number: NUMBER });
});

test('a payment names its amount and its payee, and nothing else does', () => {
  expect(startBody(NUMBER, { ...FIRST_FORM, language: 'ar', purpose: 'payment' })).toEqual({
    number: NUMBER,
    language: 'ar',
    purpose: 'payment',
    amount: { value: '12.50', currency: 'EUR' },
    payee: 'Acme Books',
  });
  expect(startBody(NUMBER, { ...FIRST_FORM, purpose: 'login' })).toEqual({ number: NUMBER, purpose: 'login' });
});

test('the application is named to the console alone: an app is known by its key', () => {
  const form = { ...FIRST_FORM, application: 'app_1' };
  expect(tryBody(NUMBER, form)).toEqual({ number: NUMBER, application_id: 'app_1' });
  expect(startBody(NUMBER, form)).toEqual({ number: NUMBER });
});
