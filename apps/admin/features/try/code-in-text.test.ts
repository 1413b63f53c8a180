import { expect, test } from 'vitest';
import { findCode } from './code-in-text';

test('the code is found between the words, whatever their script', () => {
  expect(findCode('Your code is 123456. It is valid for 10 minutes.', 6)).toEqual({
    before: 'Your code is ',
    code: '123456',
    after: '. It is valid for 10 minutes.',
  });
  expect(findCode('【Codewire】您的验证码是123456，10分钟内有效', 6)?.code).toBe('123456');
  expect(findCode('رمزك ١٢٣٤ من', 4)?.code).toBe('١٢٣٤');
});

test.each(['Call 12125550142 now', 'Only 12345 here', '', 'No digits'])(
  'a run of another length is no code: %j',
  (text) => {
    expect(findCode(text, 6)).toBeNull();
  },
);
