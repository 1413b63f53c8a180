import {
  CountryLocaleList,
  CountryLocaleView,
  CoverageMatrix,
  ImportOutcome,
  LocaleAnswer,
  LocaleList,
  LocaleView,
  type LocaleChange,
  type LocaleCreate,
  type LocaleQuestion,
} from '@codewire/contracts';
import { get, ifNew, ifStill, part, patch, post, put, remove, type ApiCall } from './call';

/** A language as it was seen: a change names that version. */
export type SeenLocale = Pick<LocaleView, 'tag' | 'version'>;
/** A country as it was seen; `null` where it has no language yet. */
export interface SeenCountry {
  readonly country: string;
  readonly version: number | null;
}

/** An import as it is sent: what a file says is for the backend to judge. */
export interface ImportWish {
  readonly document: unknown;
  readonly dry_run: boolean;
  readonly publish: boolean;
}

const locale = (tag: string) => `locales/${part(tag)}`;
const country = (code: string) => `countries/${part(code)}`;

/** Languages, the countries that get them, and which texts there are in them. */
export const localeCalls = {
  locales: (): ApiCall<LocaleList> => get('locales', LocaleList),
  createLocale: (body: LocaleCreate): ApiCall<LocaleView> => post('locales', body, LocaleView),
  changeLocale: ({ tag, version }: SeenLocale, body: LocaleChange): ApiCall<LocaleView> =>
    ifStill(version, patch(locale(tag), body, LocaleView)),
  removeLocale: ({ tag, version }: SeenLocale): ApiCall<undefined> => ifStill(version, remove(locale(tag))),
  match: (body: LocaleQuestion): ApiCall<LocaleAnswer> => post('locales/match', body, LocaleAnswer),

  countries: (): ApiCall<CountryLocaleList> => get('countries', CountryLocaleList),
  changeCountry: ({ country: code, version }: SeenCountry, tag: string): ApiCall<CountryLocaleView> => {
    const call = put(country(code), { locale: tag }, CountryLocaleView);
    return version === null ? ifNew(call) : ifStill(version, call);
  },
  resetCountry: ({ country: code, version }: { country: string; version: number }): ApiCall<undefined> =>
    ifStill(version, remove(country(code))),

  coverage: (): ApiCall<CoverageMatrix> => get('templates/coverage', CoverageMatrix),
  importTexts: (body: ImportWish): ApiCall<ImportOutcome> => post('templates/import', body, ImportOutcome),
};

/** Everything that is published, as one file; after `/api/admin/`. */
export const TEXTS_EXPORT = 'templates/export';
