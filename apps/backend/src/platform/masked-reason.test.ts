import { expect, test } from 'vitest';
import { maskedReason } from './masked-reason.js';

const NUMBER = '+491512345678';

test.each([
  '+491512345678',
  '00491512345678',
  '0151 2345678',
  '0151-234 56 78',
  '(0151) 2345678',
  'tel:01512345678',
  '٠١٥١٢٣٤٥٦٧٨',
  '０１５１ ２３４５６７８',
])('the number is masked in a reason, however it is typed: %s', (typed) => {
  const masked = maskedReason(`He called from ${typed}, twice`, NUMBER);
  expect(masked.normalize('NFKC').replace(/[\s()./-]/g, '')).not.toContain('345678');
  expect(masked).toContain('78, twice');
});

test.each(['Ticket 48151', 'on 2026-11-26 at 10:15', 'ticket 1234567 of another matter'])(
  'what is another number stays: %s',
  (reason) => expect(maskedReason(reason, NUMBER)).toBe(reason),
);
