import type { TextsDocument } from '@codewire/contracts';
import { toWordFacts } from '../desk/text.views.js';
import type { TextsState } from './texts-state.js';

/** What is published, with the languages and the map of countries around it, as an import reads it. */
export function toTextsDocument({ locales, countries, templates, texts }: TextsState): TextsDocument {
  const published = Map.groupBy(
    texts.filter(({ status }) => status === 'published'),
    ({ templateId }) => templateId,
  );
  return {
    format: 'codewire.texts.v1',
    locales: locales.map(({ tag, direction, fallback, isEnabled }) => ({
      tag,
      direction,
      fallback,
      is_enabled: isEnabled,
    })),
    countries: Object.fromEntries(countries.map(({ country, locale }) => [country, locale])),
    templates: templates.map(({ id, purpose, application, maxSegments, variables }) => ({
      purpose,
      application: application?.name ?? null,
      max_segments: maxSegments,
      variables: [...variables],
      texts: Object.fromEntries((published.get(id) ?? []).map((text) => [text.locale, toWordFacts(text)])),
    })),
  };
}
