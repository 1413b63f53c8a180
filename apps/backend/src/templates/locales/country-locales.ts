import { COUNTRY_LOCALES } from '@codewire/otp';
import type { AuditLog } from '../../audit/audit-log.js';
import type { Sql } from '../../database/sql.js';
import type { Author } from '../../platform/author.js';
import { lockTexts, tellTextNodes } from '../text-changes.js';
import { CountryLocaleStore, type CountryLocale } from './country-locale.store.js';

/** How its author saw a country: with a version, or without a row. */
export interface SeenCountry {
  readonly country: string;
  readonly version: string | 'none';
}

export type ChangeCountryOutcome =
  | { readonly kind: 'changed' }
  /** Someone else has changed it since, or made it, or taken it away. */
  | { readonly kind: 'changed_meanwhile' };
export type ResetCountryOutcome = ChangeCountryOutcome | { readonly kind: 'unknown' };

/** Sets which language a country's numbers get, and takes that back. In the audit, and on every node at once. */
export class CountryLocales {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  change(author: Author, { country, version }: SeenCountry, locale: string): Promise<ChangeCountryOutcome> {
    return this.whileLocked(author, country, async (store, before) => {
      if (String(before?.version ?? 'none') !== version) return { kind: 'changed_meanwhile' };
      if (before?.locale === locale) return { kind: 'changed' };
      const isDone =
        before === undefined
          ? await store.insert(country, locale)
          : await store.change(before, { locale, origin: 'admin' });
      return isDone ? { kind: 'changed' } : { kind: 'changed_meanwhile' };
    });
  }

  /** Back to what came with the product, which for some is nothing. */
  reset(author: Author, { country, version }: SeenCountry): Promise<ResetCountryOutcome> {
    return this.whileLocked(author, country, async (store, before) => {
      if (before === undefined) return { kind: 'unknown' };
      if (String(before.version) !== version) return { kind: 'changed_meanwhile' };
      if (before.origin === 'built_in') return { kind: 'changed' };
      const locale = COUNTRY_LOCALES[country];
      const isDone =
        locale === undefined ? await store.delete(before) : await store.change(before, { locale, origin: 'built_in' });
      return isDone ? { kind: 'changed' } : { kind: 'changed_meanwhile' };
    });
  }

  private whileLocked<Outcome>(
    author: Author,
    country: string,
    work: (store: CountryLocaleStore, before: CountryLocale | undefined) => Promise<Outcome>,
  ): Promise<Outcome> {
    return this.sql.transaction(async (tx) => {
      await lockTexts(tx);
      const store = new CountryLocaleStore(tx);
      const find = async () => (await store.list()).find((one) => one.country === country);
      const before = await find();
      const outcome = await work(store, before);
      const after = await find();
      if (JSON.stringify(before) === JSON.stringify(after)) return outcome;
      await tellTextNodes(tx);
      const target = { kind: 'country', id: country, name: country } as const;
      await this.audit.append(tx, author, {
        action: 'country.changed',
        target,
        ...(before !== undefined && { before: { locale: before.locale, origin: before.origin } }),
        ...(after !== undefined && { after: { locale: after.locale, origin: after.origin } }),
      });
      return outcome;
    });
  }
}
