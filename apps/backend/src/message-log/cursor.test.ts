import { expect, test } from 'vitest';
import { AppError } from '../platform/app-error.js';
import { newMessageId } from '../platform/ids.js';
import { readCursor, toCursor } from './cursor.js';

test('a cursor comes back as the message it was made of', () => {
  const id = newMessageId(1_764_000_000_000);
  expect(readCursor(toCursor(id))).toBe(id);
});

test.each([
  ['an id in clear', 'msg_0UcZ8Wfo00000000000000'],
  ['another id', Buffer.from('ver_0UcZ8Wfo00000000000000').toString('base64url')],
  ['a longer id', Buffer.from('msg_0UcZ8Wfo00000000000000x').toString('base64url')],
  ['SQL', Buffer.from("msg_'; drop table message; --").toString('base64url')],
  ['padding', `${Buffer.from('msg_0UcZ8Wfo00000000000000').toString('base64url')}=`],
  ['nothing', ''],
])('%s is refused, with the field that is wrong', (_, cursor) => {
  const refusal = (() => {
    try {
      return readCursor(cursor);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: 'request.invalid', facts: { field: 'cursor' } });
});
