import { describe, expect, test } from 'vitest';
import { checkText } from '../check-text.js';

function linksIn(body: string, { locale = 'en', transliterates = false } = {}): string[] {
  return checkText({
    locale,
    purpose: 'verification',
    body,
    shortBody: null,
    transliterates,
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
    'Evil.Cloud',
    'Evil.Cloud/login',
    'Evil.Monster',
    'evil.com①',
    'evil.co-op',
    'evil.c/x',
    'a.b/c',
    'हिन्दी.com',
    'x.भारत',
    'злой.сайтик',
    '邪恶.集团',
    'evil%2Ecom',
    'evil%2ecom',
    'evil․com',
    'example.{brand}',
    'evil.c{brand}',
    'ev{brand}.com',
    '{brand}.{brand}',
    '{brand}.Com',
    '{minutes}.com',
    'It ends.Never',
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
    'z.B. e.g. i.e. d.h. o.ä. S.A. s.r.o. a.m. U.S.A. Ph.D. d.o.o. A.Ş.',
    'т.е. т.д. и др.',
    'a.m./p.m.',
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
    '{brand}. {brand}',
    'in {minutes}.{minutes} or at {minutes}.',
    'by 50% or 100 %',
  ])('%s', (words) => {
    expect(linksIn(`${words.includes('{code}') ? '' : '{code} '}${words}`)).toEqual([]);
  });
});

describe('an abbreviation is none in its own language', () => {
  test.each([
    ['es', 'p.ej.'],
    ['es-MX', 'P.ej.'],
    ['fr', 'p.ex.'],
    ['pt-BR', 'p.ex.'],
    ['pl', 'm.in.'],
    ['sv', 't.ex.'],
    ['da', 'f.eks.'],
    ['nb', 'm.fl.'],
    ['is', 'o.s.frv.'],
    ['uk', 'т.зв.'],
    ['vi', 'TP.HCM'],
  ])('%s: %s', (locale, words) => {
    expect(linksIn(`{code} ${words} now`, { locale })).toEqual([]);
    expect(linksIn(`{code} x${words}com now`, { locale })).toHaveLength(1);
    expect(linksIn(`{code} ${words} now`, { locale: 'ja' })).toHaveLength(1);
  });
});

describe('where letters are replaced, the link is one of those that are sent', () => {
  test.each(['ħttp:evil', 'ŵŵŵ.x'])('%s', (link) => {
    expect(linksIn(`{code} ${link}`)).toEqual([]);
    expect(linksIn(`{code} ${link}`, { transliterates: true })).toEqual([link]);
  });

  test('what is no full stop becomes none', () => {
    expect(linksIn('{code} evil·com÷x', { transliterates: true })).toEqual([]);
  });
});
