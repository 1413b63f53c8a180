import type {
  CountryLocaleChange,
  CountryLocaleList,
  CountryLocaleView,
  LocaleAnswer,
  LocaleChange,
  LocaleCreate,
  LocaleList,
  LocaleQuestion,
  LocaleView,
} from '@codewire/contracts';
import { canonicalTag, COUNTRY_LOCALES } from '@codewire/otp';
import type { ApplicationStore } from '../../applications/application.store.js';
import type { Sql } from '../../database/sql.js';
import { AppError, type FieldReason } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import { isInScope } from '../../platform/signed-in.js';
import { CountryLocaleStore } from './country-locale.store.js';
import type { CountryLocales, SeenCountry } from './country-locales.js';
import { LocaleStore, type LocaleSettings } from './locale.store.js';
import { bookOf, toCountryViews, toLocaleViews } from './locale.views.js';
import type { Locales, SeenLocale } from './locales.js';

export interface LocaleDeskOptions {
  readonly sql: Sql;
  readonly locales: Locales;
  readonly countries: CountryLocales;
  readonly applications: Pick<ApplicationStore, 'findApplication'>;
}

/** What operators do with languages. */
export class LocaleDesk {
  private readonly localeStore: LocaleStore;
  private readonly countryStore: CountryLocaleStore;

  constructor(private readonly use: LocaleDeskOptions) {
    this.localeStore = new LocaleStore(use.sql);
    this.countryStore = new CountryLocaleStore(use.sql);
  }

  async list(): Promise<LocaleList> {
    const [locales, countries, texts] = await Promise.all([
      this.localeStore.list(),
      this.countryStore.list(),
      this.localeStore.countTexts(),
    ]);
    return { data: toLocaleViews({ locales, countries, texts }) };
  }

  async create(author: Author, input: LocaleCreate): Promise<LocaleView> {
    const tag = readTag(input.tag, 'tag');
    const { direction, is_enabled: isEnabled } = input;
    const fallback = readFallback(input.fallback);
    const outcome = await this.use.locales.create(author, { tag, direction, fallback, isEnabled });
    if (outcome.kind === 'exists') throw new AppError('locale.exists', { field: 'tag' });
    if (outcome.kind === 'fallback_invalid') throw new AppError('locale.fallback_invalid', { field: 'fallback' });
    return this.read(tag);
  }

  async change(author: Author, { tag: given, version }: SeenLocale, input: LocaleChange): Promise<LocaleView> {
    const tag = readKnown(given);
    const outcome = await this.use.locales.change(author, { tag, version }, toChanges(input));
    switch (outcome.kind) {
      case 'changed':
        return this.read(tag);
      case 'unknown':
        throw new AppError('locale.not_found');
      case 'changed_meanwhile':
        throw new AppError('locale.changed');
      case 'fallback_invalid':
        throw new AppError('locale.fallback_invalid', { field: 'fallback' });
      case 'is_default':
        throw new AppError('locale.is_default', { field: 'is_enabled' });
    }
  }

  async delete(author: Author, { tag, version }: SeenLocale): Promise<void> {
    const outcome = await this.use.locales.delete(author, { tag: readKnown(tag), version });
    switch (outcome.kind) {
      case 'deleted':
        return;
      case 'unknown':
        throw new AppError('locale.not_found');
      case 'changed_meanwhile':
        throw new AppError('locale.changed');
      case 'is_default':
        throw new AppError('locale.is_default');
      case 'in_use':
        throw new AppError('locale.in_use');
    }
  }

  /** As a start chooses, from what stands in the tables now. */
  async match(scope: readonly string[] | null, question: LocaleQuestion): Promise<LocaleAnswer> {
    const { application_id: id, language: requested, country } = question;
    const application = await this.use.applications.findApplication(id);
    if (application?.id !== id || !isInScope(scope, id)) {
      throw new AppError('application.not_found', { field: 'application_id' });
    }
    const [locales, countries] = await Promise.all([this.localeStore.list(), this.countryStore.list()]);
    const { locale, reason, chain } = bookOf({ locales, countries }).choose({
      requested,
      country: country?.toUpperCase(),
      applicationDefault: application.defaultLanguage,
    });
    return { locale, reason, chain: [...chain] };
  }

  async listCountries(): Promise<CountryLocaleList> {
    const [locales, countries] = await Promise.all([this.localeStore.list(), this.countryStore.list()]);
    return { data: toCountryViews({ locales, countries }) };
  }

  async changeCountry(author: Author, seen: SeenCountry, input: CountryLocaleChange): Promise<CountryLocaleView> {
    const country = readCountry(seen.country);
    const locale = readTag(input.locale, 'locale');
    const { kind } = await this.use.countries.change(author, { country, version: seen.version }, locale);
    if (kind === 'changed_meanwhile') throw new AppError('country.changed');
    const view = (await this.listCountries()).data.find((one) => one.country === country);
    if (view === undefined) throw new AppError('country.not_found');
    return view;
  }

  async resetCountry(author: Author, { country, version }: SeenCountry): Promise<void> {
    const { kind } = await this.use.countries.reset(author, { country: readCountry(country), version });
    if (kind === 'changed_meanwhile') throw new AppError('country.changed');
    if (kind === 'unknown') throw new AppError('country.not_found');
  }

  private async read(tag: string): Promise<LocaleView> {
    const view = (await this.list()).data.find((one) => one.tag === tag);
    if (view === undefined) throw new AppError('locale.not_found');
    return view;
  }
}

function toChanges({ direction, fallback, is_enabled: isEnabled, is_default: isDefault }: LocaleChange) {
  const changes: Partial<LocaleSettings> = {
    ...(direction !== undefined && { direction }),
    ...(fallback !== undefined && { fallback: readFallback(fallback) ?? null }),
    ...(isEnabled !== undefined && { isEnabled }),
    ...(isDefault !== undefined && { isDefault }),
  };
  return changes;
}

/** A language in its canonical form. */
function readTag(given: string, field: string): string {
  const tag = canonicalTag(given);
  if (tag === undefined || tag === 'und' || tag.startsWith('und-')) throw invalid(field, 'not_a_language');
  return tag;
}

function readFallback(given: string | null | undefined): string | null | undefined {
  return typeof given === 'string' ? readTag(given, 'fallback') : given;
}

/** As it stands in a path: what is no tag is none that there is. */
function readKnown(given: string): string {
  const tag = canonicalTag(given);
  if (tag === undefined) throw new AppError('locale.not_found');
  return tag;
}

/** One that numbers can be of. */
function readCountry(given: string): string {
  const country = given.toUpperCase();
  if (!Object.hasOwn(COUNTRY_LOCALES, country)) throw invalid('country', 'not_a_country');
  return country;
}

function invalid(field: string, reason: FieldReason): AppError {
  return new AppError('request.invalid', { field, errors: [{ field, reason }] });
}
