import type { Finding } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { checkText, type CheckQuestion } from '../check-text.js';

const check = (question: Partial<CheckQuestion>) =>
  checkText({
    locale: 'en',
    purpose: 'verification',
    body: 'Code: {code}',
    shortBody: 'Code: {code}',
    transliterates: false,
    variables: [],
    maxSegments: 1,
    ...question,
  });

const only = (findings: Finding[], code: Finding['code']) =>
  findings.filter((finding) => finding.code === code).map(({ form, values }) => ({ form, ...values }));

describe('what a text costs with the longest of everything', () => {
  test('is told to the unit: 160 septets pass, 161 do not', () => {
    // {code} and {brand} stand for ten digits and twenty letters.
    const full = (units: number) => `{brand} {code} ${'a'.repeat(units - 32)}`;
    expect(check({ body: full(160) })).toEqual([]);
    expect(only(check({ body: full(161) }), 'too_many_segments')).toEqual([
      { form: 'full', encoding: 'GSM-7', units: 161, segments: 2, limit: 1 },
    ]);
    expect(check({ body: full(161), maxSegments: 2 })).toEqual([]);
  });

  test('counts the longest branch, not the one of ten minutes', () => {
    const long = 'a'.repeat(150);
    const body = `{code} {minutes, plural, one {${long}} other {#}}`;
    expect(only(check({ body }), 'too_many_segments')).toMatchObject([{ units: 161 }]);
    const chosen = `{code} {shop, select, acme {${long}} other {}}`;
    const variables = [{ name: 'shop', type: 'text', max_length: 4 }] as const;
    expect(only(check({ body: chosen, variables }), 'too_many_segments')).toMatchObject([{ units: 161 }]);
  });

  test('is that of the letters it goes out in', () => {
    const body = `Şifreniz: {code} ${'a'.repeat(60)}`;
    expect(only(check({ body, locale: 'tr' }), 'too_many_segments')).toMatchObject([{ encoding: 'UCS-2', units: 81 }]);
    expect(only(check({ body, locale: 'tr', transliterates: true }), 'too_many_segments')).toEqual([]);
  });
});

describe('a short form has room for each line for autofill', () => {
  // "\n" and eleven characters; "\n@", twenty, " #" and ten digits.
  test.each([['app_hash', 140 - 12, 'host', 160 - 34]])(
    'for an app %s up to %i units, for a host up to %i',
    (_app, app, _host, host) => {
      const short = (units: number) => `{code}${'.'.repeat(units - 10)}`;
      const trailers = (units: number) => only(check({ shortBody: short(units) }), 'no_room_for_trailer');
      expect(trailers(host)).toEqual([]);
      expect(trailers(host + 1)).toEqual([{ form: 'short', trailer: 'host' }]);
      expect(trailers(app)).toEqual([{ form: 'short', trailer: 'host' }]);
      expect(trailers(app + 1)).toEqual([
        { form: 'short', trailer: 'app_hash' },
        { form: 'short', trailer: 'host' },
      ]);
    },
  );

  test('a full form is asked for none', () => {
    expect(only(check({ body: `{code}${'.'.repeat(150)}` }), 'no_room_for_trailer')).toEqual([]);
  });
});

describe('the characters that make a text UCS-2', () => {
  test('are told once each, with what could stand there, how often they stand and what that would spare', () => {
    const body = `Don’t share {code} – don’t. ${'a'.repeat(60)}`;
    expect(only(check({ body, maxSegments: 2 }), 'forces_ucs2')).toEqual([
      { form: 'full', character: '’', code_point: 'U+2019', replacement: "'", times: 2, spared: 1 },
      { form: 'full', character: '–', code_point: 'U+2013', replacement: '-', times: 1, spared: 1 },
    ]);
  });

  test('are told each, also where one of them has no stand-in and can only be taken out', () => {
    const body = `Don’t share ✓ {code} ${'a'.repeat(60)}`;
    expect(only(check({ body, maxSegments: 2 }), 'forces_ucs2')).toEqual([
      { form: 'full', character: '’', code_point: 'U+2019', replacement: "'", times: 1, spared: 1 },
      { form: 'full', character: '✓', code_point: 'U+2713', replacement: '', times: 1, spared: 1 },
    ]);
    const inBranches = '{minutes, plural, one {✓} other {✓✓ ’}} {code}';
    expect(only(check({ body: inBranches, transliterates: true }), 'forces_ucs2')).toMatchObject([
      { character: '✓', times: 3, spared: 0 },
      { character: '’', times: 1, spared: 0 },
    ]);
  });

  test('are told where the language needs the letter', () => {
    expect(only(check({ locale: 'vi', body: 'Mã của bạn: {code}' }), 'forces_ucs2')).toMatchObject([
      { character: 'ã', replacement: 'a', spared: 0 },
      { character: 'ủ', replacement: 'u', spared: 0 },
      { character: 'ạ', replacement: 'a', spared: 0 },
    ]);
  });

  test.each(['ru', 'sr', 'el', 'th', 'ja', 'zh-TW', 'ar', 'hi'])(
    'are no news in %s, which has other letters',
    (locale) => {
      expect(only(check({ locale, body: 'код – {code}’' }), 'forces_ucs2')).toEqual([]);
    },
  );

  test('are no news where the text goes out in GSM letters', () => {
    const body = `Şifreniz: {code} ${'a'.repeat(60)}`;
    expect(only(check({ locale: 'tr', body, transliterates: true }), 'forces_ucs2')).toEqual([]);
    expect(only(check({ locale: 'tr', body, maxSegments: 2 }), 'forces_ucs2')).toMatchObject([{ character: 'Ş' }]);
  });
});
