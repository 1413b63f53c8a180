import { expect, test } from 'vitest';
import { inPseudoWords } from './pseudo';

const inAccents = (text: string) => inPseudoWords({ text }, 'en-XA')['text'];

test('every letter is marked, and a text is forty per cent longer', () => {
  expect(inAccents('Send code')).toBe('Šéñð çöðé ~~~~');
});

test.each([
  ['{count, plural, one {# segment} other {# segments}}', '{count, plural, one {# šéĝméñţ} other {# šéĝméñţš}} '],
  ['Valid for {minutes, number} min', 'Våļîð föŕ {minutes, number} mîñ '],
  ['since <time></time>', 'šîñçé <time></time> '],
  ['by {carrier} in {n, plural, =0 {} other { after #}}.', 'bý {carrier} îñ {n, plural, =0 {} other { åfţéŕ #}}. '],
])('arguments, tags and choices stay as they are: %s', (text, marked) => {
  expect(String(inAccents(text)).replace(/~[~ ]*$/, '')).toBe(marked);
});

test('the other one turns what is read around, and nothing else', () => {
  expect(inPseudoWords({ a: { b: 'Hi {name}' } }, 'ar-XB')).toEqual({ a: { b: '\u202EHi \u202C{name}' } });
});
