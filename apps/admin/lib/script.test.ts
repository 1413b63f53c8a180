import { expect, test } from 'vitest';
import { mannerOf } from './script';

test.each([
  ['Your code is 123456.', undefined, 'ltr', undefined],
  ['Код 123456. Никому не сообщайте.', 'ru', 'ltr', undefined],
  ['رمزك 123456 من Codewire', 'ar', 'rtl', 'arabic'],
  ['הקוד 123456 של Codewire תקף', 'he', 'rtl', 'hebrew'],
  ['Codewire कोड: 123456 तक वैध', 'hi', 'ltr', 'devanagari'],
  ['Codewireの認証コードは 123456 です。', 'ja', 'ltr', 'japanese'],
  ['您的验证码是 123456', 'zh', 'ltr', 'chinese'],
  ['123456', undefined, 'ltr', undefined],
  ['', undefined, 'ltr', undefined],
] as const)('the letters tell how %j is shown', (text, language, direction, font) => {
  expect(mannerOf(text)).toEqual({ language, direction, font });
});

test('the language a message was sent in is known better than its letters tell', () => {
  expect(mannerOf('Codewire: código 123456.', 'pt-BR').language).toBe('pt-BR');
  expect(mannerOf('A long brand name 123456 رمز', 'ar').direction).toBe('rtl');
  expect(mannerOf('رمز 123456', 'en').direction).toBe('ltr');
});

test('one Arabic word in a Latin text does not turn it, nor the other way round', () => {
  expect(mannerOf('Welcome to سوق, your code is 123456').direction).toBe('ltr');
  expect(mannerOf('رمز التحقق الخاص بك لدى Example هو 123456').direction).toBe('rtl');
});
