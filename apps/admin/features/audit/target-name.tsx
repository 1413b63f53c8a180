'use client';

import type { AuditEntry } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useSubjectName } from '../../lib/i18n/use-subject-name';

/** What it was done to, by the name of then; what has no name of its own is told in the reader's words. */
export function TargetName({ target }: { target: AuditEntry['target'] }) {
  const t = useTranslations('audit');
  const nameOf = useSubjectName();
  // One text is known by its template and its language; an export or an import is of all of them.
  const isOfAll = target.kind === 'text' && !target.id.includes('/');
  return <bdi suppressHydrationWarning>{isOfAll ? t('allTexts') : nameOf(target)}</bdi>;
}
