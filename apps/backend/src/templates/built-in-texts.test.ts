import { measureText } from '@codewire/sms';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_TEXTS } from './built-in-texts.js';
import { CompiledText } from './compiled-text.js';

function render(locale: string, brand: string, minutes: number, codeLength = 6) {
  const text = BUILT_IN_TEXTS.find((entry) => entry.locale === locale);
  if (text === undefined) throw new Error(`no text in ${locale}`);
  return new CompiledText({ versionId: 1, transliterates: false, ...text }).render({ brand, minutes, codeLength });
}

// Typed as a phone shows them, the digits aside; a reader of each language can check them here.
const TEXTS: readonly [locale: string, minutes: number, text: string][] = [
  ['en', 1, 'Your Codewire code is {code}. It is valid for 1 minute. Do not share it with anyone.'],
  ['en', 2, 'Your Codewire code is {code}. It is valid for 2 minutes. Do not share it with anyone.'],
  ['en', 5, 'Your Codewire code is {code}. It is valid for 5 minutes. Do not share it with anyone.'],
  ['en', 10, 'Your Codewire code is {code}. It is valid for 10 minutes. Do not share it with anyone.'],
  ['es', 1, 'Codewire: su clave es {code}. Caduca en 1 minuto. No la comparta con nadie.'],
  ['es', 2, 'Codewire: su clave es {code}. Caduca en 2 minutos. No la comparta con nadie.'],
  ['es', 5, 'Codewire: su clave es {code}. Caduca en 5 minutos. No la comparta con nadie.'],
  ['es', 10, 'Codewire: su clave es {code}. Caduca en 10 minutos. No la comparta con nadie.'],
  ['de', 1, 'Codewire: Ihr Code ist {code}. Er gilt 1 Minute. Bitte geben Sie ihn nicht weiter.'],
  ['de', 2, 'Codewire: Ihr Code ist {code}. Er gilt 2 Minuten. Bitte geben Sie ihn nicht weiter.'],
  ['de', 5, 'Codewire: Ihr Code ist {code}. Er gilt 5 Minuten. Bitte geben Sie ihn nicht weiter.'],
  ['de', 10, 'Codewire: Ihr Code ist {code}. Er gilt 10 Minuten. Bitte geben Sie ihn nicht weiter.'],
  ['pt-BR', 1, 'Codewire: código {code}. Vale 1 min. Não compartilhe.'],
  ['pt-BR', 2, 'Codewire: código {code}. Vale 2 min. Não compartilhe.'],
  ['pt-BR', 5, 'Codewire: código {code}. Vale 5 min. Não compartilhe.'],
  ['pt-BR', 10, 'Codewire: código {code}. Vale 10 min. Não compartilhe.'],
  ['ru', 1, 'Codewire: код {code} на 1 минуту. Никому не сообщайте.'],
  ['ru', 2, 'Codewire: код {code} на 2 минуты. Никому не сообщайте.'],
  ['ru', 5, 'Codewire: код {code} на 5 минут. Никому не сообщайте.'],
  ['ru', 10, 'Codewire: код {code} на 10 минут. Никому не сообщайте.'],
  ['ar', 1, 'رمزك {code} من Codewire صالح لمدة دقيقة. لا تشاركه.'],
  ['ar', 2, 'رمزك {code} من Codewire صالح لمدة دقيقتين. لا تشاركه.'],
  ['ar', 5, 'رمزك {code} من Codewire صالح لمدة 5 دقائق. لا تشاركه.'],
  ['ar', 10, 'رمزك {code} من Codewire صالح لمدة 10 دقائق. لا تشاركه.'],
  ['he', 1, 'הקוד {code} של Codewire תקף לדקה. אין לשתף אותו.'],
  ['he', 2, 'הקוד {code} של Codewire תקף לשתי דקות. אין לשתף אותו.'],
  ['he', 5, 'הקוד {code} של Codewire תקף ל-5 דקות. אין לשתף אותו.'],
  ['he', 10, 'הקוד {code} של Codewire תקף ל-10 דקות. אין לשתף אותו.'],
  ['hi', 1, 'Codewire कोड: {code}, 1 मिनट तक वैध। किसी को न बताएँ।'],
  ['hi', 2, 'Codewire कोड: {code}, 2 मिनट तक वैध। किसी को न बताएँ।'],
  ['hi', 5, 'Codewire कोड: {code}, 5 मिनट तक वैध। किसी को न बताएँ।'],
  ['hi', 10, 'Codewire कोड: {code}, 10 मिनट तक वैध। किसी को न बताएँ।'],
  ['ja', 1, 'Codewireの認証コードは {code} です。1分間有効です。他人に教えないでください。'],
  ['ja', 2, 'Codewireの認証コードは {code} です。2分間有効です。他人に教えないでください。'],
  ['ja', 5, 'Codewireの認証コードは {code} です。5分間有効です。他人に教えないでください。'],
  ['ja', 10, 'Codewireの認証コードは {code} です。10分間有効です。他人に教えないでください。'],
  ['zh-CN', 1, '【Codewire】您的验证码是 {code}，1分钟内有效，请勿告诉他人。'],
  ['zh-CN', 2, '【Codewire】您的验证码是 {code}，2分钟内有效，请勿告诉他人。'],
  ['zh-CN', 5, '【Codewire】您的验证码是 {code}，5分钟内有效，请勿告诉他人。'],
  ['zh-CN', 10, '【Codewire】您的验证码是 {code}，10分钟内有效，请勿告诉他人。'],
];

describe('the whole text that is sent', () => {
  test.each(TEXTS)('in %s, for %i minutes', (locale, minutes, text) => {
    expect(render(locale, 'Codewire', minutes).body).toBe(text);
  });

  test('is written down here for every language there is', () => {
    const written = new Set(TEXTS.map(([locale]) => locale));
    expect(BUILT_IN_TEXTS.map(({ locale }) => locale).sort()).toEqual([...written].sort());
  });
});

describe('a text with the longest brand, code and life is one SMS', () => {
  const UCS2 = ['ar', 'he', 'hi', 'ja', 'pt-BR', 'ru', 'zh-CN'];

  test.each(BUILT_IN_TEXTS.map(({ locale }) => locale))('in %s', (locale) => {
    for (const minutes of [1, 2, 3, 5, 10]) {
      const { body, encoding, segments } = render(locale, 'B'.repeat(20), minutes, 10);
      expect(segments).toBe(1);
      expect(encoding).toBe(UCS2.includes(locale) ? 'UCS-2' : 'GSM-7');
      expect(measureText(body.replace('{code}', '0123456789')).segments).toBe(1);
    }
  });
});

/** The plural forms of every argument that counts, by the parser's own tree. */
function pluralForms(body: string, locale: string): string[][] {
  const tree = new IntlMessageFormat(body, locale, undefined, { ignoreTag: true }).getAst();
  return tree.flatMap((node) =>
    'options' in node && 'pluralType' in node
      ? [Object.keys(node.options).filter((form) => !form.startsWith('='))]
      : [],
  );
}

describe('a counted word has every form that the language knows (CLDR plural rules)', () => {
  test.each(BUILT_IN_TEXTS.map(({ locale, body }) => [locale, body] as const))('in %s', (locale, body) => {
    const known = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    expect(pluralForms(body, locale).map((forms) => forms.sort())).toEqual([[...known].sort()]);
  });
});

test('directions are those of the scripts', () => {
  const rightToLeft = BUILT_IN_TEXTS.filter(({ direction }) => direction === 'rtl').map(({ locale }) => locale);
  expect(rightToLeft).toEqual(['ar', 'he']);
});
