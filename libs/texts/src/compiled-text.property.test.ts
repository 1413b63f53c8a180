import { Words } from '@codewire/contracts';
import { encodeText } from '@codewire/sms';
import { transliterate } from '@codewire/sms/encoding';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { CompiledText } from './compiled-text.js';
import type { TextSource, TextValues } from './text.types.js';

const compile = (source: Partial<TextSource>) =>
  new CompiledText(
    {
      versionId: 1,
      locale: 'en',
      purpose: 'payment',
      body: '{brand} {code} {minutes, plural, one {# minute} other {# minutes, {payee}}} {amount} {payee}',
      shortBody: '{code} {amount} {payee} {note, select, b {B} other {{note}}} {tries}',
      transliterates: false,
      maxSegments: 4,
      variables: [
        { name: 'note', type: 'text', max_length: 60 },
        { name: 'tries', type: 'number', max_length: 9 },
      ],
      ...source,
    },
    { formats: source.locale ?? 'en' },
  );

/** Whatever somebody may try, and pieces of it. */
const hostile = fc.oneof(
  fc.constantFrom('{code}', '{', '}', '{{7*7}}', '${code}', '$t(x)', '{brand}', "'{code}'", '#', "'", '<b>x</b>'),
  fc.constantFrom('\r\n', '\n@evil.example #123456', '\u202e', '\u2066', '\u2028', '\u0000', '\ud83d', '\udc00'),
  fc.constantFrom(
    'x'.repeat(10_000),
    '\u202e'.repeat(10_000),
    '｛code｝',
    '﹛',
    'https://evil.example',
    '%s',
    '\\u007bcode}',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'b'),
  fc.string({ unit: 'binary', maxLength: 25 }),
  fc.string({ unit: 'grapheme', maxLength: 25 }),
);
const anyText = fc.array(hostile, { maxLength: 3 }).map((pieces) => pieces.join(''));

const trailer = fc.option(
  fc.constantFrom<NonNullable<TextValues['trailer']>>(
    { kind: 'app_hash', app_hash: 'FA+9qCX9VSu' },
    { kind: 'host', host: 'example.com' },
    { kind: 'host', host: 'example.com', embedded_host: 'pay.example.org' },
  ),
  { nil: undefined },
);

const values: fc.Arbitrary<TextValues> = fc.record({
  brand: anyText,
  isOwnBrand: fc.boolean(),
  minutes: fc.integer({ min: 1, max: 10 }),
  codeLength: fc.integer({ min: 4, max: 10 }),
  amount: fc.record({
    value: fc.oneof(
      fc.nat(99_999).map((cents) => (cents / 100).toFixed(2)),
      anyText,
    ),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'XXQ', '{code}'),
  }),
  payee: anyText,
  variables: fc.record({ note: fc.oneof(anyText, fc.constant('A note')), tries: fc.nat(999_999_999) }),
  trailer,
});

const texts = [false, true].map((transliterates) => compile({ transliterates }));

test('whatever the values, the code has its one place, and one more in a line for a host only', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), values, (text, given) => {
      const outcome = text.render(given);
      if (outcome.kind !== 'rendered') return;
      const { body } = outcome.text;
      expect(body.split('{code}')).toHaveLength(given.trailer?.kind === 'host' ? 3 : 2);
      expect(body.replaceAll('{code}', '')).not.toMatch(/[{}]/);
      // One line, and the one for autofill.
      expect(body.split(/[\p{Cc}\p{Zl}\p{Zp}]/u)).toHaveLength(given.trailer === undefined ? 1 : 2);
      expect(body).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(body.isWellFormed()).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('what a text is said to cost is what the carrier is handed, and never more than the text may cost', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), values, (text, given) => {
      const outcome = text.render(given);
      if (outcome.kind !== 'rendered') return;
      const { body, encoding, units, segments } = outcome.text;
      const sent = encodeText(body.replaceAll('{code}', '7'.repeat(given.codeLength)), { nextReference: () => 1 });
      expect({ encoding, units, segments }).toEqual({
        encoding: sent.encoding,
        units: sent.units,
        segments: sent.segments,
      });
      expect(segments).toBeLessThanOrEqual(given.trailer?.kind === 'app_hash' ? 1 : 4);
      if (given.trailer?.kind === 'app_hash') expect(sent.parts[0]?.payload.length).toBeLessThanOrEqual(140);
    }),
    { numRuns: 500 },
  );
});

const taken = Words(20);

/** What somebody who wants a link or digits of his own in a message may try. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'aé.-.1٣ ',
        'com',
        'भारत',
        'ĳ',
        'ǆ',
        'ﬂ',
        'þ',
        'œ',
        '·',
        'ŀ',
        '\u0301',
        '\u0330',
        '１',
        '𝟏',
        '①',
        '⒈',
        '²',
      ),
      fc.integer({ min: 0x2070, max: 0x249b }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom('x.\u0133', 'a.\u01c6', 'a\u0301.b', 'x.\ufb02', '1\u033023', '3⒈4'),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))
  .filter((text) => taken.safeParse(text).success);

test('no words of a caller bring a link or a second code into a message, in whichever letters it goes out', () => {
  const seen = { rendered: 0 };
  const wide = [false, true].map((transliterates) =>
    compile({
      transliterates,
      purpose: 'payment',
      body: `{brand}; {code}; {payee} {note} {tries} {amount} ${'x'.repeat(100)}`,
      shortBody: null,
    }),
  );
  const amount = { value: '1', currency: 'EUR' };
  fc.assert(
    fc.property(fc.constantFrom(...wide), words, words, (text, one, other) => {
      const [brand, payee] = [taken.parse(one), taken.parse(other)];
      const outcome = text.render({
        brand,
        minutes: 1,
        codeLength: 6,
        amount,
        payee,
        variables: { note: payee, tries: 1 },
      });
      if (outcome.kind !== 'rendered') return;
      seen.rendered += 1;
      const { body } = outcome.text;
      for (const form of [body, body.normalize('NFKC'), transliterate(body)]) {
        expect(form).not.toMatch(/[\p{L}\p{M}\p{N}-][./:@][\p{L}\p{M}]{2}|\p{Nd}{4}|[/:@]/u);
      }
    }),
    { numRuns: 1_000 },
  );
  // Enough to say something.
  expect(seen.rendered).toBeGreaterThan(50);
});

test('words without braces and controls stand in the text as they are', () => {
  const words = fc.string({ unit: fc.constantFrom(...'aZ é\'#<>$%&()漢я|\\^~"`@/.:'), minLength: 1, maxLength: 20 });
  const text = compile({ purpose: 'verification', body: '<{brand}> {code}', shortBody: null });
  fc.assert(
    fc.property(words, (brand) => {
      const outcome = text.render({ brand, isOwnBrand: true, minutes: 1, codeLength: 6 });
      expect(outcome).toMatchObject({ kind: 'rendered', text: { body: `<${brand}> {code}` } });
    }),
  );
});

/** Wordings of all that texts can do, with every value in them. */
const wording = fc.letrec<{ pieces: string }>((tie) => {
  const branch = fc.oneof({ maxDepth: 2 }, fc.constantFrom('a', "it''s", '{brand}', '{tries}'), tie('pieces'));
  const counted = fc
    .tuple(fc.constantFrom('minutes', 'tries'), fc.constantFrom('plural', 'selectordinal'), fc.nat(2), fc.nat(5))
    .chain(([name, kind, offset, exact]) =>
      fc
        .tuple(branch, branch, branch, branch)
        .map(
          ([first, few, many, other]) =>
            `{${name}, ${kind}, offset:${offset} =${exact} {${first}} one {# ${few}} few {${many} #} many {#} other {${other} #}}`,
        ),
    );
  const chosen = fc.tuple(branch, branch).map(([a, other]) => `{note, select, A {${a}} other {${other} {note}}}`);
  const piece = fc.oneof(fc.constantFrom('words ', '{brand}', '{note} ', '{minutes} '), counted, chosen);
  return { pieces: fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('')) };
}).pieces;

test('a text says what the reference implementation of ICU MessageFormat says', () => {
  const languages = fc.constantFrom('en', 'ru', 'ar', 'pl', 'ja', 'cy', 'lt');
  fc.assert(
    fc.property(
      languages,
      wording,
      fc.nat(999_999),
      fc.integer({ min: 1, max: 10 }),
      (locale, words, tries, minutes) => {
        const body = `{code} ${words}`;
        const text = compile({ locale, purpose: 'verification', body, shortBody: null, maxSegments: 200 });
        const reference = new IntlMessageFormat(body, `${locale}-u-nu-latn`);
        const outcome = text.render({ brand: 'B', minutes, codeLength: 6, variables: { note: 'A', tries } });
        const said = outcome.kind === 'rendered' ? outcome.text.body : outcome;
        const expected = String(reference.format({ brand: 'B', minutes, code: '{code}', note: 'A', tries }));
        expect(said).toBe(expected.replaceAll('\u00a0', ' ').replaceAll('\u200e', ''));
      },
    ),
    { numRuns: 200 },
  );
});
