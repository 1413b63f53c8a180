import type { TemplateUse } from '@codewire/contracts';
import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import en from '../../messages/en.json';
import { toldInList, toldUse, type Digits } from './recent-use';

const t = createTranslator({
  locale: 'en',
  messages: en,
  namespace: 'templates.publish',
  onError: (error) => {
    throw error;
  },
});
const inEnglish = (value: number, digits: Digits) => new Intl.NumberFormat('en', digits).format(value);

const week: TemplateUse = {
  sends: 0,
  counted: 4_000,
  counted_since: '2026-11-17T12:00:00Z',
  is_capped: false,
  per_day: 0,
};
const busy: TemplateUse = { ...week, counted: 10_000, counted_since: '2026-11-24T14:02:00Z', is_capped: true };

test.each<[string, TemplateUse]>([
  ['Nothing was written with this template in the last 7 days.', week],
  [
    '1 message was written with this template in the last 7 days, in all languages: about 0.1 a day.',
    { ...week, sends: 1, per_day: 1 / 7 },
  ],
  [
    '3,500 messages were written with this template in the last 7 days, in all languages: about 500 a day.',
    { ...week, sends: 3_500, per_day: 500 },
  ],
  [
    'None of the newest 10,000 messages, those since 14:02, was written with this template. Older ones were not counted: it may still be in use.',
    busy,
  ],
  [
    'Of the newest 10,000 messages, those since 14:02, 1 was written with this template, in all languages: about 33 a day at that rate.',
    { ...busy, sends: 1, per_day: 33.488 },
  ],
  [
    'Of the newest 10,000 messages, those since 14:02, 700 were written with this template, in all languages: about 23,000 a day at that rate.',
    { ...busy, sends: 700, per_day: 23_441.9 },
  ],
])('%s', (sentence, use) => {
  const { key, values } = toldUse(use, inEnglish);
  expect(t.markup(key, { ...values, time: () => '14:02' })).toBe(sentence);
});

test('a list says of what it counted in part that it is the least, and never that it is nothing', () => {
  expect([week, { ...week, sends: 3 }].map(toldInList)).toEqual([undefined, undefined]);
  expect(toldInList({ ...busy, sends: 700 })).toBe('sendsAtLeast');
  expect(toldInList(busy)).toBe('sendsUnknown');
});
