import { expect, test } from 'vitest';
import { chooseLanguage } from './languages.js';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['ES-mx', 'es'],
  ['fr-FR, de;q=0.8, en;q=0.9', 'en'],
  ['fr, es;q=0.5, de;q=0.5', 'es'],
  ['de;q=0, es;q=0.1', 'es'],
  ['de;q=0', 'en'],
  ['de;q=2', 'en'],
  ['de;q=abc, es;q=0.2', 'es'],
  ['*', 'en'],
  ['ja', 'en'],
  [', ;q=1,,', 'en'],
  ['deutsch', 'en'],
  [`${'x,'.repeat(300)}de`, 'en'],
])('Accept-Language %j is answered in %s', (header, language) => {
  expect(chooseLanguage(header)).toBe(language);
});
