import { Words, type Variable } from '@codewire/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkText } from './check-text.js';
import { CompiledText } from './compiled-text.js';

const VARIABLES: readonly Variable[] = [
  { name: 'shop', type: 'text', max_length: 6 },
  { name: 'items', type: 'number', max_length: 3 },
];
const PLACES = [
  '{brand}',
  ' {brand} ',
  '{minutes}',
  ' {minutes} ',
  '{items}',
  ' {items} ',
  '{shop}',
  ' {shop} ',
  '{items, number} ',
];
const ODD = ['·', '÷', '⒈', '①②③④', '½', '\u0330', 'é', 'ç', 'ş', '．', '/', '𝟏', 'com', '.'];
const WORDS = ['code', ' a ', ' ', ' ', ' ', ': ', ', ', ' - ', '1', '23', '456', '.', '٣', '-', '認証', "it''s", '\n'];

/** ICU MessageFormat, mostly right. */
const { sequence } = fc.letrec<{ sequence: string; piece: string }>((tie) => ({
  sequence: fc.array(tie('piece'), { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 12, arbitrary: fc.constantFrom(...PLACES, ...WORDS, ...ODD) },
    fc
      .tuple(fc.constantFrom('minutes', 'items'), tie('sequence'), tie('sequence'))
      .map(([name, one, other]) => `{${name}, plural, offset:1 =1 {#} one {${one}} other {#${other}}}`),
    fc
      .tuple(tie('sequence'), tie('sequence'))
      .map(([some, other]) => `{shop, select, 12 {${some}} a {} other {${other}}}`),
  ),
}));

/** With one place for the code in most, which others touch in some. */
const form = fc
  .tuple(sequence, fc.constantFrom(' {code} ', ' {code} ', '{code}', ''), sequence)
  .map((pieces) => pieces.join(''));

const words = (longest: number) =>
  fc
    .array(fc.constantFrom('A', 'b', ' ', '1', '2', '99', '٣', '-', "'", '.'), { minLength: 1, maxLength: longest })
    .map((pieces) => pieces.join('').trim())
    .filter((text) => Words(longest).safeParse(text).success);

const values = fc.record({
  brand: words(20),
  minutes: fc.integer({ min: 1, max: 10 }),
  codeLength: fc.constant(6),
  variables: fc.record({ shop: fc.oneof(words(6), fc.constantFrom('a', '12')), items: fc.nat(999) }),
});

test('a text without an error can be sent with whatever values, and the code is the only run of digits in it', () => {
  const seen = { passed: 0 };
  fc.assert(
    fc.property(form, fc.boolean(), fc.array(values, { minLength: 3, maxLength: 3 }), (body, transliterates, all) => {
      const question = { locale: 'en', purpose: 'verification', body, shortBody: null, transliterates } as const;
      const findings = checkText({ ...question, variables: VARIABLES, maxSegments: 9 });
      if (findings.some(({ severity }) => severity === 'error')) return;
      seen.passed += 1;
      const text = new CompiledText(
        { ...question, versionId: 1, variables: VARIABLES, maxSegments: 9 },
        { formats: 'en' },
      );
      for (const one of all) {
        const outcome = text.render(one);
        expect(outcome.kind).toBe('rendered');
        if (outcome.kind !== 'rendered') continue;
        expect(outcome.text.body.replace('{code}', '482913').match(/\p{Nd}{4,}/gu)).toEqual(['482913']);
        // A name that ends in a full stop may touch the words behind it.
        if (JSON.stringify(one).includes('.')) continue;
        expect(outcome.text.body).not.toMatch(
          /[\p{L}\p{M}\p{N}]\.\p{L}\p{M}*\p{L}|[\p{L}\p{M}]\.\p{L}\p{M}*\/[\p{L}\p{N}]/u,
        );
      }
    }),
    { numRuns: 250 },
  );
  // Enough to say something.
  expect(seen.passed).toBeGreaterThan(20);
});

test('a text that cannot be compiled has an error', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        form,
        form.map((text) => text.slice(1)),
      ),
      (body) => {
        const question = { locale: 'en', purpose: 'login', body, shortBody: null, transliterates: false } as const;
        try {
          void new CompiledText({ ...question, versionId: 1, variables: VARIABLES, maxSegments: 1 }, { formats: 'en' });
        } catch {
          const findings = checkText({ ...question, variables: VARIABLES, maxSegments: 1 });
          expect(findings.map(({ severity }) => severity)).toContain('error');
        }
      },
    ),
  );
});
