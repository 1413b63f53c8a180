import { COUNTRY_LOCALES } from '@codewire/otp';
import type { Tx } from '../database/sql.js';
import { BUILT_IN_TEXTS } from './built-in-texts.js';
import { BUILT_IN_DEFAULT, BUILT_IN_LOCALES } from './locales/built-in-locales.js';
import { CountryLocaleStore } from './locales/country-locale.store.js';
import { LocaleStore } from './locales/locale.store.js';
import { importTexts } from './templates.store.js';
import { lockTexts, tellTextNodes } from './text-changes.js';

/**
 * Makes the languages, the map of countries and the texts that come with this build known to the database; returns how
 * many texts were new or had changed. Doing it again changes nothing, what an operator changed stays as it is, and a
 * wording that he published stays published.
 */
export async function importBuiltInTexts(tx: Tx): Promise<number> {
  await lockTexts(tx);
  const locales = await new LocaleStore(tx).bringIn(BUILT_IN_LOCALES, BUILT_IN_DEFAULT);
  const countries = await new CountryLocaleStore(tx).bringIn(COUNTRY_LOCALES);
  if (locales + countries > 0) await tellTextNodes(tx);
  return importTexts(tx, BUILT_IN_TEXTS);
}
