import { describe, expect, test } from 'vitest';
import { readCursor, readSeq, toCursor } from './audit-cursor.js';

test.each([1, 50, 999_999_999_999_999])('a cursor of entry %i is read back', (seq) => {
  expect(readCursor(toCursor(seq))).toBe(seq);
});

describe('a cursor that is none of ours is refused', () => {
  const of = (text: string) => Buffer.from(text, 'latin1').toString('base64url');
  test.each(['', 'x', of('0'), of('-1'), of('01'), of('1.5'), of('1e3'), of('1;'), of('9'.repeat(16)), `${of('7')}=`])(
    '%j',
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    },
  );
});

test('a permalink names an entry by its number alone', () => {
  expect(readSeq('12')).toBe(12);
  for (const text of ['', '0', '-1', '1.0', '٣', '0x1', ' 1', '1'.repeat(16)]) expect(readSeq(text)).toBeUndefined();
});
