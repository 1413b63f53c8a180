import { expect, test } from 'vitest';
import { filterWithNumber, holdsNumber } from './held-number.js';

test.each([
  '+4915112345678',
  '4915112345678',
  'calls of +49 151 1234 5678 today',
  'VIP (+1 212 555 0117)',
  '+٤٩١٥١١٢٣٤٥٦٧٨',
  'to +1-212-555-0117, again',
])('a number is found in what was typed: %j', (text) => {
  expect(holdsNumber(text)).toBe(true);
});

test.each([
  '',
  'Failed today',
  'since 2026-11-24',
  '24.11.2026 12:00',
  'ticket 48151',
  '100 %',
  'ESME_RINVDSTADR 0x0B',
])('what is none is none: %j', (text) => {
  expect(holdsNumber(text)).toBe(false);
});

test('whatever the filter, its value is no number', () => {
  expect(filterWithNumber({ status: 'failed', number: '+4915112345678' })).toBe('number');
  expect(filterWithNumber({ carrier: 'car_x,4915112345678' })).toBe('carrier');
  expect(filterWithNumber({ q: 'who is +49 151 12345678' })).toBe('q');
});

test('ids, times, senders and durations are none', () => {
  const query = {
    number: 'flt_0aZbYcXdWeVfUgThSiRjQk',
    from: '2026-11-24T12:00:00.000Z',
    to: '-24h',
    error: '0x0000000B',
    sender: '4915112345678',
    slower_than_ms: '86400000',
    q: 'ver_0aZbYcXdWeVfUgThSiRjQk',
  };
  expect(filterWithNumber(query)).toBeUndefined();
});

test('no time of these decades reads as a number', () => {
  for (let day = 0; day < 40_000; day += 37) {
    const time = new Date(day * 86_400_000).toISOString();
    expect([time, filterWithNumber({ from: time, to: time.slice(0, 10) })]).toEqual([time, undefined]);
  }
});
