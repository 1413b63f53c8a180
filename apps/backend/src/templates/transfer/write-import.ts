import type { Tx } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import { newId } from '../../platform/ids.js';
import { TemplateStore, type Template } from '../desk/template.store.js';
import { BUILT_IN_DEFAULT } from '../locales/built-in-locales.js';
import { CountryLocaleStore } from '../locales/country-locale.store.js';
import { LocaleStore } from '../locales/locale.store.js';
import { tellTextNodes } from '../text-changes.js';
import {
  ownerKey,
  type CountryChange,
  type LocaleChange,
  type PlannedChange,
  type TemplateChange,
  type TextChange,
} from './planned-change.js';
import { ImportStore } from './import.store.js';

export interface WriteOptions {
  readonly author: string;
  readonly publishes: boolean;
  /** Those that there were when it was planned. */
  readonly templates: readonly Template[];
}

/** Makes the changes of a plan in which nothing is refused, in the transaction in which it was planned. */
export async function writeImport(tx: Tx, changes: readonly PlannedChange[], options: WriteOptions): Promise<void> {
  await writeLocales(tx, changes.filter(isLocale));
  await writeCountries(tx, changes.filter(isCountry));
  const ids = await writeTemplates(tx, changes.filter(isTemplate), options.templates);
  const texts = changes.filter(isText).map(({ owner, locale, words }) => {
    const templateId = ids.get(ownerKey(owner));
    if (templateId === undefined) throw new Error('a text without its template');
    return { ...words, templateId, locale };
  });
  const { author, publishes: isPublished } = options;
  await new ImportStore(tx).insert(texts, { author, isPublished });
  await tellTextNodes(tx);
}

/** Each after the one that it falls back on; those that are there already after all new ones. */
async function writeLocales(tx: Tx, changes: readonly LocaleChange[]): Promise<void> {
  const store = new LocaleStore(tx);
  let waiting = changes.filter(({ was }) => was === undefined);
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ is }) => is.tag));
    const ready = waiting.filter(({ is }) => is.fallback === null || !names.has(is.fallback));
    // Circles were refused.
    if (ready.length === 0) throw new Error('fallbacks go round');
    for (const { is } of ready) await store.insert(is);
    waiting = waiting.filter((change) => !ready.includes(change));
  }
  for (const { was, is } of changes) {
    if (was !== undefined && !(await store.change(was, is))) throw new AppError('locale.changed');
  }
  // Where there was no language at all there is no default either.
  await store.bringIn([], BUILT_IN_DEFAULT);
}

async function writeCountries(tx: Tx, changes: readonly CountryChange[]): Promise<void> {
  const store = new CountryLocaleStore(tx);
  for (const { was, country, locale } of changes) {
    const isDone =
      was === undefined ? await store.insert(country, locale) : await store.change(was, { locale, origin: 'admin' });
    if (!isDone) throw new AppError('country.changed');
  }
}

/** Ids of all templates, by their owners. */
async function writeTemplates(
  tx: Tx,
  changes: readonly TemplateChange[],
  templates: readonly Template[],
): Promise<ReadonlyMap<string, string>> {
  const store = new TemplateStore(tx);
  const ids = new Map(
    templates.map(({ id, purpose, application }) => [
      ownerKey({ purpose, applicationId: application?.id ?? null }),
      id,
    ]),
  );
  for (const { was, owner, settings } of changes) {
    if (was !== undefined) await store.change(was.id, settings);
    else {
      const id = await store.create(newId('tpl'), owner, settings);
      if (id === undefined) throw new AppError('template.exists');
      ids.set(ownerKey(owner), id);
    }
  }
  return ids;
}

const isLocale = (change: PlannedChange): change is LocaleChange => change.kind === 'locale' && 'is' in change;
const isCountry = (change: PlannedChange): change is CountryChange => change.kind === 'country' && 'country' in change;
const isTemplate = (change: PlannedChange): change is TemplateChange =>
  change.kind === 'template' && 'settings' in change;
const isText = (change: PlannedChange): change is TextChange => change.kind === 'text' && 'words' in change;
