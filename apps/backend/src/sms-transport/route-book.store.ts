import type { Sql, Statement } from '../database/sql.js';
import type { Price } from './prices.js';
import type { SenderRule } from './senders.js';

interface PriceRow extends Price {
  readonly prefix: string;
}

/** A hundred thousand lines on a busy machine. */
const READ_MS = 30_000;
const MOST_ROWS = 10_000;

const LIST_VERSIONS: Statement = {
  name: 'price_list_versions',
  text: `select id, prices_version as version from carrier where prices_version > 0`,
};

// All pages show the list as it was at the first.
const ONE_MOMENT: Statement = { name: 'price_one_moment', text: `set transaction isolation level repeatable read` };

const PAGE: Statement = {
  name: 'price_page_of_carrier',
  text: `select prefix, price::text as price, currency from price where carrier_id = $1 and prefix > $2
    order by prefix limit $3`,
};

const LIST_SENDERS: Statement = {
  name: 'sender_rule_list_all',
  text: `select application_id as "applicationId", country, carrier_id as "carrierId", sender from sender_rule`,
};

/** What the route book reads beside carriers and routes. */
export class RouteBookStore {
  constructor(
    private readonly sql: Sql,
    private readonly pageRows = MOST_ROWS,
  ) {}

  /** By carrier, of those that ever had prices: it differs whenever the list does. */
  async listPriceVersions(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.sql.rows<{ id: string; version: number }>(LIST_VERSIONS);
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  /** By prefix. */
  readPrices(carrierId: string): Promise<ReadonlyMap<string, Price>> {
    return this.sql.transaction(
      async (tx) => {
        await tx.rows(ONE_MOMENT);
        const list = new Map<string, Price>();
        let behind = '';
        let page: PriceRow[];
        do {
          page = await tx.rows<PriceRow>(PAGE, [carrierId, behind, this.pageRows]);
          for (const { prefix, price, currency } of page) list.set(prefix, { price, currency });
          behind = page.at(-1)?.prefix ?? behind;
        } while (page.length === this.pageRows);
        return list;
      },
      { mostMs: READ_MS },
    );
  }

  listSenders(): Promise<SenderRule[]> {
    return this.sql.rows<SenderRule>(LIST_SENDERS);
  }
}
