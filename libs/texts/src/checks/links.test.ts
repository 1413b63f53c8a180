import { describe, expect, test } from 'vitest';
import { checkText } from '../check-text.js';

function linksIn(body: string): string[] {
  return checkText({
    locale: 'en',
    purpose: 'verification',
    body,
    shortBody: null,
    transliterates: false,
    variables: [],
    maxSegments: 9,
  })
    .filter(({ code }) => code === 'link')
    .map(({ start, end }) => body.slice(start ?? 0, end ?? undefined));
}

describe('a link is an error', () => {
  test.each([
    'https://evil.com/x',
    'HTTP://evil',
    'http:/evil',
    'hxxp://evil',
    'mailto:someone',
    'app://open',
    'www.evil',
    'WWW.EVIL',
    'evil.com',
    'Evil.Com',
    'a.b.evil.xyz',
    'evil.neverheardof',
    'bit.ly.',
    't.me.',
    't.me/evil',
    'evil．com',
    'ｅｖｉｌ.ｃｏｍ',
    'evil。com',
    'xn--80ak6aa92e.xn--p1ai',
    'пример.рф',
    '例え.みんな',
    '银行.中国',
    'someone@evil',
    'someone@evil.com',
    '192.168.0.1',
    '١٩٢.١٦٨.٠.١',
    'evil[.]com',
    'evil(dot)com',
    '{brand}.com',
    'www.{brand}',
    '{brand}@evil',
    'https://{brand}',
    '-{minutes, plural, one {evil} other {good}}.com',
  ])('%s', (link) => {
    expect(linksIn(`Code {code} ${link} now`)).toHaveLength(1);
  });

  test('is underlined as a whole', () => {
    expect(linksIn('{code} (https://evil.com/?a=b&c) now')).toEqual(['(https://evil.com/?a=b&c)']);
    expect(linksIn('{code}です、（evil.com）を見て')).toEqual(['evil.com']);
  });
});

describe('what only has a dot in it is none', () => {
  test.each([
    'It is valid for {minutes} min.',
    'z.B. p.ej. p.ex. e.g. i.e. m.in. t.ex. f.eks. bl.a. d.h. o.ä. S.A. s.r.o. a.m.',
    'т.е. т.д. и др.',
    'It ends.Never share it',
    'Ends in 1.5 min. Not 2.5.',
    'on 10.12. at 10.12.24',
    'です。1分間有効です。他人に教えないでください。',
    '验证码。请勿泄露。',
    'Wait... what?',
    'http: and www, said alone',
    'Code: {code}. {brand}: do not share',
    'Call us: now; 24/7, @ any time',
    '(.) and [.]',
    'কোড। কাউকে দেবেন না।',
    'P.S. {brand}',
  ])('%s', (words) => {
    expect(linksIn(`${words.includes('{code}') ? '' : '{code} '}${words}`)).toEqual([]);
  });
});
