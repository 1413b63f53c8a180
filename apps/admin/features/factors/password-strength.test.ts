import { expect, test } from 'vitest';
import { strengthOf } from './password-strength';

test.each([
  ['', 'empty'],
  ['14 characters.', 'short'],
  ['fifteen letters', 'good'],
  ['four words, nothing in common', 'strong'],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['abababababababababababab', 'weak'],
  ['qwertyuiopasdfghjkl', 'weak'],
  ['abcdefghijklmnopqrstuvwxyz', 'weak'],
  ['9876543210-9876543210', 'weak'],
  ['żółta łódź pod wodą płynie', 'strong'],
])('%j is %s', (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});

test('what everybody knows of a person makes no password', () => {
  expect(strengthOf('anna.smith@example.com1', ['anna.smith@example.com', 'Anna Smith'])).toBe('weak');
  expect(strengthOf('anna.smith@example.com1', ['ben@elsewhere.org'])).toBe('strong');
});

test('a letter that takes two units of memory is one character', () => {
  expect(strengthOf('😀😁😂🤣😃😄😅')).toBe('short');
});
