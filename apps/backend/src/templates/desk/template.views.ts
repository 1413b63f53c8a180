import type { TemplateChange, TemplateUse, TemplateView } from '@codewire/contracts';
import type { CountedSends } from '../../platform/ports.js';
import type { CoveredTemplate } from './coverage.js';
import type { Template, TemplateSettings } from './template.store.js';

/** A template as the audit tells of it. */
export function toTemplateFacts({ purpose, application, maxSegments, variables }: Template) {
  return { purpose, application_id: application?.id ?? null, max_segments: maxSegments, variables };
}

/** Whom an entry of the audit is about. */
export function aboutTemplate({ id, purpose, application }: Template) {
  const name = application === null ? purpose : `${purpose}, ${application.name}`;
  return ofApplication({ target: { kind: 'template', id, name } } as const, application);
}

export function aboutText({ id, purpose, application }: Template, locale: string) {
  const name = [purpose, application?.name, locale].filter((part) => part !== undefined).join(', ');
  return ofApplication({ target: { kind: 'text', id: `${id}/${locale}`, name } } as const, application);
}

function ofApplication<About extends object>(about: About, application: Template['application']) {
  return application === null ? about : { ...about, applicationId: application.id };
}

/** What a change names, without what it leaves as it is. */
export function toSettings({ max_segments, variables }: TemplateChange): Partial<TemplateSettings> {
  return {
    ...(max_segments !== undefined && { maxSegments: max_segments }),
    ...(variables !== undefined && { variables }),
  };
}

export function toTemplateUse(sends: number, { counted, since, days, isCapped }: CountedSends): TemplateUse {
  return {
    sends,
    counted,
    counted_since: since.toISOString(),
    is_capped: isCapped,
    per_day: sends / days,
  };
}

export function toTemplateView({ template, cells }: CoveredTemplate, use: TemplateUse): TemplateView {
  const { id, purpose, application, maxSegments, variables, version } = template;
  const own = cells.filter(({ state }) => state === 'own');
  return {
    id,
    purpose,
    application,
    max_segments: maxSegments,
    variables: [...variables],
    version,
    locales: own.length,
    locales_enabled: cells.length,
    unreviewed: own.filter(({ is_reviewed: isReviewed }) => !isReviewed).length,
    drafts: cells.filter(({ has_draft: hasDraft }) => hasDraft).length,
    most_segments: Math.max(0, ...own.map(({ segments }) => segments ?? 0)),
    recent_use: use,
  };
}
