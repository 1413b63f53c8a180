import type { Queryable, Statement } from '../database/sql.js';
import type { SenderRule } from './senders.js';

export interface PriceRow {
  readonly carrierId: string;
  readonly prefix: string;
  readonly price: string;
  readonly currency: string;
}

// A list is imported as a whole and may have 100,000 lines: it is read again only when this says something else.
const PRICE_MARK: Statement = {
  name: 'price_mark',
  text: `select coalesce(string_agg(mark, ';' order by mark), '') as mark from (
      select carrier_id || ' ' || count(*) || ' ' || max(changed_at) as mark from price group by carrier_id
    ) marks`,
};

const LIST_PRICES: Statement = {
  name: 'price_list_all',
  text: `select carrier_id as "carrierId", prefix, price::text as price, currency from price`,
};

const LIST_SENDERS: Statement = {
  name: 'sender_rule_list_all',
  text: `select application_id as "applicationId", country, carrier_id as "carrierId", sender from sender_rule`,
};

/** What the route book reads beside carriers and routes. */
export class RouteBookStore {
  constructor(private readonly sql: Queryable) {}

  /** Differs whenever a price list does. */
  async priceMark(): Promise<string> {
    return (await this.sql.rows<{ mark: string }>(PRICE_MARK))[0]?.mark ?? '';
  }

  listPrices(): Promise<PriceRow[]> {
    return this.sql.rows<PriceRow>(LIST_PRICES);
  }

  listSenders(): Promise<SenderRule[]> {
    return this.sql.rows<SenderRule>(LIST_SENDERS);
  }
}
