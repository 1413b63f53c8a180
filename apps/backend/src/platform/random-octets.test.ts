import { expect, test } from 'vitest';
import { randomOctets } from './random-octets.js';

test('octets are never given twice, over many blocks', () => {
  const seen = new Set(Array.from({ length: 2_000 }, () => randomOctets(16).toString('hex')));
  expect(seen.size).toBe(2_000);
});

test('what was given stays as it was, whatever is drawn after it', () => {
  const first = randomOctets(12);
  const copy = first.toString('hex');
  for (let turn = 0; turn < 1_000; turn += 1) randomOctets(12);
  expect(first.toString('hex')).toBe(copy);
});

test('every value of an octet comes up', () => {
  const seen = new Set<number>();
  for (let turn = 0; turn < 100; turn += 1) for (const octet of randomOctets(100)) seen.add(octet);
  expect(seen.size).toBe(256);
});
