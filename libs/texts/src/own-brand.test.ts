import { describe, expect, test } from 'vitest';
import { CompiledText } from './compiled-text.js';
import type { TextSource, TextValues } from './text.types.js';

const VALUES = { brand: 'Codewire', minutes: 5, codeLength: 6 };

function compile(source: Partial<TextSource>): CompiledText {
  const rules = { versionId: 7, transliterates: false, maxSegments: 1, variables: [] };
  const words = { locale: 'en', purpose: 'verification', body: '{code}', shortBody: 'Your code is {code}.' } as const;
  return new CompiledText({ ...rules, ...words, ...source }, { formats: 'en' });
}

function rendered(text: CompiledText, values: Partial<TextValues>) {
  const outcome = text.render({ ...VALUES, ...values });
  if (outcome.kind !== 'rendered') throw new Error(JSON.stringify(outcome));
  return outcome.text;
}

describe("an application's own name in letters that the GSM alphabet lacks", () => {
  const own = { brand: 'Мой Банк', isOwnBrand: true };
  // Of some eighty characters, which are one segment in the GSM alphabet alone.
  const body = 'Your {brand} code is {code}. It is good for {minutes} minutes. Do not share it, please.';
  const short = `{code} {brand} ${'x'.repeat(60)}`;
  const tooLong = { kind: 'too_long', segments: 2, limit: 1 };

  test('takes one segment more rather than none of its users can sign in; a name that a caller gives does not', () => {
    const text = compile({ body, shortBody: short });
    expect(rendered(text, own)).toMatchObject({ form: 'full', encoding: 'UCS-2', segments: 2 });
    expect(text.render({ ...VALUES, brand: own.brand })).toEqual(tooLong);
    expect(rendered(text, { ...own, brand: '日本銀行' })).toMatchObject({ segments: 2 });
    // In the GSM alphabet, with more septets than letters.
    const wide = compile({ body: `{brand} {code} ${'x'.repeat(130)}`, shortBody: null });
    expect(rendered(wide, { ...own, brand: '€'.repeat(20) })).toMatchObject({ encoding: 'GSM-7', segments: 2 });
  });

  test('takes none where the short form fits, or its letters have others that stand for them', () => {
    expect(rendered(compile({ body }), own)).toMatchObject({ form: 'short', segments: 1 });
    const replaced = compile({ body, shortBody: null, transliterates: true });
    expect(rendered(replaced, { ...own, brand: 'İşbank' })).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });

  test('takes no more than one, none for a line for autofill, and none that another value is to blame for', () => {
    const outcome = (values: Partial<TextValues>, source: Partial<TextSource> = {}) =>
      compile({ body, shortBody: null, ...source }).render({ ...VALUES, ...own, ...values });
    expect(outcome({}, { body: `${body}${'x'.repeat(70)}` })).toEqual({ ...tooLong, segments: 3 });
    const trailer = { kind: 'host', host: 'example.com' } as const;
    expect(outcome({ trailer })).toEqual(tooLong);
    const payment = { purpose: 'payment', body: `{brand} {code} {amount} {payee} ${'x'.repeat(50)}` } as const;
    const amount = { value: '1', currency: 'EUR' };
    expect(outcome({ brand: 'Acme', amount, payee: 'Кофе' }, payment)).toEqual(tooLong);
    expect(outcome({ amount, payee: 'Кофе' }, payment)).toMatchObject({ kind: 'rendered', text: { segments: 2 } });
  });
});
