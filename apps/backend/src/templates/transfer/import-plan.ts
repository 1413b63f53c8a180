import type { TextsDocument } from '@codewire/contracts';
import { planCountries, planLocales } from './plan-languages.js';
import { planTemplates, type PlanOptions } from './plan-templates.js';
import type { Planned } from './planned-change.js';
import type { TextsState } from './texts-state.js';

/** What the document makes of the state, in the order in which it can be done. Nothing is taken away by what it leaves out. */
export async function planImport(document: TextsDocument, state: TextsState, options: PlanOptions): Promise<Planned> {
  const { locales, ...languages } = planLocales(document, state);
  const countries = planCountries(document, state);
  const templates = await planTemplates(document, { ...state, locales }, options);
  return {
    unchanged: languages.unchanged + countries.unchanged + templates.unchanged,
    changes: [...languages.changes, ...countries.changes, ...templates.changes],
  };
}
