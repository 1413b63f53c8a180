import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePriceLists, countChanges } from './price-changes.js';
import type { ListedPrice } from './price-list.js';

const of = (prefix: string, price: string, currency = 'EUR'): ListedPrice => ({ prefix, price, currency });

test('what is new, other, gone and as before is told apart', () => {
  const before = [of('1', '0.1'), of('33', '0.2'), of('44', '0.3'), of('49', '0.4')];
  const after = [of('49', '0.4'), of('44', '0.35'), of('33', '0.2', 'USD'), of('7', '0.5')];
  const changes = comparePriceLists(before, after);
  expect(changes).toEqual({
    added: [of('7', '0.5')],
    changed: [of('44', '0.35'), of('33', '0.2', 'USD')],
    removed: ['1'],
    unchanged: 1,
  });
  expect(countChanges(changes)).toEqual({ added: 1, changed: 2, removed: 1, unchanged: 1 });
});

const lists = fc.uniqueArray(
  fc.record({
    prefix: fc.constantFrom('1', '33', '44', '49', '7'),
    price: fc.constantFrom('0.1', '0.2'),
    currency: fc.constant('EUR'),
  }),
  { selector: ({ prefix }) => prefix },
);

test('the changes made to the list before give the list after', () => {
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const { added, changed, removed, unchanged } = comparePriceLists(before, after);
      const result = new Map<string, ListedPrice>(before.map((price) => [price.prefix, price]));
      for (const prefix of removed) result.delete(prefix);
      for (const price of [...added, ...changed]) result.set(price.prefix, price);
      expect(result).toEqual(new Map(after.map((price) => [price.prefix, price])));
      expect(added.length + changed.length + unchanged).toBe(after.length);
    }),
  );
});
