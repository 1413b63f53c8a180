import { expect, test } from 'vitest';
import { readForm } from './written-form.js';

const VARIABLES = [
  { name: 'shop', type: 'text', max_length: 5 },
  { name: 'city', type: 'text', max_length: 5 },
] as const;

/** What checks look at, each value as its name. */
function stretchesOf(written: string): string[] {
  const rules = { form: 'full', locale: 'en', purpose: 'login', transliterates: false, variables: VARIABLES } as const;
  const reading = readForm({ ...rules, written });
  if (!('read' in reading)) throw new Error(JSON.stringify(reading));
  return reading.read.stretches.map((stretch) =>
    stretch.map(({ character, value }) => (value === null ? character : `<${value}>`)).join(''),
  );
}

test('a text is looked at once, and of each branch more only what it touches', () => {
  expect(stretchesOf('The code is {code}. Not more.')).toEqual(['The code is <code>. Not more.']);
  expect(stretchesOf('From my {shop, select, a {old} b {new x} other {}}shop: {code}')).toEqual([
    'From my oldshop: <code>',
    'new xshop:',
    'shop:',
  ]);
});

test('branches of two places are looked at where each of them is', () => {
  const body = '{shop, select, a {A} other {B}}x and then y{city, select, a {C} other {D}} {code}';
  expect(stretchesOf(body)).toEqual(['Ax and then yC <code>', 'Bx', 'yD']);
});

test('where nothing parts two branches, they are looked at together', () => {
  const body = '{shop, select, a {A} other {}}-{city, select, a {C} other {}} {code}';
  expect(stretchesOf(body)).toEqual(['A-C <code>', '-']);
});

test('a branch in a branch is looked at with the words around both', () => {
  const body = 'x{shop, select, a {y{city, select, a {1} other {2}}z} other {}}w {code}';
  expect(stretchesOf(body)).toEqual(['xy1zw <code>', 'xy2zw', 'xw']);
});
