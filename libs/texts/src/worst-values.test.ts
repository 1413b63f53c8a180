import { expect, test } from 'vitest';
import { worstValues } from './worst-values.js';

const LOGIN = { locale: 'en', purpose: 'login', shortBody: null, transliterates: false, variables: [] } as const;
const COUNTED = '{code} {minutes, plural, one {but a single minute} other {#}}';

test('a text is longest with the longest of everything, and with whichever number it has most words for', () => {
  expect(worstValues({ ...LOGIN, body: '{code} {minutes}' }, 'full')).toMatchObject({ minutes: 10, codeLength: 10 });
  expect(worstValues({ ...LOGIN, body: COUNTED }, 'full')).toMatchObject({ minutes: 1, brand: 'W'.repeat(20) });
});

test('each form has its own', () => {
  const question = { ...LOGIN, body: COUNTED, shortBody: '{code} {minutes}' };
  expect(worstValues(question, 'full').minutes).toBe(1);
  expect(worstValues(question, 'short').minutes).toBe(10);
  expect(worstValues({ ...question, shortBody: null }, 'short').minutes).toBe(1);
});

test('a declared variable that chooses words is what chooses most of them', () => {
  const variables = [{ name: 'city', type: 'text', max_length: 10 }] as const;
  const body = '{code} {city, select, Rome {all the way to Rome and back} other {{city}}}';
  expect(worstValues({ ...LOGIN, variables, body }, 'full').variables).toEqual({ city: 'Rome' });
});
