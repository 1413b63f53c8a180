import type { ListedPrice } from './price-list.js';

/** What a list does to the one before it. */
export interface PriceChanges {
  readonly added: readonly ListedPrice[];
  readonly changed: readonly ListedPrice[];
  /** Prefixes: a list is whole, and what it does not name is gone. */
  readonly removed: readonly string[];
  readonly unchanged: number;
}

export interface PriceCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

export function comparePriceLists(before: readonly ListedPrice[], after: readonly ListedPrice[]): PriceChanges {
  const old = new Map(before.map((price) => [price.prefix, price]));
  const added = after.filter(({ prefix }) => !old.has(prefix));
  const kept = after.filter(({ prefix }) => old.has(prefix));
  const changed = kept.filter(({ prefix, price, currency }) => {
    const was = old.get(prefix);
    return was?.price !== price || was.currency !== currency;
  });
  const named = new Set(after.map(({ prefix }) => prefix));
  const removed = before.flatMap(({ prefix }) => (named.has(prefix) ? [] : [prefix]));
  return { added, changed, removed, unchanged: kept.length - changed.length };
}

export function countChanges({ added, changed, removed, unchanged }: PriceChanges): PriceCounts {
  return { added: added.length, changed: changed.length, removed: removed.length, unchanged };
}
