import {
  CheckRequest,
  HandsetRequest,
  KeyCreate,
  KeyRoll,
  MessageQuery,
  MessageStatus,
  PageQuery,
  StartRequest,
  TryRequest,
} from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Language } from './languages.js';
import { describeProblem, TEXT_FROM_FILES } from './problem.js';
import { validationRefusal } from './validation-refusal.js';

/** What a caller reads who sends this. */
function refuse(schema: z.ZodType, input: unknown, language: Language) {
  const { error } = schema.safeParse(input, { reportInput: true });
  if (error === undefined) throw new Error('it is not refused');
  const context = { text: TEXT_FROM_FILES, language, requestId: 'req_1', now: new Date(0) };
  return describeProblem(validationRefusal(error.issues), context);
}

const REQUESTS = {
  StartRequest,
  CheckRequest,
  MessageQuery,
  PageQuery,
  TryRequest,
  HandsetRequest,
  KeyCreate,
  KeyRoll,
};
type RequestName = keyof typeof REQUESTS;

const name = 'web shop';
const number = '12125551212';
const many = Object.fromEntries([...'abcdefghijk'].map((name) => [name, '']));
const statuses = MessageStatus.options.join(', ');
const longName = 'n'.repeat(41);

const NUMBER_IS_A_STRING = {
  de: 'Die Telefonnummer wurde nicht als Zeichenkette gesendet.',
  es: 'El número de teléfono no se envió como cadena de texto.',
};
const CODE_IS_A_STRING = {
  de: 'Der Code wurde nicht als Zeichenkette gesendet.',
  es: 'El código no se envió como cadena de texto.',
};
const said = (de: string, es: string) => ({
  de: `Die Anfrage entspricht nicht ihrem Vertrag: ${de}.`,
  es: `La solicitud no cumple su contrato: ${es}.`,
});
const COUNTRY = said(
  'country: muss aus den zwei Buchstaben eines Landes bestehen (ISO 3166-1), etwa DE',
  'country: debe constar de las dos letras de un país (ISO 3166-1), por ejemplo ES',
);
const text = (field: string) => said(`${field}: muss eine Zeichenkette sein`, `${field}: debe ser una cadena de texto`);
const longest = (field: string, limit: number) =>
  said(`${field}: darf höchstens ${limit} Zeichen haben`, `${field}: debe tener como máximo ${limit} caracteres`);
const missing = (field: string) => said(`${field}: fehlt`, `${field}: falta`);
const time = (field: string) =>
  said(
    `${field}: muss Datum und Uhrzeit mit Zeitzone sein (ISO 8601), etwa 2026-11-23T12:00:00Z`,
    `${field}: debe ser una fecha con hora y zona horaria (ISO 8601), por ejemplo 2026-11-23T12:00:00Z`,
  );
const malformed = (field: string) =>
  said(`${field}: hat nicht die richtige Form`, `${field}: no tiene la forma correcta`);
const anObject = (field: string) => said(`${field}: muss ein JSON-Objekt sein`, `${field}: debe ser un objeto JSON`);
const aNumber = said('limit: muss eine Zahl sein', 'limit: debe ser un número');

const ROWS: [RequestName, unknown, { de: string; es: string }][] = [
  ['StartRequest', {}, missing('number')],
  ['StartRequest', { number: 12125551212 }, NUMBER_IS_A_STRING],
  ['StartRequest', { number, country: 'USA' }, COUNTRY],
  ['StartRequest', { number, country: 1 }, text('country')],
  ['StartRequest', { number, language: 1 }, text('language')],
  ['StartRequest', { number, language: 'x'.repeat(65) }, longest('language', 64)],
  [
    'StartRequest',
    { number, purpose: 'news' },
    said(
      'purpose: muss einer dieser Werte sein: verification, login, payment',
      'purpose: debe ser uno de estos valores: verification, login, payment',
    ),
  ],
  ['StartRequest', { number, brand: 'see evil.example' }, malformed('brand')],
  ['StartRequest', { number, brand: 'Shop\nnow' }, malformed('brand')],
  ['StartRequest', { number, payee: 'x'.repeat(21) }, malformed('payee')],
  ['StartRequest', { number, amount: 12.5 }, anObject('amount')],
  ['StartRequest', { number, amount: { value: '12,5', currency: 'EUR' } }, malformed('amount.value')],
  ['StartRequest', { number, variables: 'x' }, anObject('variables')],
  ['StartRequest', { number, variables: { n: 'x'.repeat(61) } }, longest('variables.n', 60)],
  ['StartRequest', { number, app_hash: 'short' }, malformed('app_hash')],
  ['StartRequest', { number, host: 'https://example.com' }, malformed('host')],
  ['StartRequest', { number, embedded_host: 'example' }, malformed('embedded_host')],
  ['StartRequest', { number, metadata: 'x' }, anObject('metadata')],
  [
    'StartRequest',
    { number, metadata: many },
    said('metadata: darf höchstens 10 Einträge haben', 'metadata: debe tener como máximo 10 entradas'),
  ],
  ['StartRequest', { number, metadata: { a: 1 } }, text('metadata.a')],
  ['StartRequest', { number, metadata: { a: 'x'.repeat(201) } }, longest('metadata.a', 200)],
  [
    'StartRequest',
    { number, metadata: { [longName]: '' } },
    said(
      `metadata.${longName}: hat einen Namen von mehr als 40 Zeichen`,
      `metadata.${longName}: tiene un nombre de más de 40 caracteres`,
    ),
  ],
  [
    'StartRequest',
    { number, metadata: { '': '' } },
    said('metadata.: hat einen leeren Namen', 'metadata.: tiene un nombre vacío'),
  ],
  [
    'StartRequest',
    { number, to: number },
    said('to: ist kein Feld dieser Anfrage; bitte entfernen', 'to: no es un campo de esta solicitud; elimínelo'),
  ],
  ['StartRequest', [], said('muss ein JSON-Objekt sein', 'debe ser un objeto JSON')],
  ['CheckRequest', {}, missing('code')],
  ['CheckRequest', { code: 123456 }, CODE_IS_A_STRING],
  ['MessageQuery', { limit: 'ten' }, aNumber],
  ['MessageQuery', { limit: '1.5' }, said('limit: muss eine ganze Zahl sein', 'limit: debe ser un número entero')],
  ['MessageQuery', { limit: '0' }, said('limit: muss mindestens 1 sein', 'limit: debe ser al menos 1')],
  ['MessageQuery', { limit: '101' }, said('limit: darf höchstens 100 sein', 'limit: debe ser como máximo 100')],
  ['MessageQuery', { cursor: ['a', 'b'] }, text('cursor')],
  ['MessageQuery', { cursor: 'c'.repeat(201) }, longest('cursor', 200)],
  [
    'MessageQuery',
    { status: 'lost' },
    said(`status: muss einer dieser Werte sein: ${statuses}`, `status: debe ser uno de estos valores: ${statuses}`),
  ],
  [
    'MessageQuery',
    { country: 'us' },
    said(
      'country: muss aus den zwei Großbuchstaben eines Landes bestehen (ISO 3166-1), etwa DE',
      'country: debe constar de las dos letras mayúsculas de un país (ISO 3166-1), por ejemplo ES',
    ),
  ],
  ['MessageQuery', { language: 'x'.repeat(65) }, longest('language', 64)],
  ['MessageQuery', { carrier: 'x'.repeat(65) }, longest('carrier', 64)],
  ['MessageQuery', { verification: 'x'.repeat(65) }, longest('verification', 64)],
  ['MessageQuery', { from: 'yesterday' }, time('from')],
  ['MessageQuery', { to: '2026-11-23' }, time('to')],
  ['PageQuery', { limit: 'ten' }, aNumber],
  ['PageQuery', { cursor: 'c'.repeat(201) }, longest('cursor', 200)],
  ['TryRequest', {}, missing('number')],
  ['TryRequest', { number, country: '44' }, COUNTRY],
  ['TryRequest', { number, application_id: 'a'.repeat(41) }, longest('application_id', 40)],
  ['TryRequest', { number, language: false }, text('language')],
  [
    'TryRequest',
    { number, purpose: 'news' },
    said(
      'purpose: muss einer dieser Werte sein: verification, login, payment',
      'purpose: debe ser uno de estos valores: verification, login, payment',
    ),
  ],
  ['TryRequest', { number, payee: 'x'.repeat(21) }, malformed('payee')],
  ['TryRequest', { number, amount: 12.5 }, anObject('amount')],
  [
    'KeyRoll',
    { overlap_hours: 2 },
    said(
      'overlap_hours: muss einer dieser Werte sein: 0, 1, 24, 72',
      'overlap_hours: debe ser uno de estos valores: 0, 1, 24, 72',
    ),
  ],
  ['KeyCreate', { name: '', scopes: ['read'] }, malformed('name')],
  [
    'KeyCreate',
    { name, scopes: [] },
    said('scopes: muss mindestens 1 Einträge haben', 'scopes: debe tener al menos 1 entradas'),
  ],
  [
    'KeyCreate',
    { name, scopes: ['read'], addresses: Array(21).fill('::') },
    said('addresses: darf höchstens 20 Einträge haben', 'addresses: debe tener como máximo 20 entradas'),
  ],
  ['KeyCreate', { name, scopes: ['read'], expires_at: 'soon' }, time('expires_at')],
  ['HandsetRequest', { number: '1'.repeat(33) }, longest('number', 32)],
];

describe('a field that does not fit', () => {
  test.each(ROWS)('(%s, %j) is told in the words of the caller', (name, input, { de, es }) => {
    expect(refuse(REQUESTS[name], input, 'de').detail).toBe(de);
    expect(refuse(REQUESTS[name], input, 'es').detail).toBe(es);
  });

  test.each(Object.keys(REQUESTS) as RequestName[])('has its rows above, whichever it is of %s', (name) => {
    const tried = ROWS.filter(([of]) => of === name).flatMap(([, input]) => {
      const { error } = REQUESTS[name].safeParse(input);
      return (error?.issues ?? []).map(({ path }) => String(path[0]));
    });
    expect(Object.keys(REQUESTS[name].shape).filter((field) => !tried.includes(field))).toEqual([]);
  });
});

test('several fields are told one by one, and together', () => {
  const { detail, errors, field } = refuse(StartRequest, { language: 7, to: number }, 'de');
  expect(errors).toEqual([
    { field: 'number', detail: 'fehlt' },
    { field: 'language', detail: 'muss eine Zeichenkette sein' },
    { field: 'to', detail: 'ist kein Feld dieser Anfrage; bitte entfernen' },
  ]);
  expect(field).toBe('number');
  expect(detail).toBe(
    'Die Anfrage entspricht nicht ihrem Vertrag: number: fehlt; language: muss eine Zeichenkette sein; ' +
      'to: ist kein Feld dieser Anfrage; bitte entfernen.',
  );
});

test('what was sent is not repeated', () => {
  const problem = refuse(StartRequest, { number, country: number, language: [number] }, 'en');
  expect(JSON.stringify(problem)).not.toContain(number);
});
