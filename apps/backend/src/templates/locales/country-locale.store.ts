import type { Origin } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';

export interface CountryLocale {
  readonly country: string;
  readonly locale: string;
  readonly origin: Origin;
  readonly version: number;
}

const LIST: Statement = {
  name: 'country_list',
  text: `select country, locale, origin, version from country_locale order by country`,
};

const INSERT: Statement = {
  name: 'country_insert',
  text: `insert into country_locale (country, locale, origin) values ($1, $2, 'admin') on conflict do nothing`,
};

const CHANGE: Statement = {
  name: 'country_change',
  text: `update country_locale set locale = $3, origin = $4, version = version + 1 where country = $1 and version = $2`,
};

const DELETE: Statement = {
  name: 'country_delete',
  text: `delete from country_locale where country = $1 and version = $2`,
};

// An upgrade changes and takes away only what came with the product.
const BRING_IN: Statement = {
  name: 'country_bring_in',
  text: `with given as (select * from unnest($1::text[], $2::text[]) as i(country, locale)),
    gone as (
      delete from country_locale c where origin = 'built_in' and not exists (select from given g where g.country = c.country)
      returning 1
    ), brought as (
      insert into country_locale as c (country, locale, origin) select country, locale, 'built_in' from given
      on conflict (country) do update set locale = excluded.locale, version = c.version + 1
        where c.origin = 'built_in' and c.locale <> excluded.locale
      returning 1
    )
    select (select count(*) from gone)::integer + (select count(*) from brought)::integer as changed`,
};

/** Owns the table from a number's country to a language. */
export class CountryLocaleStore {
  constructor(private readonly sql: Queryable) {}

  list(): Promise<CountryLocale[]> {
    return this.sql.rows<CountryLocale & Record<string, unknown>>(LIST);
  }

  /** False when someone else was first. */
  async insert(country: string, locale: string): Promise<boolean> {
    return (await this.sql.count(INSERT, [country, locale])) === 1;
  }

  /** From the version that its author saw; false when it is another by now. */
  async change(
    { country, version }: Pick<CountryLocale, 'country' | 'version'>,
    { locale, origin }: Pick<CountryLocale, 'locale' | 'origin'>,
  ): Promise<boolean> {
    return (await this.sql.count(CHANGE, [country, version, locale, origin])) === 1;
  }

  async delete({ country, version }: Pick<CountryLocale, 'country' | 'version'>): Promise<boolean> {
    return (await this.sql.count(DELETE, [country, version])) === 1;
  }

  /** Returns how many rows it touched. */
  async bringIn(countries: Readonly<Record<string, string>>): Promise<number> {
    const [row] = await this.sql.rows<{ changed: number }>(BRING_IN, [
      Object.keys(countries),
      Object.values(countries),
    ]);
    return row?.changed ?? 0;
  }
}
