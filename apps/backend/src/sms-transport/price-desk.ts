import type { PageQuery, PriceImport, PriceImported, PricePage } from '@codewire/contracts';
import type { z } from 'zod';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import type { CarrierStore } from './carrier.store.js';
import type { PriceLists } from './price-lists.js';
import type { PriceStore } from './price.store.js';

export interface PriceDeskOptions {
  readonly lists: PriceLists;
  readonly store: Pick<PriceStore, 'listPage'>;
  readonly carriers: Pick<CarrierStore, 'listCarriers'>;
}

const PREFIX = /^[1-9][0-9]{0,6}$/;
const NOTHING = { added: 0, changed: 0, removed: 0, unchanged: 0 } as const;

/** What operators do with prices. */
export class PriceDesk {
  constructor(private readonly use: PriceDeskOptions) {}

  async list(carrierId: string, { limit, cursor }: z.infer<typeof PageQuery>): Promise<PricePage> {
    const behind = cursor === undefined ? '' : decodeCursor(cursor, readPrefix);
    const carriers = await this.use.carriers.listCarriers();
    if (!carriers.some(({ id }) => id === carrierId)) throw new AppError('carrier.not_found');
    const rows = await this.use.store.listPage(carrierId, { behind, limit: limit + 1 });
    const data = rows
      .slice(0, limit)
      .map(({ changedAt, ...price }) => ({ ...price, changed_at: changedAt.toISOString() }));
    const last = data.at(-1);
    return { data, next_cursor: rows.length > limit && last !== undefined ? encodeCursor(last.prefix) : null };
  }

  /** Faults of a list are what its author is told, not a refusal: he asked what it would do. */
  async import(author: Author, carrierId: string, { csv, dry_run: isDryRun }: PriceImport): Promise<PriceImported> {
    const { lists } = this.use;
    const outcome = await (isDryRun ? lists.tryImport(carrierId, csv) : lists.import(author, carrierId, csv));
    switch (outcome.kind) {
      case 'read':
        return { is_dry_run: isDryRun, ...outcome.counts, faults: [] };
      case 'faulty':
        return { is_dry_run: isDryRun, ...NOTHING, faults: [...outcome.faults] };
      case 'unknown':
        throw new AppError('carrier.not_found');
    }
  }
}

const readPrefix = (text: string) => (PREFIX.test(text) ? text : undefined);
