import { describe, expect, test } from 'vitest';
import { checkText } from '../check-text.js';

/** Errors alone: what is underlined, and what could stand there. */
function told(locale: string, words: string): string[] {
  const body = `${words}: {code}`;
  return checkText({
    locale,
    purpose: 'verification',
    body,
    shortBody: null,
    transliterates: false,
    variables: [],
    maxSegments: 4,
  })
    .filter(({ severity }) => severity === 'error')
    .map(({ code, start, end, values }) => {
      const replacement = values['replacement'] === undefined ? '' : ` -> ${values['replacement']}`;
      return `${code} ${body.slice(start ?? 0, end ?? undefined)}${replacement}`;
    });
}

describe('a word of several scripts is an error', () => {
  test.each([
    ['en', 'Your pаypal', ['mixed_script pаypal', 'confusable а -> a']],
    ['en', 'Cοdewire', ['mixed_script Cοdewire', 'confusable ο -> o']],
    ['ru', 'Ваш кoд', ['mixed_script кoд', 'confusable o -> о']],
    ['uk', 'СМСкод code', []],
    ['ru', 'SMSкод', ['mixed_script SMSкод', 'confusable M -> М', 'confusable S -> Ѕ']],
    ['el', 'Κωδικός Acmeς', ['mixed_script Acmeς']],
    ['ar', 'رمزcode', ['mixed_script رمزcode']],
    ['he', 'codeקוד', ['mixed_script codeקוד']],
    ['ja', '認証кодコード', ['mixed_script 認証кодコード']],
    ['bn', 'কoড', ['mixed_script কoড']],
    ['hi', 'कоड', ['mixed_script कоड']],
  ])('in %s: %s', (locale, words, expected) => {
    const found = told(locale, words);
    for (const one of expected) expect(found).toContain(one);
    expect(found.filter((one) => one.startsWith('mixed'))).toEqual(expected.filter((one) => one.startsWith('mixed')));
  });
});

describe('words that belong together are none', () => {
  test.each([
    ['ja', 'Codewireの認証コード'],
    ['ja', 'ＡＢＣサービスのコード'],
    ['ko', 'SMS로 받은 인증번호'],
    ['ko', '認證번호'],
    ['zh-CN', '您的Codewire验证码'],
    ['zh-TW', '您的ㄅㄆㄇ驗證碼'],
    ['th', 'รหัสOTPของคุณ'],
    ['km', 'លេខកូដOTPរបស់អ្នក'],
    ['bn', 'আপনার OTPটি'],
    ['am', 'የSMS ኮድ'],
    ['ru', 'SMS-код, Wi-Fi и Apple Pay'],
    ['el', 'Ο κωδικός OTP, το PIN και το SMS'],
    ['uk', 'код із SMS, OK'],
    ['sr', 'Ваш код'],
    ['vi', 'Mã xác minh của bạn'],
    ['fa', 'کد تأیید شما'],
    ['hy', 'Ձեր կոդը'],
    ['ka', 'თქვენი კოდი'],
    ['az', 'Təsdiq kodu'],
    ['en', 'The word код is Russian, κωδικός Greek'],
    ['hi', 'आपका OTP कोड'],
    ['en', 'Cafe\u0301 code'],
  ])('in %s: %s', (locale, words) => {
    expect(told(locale, words)).toEqual([]);
  });
});

describe('what looks like something else is an error', () => {
  test.each([
    ['en', 'сосо', ['confusable сосо -> coco']],
    ['en', 'ΟΤΡ', ['confusable ΟΤΡ -> OTP']],
    ['ar', 'сосо', ['confusable сосо -> coco']],
    ['ru', 'код c сайта', ['confusable c -> с']],
    ['en', '𝐜ode', ['confusable 𝐜 -> c']],
    ['en', 'ⓒode', ['confusable ⓒ -> c']],
  ])('in %s: %s', (locale, words, expected) => {
    expect(told(locale, words)).toEqual(expected);
  });

  test('in its own language it is itself', () => {
    expect(told('ru', 'сосо')).toEqual([]);
    expect(told('el', 'ΟΤΡ')).toEqual([]);
  });
});

test('a word is one also where a branch ends in the middle of it', () => {
  const body = 'минут{minutes, plural, one {а} few {ы} many {} other {o}} {code}';
  const found = checkText({
    locale: 'ru',
    purpose: 'verification',
    body,
    shortBody: null,
    transliterates: false,
    variables: [],
    maxSegments: 1,
  });
  expect(found.map(({ code }) => code)).toContain('mixed_script');
});
