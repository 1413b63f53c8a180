import type { AuditLog } from '../audit/audit-log.js';
import type { Sql, Statement, Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { comparePriceLists, countChanges, type PriceCounts } from './price-changes.js';
import { parsePriceList, type FaultyLine, type ListedPrice } from './price-list.js';
import { PriceStore } from './price.store.js';

export type ImportOutcome =
  /** Imported, or what would be. */
  | { readonly kind: 'read'; readonly counts: PriceCounts }
  | { readonly kind: 'faulty'; readonly faults: readonly FaultyLine[] }
  | { readonly kind: 'unknown' };

/** A hundred thousand lines on a busy machine. */
const IMPORT_MS = 30_000;

const HOLD_CARRIER: Statement = {
  name: 'price_hold_carrier',
  text: `select name from carrier where id = $1 for key share`,
};

/** Replaces the price lists of carriers, each as a whole. Each change is in the audit, and on every node at once. */
export class PriceLists {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  /**
   * All lines or none. Prices are compared between carriers, so the list must be in the currency of the others; while
   * no other carrier has prices it may be in any.
   */
  async import(author: Author, carrierId: string, csv: string): Promise<ImportOutcome> {
    return this.read(carrierId, csv, async (tx, { store, name, prices, before }) => {
      const changes = comparePriceLists(before, prices);
      const counts = countChanges(changes);
      if (counts.added + counts.changed + counts.removed === 0) return counts;
      await store.removePrices(carrierId, changes.removed);
      await store.putPrices(carrierId, [...changes.added, ...changes.changed]);
      await store.noteChange(carrierId);
      await this.audit.append(tx, author, {
        action: 'price.imported',
        target: { kind: 'carrier', id: carrierId, name },
        before: factsOf(before),
        after: { ...factsOf(prices), ...counts },
      });
      return counts;
    });
  }

  /** What an import of the same text would do just now; nothing is changed. */
  async tryImport(carrierId: string, csv: string): Promise<ImportOutcome> {
    return this.read(carrierId, csv, async (_, { prices, before }) => countChanges(comparePriceLists(before, prices)));
  }

  private async read(carrierId: string, csv: string, then: Then): Promise<ImportOutcome> {
    const parsed = parsePriceList(csv);
    return this.sql.transaction(
      async (tx) => {
        const [carrier] = await tx.rows<{ name: string }>(HOLD_CARRIER, [carrierId]);
        if (carrier === undefined) return { kind: 'unknown' };
        if (parsed.kind === 'faulty') return parsed;
        const { prices, firstLine } = parsed;
        const store = new PriceStore(tx);
        await store.lockPrices();
        const currency = await store.findOtherCurrency(carrierId);
        if (currency !== undefined && prices.some((price) => price.currency !== currency)) {
          return { kind: 'faulty', faults: [{ line: firstLine, cause: 'other_currency' }] };
        }
        const before = await store.listPrices(carrierId);
        return { kind: 'read', counts: await then(tx, { store, name: carrier.name, prices, before }) };
      },
      { mostMs: IMPORT_MS },
    );
  }
}

interface Lists {
  readonly store: PriceStore;
  /** Of the carrier. */
  readonly name: string;
  readonly prices: readonly ListedPrice[];
  readonly before: readonly ListedPrice[];
}

type Then = (tx: Tx, lists: Lists) => Promise<PriceCounts>;

function factsOf(prices: readonly ListedPrice[]) {
  return { prices: prices.length, currency: prices[0]?.currency ?? null };
}
