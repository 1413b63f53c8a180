import { describe, expect, test } from 'vitest';
import { nextPath, signedOutPath, signInPath } from './next-path';

describe('after signing in one goes on only within this console', () => {
  test.each(['/', '/try', '/messages?status=failed&cursor=a%2Fb', '/messages/msg_1#text', '/try?next=//evil.example'])(
    'to %j',
    (path) => expect(nextPath(path, '/elsewhere')).toBe(path),
  );

  test.each([
    '',
    null,
    undefined,
    'messages',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/a\\..\\b',
    'https://evil.example',
    'javascript:alert(1)',
    ' /try',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\u0000/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    `/${'a'.repeat(2_000)}`,
  ])('not to %j', (path) => expect(nextPath(path, '/try')).toBe('/try'));
});

test('the sign-in page remembers where someone was', () => {
  expect(signInPath('/messages?status=failed')).toBe('/login?next=%2Fmessages%3Fstatus%3Dfailed');
  expect(signInPath('/')).toBe('/login');
  expect(signInPath('//evil.example')).toBe('/login');
});

test('who has signed out is told so on a page that leads back, too', () => {
  expect(signedOutPath('/messages/msg_1?tab=json')).toBe('/signed-out?next=%2Fmessages%2Fmsg_1%3Ftab%3Djson');
  expect(signedOutPath('/')).toBe('/signed-out');
  expect(signedOutPath('//evil.example')).toBe('/signed-out');
});
