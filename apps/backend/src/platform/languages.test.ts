import { expect, test } from 'vitest';
import { chooseLanguage, LANGUAGES } from './languages.js';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT', 'de'],
  ['ES-mx', 'es'],
  ['nl-NL, de;q=0.8, en;q=0.9', 'en'],
  ['nl, es;q=0.5, de;q=0.5', 'es'],
  ['de;q=0, es;q=0.1', 'es'],
  ['de;q=0', 'en'],
  ['de;q=2', 'en'],
  ['de;q=abc, es;q=0.2', 'es'],
  ['*', 'en'],
  ['ko', 'en'],
  [', ;q=1,,', 'en'],
  ['deutsch', 'en'],
  ['fr-CA', 'fr'],
  ['pt', 'pt-BR'],
  ['PT-br', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['pt-PT;q=0.4, es;q=0.3', 'pt-BR'],
  ['pt;q=0.3, es;q=0.4', 'es'],
  ['pt-BR;q=0, es;q=0.1', 'es'],
  ['pt_BR', 'en'],
  ['ar-EG', 'ar'],
  ['he-IL', 'he'],
  ['ja-JP, en;q=0.9', 'ja'],
  ['zh', 'zh-CN'],
  ['zh-cn', 'zh-CN'],
  ['zh-Hans', 'zh-CN'],
  ['zh-Hans-SG;q=0.4, en;q=0.3', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['zh-TW, en;q=0.8, ja;q=0.9', 'zh-CN'],
  ['zh-TW;q=0.8, ja;q=0.9', 'ja'],
  ['zh;q=0, ja;q=0.1', 'ja'],
  [`${'x,'.repeat(300)}de`, 'en'],
])('Accept-Language %j is answered in %s', (header, language) => {
  expect(chooseLanguage(header)).toBe(language);
});

test.each(LANGUAGES)('%s is answered to who asks for it by its own name', (language) => {
  expect(chooseLanguage(`en;q=0.9, ${language}`)).toBe(language);
});
