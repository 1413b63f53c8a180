import type { Queryable, Statement } from '../database/sql.js';
import type { ListedPrice } from './price-list.js';

export interface PricedPrefix extends ListedPrice {
  readonly changedAt: Date;
}

const MOST_ROWS = 10_000;

// Whoever waits for it sees the lists that those before have left. Who plans routes reads on.
const LOCK: Statement = { name: 'price_lock', text: `lock table price in exclusive mode` };

const LIST: Statement = {
  name: 'price_list',
  text: `select prefix, trim_scale(price)::text as price, currency from price where carrier_id = $1 order by prefix`,
};

// One price of each other list: in a list all are in one currency, and so are all lists.
const OTHER_CURRENCY: Statement = {
  name: 'price_other_currency',
  text: `select p.currency from carrier c
      cross join lateral (select currency from price where carrier_id = c.id limit 1) p
    where c.id <> $1 limit 1`,
};

const PUT: Statement = {
  name: 'price_put',
  text: `insert into price (carrier_id, prefix, price, currency, changed_at)
    select $1, n.prefix, n.price, n.currency, statement_timestamp()
    from unnest($2::text[], $3::numeric[], $4::text[]) as n(prefix, price, currency)
    on conflict (carrier_id, prefix) do update
      set price = excluded.price, currency = excluded.currency, changed_at = excluded.changed_at`,
};

const REMOVE: Statement = {
  name: 'price_remove',
  text: `delete from price p using unnest($2::text[]) as gone(prefix)
    where p.carrier_id = $1 and p.prefix = gone.prefix`,
};

const NOTE_CHANGE: Statement = {
  name: 'price_note_change',
  text: `with changed as (update carrier set prices_version = prices_version + 1 where id = $1 returning id)
    select pg_notify('codewire_carriers', id) from changed`,
};

const PAGE: Statement = {
  name: 'price_page',
  text: `select prefix, trim_scale(price)::text as price, currency, changed_at as "changedAt" from price
    where carrier_id = $1 and prefix > $2 order by prefix limit $3`,
};

/** What carriers take: a list of prefixes for each. */
export class PriceStore {
  constructor(private readonly sql: Queryable) {}

  /** No other transaction changes prices until this one ends. */
  async lockPrices(): Promise<void> {
    await this.sql.rows(LOCK);
  }

  listPrices(carrierId: string): Promise<ListedPrice[]> {
    return this.sql.rows<ListedPrice>(LIST, [carrierId]);
  }

  /** By prefix, behind the one named; an empty one is before all. */
  listPage(carrierId: string, { behind, limit }: { behind: string; limit: number }): Promise<PricedPrefix[]> {
    return this.sql.rows<PricedPrefix>(PAGE, [carrierId, behind, limit]);
  }

  /** The currency of all other carriers' lists; undefined where there is none. */
  async findOtherCurrency(carrierId: string): Promise<string | undefined> {
    return (await this.sql.rows<{ currency: string }>(OTHER_CURRENCY, [carrierId]))[0]?.currency;
  }

  async putPrices(carrierId: string, prices: readonly ListedPrice[]): Promise<void> {
    for (const some of portionsOf(prices)) {
      const columns = [
        some.map(({ prefix }) => prefix),
        some.map(({ price }) => price),
        some.map(({ currency }) => currency),
      ];
      await this.sql.count(PUT, [carrierId, ...columns]);
    }
  }

  async removePrices(carrierId: string, prefixes: readonly string[]): Promise<void> {
    for (const some of portionsOf(prefixes)) await this.sql.count(REMOVE, [carrierId, some]);
  }

  /** Every node reads the list again once this transaction has ended. */
  async noteChange(carrierId: string): Promise<void> {
    await this.sql.rows(NOTE_CHANGE, [carrierId]);
  }
}

/** So that no statement takes longer than a server lets it. */
function portionsOf<Row>(rows: readonly Row[]): (readonly Row[])[] {
  const count = Math.ceil(rows.length / MOST_ROWS);
  return Array.from({ length: count }, (_, n) => rows.slice(n * MOST_ROWS, (n + 1) * MOST_ROWS));
}
