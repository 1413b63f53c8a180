import { describe, expect, test } from 'vitest';
import { HandsetRequest, TryRequest } from './admin.js';
import { MessageDetail, MessagePage, MessageQuery, MessageRow, TimelineEvent } from './messages.js';
import { PageQuery } from './paging.js';

describe('a query of messages', () => {
  test('without anything asks for the newest fifty', () => {
    expect(MessageQuery.parse({})).toEqual({ limit: 50 });
  });

  test('takes its filters as a URL has them', () => {
    const query = {
      limit: '100',
      cursor: 'c',
      status: 'delivered',
      country: 'US',
      language: 'pt-BR',
      carrier: 'car_1',
      verification: 'ver_1',
      from: '2026-11-23T00:00:00Z',
      to: '2026-11-23T00:00:00+05:30',
    };
    expect(MessageQuery.parse(query)).toEqual({ ...query, limit: 100 });
  });

  test.each([
    ['a filter nobody knows', { number: '12125551212' }],
    ['no page at all', { limit: '0' }],
    ['too large a page', { limit: '101' }],
    ['half a page', { limit: '1.5' }],
    ['a page of words', { limit: 'all' }],
    ['a page of no number', { limit: 'NaN' }],
    ['a cursor of 201 characters', { cursor: 'c'.repeat(201) }],
    ['a status that is none', { status: 'sent' }],
    ['a country in lower case', { country: 'us' }],
    ['a language of 65 characters', { language: 'a'.repeat(65) }],
    ['a carrier of 65 characters', { carrier: 'a'.repeat(65) }],
    ['a verification of 65 characters', { verification: 'a'.repeat(65) }],
    ['a time without a zone', { from: '2026-11-23T00:00:00' }],
    ['a day', { to: '2026-11-23' }],
  ])('is refused for %s', (_name, query) => {
    expect(MessageQuery.safeParse(query).success).toBe(false);
  });
});

test.each([
  ['a page', PageQuery, {}],
  ['a try', TryRequest, { number: '1' }],
  ['a look at a handset', HandsetRequest, { number: '1' }],
])('%s is refused for a field nobody knows', (_name, schema, body) => {
  expect(schema.safeParse(body).success).toBe(true);
  expect(schema.safeParse({ ...body, extra: 1 }).error?.issues).toMatchObject([
    { code: 'unrecognized_keys', keys: ['extra'] },
  ]);
});

const row = {
  id: 'msg_1',
  verification_id: 'ver_1',
  number: '+1 ********12',
  country: 'US',
  language: 'en',
  status: 'delivered',
  carrier: null,
  encoding: 'GSM-7',
  segments: 1,
  created_at: '2026-11-23T12:00:00.000Z',
  submitted_at: null,
  ended_at: null,
  error: null,
};

test('a page has rows and the cursor of the next, null on the last', () => {
  expect(MessagePage.parse({ data: [row], next_cursor: null })).toEqual({ data: [row], next_cursor: null });
  expect(MessagePage.safeParse({ data: [row] }).success).toBe(false);
  expect(MessagePage.safeParse({ data: [{ ...row, status: 'sent' }], next_cursor: null }).success).toBe(false);
});

test('a message shown has no field for a code or a whole number: what is added is left out', () => {
  expect(MessageRow.parse({ ...row, code: '123456', number_sealed: 'x' })).toEqual(row);
  const detail = {
    ...row,
    language_reason: 'country',
    text: 'Your code is {code}',
    template_version: 1,
    expires_at: '2026-11-23T12:10:00.000Z',
    attempts: [],
    receipts: [],
    timeline: [],
  };
  expect(MessageDetail.parse({ ...detail, code: '123456', passcode: '123456' })).toEqual(detail);
});

test('the facts of a step are words and numbers', () => {
  const event = { at: '2026-11-23T12:00:00.000Z', kind: 'submitted', facts: { carrier: 'a', attempt: 1 } };
  expect(TimelineEvent.parse(event)).toEqual(event);
  expect(TimelineEvent.safeParse({ ...event, facts: { a: { b: 1 } } }).success).toBe(false);
  expect(TimelineEvent.safeParse({ ...event, kind: 'sent' }).success).toBe(false);
});
