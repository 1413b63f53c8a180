import { expect, test } from 'vitest';
import { isFound, readFilters, writeFilters } from './locale-filters';

const read = (address: string) => {
  const params = new URLSearchParams(address);
  return readFilters((name) => params.get(name));
};

test('the address says what is shown, and is as short as that', () => {
  expect(writeFilters(read(''))).toBe('');
  expect(writeFilters(read('?view=languages'))).toBe('');
  for (const address of [
    '?view=countries&q=austria&map=changed',
    '?state=disabled&texts=own',
    '?view=coverage&problem=missing',
  ]) {
    expect(writeFilters(read(address))).toBe(address);
  }
});

test('what the address cannot mean is dropped', () => {
  expect(writeFilters(read('?view=nothing&state=<b>&texts=1&country=de&app=../x&problem=all'))).toBe('');
});

test('names are found whatever their case and accents', () => {
  expect(isFound('ESPAN', ['Spanish', 'español'])).toBe(true);
  expect(isFound(' fr-c ', ['French (Canada)', 'fr-CA'])).toBe(true);
  expect(isFound('العر', ['العربية'])).toBe(true);
  expect(isFound('x', ['German'])).toBe(false);
});
