import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffWords } from './diff-words.js';

const told = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('');

describe('how one wording became another', () => {
  test.each([
    ['Your code is {code}.', 'Your password is {code}.', 'Your [-code-][+password+] is {code}.'],
    ['It is valid for 5 minutes.', 'It expires in 5 minutes.', 'It [-is valid for-][+expires in+] 5 minutes.'],
    ['Ihr Code: {code}', 'Ihr Code: {code}', 'Ihr Code: {code}'],
    ['認証コードは {code} です。', '確認コードは {code} です。', '[-認証-][+確認+]コードは {code} です。'],
    ['รหัสของคุณคือ {code}', 'รหัสผ่านคือ {code}', 'รหัส[-ของคุณ-][+ผ่าน+]คือ {code}'],
    ['您的验证码是 {code}', '您的确认码是 {code}', '您的[-验证-][+确认+]码是 {code}'],
    ['{code}', '{code}\nDo not share it.', '{code}[+\nDo not share it.+]'],
    ['', 'new', '[+new+]'],
    ['old', '', '[-old-]'],
    ['', '', ''],
  ])('%j to %j is told word by word', (before, after, expected) => {
    expect(told(before, after)).toBe(expected);
  });

  const wording = fc.array(
    fc.constantFrom('code', ' ', '{code}', '認証コード', '.', 'ไม่', '\n', '😀', 'e\u0301', '\ud800'),
  );

  test('what stayed and what was removed is the one before, what stayed and what was added the one after', () => {
    fc.assert(
      fc.property(wording, wording, (before, after) => {
        const pieces = diffWords(before.join(''), after.join(''));
        const without = (left: string) => pieces.filter(({ kind }) => kind !== left).map(({ text }) => text);
        expect(without('added').join('')).toBe(before.join(''));
        expect(without('removed').join('')).toBe(after.join(''));
      }),
    );
  });

  test('two texts that have nothing in common are told as a whole, soon', () => {
    const before = 'a b c d '.repeat(125);
    const after = 'e,f,g,h,'.repeat(125);
    expect(diffWords(before, after)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  });
});
