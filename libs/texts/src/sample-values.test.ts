import { LONGEST_AMOUNT, LONGEST_PAYEE } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { CompiledText } from './compiled-text.js';
import { longestValues, typicalValues } from './sample-values.js';

const variables = [
  { name: 'note', type: 'text', max_length: 30 },
  { name: 'tries', type: 'number', max_length: 3 },
] as const;
const text = new CompiledText(
  {
    versionId: 1,
    locale: 'en',
    purpose: 'payment',
    body: '{brand}|{code}|{minutes}|{amount}|{payee}|{note}|{tries}',
    shortBody: null,
    transliterates: false,
    maxSegments: 3,
    variables,
  },
  { formats: 'de' },
);
const bodyOf = (outcome: ReturnType<CompiledText['render']>) =>
  outcome.kind === 'rendered' ? outcome.text.body : outcome;

test('the longest values are as long as any that a text takes', () => {
  const longest = longestValues('payment', variables);
  const body = bodyOf(text.render(longest));
  expect(body).toBe(`${'W'.repeat(20)}|{code}|10|9.999.999,99 EUR|${'M'.repeat(LONGEST_PAYEE)}|${'W'.repeat(30)}|999`);
  expect('9.999.999,99 EUR').toHaveLength(LONGEST_AMOUNT);
  expect(longest.codeLength).toBe(10);
});

test('typical values are ones that a text takes, and go with a line for autofill', () => {
  const trailer = { kind: 'host', host: 'example.com' } as const;
  expect(bodyOf(text.render(typicalValues('payment', variables, trailer)))).toBe(
    'Codewire|{code}|5|12,50 EUR|Acme Books|Sample|5\n@example.com #{code}',
  );
  expect(typicalValues('login', [])).toEqual({ brand: 'Codewire', minutes: 5, codeLength: 6 });
});
