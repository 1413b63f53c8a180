import { describe, expect, test } from 'vitest';
import { CompiledText } from './compiled-text.js';
import type { RenderedText, TextSource, TextValues } from './text.types.js';

const FULL =
  'Your {brand} code is {code}. It is valid for {minutes, plural, one {# minute} other {# minutes}}. Do not share it.';
const SHORT = 'Your code is {code}.';

function compile(source: Partial<TextSource> = {}, formats = source.locale ?? 'en'): CompiledText {
  const rules = { versionId: 7, transliterates: false, maxSegments: 1, variables: [] };
  return new CompiledText(
    { locale: 'en', purpose: 'verification', body: FULL, shortBody: SHORT, ...rules, ...source },
    { formats },
  );
}

const VALUES: TextValues = { brand: 'Codewire', minutes: 5, codeLength: 6 };

function rendered(text: CompiledText, values: Partial<TextValues> = {}): RenderedText {
  const outcome = text.render({ ...VALUES, ...values });
  if (outcome.kind !== 'rendered') throw new Error(JSON.stringify(outcome));
  return outcome.text;
}

const bodyOf = (source: Partial<TextSource>, values: Partial<TextValues> = {}, formats?: string) =>
  rendered(compile(source, formats), values).body;

test('a message says its version, its form, and what it costs with its digits in it', () => {
  expect(rendered(compile())).toEqual({
    templateVersionId: 7,
    form: 'full',
    body: 'Your Codewire code is {code}. It is valid for 5 minutes. Do not share it.',
    encoding: 'GSM-7',
    units: 73,
    segments: 1,
  });
});

test('units and segments are those of the text with its digits, not with the mark', () => {
  const sized = (body: string, codeLength: number) => {
    const { encoding, units, segments } = rendered(compile({ body, maxSegments: 3 }), { codeLength });
    return { encoding, units, segments };
  };
  expect(sized('{brand} {code}', 4)).toEqual({ encoding: 'GSM-7', units: 13, segments: 1 });
  expect(sized('{brand} {code}', 10)).toEqual({ encoding: 'GSM-7', units: 19, segments: 1 });
  expect(sized(`{code}${'a'.repeat(150)}`, 10)).toEqual({ encoding: 'GSM-7', units: 160, segments: 1 });
  expect(sized(`{code}${'a'.repeat(151)}`, 10)).toEqual({ encoding: 'GSM-7', units: 161, segments: 2 });
  expect(sized('Код {code}', 6)).toEqual({ encoding: 'UCS-2', units: 10, segments: 1 });
});

describe('a language counts in its own way', () => {
  test('by plural, in each of its forms', () => {
    const russian = compile({
      locale: 'ru',
      body: '{code}: {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}',
    });
    const bodies = [1, 2, 5, 10].map((minutes) => rendered(russian, { minutes }).body);
    expect(bodies).toEqual(['{code}: 1 минуту', '{code}: 2 минуты', '{code}: 5 минут', '{code}: 10 минут']);
  });

  test('by selectordinal, by an exact number before the form, and from an offset', () => {
    const body = '{code} {minutes, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} minute';
    expect([1, 2, 3, 4].map((minutes) => bodyOf({ body }, { minutes }))).toEqual([
      '{code} 1st minute',
      '{code} 2nd minute',
      '{code} 3rd minute',
      '{code} 4th minute',
    ]);
    const counted = '{code} {minutes, plural, offset:1 =1 {now} =3 {three} one {# more} other {# more of them}}';
    expect([1, 2, 3, 4].map((minutes) => bodyOf({ body: counted }, { minutes }))).toEqual([
      '{code} now',
      '{code} 1 more',
      '{code} three',
      '{code} 3 more of them',
    ]);
  });

  test('a form that the text leaves out is written as `other`', () => {
    expect(bodyOf({ locale: 'ru', body: '{code} {minutes, plural, other {# мин.}}' }, { minutes: 1 })).toBe(
      '{code} 1 мин.',
    );
  });

  test('with Latin digits, where it has its own', () => {
    expect(bodyOf({ locale: 'ar-EG', body: '{code} {minutes, plural, other {#}} {minutes} {minutes, number}' })).toBe(
      '{code} 5 5 5',
    );
  });
});

describe('variables that a template declares', () => {
  const variables = [
    { name: 'tone', type: 'text', max_length: 10 },
    { name: 'tries', type: 'number', max_length: 6 },
  ] as const;
  const declared = (body: string, shortBody: string | null = null) => compile({ body, shortBody, variables });

  test('are counted, chosen by and shown as they are', () => {
    const text = declared(
      '{code} {tone, select, formal {Dear guest} other {Hi {tone}}}: {tries, plural, one {# try} other {# tries}} ({tries})',
    );
    const bodyWith = (tone: string, tries: number) => rendered(text, { variables: { tone, tries } }).body;
    expect(bodyWith('formal', 1)).toBe('{code} Dear guest: 1 try (1)');
    expect(bodyWith('Anna', 12345)).toBe('{code} Hi Anna: 12,345 tries (12345)');
  });

  test('are missing, unknown or invalid, and then nothing is rendered', () => {
    const text = declared('{code} {tone}', '{code} {tries}');
    const outcomeOf = (given: TextValues['variables']) => text.render({ ...VALUES, variables: given });
    // Whichever form these values would take: a caller learns it at the first message, not when a text grows too long.
    expect(outcomeOf({ tone: 'a' })).toEqual({ kind: 'value_missing', name: 'tries' });
    expect(outcomeOf({ tries: 1 })).toEqual({ kind: 'value_missing', name: 'tone' });
    expect(outcomeOf(undefined)).toEqual({ kind: 'value_missing', name: 'tone' });
    expect(outcomeOf({ tone: 'a', tries: 1, other: 'x' })).toEqual({ kind: 'value_unknown', name: 'other' });
    expect(outcomeOf({ tone: 'a', tries: 1, brand: 'x' })).toEqual({ kind: 'value_unknown', name: 'brand' });
    const invalid = (name: string, limit: number) => ({ kind: 'value_invalid', name, limit });
    expect(outcomeOf({ tone: 1, tries: 1 })).toEqual(invalid('tone', 10));
    expect(outcomeOf({ tone: 'a'.repeat(11), tries: 1 })).toEqual(invalid('tone', 10));
    expect(outcomeOf({ tone: 'a', tries: 'many' })).toEqual(invalid('tries', 6));
    expect(outcomeOf({ tone: 'a', tries: 1.5 })).toEqual(invalid('tries', 6));
    expect(outcomeOf({ tone: 'a', tries: -1 })).toEqual(invalid('tries', 6));
    expect(outcomeOf({ tone: 'a', tries: 1_000_000 })).toEqual(invalid('tries', 6));
  });

  test('can carry neither a link, nor a second line, nor what a phone would take for the code', () => {
    const text = declared('{code} {tone}');
    const kindOf = (tone: string) => text.render({ ...VALUES, variables: { tone } }).kind;
    expect(['evil.com', 'a\nb', '123456', '{code}', '\u202ea', ''].map(kindOf)).toEqual(
      Array.from({ length: 6 }, () => 'value_invalid'),
    );
    expect(kindOf('O’Hara, 12')).toBe('rendered');
  });

  test('never reach what every object has', () => {
    const outcomeOf = (name: string) =>
      declared('{code}').render({ ...VALUES, variables: JSON.parse(`{ "${name}": "x" }`) as Record<string, string> });
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(outcomeOf(name)).toEqual({ kind: 'value_unknown', name });
      expect(() => declared(`{code} {${name}}`)).toThrow('asks for a value that no text is given');
    }
    const chosen = declared('{code} {tone, select, a {A} other {O}}');
    expect(rendered(chosen, { variables: { tone: 'toString' } }).body).toBe('{code} O');
  });

  test('cannot take the name of a value that every text has', () => {
    const shadowing = [{ name: 'brand', type: 'text', max_length: 60 }] as const;
    const text = compile({ body: '{code} {brand}', variables: shadowing });
    expect(rendered(text).body).toBe('{code} Codewire');
    expect(text.render({ ...VALUES, variables: { brand: 'Other' } })).toEqual({ kind: 'value_unknown', name: 'brand' });
  });
});

describe('a payment', () => {
  const body = 'Pay {amount} to {payee} with code {code}.';
  const payment = compile({ purpose: 'payment', body, shortBody: null });

  test('names its amount and its payee', () => {
    const amount = { value: '12.50', currency: 'EUR' };
    expect(rendered(payment, { amount, payee: 'Acme Books' }).body).toBe(
      'Pay EUR 12.50 to Acme Books with code {code}.',
    );
    expect(payment.render({ ...VALUES, amount })).toEqual({ kind: 'value_missing', name: 'payee' });
    expect(payment.render({ ...VALUES, payee: 'Acme' })).toEqual({ kind: 'value_missing', name: 'amount' });
  });

  test('is refused an amount that is none, or that no text has room for', () => {
    const outcomeOf = (value: string, currency: string) =>
      payment.render({ ...VALUES, payee: 'Acme', amount: { value, currency } });
    const invalid = { kind: 'value_invalid', name: 'amount', limit: 16 };
    expect(outcomeOf('9999999.99', 'EUR').kind).toBe('rendered');
    expect(outcomeOf('10000000.00', 'EUR')).toEqual(invalid);
    expect(outcomeOf('12', 'XYZ')).toEqual(invalid);
    expect(outcomeOf('Infinity', 'EUR')).toEqual(invalid);
  });

  test('alone takes them', () => {
    const amount = { value: '1', currency: 'EUR' };
    expect(compile().render({ ...VALUES, amount })).toEqual({ kind: 'value_unknown', name: 'amount' });
    expect(compile().render({ ...VALUES, payee: 'A' })).toEqual({ kind: 'value_unknown', name: 'payee' });
    expect(() => compile({ body })).toThrow('asks for a value that no text is given');
  });
});

test('amounts and numbers are written as the language of the phone has them, in the words of another', () => {
  const source = { purpose: 'payment', body: '{code} {amount} {payee}', shortBody: null } as const;
  const amount = { value: '1234567.5', currency: 'INR' };
  const inLanguage = (formats: string) => bodyOf(source, { amount, payee: 'A' }, formats);
  expect(inLanguage('en')).toBe('{code} INR 1,234,567.50 A');
  expect(inLanguage('en-IN')).toBe('{code} INR 12,34,567.50 A');
});

describe('the form', () => {
  const longBrand = { brand: 'W'.repeat(20) };
  // 160 septets with a code of six and a brand of twenty; one more with a longer one.
  const body = `{brand} {code} ${'x'.repeat(132)}`;

  test('is the full one while it fits, then the short one', () => {
    const text = compile({ body });
    expect(rendered(text, longBrand)).toMatchObject({ form: 'full', units: 160, segments: 1 });
    expect(rendered(text, { ...longBrand, codeLength: 7 })).toMatchObject({
      form: 'short',
      body: 'Your code is {code}.',
      units: 21,
    });
    expect(rendered(compile({ body, maxSegments: 2 }), { ...longBrand, codeLength: 7 })).toMatchObject({
      form: 'full',
      segments: 2,
    });
  });

  test('is none when neither fits: nothing is cut', () => {
    const outcome = compile({ body, shortBody: null }).render({ ...VALUES, ...longBrand, codeLength: 10 });
    expect(outcome).toEqual({ kind: 'too_long', segments: 2, limit: 1 });
    const long = compile({ body: `${body}я`, shortBody: `{code} ${'я'.repeat(70)}` });
    expect(long.render(VALUES)).toEqual({ kind: 'too_long', segments: 2, limit: 1 });
  });

  test('is the short one with a line for autofill, and the full one where there is no short one', () => {
    const trailer = { kind: 'host', host: 'example.com' } as const;
    expect(rendered(compile(), { trailer })).toMatchObject({
      form: 'short',
      body: 'Your code is {code}.\n@example.com #{code}',
      units: 41,
    });
    expect(rendered(compile({ shortBody: null }), { trailer }).body).toBe(
      'Your Codewire code is {code}. It is valid for 5 minutes. Do not share it.\n@example.com #{code}',
    );
  });
});

describe('a line for autofill', () => {
  const app = { kind: 'app_hash', app_hash: 'FA+9qCX9VSu' } as const;

  test('is the last one, and the only one added', () => {
    const bodyWith = (trailer: TextValues['trailer']) => rendered(compile(), { trailer }).body;
    expect(bodyWith(app)).toBe('Your code is {code}.\nFA+9qCX9VSu');
    expect(bodyWith({ kind: 'host', host: 'example.com' })).toBe('Your code is {code}.\n@example.com #{code}');
    expect(bodyWith({ kind: 'host', host: 'example.com', embedded_host: 'pay.example.org' })).toBe(
      'Your code is {code}.\n@example.com #{code} @pay.example.org',
    );
  });

  test('for an app leaves 140 octets to the whole message, whatever the text may cost', () => {
    const outcomeOf = (words: string) =>
      compile({ shortBody: `{code}${words}`, maxSegments: 3 }).render({ ...VALUES, trailer: app });
    // Six digits, a line feed and eleven characters of the hash.
    expect(outcomeOf('x'.repeat(122))).toMatchObject({ kind: 'rendered', text: { units: 140, segments: 1 } });
    expect(outcomeOf('x'.repeat(123))).toEqual({ kind: 'too_long', segments: 2, limit: 1 });
    expect(outcomeOf('я'.repeat(52))).toMatchObject({ kind: 'rendered', text: { units: 70, segments: 1 } });
    expect(outcomeOf('я'.repeat(53))).toEqual({ kind: 'too_long', segments: 2, limit: 1 });
  });

  test('for a host may cost what the text may', () => {
    const outcomeOf = (maxSegments: number) =>
      compile({ maxSegments }).render({ ...VALUES, trailer: { kind: 'host', host: `${'a'.repeat(140)}.example` } });
    expect(outcomeOf(1)).toEqual({ kind: 'too_long', segments: 2, limit: 1 });
    expect(outcomeOf(2)).toMatchObject({ kind: 'rendered', text: { form: 'short', segments: 2 } });
  });
});

describe('a text that is to be transliterated', () => {
  const LONG = '{brand} doğrulama şifreniz: {code}. Bu şifreyi kimseyle paylaşmayınız, çalışanlarımız da sormaz.';
  const turkish = (source: Partial<TextSource>) =>
    rendered(compile({ locale: 'tr', transliterates: true, shortBody: null, maxSegments: 2, ...source }));

  test('goes out in GSM letters where that spares a segment, measured as it goes out', () => {
    expect(turkish({ body: LONG })).toMatchObject({
      form: 'full',
      body: 'Codewire dogrulama sifreniz: {code}. Bu sifreyi kimseyle paylasmayiniz, calisanlarimiz da sormaz.',
      encoding: 'GSM-7',
      units: 97,
      segments: 1,
    });
  });

  test('stays as it is written where that spares nothing, where nobody asked, and where it cannot be spared', () => {
    expect(turkish({ body: '{brand} şifreniz: {code}.' }).body).toBe('Codewire şifreniz: {code}.');
    expect(turkish({ body: LONG, transliterates: false })).toMatchObject({ encoding: 'UCS-2', segments: 2 });
    const mixed = turkish({ body: `${LONG} 漢` });
    expect(mixed.body).toContain('şifreyi');
  });

  test('is transliterated before it is shortened', () => {
    const text = turkish({ body: LONG, shortBody: '{code} şifreniz', maxSegments: 1 });
    expect(text).toMatchObject({ form: 'full', encoding: 'GSM-7', segments: 1 });
  });

  test('is transliterated where only so a line for an app has room; the line is not touched', () => {
    const text = compile({ locale: 'tr', transliterates: true, shortBody: `{code} ${'ş'.repeat(53)}` });
    const trailer = { kind: 'app_hash', app_hash: 'FA+9qCX9VSu' } as const;
    expect(rendered(text, { trailer }).body).toBe(`{code} ${'s'.repeat(53)}\nFA+9qCX9VSu`);
  });

  test('gets no second place of the code from a brand that looks like one', () => {
    const text = compile({
      locale: 'tr',
      transliterates: true,
      shortBody: null,
      body: `{code} {brand} ${'ş'.repeat(70)}`,
    });
    expect(rendered(text, { brand: '｛code｝' }).body).toBe(`{code} (code) ${'s'.repeat(70)}`);
  });
});

describe('a text is refused, without being quoted, when it', () => {
  const variables = [{ name: 'tone', type: 'text', max_length: 10 }] as const;
  const reasonOf = (body: string, locale = 'en') => {
    try {
      return bodyOf({ body, locale, variables });
    } catch (error) {
      return error instanceof Error && error.name === 'UnusableTextError' ? error.message : error;
    }
  };

  test('does not hold the code exactly once, whatever the values', () => {
    const reason = 'does not hold {code} exactly once';
    expect(reasonOf('Your code')).toBe(reason);
    expect(reasonOf('{code} and {code}')).toBe(reason);
    expect(reasonOf('{minutes, plural, one {{code}} other {soon}}')).toBe(reason);
    expect(reasonOf('{code} {tone, select, a {{code}} other {}}')).toBe(reason);
    expect(() => compile({ shortBody: 'soon' })).toThrow(reason);
    expect(reasonOf('{minutes, plural, one {{code} a minute} other {{code} # minutes}}')).toBe('{code} 5 minutes');
  });

  test('holds braces that could become a place of the code', () => {
    const reason = 'holds a brace that is no place';
    expect(reasonOf("{code} '{code}'")).toBe(reason);
    expect(reasonOf("{code} '{'{brand}'}'")).toBe(reason);
    expect(reasonOf('{code} {brand}}')).toBe(reason);
  });

  test('asks for what no text is given, or in a way that its type does not have', () => {
    expect(reasonOf('{code} for {number}')).toBe('asks for a value that no text is given');
    const mistyped = 'counts or chooses by a value of another type';
    expect(reasonOf('{code} {brand, plural, other {#}}')).toBe(mistyped);
    expect(reasonOf('{code} {minutes, select, other {}}')).toBe(mistyped);
    expect(reasonOf('{code, select, other {{code}}}')).toBe(mistyped);
    expect(reasonOf('{code} {tone, number}')).toBe(mistyped);
    const formatted = 'formats a value in a way that texts do not have';
    expect(reasonOf('{code} {minutes, number, ::percent}')).toBe(formatted);
    expect(reasonOf('{code} {minutes, date}')).toBe(formatted);
    expect(reasonOf('{code} {minutes, time, short}')).toBe(formatted);
  });

  test('is no ICU MessageFormat, or in no language', () => {
    expect(reasonOf('{code} {minutes, plural, one {x}')).toBe('is no ICU MessageFormat');
    expect(reasonOf('{code} {minutes, plural, one {x}}')).toBe('is no ICU MessageFormat');
    expect(reasonOf('{code} {}')).toBe('is no ICU MessageFormat');
    expect(reasonOf('{code}', 'not a tag')).toBe('is in no language');
    expect(() => compile({}, 'not a tag')).toThrow('is in no language');
  });
});

test('a brand is never read again: neither as the code, nor as a value, nor as a mark of another library', () => {
  const bodyWith = (brand: string) =>
    bodyOf({ body: '{brand} {code} {minutes, plural, other {{brand} #}}' }, { brand, isOwnBrand: true });
  expect(bodyWith('{code}')).toBe('(code) {code} (code) 5');
  expect(bodyWith('{minutes}')).toBe('(minutes) {code} (minutes) 5');
  expect(bodyWith('$t(x) # <b>$& %s')).toBe('$t(x) # <b>$& %s {code} $t(x) # <b>$& %s 5');
  expect(bodyWith("{{7*7}} '{'")).toBe("((7*7)) '(' {code} ((7*7)) '(' 5");
  expect(bodyWith('${process.env}')).toBe('$(process.env) {code} $(process.env) 5');
});

test('a brand can neither break the line, nor turn the text around, nor hide in it, nor be half a character', () => {
  const bodyWith = (brand: string) => bodyOf({ body: '{code} {brand}.' }, { brand });
  expect(bodyWith('A\r\nB\u0000\u202eC\u2066D\u2028E')).toBe('{code} ABCDE.');
  expect(bodyWith('A\u200bB\ufeffC\u00adD\ud83d')).toBe('{code} ABCD.');
  expect(bodyWith('Cafe\u0301 \u0645\u06cc\u200c\u062e\u0648')).toBe('{code} Café \u0645\u06cc\u200c\u062e\u0648.');
});

test('a brand longer than every text was measured with is refused, and so is what is no text', () => {
  const outcomeOf = (brand: unknown) => compile().render({ ...VALUES, brand: brand as string });
  const invalid = { kind: 'value_invalid', name: 'brand', limit: 20 };
  expect(outcomeOf('W'.repeat(21))).toEqual(invalid);
  expect(outcomeOf('x'.repeat(10_000))).toEqual(invalid);
  expect(outcomeOf(['x'])).toEqual(invalid);
  expect(outcomeOf('e\u0301'.repeat(20)).kind).toBe('rendered');
});

test('two values never share what is remembered, and what is remembered cannot be changed', () => {
  const source = { body: '{brand} {code} {minutes}' };
  const text = compile(source);
  const numbers = [4, 5, 6, 7, 8, 9, 10];
  const all = ['A', 'B', 'AB', 'BA', 'ABA', 'ACA', ''].flatMap((brand) =>
    [...numbers, 20].flatMap((minutes) => numbers.map((codeLength) => ({ brand, minutes, codeLength }))),
  );
  // Each twice in a row and once more later: remembered, and pushed out by another.
  for (const values of [...all.flatMap((one) => [one, one]), ...all]) {
    expect(rendered(text, values)).toEqual(rendered(compile(source), values));
  }
  expect(rendered(text)).toBe(rendered(text));
  expect(Object.isFrozen(rendered(text))).toBe(true);
});
